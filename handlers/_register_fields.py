"""What is asked about a public register, when it is new and when it changes."""

from __future__ import annotations

from chat.addresses import WebAddress
from chat.context import Context
from chat.fields import Choices, Field, Option, Text, yes_no
from core.languages import LANGUAGES
from core.registers import Register
from core.text import Message, Tongue, msg
from handlers._register_card import subject


def register_fields(ctx: Context, language: str, now: Register | None) -> tuple[Field, ...]:
    """``language``: the one of its own name. With ``now`` nothing has to be answered again."""
    needed = now is None
    return (
        *_names(language, now),
        WebAddress(
            "url",
            msg("At which address can everybody search it?"),
            _hint(msg("Copy it from the browser."), msg("{url}", url=now.url) if now else None),
            needed,
        ),
        Choices(
            "languages",
            msg("In which languages can one use it?"),
            tuple(Option(code, msg("{language}", language=Tongue(code))) for code in LANGUAGES),
            required=needed,
        ),
        Choices(
            "areas",
            msg("In which areas does it help?"),
            tuple(Option(area.id, area.label) for area in ctx.services.content.areas.all),
            required=needed,
        ),
        Text(
            "subject",
            msg("Who or what is in it?"),
            _about(subject(ctx, now) if now else None),
            required=False,
        ),
        yes_no("free", msg("Can everybody search it free of charge?"), required=needed),
    )


def _names(language: str, now: Register | None) -> tuple[Field, ...]:
    own = msg("What is the register called in {language}?", language=Tongue(language))
    english = msg("What is it called in English?")
    fields = (
        Text("name", own, _hint(None, _name(now, language)), now is None),
        Text("english", english, _hint(None, _name(now, "en")), required=False),
    )
    return fields[:1] if language == "en" else fields


def _name(register: Register | None, language: str) -> Message | None:
    known = register.names.names.get(language) if register else None
    return msg("{name}", name=known) if known else None


def _about(now: Message | None) -> Message:
    if now is None:
        return msg("For example: doctors and dentists.")
    return msg("It is now: {value}. Leave this out to keep it, write `-` to empty it.", value=now)


def _hint(help: Message | None, now: Message | None) -> Message | None:
    if now is None:
        return help
    return msg("It is now: {value}. Leave this out to keep it.", value=now)
