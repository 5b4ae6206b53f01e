"""What is said unasked when somebody's place at an authority has changed."""

from __future__ import annotations

from chat.mailing import Mailing, News
from chat.message import Button, Card, Fact, Reply, say
from core.people import AuthorityId, Membership, Person, PersonId
from core.staff_news import STAFF
from core.staff_news import News as Kind
from core.text import msg, msgs
from handlers._admission import areas_named, roles_named


async def write(news: News) -> Reply | None:
    match Kind(news.planned.kind):
        case Kind.INHERITED:
            return await _inherited(news)
        case Kind.CHANGED:
            return await _changed(news)
        case Kind.LEFT:
            return await _left(news)


async def _inherited(news: News) -> Reply:
    before = await news.work.people.get(PersonId(news.planned.about.key))
    name = before.name if before else ""
    return say(
        *news.lateness(),
        Card(
            title=msgs(
                "One open request of {name} is now yours",
                "{n} open requests of {name} are now yours",
                int(news.planned.values["count"]),
                name=name,
            ),
            body=(msg("Nobody else is told of their dates from now on: please look at them."),),
            actions=(Button(msg("My tasks"), "my tasks"),),
        ),
    )


async def _changed(news: News) -> Reply | None:
    authority = await news.work.authorities.get(AuthorityId(news.planned.values["authority"]))
    if authority is None or not isinstance(news.reader, Person):
        return None
    held = [m for m in news.reader.memberships if m.authority == authority.id]
    return say(
        Card(
            title=msg("Your rights at {name} have changed", name=authority.name),
            facts=tuple(_fact(news, each) for each in held),
            actions=(Button(msg("What may I do?"), "what may i do"),),
        )
    )


def _fact(news: News, held: Membership) -> Fact:
    return Fact(areas_named(news.services, (held.area,)), roles_named(held.roles))


async def _left(news: News) -> Reply | None:
    authority = await news.work.authorities.get(AuthorityId(news.planned.values["authority"]))
    if authority is None:
        return None
    return say(
        Card(
            title=msg("Your rights at {name} have ended", name=authority.name),
            body=(
                msg(
                    "You are no longer registered there. Thank you for your work. If that is a mistake, "
                    "ask your authority's colleagues or your coordinator."
                ),
            ),
        )
    )


MAILING = Mailing(topic=STAFF, write=write, merged=frozenset(Kind))
