"""Somebody's account on a platform is closed: have they left?"""

from __future__ import annotations

from chat.mailing import Mailing, News
from chat.message import Button, Card, Reply, say
from core.departures import DEPARTURE, GONE
from core.people import PersonId
from core.text import msg
from handlers._accounts import PLATFORMS


async def write(news: News) -> Reply | None:
    person = await news.work.people.get(PersonId(news.planned.about.key))
    if person is None or not person.active:
        return None
    platform = news.planned.values["platform"]
    return say(
        *news.lateness(),
        Card(
            title=msg("Has {name} left?", name=person.name),
            body=(
                msg(
                    "The account of {name} on {platform} was closed. If they no longer work with IMI, please "
                    "end their rights: I ask who takes over what they have in hand. If they still do, there "
                    "is nothing to be done.",
                    name=person.name,
                    platform=PLATFORMS.get(platform, platform),
                ),
            ),
            actions=(
                Button(msg("They have left"), f"remove colleague {person.id}"),
                Button(msg("Colleagues"), "colleagues"),
            ),
        ),
    )


MAILING = Mailing(topic=DEPARTURE, write=write, merged=frozenset({GONE}))
