"""What the commands about materials share: the service, the kinds, and which one is meant."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from chat.context import Context, Services
from chat.fields import Answers, Option, Search
from core.learning import Medium
from core.library import Library
from core.likeness import nearest
from core.materials import KeptMaterial
from core.text import Message, Tongue, msg

KINDS: Mapping[Medium, Message] = {
    Medium.PAGE: msg("web page"),
    Medium.GUIDE: msg("guide"),
    Medium.VIDEO: msg("video"),
    Medium.PRESENTATION: msg("presentation"),
    Medium.COURSE: msg("place to practise"),
}
_HITS = 20


def library(services: Services) -> Library:
    return Library(services.works, services.clock)


def material_field() -> Search:
    """One that the speaker may remove."""
    return Search(
        "material",
        msg("Which material?"),
        _find,
        _pick,
        hint=msg("Write a part of its title."),
    )


async def _find(ctx: Context, _answers: Answers, said: str) -> Sequence[Option]:
    kept = await library(ctx.services).kept_by(ctx.person)
    likely = nearest(said, ((m.title, m) for m in kept))
    return [_option(each) for each in (likely or kept)[:_HITS]]


async def _pick(ctx: Context, _answers: Answers, value: str) -> Option | None:
    kept = await library(ctx.services).kept_by(ctx.person)
    return next((_option(each) for each in kept if str(each.id) == value.strip()), None)


def _option(material: KeptMaterial) -> Option:
    label = msg("{title} ({language})", title=material.title, language=Tongue(material.language))
    return Option(str(material.id), label)
