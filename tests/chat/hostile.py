"""What people may write who mean no good, or whose keyboard is odd."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from hypothesis import example
from hypothesis import strategies as st

LONG = 50_000
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
