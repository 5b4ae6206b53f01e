"""What administrators hear of their authority: monthly that one person is alone, twice a year all of it."""

from __future__ import annotations

from chat.mailing import Mailing, News
from chat.message import Button, Card, Reply, say
from core.authorities import Authority
from core.people import AuthorityId, Person
from core.stewardship import STEWARDSHIP, Matter, is_alone
from core.text import msg
from handlers.review import review_cards


async def write(news: News) -> Reply | None:
    authority = await news.work.authorities.get(AuthorityId(news.planned.about.key))
    if authority is None:
        return None
    if news.planned.kind == Matter.REVIEW:
        cards = await review_cards(news.services, news.work, authority)
        return say(*news.lateness(), *cards)
    return say(_card(authority)) if await is_alone(news.work, authority.id) else None


def _card(authority: Authority) -> Card:
    return Card(
        title=msg("Only one person handles requests at {name}", name=authority.name),
        body=(
            msg(
                "When that person is away, dates are missed. Please register at least one colleague as "
                "deputy: it takes two minutes."
            ),
        ),
        actions=(
            Button(msg("Invite a colleague"), "invite colleague"),
            Button(msg("Colleagues"), "colleagues"),
        ),
    )


async def brief(news: News) -> Card | None:
    """A review is long: it is opened from here."""
    authority = await news.work.authorities.get(AuthorityId(news.planned.about.key))
    if authority is None or not isinstance(news.reader, Person):
        return None
    if news.planned.kind != Matter.REVIEW:
        return _card(authority) if await is_alone(news.work, authority.id) else None
    return Card(
        title=msg("Is all of this still right? {name}", name=authority.name),
        actions=(Button(msg("Look through it"), f"review {authority.id}"),),
    )


MAILING = Mailing(topic=STEWARDSHIP, write=write, merged=frozenset(Matter), brief=brief)
