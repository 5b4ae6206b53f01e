"""What the commands about trainings share: the services, which one is meant, and how one is shown."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from chat.context import Context, Services
from chat.fields import Answers, Option, Search
from chat.message import Button, Card, Document, Fact, Link
from core.enrolling import Enrolling, check_not_over
from core.invitations import Entry, cancellation, invitation
from core.likeness import nearest
from core.people import Person, Role
from core.placing import Schedule
from core.running_trainings import Running
from core.text import Country, Listing, Message, Tongue, as_written, msg, msgs
from core.training_refusals import UnknownTraining
from core.training_rights import check_runs, runs
from core.trainings import Roll, Training, TrainingId
from core.work import Work
from handlers._admission import roles_named

_HITS = 20
_NOBODY = "IMI Assistant"
_LONGEST_NUMBER = 9


@dataclass(frozen=True, slots=True)
class OneTraining:
    training: str

    @property
    def id(self) -> TrainingId:
        return TrainingId(int(self.training))


def enrolling(services: Services) -> Enrolling:
    exchange = services.exchange
    return Enrolling(services.works, services.clock, _schedule(services), exchange.changed)


def running(services: Services) -> Running:
    exchange = services.exchange
    return Running(services.works, services.clock, _schedule(services), exchange.changed)


def _schedule(services: Services) -> Schedule:
    return services.exchange.announcer.planner.schedule


def training_field() -> Search:
    """One that is for the speaker, by its number or a part of its title."""
    return Search("training", _WHICH, _find, _pick, hint=_HINT)


def own_training_field() -> Search:
    """One that the speaker runs."""
    return Search("training", _WHICH, _find_own, _pick_own, hint=_HINT)


def changing_training_field() -> Search:
    """The same, and it is still to come."""
    return Search("training", _WHICH, _find_own, _pick_coming, hint=_HINT)


_WHICH = msg("Which training?")
_HINT = msg("Write its number, or a part of its title. `next training` shows those for you.")


async def _find(ctx: Context, _answers: Answers, said: str) -> Sequence[Option]:
    offer = await enrolling(ctx.services).offer(ctx.person)
    return _nearest(said, [roll.training for roll in (*offer.own, *offer.others)])


async def _find_own(ctx: Context, _answers: Answers, said: str) -> Sequence[Option]:
    async with ctx.services.works.reading() as work:
        coming = await work.trainings.coming(ctx.services.clock.now())
        own = [each for each in coming if await runs(work, ctx.person, each)]
    return _nearest(said, own)


def _nearest(said: str, trainings: Sequence[Training]) -> list[Option]:
    """By number or title; all of them where nothing is like it, for there are never many."""
    by_number = [each for each in trainings if str(each.id) == said.strip().removeprefix("#")]
    named = [(name, t) for t in trainings for name in t.titles.names.values()]
    likely = {training.id: training for training in by_number or nearest(said, named)}
    return [_option(each) for each in list(likely.values() or trainings)[:_HITS]]


async def _pick(ctx: Context, _answers: Answers, value: str) -> Option | None:
    id = _number(value)
    return _option((await enrolling(ctx.services).show(ctx.person, id)).training) if id else None


async def _pick_own(ctx: Context, _answers: Answers, value: str) -> Option | None:
    id = _number(value)
    return _option(await own_training(ctx, id)) if id else None


async def _pick_coming(ctx: Context, _answers: Answers, value: str) -> Option | None:
    id = _number(value)
    return _option(await changing_training(ctx, id)) if id else None


async def changing_training(ctx: Context, id: TrainingId) -> Training:
    """Raises ``UserError`` where nothing can be changed any more."""
    training = await own_training(ctx, id)
    check_not_over(training, ctx.services.clock.now())
    return training


async def own_training(ctx: Context, id: TrainingId) -> Training:
    """Raises ``UserError`` where the speaker does not run it."""
    async with ctx.services.works.reading() as work:
        return await check_runs(work, ctx.person, await work.trainings.get(id))


def _number(value: str) -> TrainingId | None:
    """Raises ``UnknownTraining`` for a number that is none of a training's."""
    text = value.strip().removeprefix("#")
    if not text.isdecimal():
        return None
    if len(text) > _LONGEST_NUMBER:
        raise UnknownTraining
    return TrainingId(int(text))


