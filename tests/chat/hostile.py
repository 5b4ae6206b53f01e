"""What people may write who mean no good, or whose keyboard is odd."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from unicodedata import category

from hypothesis import example
from hypothesis import strategies as st

LONG = 50_000
_TURNS_OR_HIDES = frozenset("\u061c\u200b\u200e\u200f\u2028\u2029\ufeff") | {
    chr(code) for code in (*range(0x202A, 0x202F), *range(0x2066, 0x206A))
}


def harms(shown: str) -> set[str]:
    """What must never be shown: controls, halves of characters, what hides or turns the direction of writing."""
    return {
        each
        for each in shown
        if each in _TURNS_OR_HIDES or (category(each) in ("Cc", "Cs") and each not in "\n\t")
    }


HOSTILE = (
    "",
    " ",
    "\n\n",
    "**bold**",
    "`code`",
    "[click](https://example.org)",
    "{reference}",
    "{0}",
    "{",
    "}}{{",
    "**{name}**",
    "<!channel>",
    "<@U123> @room",
    "<script>alert(1)</script>",
    "&lt;b&gt;",
    "%s %(name)s",
    "\u202eright to left\u202c",
    "\u200b\u200e\ufeff",
    "ab\x00cd\x07",
    "\ud800",
    "😀" * 40,
    "👩‍👩‍👧‍👦 🇱🇻",
    "Ķīpsala ß ŁÓDŹ Ελλάδα България",
    "z̸̢̛͓͔a̴l̷g̶o̵",
    "|",
    "a|b",
    "1-99999999999999999999",
    "9" * 5_000,
    "²",
    "٣",
    "-1",
    "0",
    "NaN",
    "null",
    "' OR 1=1; --",
    "../../etc/passwd",
    "a" * LONG,
    "a " * (LONG // 2),
    "1" * LONG,
    " " * LONG,
    "(" * LONG,
)
texts = st.one_of(
    st.sampled_from(HOSTILE),
    st.text(max_size=60),
    st.text(alphabet="*`[](){}|_<>!@ \\ab", max_size=30),
)


def every_hostile_text(test: Callable[..., Any]) -> Callable[..., Any]:
    """Each hostile text is tried in every run, as ``said``."""
    for said in HOSTILE:
        test = example(said=said)(test)
    return test
