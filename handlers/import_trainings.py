"""Plan many trainings at once, from a table or a calendar that a coordinator sends."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from chat.chapters import Chapter
from chat.command import Command
from chat.context import Context
from chat.fields import Answers, Field, File
from chat.form import Branch, Form
from chat.message import Button, Card, Fact, Part, Reply, Tone, say
from chat.numbers import Number
from chat.seen import Seen
from core.attachments import DATES
from core.errors import UserError
from core.running_trainings import BroughtIn
from core.text import Listing, Message, as_written, msg, msgs, words
from core.training_files import Dates, Fault
from core.training_plans import MOST_SEATS
from core.training_refusals import NoCoordinator
from core.training_rights import coordinated
from core.trainings import Plan
from handlers._trainings import running

_SHOWN, _MOST = 5, 500
_COLUMN = "seats"
_HOW_MANY = Number(
    _COLUMN,
    msg("How many seats has each of them?"),
    msg("The file does not say it of all. Where it does, it stays so."),
    most=MOST_SEATS,
)


@dataclass(frozen=True, slots=True)
class Sent:
    """``agreed``: it is to be done, with so many seats where the file does not say; 0 where it does."""

    file: tuple[str, ...]
    agreed: int | None = None
    seats: int | None = None


async def import_trainings(ctx: Context, sent: Sent) -> Reply:
    if not coordinated(ctx.person):
        raise NoCoordinator
    found = await _read(ctx, sent.file, sent.agreed or sent.seats)
    if sent.agreed is not None and found.plans:
        done = await running(ctx.services).bring_in(ctx.person, found.plans)
        return say(_brought_in(done, found), *_problems(found), tone=Tone.GOOD)
    return say(_preview(sent, found), *_problems(found))


async def _seats(ctx: Context, answers: Answers) -> Sequence[Field]:
    """Asked only where more can be read by it."""
    if not coordinated(ctx.person):
        raise NoCoordinator
    files = tuple(answers["file"].split(","))
    if "agreed" in answers:
        return ()
    found = await _read(ctx, files, None)
    if not any(each.column == _COLUMN for each in found.faults):
        return ()
    more = await _read(ctx, files, 1)
    return (_HOW_MANY,) if len(more.plans) > len(found.plans) else ()


async def _read(ctx: Context, files: tuple[str, ...], seats: int | None) -> Dates:
    if len(files) > 1:
        raise OneFile
    on_hand = await ctx.services.files.get(files[0])
    if on_hand is None:
        raise NotHere
    async with ctx.services.works.reading() as work:
        found = await ctx.services.training_files.read(work, on_hand.data, ctx.person, seats)
    if len(found.plans) > _MOST:
        raise TooMany
    return found


class OneFile(UserError):
    field = "file"

    def __init__(self) -> None:
        super().__init__(msg("Please send one file at a time."))


class NotHere(UserError):
    field = "file"

    def __init__(self) -> None:
        super().__init__(msg("The file is not here any more. Please send it again."))


class TooMany(UserError):
    field = "file"

    def __init__(self) -> None:
        super().__init__(
            msg("I take up to {n} trainings at once. Please send them in several files.", n=_MOST)
        )


def _preview(sent: Sent, found: Dates) -> Card:
    counted = len(found.plans)
    if not counted:
        return Card(
            title=msg("Nothing can be added from this file"),
            body=(msg("Nothing was changed. Mend it and send it again."),),
            actions=(Button(msg("Another file"), "import trainings"),),
        )
    return Card(
        title=msgs("One training can be added", "{n} trainings can be added", counted),
        body=(msg("Nothing has been added yet."), *_unused(found)),
        facts=tuple(_facts(found)),
        actions=(
            Button(
                msgs("Add it", "Add {n} trainings", counted),
                f"import trainings {sent.file[0]} #{sent.seats or 0}",
            ),
            Button(msg("Another file"), "import trainings"),
        ),
    )


def _unused(found: Dates) -> Iterator[Message]:
    """What somebody may have meant to say, and misspelled."""
    if found.unused:
        named = Listing(tuple(as_written(each) for each in found.unused[:_SHOWN]))
        yield msg("Columns that I do not know are left out: {names}.", names=named)


def _facts(found: Dates) -> Iterator[Fact]:
    for plan in found.plans[:_SHOWN]:
        yield Fact(msg("{at}", at=plan.starts), _line(plan))
    if more := len(found.plans[_SHOWN:]):
        yield Fact(msg("Later"), msgs("one more", "{n} more", more))


def _line(plan: Plan) -> Message:
    return msgs("{title}, one seat", "{title}, {n} seats", plan.seats, title=plan.titles)


def _brought_in(done: BroughtIn, found: Dates) -> Card:
    facts = (
        (msg("Added"), done.new),
        (msg("Changed"), done.changed),
        (msg("Planned like this already"), done.known),
        (msg("Could not be read"), found.rows),
    )
    shown = tuple(Fact(label, msg("{n}", n=number)) for label, number in facts if number)
    return Card(
        title=msg("The file has been taken in"),
        body=(msg("Those for whom they are see them with `next training`."),),
        facts=shown,
        actions=(Button(msg("See the trainings"), "next training"),),
    )


def _problems(found: Dates) -> Iterator[Part]:
    """What has to be mended, and that nothing else has to be done again."""
    if not found.faults:
        return
    yield Card(
        title=_how_many(found),
        body=(
            *(_told(each) for each in found.faults),
            msg(
                "Mend the file and send it again, the whole of it: what is planned already is not planned twice."
            ),
        ),
    )


def _how_many(found: Dates) -> Message:
    if not any(each.line for each in found.faults):
        return msg("This file cannot be read")
    return msgs("One row cannot be read", "{n} rows cannot be read", found.rows)


def _told(fault: Fault) -> Message:
    if not fault.line:
        return msg("{reason}", reason=fault.reason)
    if not fault.column:
        return msg("Line {line}: {reason}", line=as_written(str(fault.line)), reason=fault.reason)
    return msg(
        "Line {line}, `{column}`: {reason}",
        line=as_written(str(fault.line)),
        column=fault.column,
        reason=fault.reason,
    )


COMMAND = Command(
    name="import trainings",
    words=words("import trainings | upload trainings | add trainings from a file"),
    summary=msg("Plan trainings from a table or a calendar"),
    form=Form(
        title=msg("Trainings from a file"),
        fields=(
            File(
                "file",
                msg("In which file are the trainings?"),
                msg(
                    "A table (CSV) whose first line is `id,title,starts,minutes,place,seats`, or a calendar (.ics). "
                    "You see what is in it before anything is added."
                ),
                required=True,
                kinds=DATES,
                several=False,
                why=msg("It saves you writing each of them into a form."),
            ),
            Seen("agreed", msg("Agreed?")),
            Branch(("file",), _seats),
        ),
        into=Sent,
    ),
    run=import_trainings,
    chapter=Chapter.HELP,
)