def _option(training: Training) -> Option:
    return Option(str(training.id), brief(training))


def brief(training: Training) -> Message:
    return msg("{title}, {at}", title=training.titles, at=training.starts)


def training_card(roll: Roll, reader: Person, *, runs: bool) -> Card:
    return Card(
        title=msg("{title}", title=roll.training.titles),
        facts=tuple(_facts(roll, reader)),
        actions=tuple(_actions(roll, reader, runs=runs)),
    )


def _facts(roll: Roll, reader: Person) -> Iterator[Fact]:
    yield from when_and_where(roll.training)
    yield from in_which_language(roll.training)
    yield from _for_whom(roll.training)
    yield Fact(msg("Seats"), _seats(roll))
    if mine := _mine(roll, reader):
        yield Fact(msg("You"), mine)


def when_and_where(training: Training) -> Iterator[Fact]:
    yield Fact(msg("When"), msg("{at}", at=training.starts))
    yield Fact(msg("How long"), msgs("one minute", "{n} minutes", training.minutes))
    yield Fact(msg("Where"), msg("online") if training.is_online else as_written(training.place))


def in_which_language(training: Training) -> Iterator[Fact]:
    yield Fact(msg("In which language"), _languages(training))


def _languages(training: Training) -> Message:
    return msg("{languages}", languages=Listing(tuple(map(Tongue, training.languages))))


def _for_whom(training: Training) -> Iterator[Fact]:
    if training.countries:
        named = Listing(tuple(map(Country, sorted(training.countries))))
        yield Fact(msg("For whom"), msg("{countries}", countries=named))
    if training.roles:
        yield Fact(msg("For somebody who"), roles_named(_in_order(training.roles)))


def _in_order(roles: frozenset[Role]) -> list[Role]:
    return [role for role in Role if role in roles]


def _seats(roll: Roll) -> Message:
    if roll.training.called_off:
        return msg("called off")
    if roll.free:
        return msgs("one is free", "{n} are free", roll.free)
    if not roll.waiting:
        return msg("all are taken")
    return msgs(
        "all are taken, one person waits", "all are taken, {n} people wait", len(roll.waiting)
    )


def _mine(roll: Roll, reader: Person) -> Message | None:
    mine = roll.of(reader.id)
    if mine is None:
        return None
    if mine.seated:
        return msg("You have a seat.")
    return msg("You are number {place} on the waiting list.", place=roll.place(reader.id))


def _actions(roll: Roll, reader: Person, *, runs: bool) -> Iterator[Button | Link]:
    training = roll.training
    if training.called_off:
        return
    mine = roll.of(reader.id)
    if training.is_online and mine and mine.seated:
        yield Link(msg("Join"), training.place)
    if mine:
        yield Button(msg("I cannot come"), f"leave training {training.id}")
    elif roll.free and not roll.waiting:
        yield Button(msg("Take a seat"), f"enrol {training.id}")
    else:
        yield Button(msg("Wait for a seat"), f"enrol {training.id}")
    if runs:
        yield Button(msg("Who comes"), f"who comes {training.id}")
        yield Button(msg("Change it"), f"move training {training.id}")
        yield Button(msg("Call it off"), f"call off training {training.id}")


async def calendar_file(services: Services, work: Work, training: Training, to: Person) -> Document:
    """What somebody's calendar takes in: the training as it is now, or that they do not go."""
    seated = any(
        each.person == to.id and each.seated for each in await work.trainings.enrolled(training.id)
    )
    host = await work.authorities.get(training.authority)
    title = services.ear.put(msg("{title}", title=training.titles), to.language)
    organiser = services.ear.put(msg("{name}", name=host.name), to.language) if host else _NOBODY
    entry = Entry(training, title, to.name, organiser)
    write = invitation if seated and not training.called_off else cancellation
    data = write(entry, services.clock.now())
    return Document(f"training-{training.id}.ics", "text/calendar", data)
