"""What waits for the reader, most urgent first, each with its next step."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from chat.cards import button, title, turn
from chat.chapters import Chapter
from chat.command import Command
from chat.context import Context
from chat.desk import Desk
from chat.dialogue import Dialogue, Talk
from chat.fields import ReferenceField
from chat.form import Form
from chat.message import Button, Card, Fact, Part, Reply, say
from chat.seen import PageNumber
from core.requests import Action, Side
from core.tasks import Group, Task, tasks, waiting
from core.text import Message, as_written, msg, msgs, words
from handlers._desk import desk_for
from handlers._pages import more, page_number, page_of

GROUPS: Mapping[Group, Message] = {
    Group.OVERDUE: msg("**Overdue**"),
    Group.DUE_SOON: msg("**To answer within a week**"),
    Group.TO_ACCEPT: msg("**To accept**"),
    Group.TO_APPROVE: msg("**To approve**"),
    Group.TO_ALLOCATE: msg("**To allocate**"),
    Group.REFERRALS: msg("**Referred to you**"),
    Group.DATES_TO_AGREE: msg("**A date to agree**"),
    Group.TO_CLARIFY: msg("**To clarify**"),
    Group.TO_ANSWER: msg("**To answer**"),
    Group.ANSWERS_TO_READ: msg("**Answers to read**"),
    Group.DRAFTS: msg("**Drafts**"),
}


@dataclass(frozen=True, slots=True)
class Page:
    page: str | None


async def my_tasks(ctx: Context, page: Page) -> Reply:
    exchange = ctx.services.exchange
    all_of_it = waiting(await exchange.listed(ctx.person), ctx.today)
    aside = await _forms_aside(ctx)
    if not all_of_it and not aside:
        return say(_nothing())
    number = page_number(page.page)
    names, left = page_of(all_of_it, number)
    cases = await exchange.cases(ctx.person, names)
    shown = tasks(cases, ctx.today)
    desk = await desk_for(ctx, *(task.case for task in shown))
    forms = () if left else _form_cards(ctx, aside)
    return say(
        msgs("One thing waits for you.", "{n} things wait for you.", len(all_of_it) + len(aside)),
        *_grouped(shown, desk),
        *more(left, f"my tasks {number + 1}"),
        *forms,
    )


def _grouped(shown: Sequence[Task], desk: Desk) -> Iterator[Part]:
    for group, members in groupby(shown, key=lambda task: task.group):
        yield GROUPS[group]
        for task in members:
            yield _card(task, desk)


def _card(task: Task, desk: Desk) -> Card:
    view = task.case.view
    other = desk.name(view.answerer if view.side is Side.ASKER else view.asker)
    return Card(
        title=title(view.outline, desk.content),
        body=(turn(task.case),),
        facts=(Fact(msg("Other authority"), other), Fact(msg("Date"), msg("{day}", day=task.due))),
        actions=tuple(_actions(task)),
    )


def _actions(task: Task) -> Iterator[Button]:
    """The next step; before accepting or sending one looks first."""
    view = task.case.view
    step = next((s for s in task.case.steps if s.action is task.next_step), None)
    if step and step.action in (
        Action.ANSWER,
        Action.AGREE,
        Action.REPLY,
        Action.ALLOCATE,
        Action.CLARIFY,
    ):
        yield button(step, view)
    yield Button(_LOOK.get(task.group, msg("Show")), f"show {view.reference}")


_LOOK: Mapping[Group, Message] = {
    Group.TO_ACCEPT: msg("Look and accept"),
    Group.TO_APPROVE: msg("Look and approve"),
    Group.REFERRALS: msg("Look and advise"),
    Group.ANSWERS_TO_READ: msg("Read the answers"),
    Group.DRAFTS: msg("Look and send"),
}


def _nothing() -> Card:
    return Card(
        title=msg("Nothing waits for you."),
        body=(msg("When something does, I will write to you."),),
        actions=(
            Button(msg("New request"), "new request"),
            Button(msg("My requests"), "my requests"),
        ),
    )


async def _forms_aside(ctx: Context) -> list[Dialogue]:
    """Forms begun and not finished, in this place."""
    document = await ctx.services.talks.read(ctx.key)
    return list(Talk.load(document).forms)


def _form_cards(ctx: Context, aside: Sequence[Dialogue]) -> Iterator[Card]:
    """The latest first: that is the one ``continue`` goes on with."""
    names = {command.name: command.summary for command in ctx.services.commands}
    for place, dialogue in enumerate(reversed(aside)):
        reference = dialogue.answers.get(ReferenceField().name)
        yield Card(
            title=msg(
                "Not finished: {command}", command=names.get(dialogue.command, dialogue.command)
            ),
            body=(msg("Your answers are kept."),),
            facts=(Fact(msg("Request"), as_written(reference)),) if reference else (),
            actions=_go_on(dialogue.command, reference, latest=place == 0),
        )


def _go_on(command: str, reference: str | None, *, latest: bool) -> tuple[Button, ...]:
    """A form that is about a request is gone on with where that request is named; others when it is their turn."""
    if latest:
        return (Button(msg("Continue"), "continue"),)
    return (Button(msg("Continue"), f"{command} {reference}"),) if reference else ()


COMMAND = Command(
    name="my tasks",
    words=words(
        "my tasks | tasks | to do | what do i have to do | what do i need to do | what "
        "should i do | what is waiting for me | what's waiting for me | what waits for "
        "me | any news | news | what is new | what's new | anything new | what is next | "
        "what's next | what now | my work | inbox | what is due | anything urgent | "
        "anything for me | do i have any tasks | do i have anything to do | when must i "
        "answer | when do i have to answer | when is it due | when is the date | when is "
        "the deadline | how many tasks | how many tasks do i have"
    ),
    summary=msg("See what waits for you"),
    form=Form(
        title=msg("My tasks"),
        fields=(PageNumber(),),
        into=Page,
    ),
    run=my_tasks,
    effect=False,
    chapter=Chapter.TASKS,
)
