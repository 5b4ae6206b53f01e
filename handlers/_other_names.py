"""An authority's official names in other languages, as many as there are, in one answer."""

from __future__ import annotations

import re
from collections.abc import Mapping

from chat.ear import Ear, Hearing
from chat.fields import Text
from core.authorities import Authority
from core.errors import UserError
from core.languages import LANGUAGES
from core.text import Message, Tongue, as_written, msg

_PARTS = re.compile(r"[;\n]+")


class NotANameIn(UserError):
    field = "others"

    def __init__(self, said: str) -> None:
        super().__init__(
            msg(
                "I cannot read `{said}`. Please write the language, a colon and the name, with semicolons "
                "between, such as `de: Verbraucherschutz; fr: Protection des consommateurs`.",
                said=said[:60],
            )
        )


class OtherNames(Text):
    __slots__ = ()

    def hear(self, said: str, hearing: Hearing) -> str:
        text = super().hear(said, hearing)
        names_in(text, hearing.ear)
        return text


def others_field(known: Authority | None = None) -> Text:
    official = known.official if known else {}
    own = (known.language if known else "", "en")
    now = "; ".join(f"{code}: {text}" for code, text in official.items() if code not in own)
    return OtherNames(
        "others",
        msg("What is it called in other languages?"),
        hint=_now(now) or _EXAMPLE,
        required=False,
        multiline=True,
        max_length=2000,
    )


_EXAMPLE = msg(
    "The language, a colon and the name, with semicolons between: "
    "`de: Verbraucherschutz; fr: Protection des consommateurs`."
)


def _now(value: str) -> Message | None:
    if not value:
        return None
    return msg(
        "It is now: {value}. Write only what changes; `fr:` without a name deletes that one.",
        value=as_written(value),
    )


def names_in(said: str | None, ear: Ear) -> Mapping[str, str]:
    """By language; an empty one is to go. Raises ``NotANameIn``."""
    found: dict[str, str] = {}
    for part in filter(str.strip, _PARTS.split(said or "")):
        tongue, colon, name = part.partition(":")
        code = _language(tongue, ear)
        if not colon or code is None:
            raise NotANameIn(part.strip())
        found[code] = name.strip()[:300]
    return found


def _language(said: str, ear: Ear) -> str | None:
    """By its code, or by its name in any of the languages spoken here, or its own."""
    tidy = said.strip()
    for code in LANGUAGES:
        if tidy.lower() == code or any(ear.same(tidy, name) for name in _names(code)):
            return code
    return None


def _names(code: str) -> tuple[Message, Message]:
    return msg("{language}", language=Tongue(code)), msg(
        "{language}", language=Tongue(code, own_name=True)
    )
