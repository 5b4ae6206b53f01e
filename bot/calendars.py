"""People's dates as a calendar that other programs read: reference, area, countries and dates, and nothing else."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from hashlib import sha256

from aiohttp import web
from icalendar import Calendar, Event

from bot.i18n import Languages, Voice
from chat.cards import title
from chat.context import Services
from core.exchange import Case
from core.feeds import digest_of
from core.lifecycle import FINAL
from core.people import Person
from core.requests import State
from core.text import Country, msg
from core.views import Outline

_LEFT_OUT = FINAL | {State.DRAFT, State.SUBMITTED}
_MOST = 1_000
_HEADERS = {"Cache-Control": "private, no-cache", "Referrer-Policy": "no-referrer"}


@dataclass(frozen=True, slots=True)
class Calendars:
    services: Services
    languages: Languages

    def routes(self) -> Sequence[web.RouteDef]:
        return [web.get("/calendar/{secret}.ics", self._calendar)]

    async def _calendar(self, request: web.Request) -> web.Response:
        """Not there for a secret that is unknown, closed, or of somebody who has left."""
        person = await self._person(request.match_info["secret"])
        if person is None:
            raise web.HTTPNotFound(headers={"Cache-Control": "no-store"})
        page = await self.page(person)
        tag = f'"{sha256(page).hexdigest()[:32]}"'
        headers = {**_HEADERS, "ETag": tag}
        if tag in request.headers.get("If-None-Match", ""):
            return web.Response(status=304, headers=headers)
        return web.Response(
            body=page, content_type="text/calendar", charset="utf-8", headers=headers
        )

    async def _person(self, secret: str) -> Person | None:
        async with self.services.works.reading() as work:
            name = await work.feeds.at(digest_of(secret))
            person = await work.people.get(name) if name else None
        return person if person and person.active else None

    async def page(self, person: Person) -> bytes:
        listed = await self.services.exchange.listed(person)
        names = [line.reference for alike in listed for line in alike.lines][:_MOST]
        cases = await self.services.exchange.cases(person, names)
        voice = self.languages.voice(person.language, person.time_zone)
        calendar = Calendar()
        calendar.add("prodid", "-//IMI Assistant//EN")
        calendar.add("version", "2.0")
        calendar.add("x-wr-calname", voice.text(msg("Dates of my requests")))
        for event in self._events(cases, person, voice):
            calendar.add_component(event)
        return bytes(calendar.to_ical())

    def _events(self, cases: Sequence[Case], person: Person, voice: Voice) -> Iterator[Event]:
        """What is nobody's yet concerns everybody; what a colleague has in hand does not."""
        for case in sorted(cases, key=lambda case: case.view.reference):
            mine = case.view.colleague in (None, person.id)
            if mine and case.view.state not in _LEFT_OUT:
                yield self._event(case.view.outline, voice)

    def _event(self, outline: Outline, voice: Voice) -> Event:
        day, event = outline.agreed or outline.wished, Event()
        said = msg(
            "{title} ({asker} asks {answerer})",
            title=title(outline, self.services.content),
            asker=Country(outline.asker_country),
            answerer=Country(outline.answerer_country),
        )
        event.add("uid", f"{outline.reference}@imi-assistant")
        # The same as long as nothing has changed: whoever has it already need not fetch it again.
        event.add("dtstamp", datetime.combine(day, time(0), UTC))
        event.add("dtstart", day)
        event.add("dtend", day + timedelta(days=1))
        event.add("summary", voice.text(said))
        event.add("transp", "TRANSPARENT")
        return event
