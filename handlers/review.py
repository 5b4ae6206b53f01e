"""Twice a year: is the authority described well, and are its people the right ones?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from chat.chapters import Chapter
from chat.command import Command
from chat.context import Context, Services
from chat.fields import Answers, Field
from chat.form import Branch, Form
from chat.message import Button, Card, Reply, say
from core.authorities import Authority
from core.keeping import administered
from core.stewardship import unseen
from core.text import msg, words
from core.work import Work
from handlers._kept_authorities import kept_field, one_kept
from handlers._staff import coordinates
from handlers.authority import described_facts
from handlers.colleagues import absence, person_facts


@dataclass(frozen=True, slots=True)
class Which:
    authority: str | None = None


async def review(ctx: Context, which: Which) -> Reply:
    authority = await one_kept(ctx, which.authority)
    async with ctx.services.works.reading() as work:
        cards = await review_cards(ctx.services, work, authority)
    return say(*cards)


async def review_cards(services: Services, work: Work, authority: Authority) -> Sequence[Card]:
    team = await work.people.of_authority(authority.id)
    absent = await unseen(work, team, services.clock.now())
    id = authority.id
    return (
        Card(
            title=msg("Is all of this still right? {name}", name=authority.name),
            body=(
                msg(
                    "One look, one press: others find you by this, and nobody who has left may see requests."
                ),
            ),
            facts=described_facts(services, authority),
            actions=(Button(msg("Change the description"), f"edit authority {id}"),),
        ),
        Card(
            title=msg("Who works here with IMI"),
            body=absence(absent),
            facts=person_facts(services, team, id),
            actions=(
                Button(msg("All still right"), f"all still right {id}"),
                Button(msg("Somebody has left"), "remove colleague"),
                Button(msg("Change rights"), "change rights"),
                Button(msg("Invite a colleague"), "invite colleague"),
            ),
        ),
    )


async def _which(ctx: Context, _answers: Answers) -> Sequence[Field]:
    """Nothing is asked of who keeps one only."""
    if len(administered(ctx.person)) == 1 and not coordinates(ctx.person):
        return ()
    return (await kept_field(ctx),)


COMMAND = Command(
    name="review",
    words=words("review | check my authority | review my authority"),
    summary=msg("Look through your authority and its people"),
    form=Form(title=msg("Review"), fields=(Branch((), _which),), into=Which),
    run=review,
    effect=False,
    chapter=Chapter.TEAM,
)
