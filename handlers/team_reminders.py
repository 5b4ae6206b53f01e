"""How an authority, or one of its rooms, is reminded: whoever has chosen something for themselves keeps that."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from chat.chapters import Chapter
from chat.command import Command
from chat.context import Context
from chat.fields import Answers, Choice, Field, Option
from chat.form import Branch, Form
from chat.message import Button, Card, Reply, Tone, say
from core.authorities import Authority
from core.habits import Owner
from core.team_wishes import Team, TeamWishes
from core.text import Message, as_written, msg, words
from core.wishes import chosen, usual
from handlers._habit_fields import Chosen, habit_fields
from handlers._reminding import habit_facts, wishes_of

_USUAL = "usual"


@dataclass(frozen=True, slots=True, kw_only=True)
class ChosenForTeam(Chosen):
    whose: str


async def team_reminders(ctx: Context, told: ChosenForTeam) -> Reply:
    wishes = TeamWishes(wishes_of(ctx.services))
    how = usual if told.ending == _USUAL else chosen(told.wish)
    team = await wishes.change(ctx.person, Owner(told.whose), how)
    said = msg(
        "Noted. What was planned there is planned anew. Colleagues who have chosen something for "
        "themselves keep that."
    )
    facts = tuple(habit_facts(await wishes.of(team)))
    where = team.id if isinstance(team, Authority) else team.authority
    actions = (
        Button(msg("Change it"), "team reminders"),
        Button(msg("Undo this change"), f"undo {where}"),
    )
    return say(said, Card(title=_named(team), facts=facts, actions=actions), tone=Tone.GOOD)


async def _whose(ctx: Context, _answers: Answers) -> Sequence[Field]:
    teams = await TeamWishes(wishes_of(ctx.services)).teams(ctx.person)
    options = tuple(Option(owner, _named(team)) for owner, team in teams.items())
    return (Choice("whose", msg("Whose reminders?"), options),)


async def _fields(ctx: Context, answers: Answers) -> Sequence[Field]:
    wishes = TeamWishes(wishes_of(ctx.services))
    teams = await wishes.teams(ctx.person)
    team = teams.get(Owner(answers["whose"]))
    return habit_fields(await wishes.of(team)) if team else ()


def _named(team: Team) -> Message:
    if isinstance(team, Authority):
        return msg("{name}", name=team.name)
    where = as_written(team.address.platform.title())
    return msg("The room of {name} ({platform})", name=as_written(team.name), platform=where)


COMMAND = Command(
    name="team reminders",
    words=words("team reminders | our reminders | digest time"),
    summary=msg("Choose how your team and its rooms are reminded"),
    form=Form(
        title=msg("Team reminders"),
        fields=(Branch((), _whose), Branch(("whose",), _fields)),
        into=ChosenForTeam,
        endings=(
            Option("keep", msg("Keep it so")),
            Option(_USUAL, msg("As it is for everybody")),
        ),
    ),
    run=team_reminders,
    chapter=Chapter.TEAM,
)
