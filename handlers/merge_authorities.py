"""Make two entries of the directory one: what belongs to the one goes over to the other."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from chat.chapters import Chapter
from chat.command import Command
from chat.context import Context
from chat.fields import Answers, Choice, Field, Option, Search
from chat.form import Branch, Form
from chat.message import Button, Card, Reply, Tone, say
from core.merger import Merger, Pair
from core.merging import Moved
from core.people import AuthorityId
from core.text import Listing, Message, msg, msgs, words
from handlers._authority_search import called
from handlers._successors import current
from handlers.authority import description

_HITS = 20
_MERGE, _APART, _LEAVE = "merge", "apart", "leave"


@dataclass(frozen=True, slots=True)
class Doubled:
    kept: str
    gone: str
    sure: str


async def merge_authorities(ctx: Context, doubled: Doubled) -> Reply:
    kept, gone = AuthorityId(doubled.kept), AuthorityId(doubled.gone)
    if doubled.sure == _APART:
        await _merger(ctx).keep_apart(ctx.person, kept, gone)
        apart = msg("They stay two authorities. I will not offer them as one again.")
        return say(Card(title=apart, actions=(_others(),)), tone=Tone.GOOD)
    if doubled.sure == _LEAVE:
        return say(msg("Nothing was changed."))
    pair = await _merger(ctx).merge(ctx.person, kept, gone)
    said = msg("{gone} is a part of **{kept}** now.", gone=pair.gone.name, kept=pair.kept.name)
    described = description(ctx, pair.kept, (_others(),))
    return say(said, _over(pair.moved), described, tone=Tone.GOOD)


def _others() -> Button:
    return Button(msg("Look for other doubles"), "double authorities")


def _merger(ctx: Context) -> Merger:
    return Merger(ctx.services.works, ctx.services.clock)


def _entry_field(name: str, label: Message) -> Search:
    return Search(name, label, _find, _pick, hint=msg("Write its name, its town or its country."))


async def _find(ctx: Context, answers: Answers, said: str) -> Sequence[Option]:
    found = await ctx.services.finder.find(said, limit=_HITS + 1)
    others = [f.authority for f in found if f.authority.id != answers.get("kept")]
    return [Option(each.id, called(each), _told_apart(each.id)) for each in others[:_HITS]]


async def _pick(ctx: Context, _answers: Answers, value: str) -> Option | None:
    known = await current(ctx, AuthorityId(value))
    return Option(known.id, called(known), _told_apart(known.id)) if known else None


def _told_apart(id: AuthorityId) -> Message:
    """Doubles look alike: their ids do not."""
    return msg("Entry {id}", id=id)


async def _preview(ctx: Context, answers: Answers) -> Sequence[Field]:
    kept, gone = AuthorityId(answers["kept"]), AuthorityId(answers["gone"])
    pair = await _merger(ctx).preview(ctx.person, kept, gone)
    return (_choice(pair),)


def _choice(pair: Pair) -> Choice:
    return Choice(
        "sure",
        msg(
            "{gone} becomes a part of {kept}. Are they one and the same authority?",
            gone=called(pair.gone),
            kept=called(pair.kept),
        ),
        (
            Option(_MERGE, msg("Yes, make them one")),
            Option(_APART, msg("No, they are two authorities")),
            Option(_LEAVE, msg("I do not know: change nothing")),
        ),
        hint=_over(pair.moved),
    )


def _over(moved: Moved) -> Message:
    """What goes over, in one sentence."""
    parts = tuple(_parts(moved))
    if not parts:
        return msg("Nothing but its names goes over: nobody has used this entry yet.")
    return msg("This goes over with its names: {parts}.", parts=Listing(parts))


def _parts(moved: Moved) -> Iterator[Message]:
    if moved.requests:
        yield msgs("one request", "{n} requests", moved.requests)
    if moved.people:
        yield msgs("one colleague", "{n} colleagues", moved.people)
    if moved.rooms:
        yield msgs("one room", "{n} rooms", moved.rooms)
    if moved.registers:
        yield msgs("one public register", "{n} public registers", moved.registers)
    if moved.favourites:
        yield msgs("one person's favourite", "the favourite of {n} people", moved.favourites)


COMMAND = Command(
    name="merge authorities",
    words=words("merge authorities | merge | combine authorities"),
    summary=msg("Make two entries of one authority one"),
    form=Form(
        title=msg("Merge two entries"),
        fields=(
            _entry_field("kept", msg("Which entry stays?")),
            _entry_field("gone", msg("Which entry becomes a part of it?")),
            Branch(("kept", "gone"), _preview),
        ),
        into=Doubled,
    ),
    run=merge_authorities,
    chapter=Chapter.DIRECTORY,
)
