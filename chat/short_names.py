"""A part of a request, named in other words than its reference: ``42/1``, ``part 1``, ``LV-2026-000042, part 1``.

It is looked for among the speaker's own requests; a name that fits several is asked about, never guessed. A number
alone is no name: it may be the place in a list.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from chat.context import Context
from chat.ear import Hearing
from chat.worlds import of_its_world
from core.errors import UserError
from core.references import part_reference, reference, take_reference, whole_reference
from core.requests import Reference
from core.text import Listing, Message, as_written, msg, words

_PART = words("part")
_OF = words("of")
_THE = words("the")
_ORDINALS = (
    words("first | one"),
    words("second | two"),
    words("third | three"),
)
_SHORT = re.compile(
    r"(?:#|nr\.?\s*)?0*(\d{1,6})(?:\s*[/.]\s*0*([1-9]\d?))?(?![\w/]|\.\d)\.?,?", re.I
)
_STUCK = re.compile(r"(\d[.ªº]*)(?=[^\W\d_ªº])")
_NUMBER = re.compile(r"0*([1-9]\d?)\W*[ªº]?\W*")
_LONGEST, _MOST_NAMED, _MOST_SEARCHED = 60, 5, 100


@dataclass(frozen=True, slots=True)
class Named:
    """A part of a request; ``rest`` is what stands behind its name."""

    whole: Reference | None
    number: int | None
    part: int
    rest: str

    def is_called(self, name: Reference) -> bool:
        return name.endswith(f"/{self.part}") and self.has_number(name)

    def has_number(self, name: Reference) -> bool:
        return self.number in (None, int(whole_reference(name).rpartition("-")[2]))


def named(said: str, hearing: Hearing) -> Named | None:
    """The name with which this begins; ``None`` where it is none, or is whole anyway."""
    text = said.strip()
    if taken := take_reference(text):
        name, rest = taken
        part = None if "/" in name else _part(rest.lstrip(" ,(:;"), hearing)
        return Named(name, None, part[0], part[1]) if part else None
    if part := _part(text, hearing):
        return _of_a_whole(*part, hearing)
    if found := _SHORT.match(text):
        rest = text[found.end() :].strip()
        number, told = int(found[1]), int(found[2]) if found[2] else None
        behind = (told, rest) if told else _part(rest, hearing)
        return Named(None, number, *behind) if behind else None
    return None


async def spelled_out(ctx: Context, said: str) -> str:
    """The same with the whole reference in front, where it begins with such a name."""
    meant = named(said, ctx.hearing) if ctx.who else None
    if meant is None:
        return said
    name = await _found(ctx, meant)
    return f"{name} {meant.rest}".strip() if name else said


async def only_named(ctx: Context, said: str) -> Reference | None:
    """The part whose name this is and nothing more."""
    if len(said) > _LONGEST or not ctx.who:
        return None
    meant = named(said, ctx.hearing)
    return await _found(ctx, meant) if meant and not meant.rest.strip(" ?!.") else None


async def _found(ctx: Context, meant: Named) -> Reference | None:
    if meant.whole:
        return part_reference(meant.whole, meant.part)
    fitting = await _fitting(ctx, meant)
    if len(fitting) > 1:
        raise UserError(
            msg(
                "Several parts are called that: {names}. Please write the whole reference.",
                names=Listing(tuple(as_written(name) for name in fitting[:_MOST_NAMED])),
            )
        )
    return fitting[0] if fitting else None


async def _fitting(ctx: Context, meant: Named) -> Sequence[Reference]:
    """The parts that may be called so, of those the speaker may know of."""
    possible = await _possible(ctx, meant)
    seen: list[Reference] = []
    for case in await ctx.services.exchange.cases(ctx.person, possible):
        name = case.view.reference
        seen += [name, *(part_reference(name, part.number) for part in case.view.parts)]
    return [name for name in dict.fromkeys(seen) if meant.is_called(name)]


async def _possible(ctx: Context, meant: Named) -> Sequence[Reference]:
    """Of a part alone the open requests; of a number also those of the last two years that one's country asked."""
    listed = await ctx.services.exchange.listed(ctx.person)
    names = sorted(line.reference for alike in listed for line in alike.lines)
    if meant.number is None:
        return names[-_MOST_SEARCHED:]
    practising = ctx.practice is not None
    own = await ctx.authorities(*ctx.person.authorities())
    asked = [
        of_its_world(reference(country, ctx.today.year - ago, meant.number), practising=practising)
        for country in {authority.country for authority in own.values()}
        for ago in (0, 1)
    ]
    return [name for name in dict.fromkeys([*names, *asked]) if meant.has_number(name)]


def _of_a_whole(part: int, rest: str, hearing: Hearing) -> Named:
    """``part 1 of LV-2026-000042``, ``part 1 of 42``; or a part alone."""
    of = _behind(_OF, rest, hearing)
    if taken := take_reference(rest if of is None else of):
        return Named(taken[0], None, part, taken[1])
    if of and (found := _SHORT.match(of)) and not found[2]:
        return Named(None, int(found[1]), part, of[found.end() :].strip())
    return Named(None, None, part, rest)


def _part(text: str, hearing: Hearing) -> tuple[int, str] | None:
    """``part 1``, ``1. daļa``, ``primeira parte`` in front: its number, and what stands behind."""
    said = _STUCK.sub(r"\1 ", text[:_LONGEST]) + text[_LONGEST:]
    said = _behind(_THE, said, hearing) or said
    one, _space, behind = said.partition(" ")
    other, _space, rest = behind.strip().partition(" ")
    if hearing.same(one, _PART):
        number = _counted(other, hearing)
    else:
        number = _counted(one, hearing) if hearing.same(other, _PART) else None
    return (number, rest.strip()) if number else None


def _counted(word: str, hearing: Hearing) -> int | None:
    if found := _NUMBER.fullmatch(word):
        return int(found[1])
    ordinals = enumerate(_ORDINALS, 1)
    return next((number for number, said in ordinals if hearing.same(word, said)), None)


def _behind(front: Message, text: str, hearing: Hearing) -> str | None:
    word, _space, rest = text.partition(" ")
    return rest.strip() if hearing.same(word, front) else None
