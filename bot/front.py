"""What every adapter does first: find out who speaks, and in which language to answer."""

from __future__ import annotations

from dataclasses import dataclass, replace

import structlog

from bot.i18n import Languages, Voice
from bot.sightings import Sightings
from chat.context import Context, Place, Services
from chat.conversation import Conversation
from chat.dialogue import Turn
from chat.guests import chosen_language
from chat.heads import REAL
from chat.practising import Worlds
from core.people import Address, Person
from core.practices import Practice, Speakers

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Front:
    conversation: Conversation
    services: Services
    languages: Languages
    default_language: str
    speakers: Speakers
    sightings: Sightings
    worlds: Worlds | None = None

    async def context(self, speaker: Address, place: Place, locale: str = "") -> Context:
        """``locale`` is the platform's guess for somebody the bot does not know (``pt-PT``)."""
        known = await self.speakers.at(speaker)
        if known is None:
            locale = await self._strangers_locale(speaker, locale)
            return self.context_of(speaker, place, None, locale)
        await self.sightings.note(known.person)
        ctx = self.context_of(speaker, place, known.person)
        if known.practice and known.practice.is_going_on(self.services.clock.now()):
            return await self._practising(ctx, known.practice)
        return ctx

    async def _practising(self, ctx: Context, practice: Practice) -> Context:
        """In a team's room everything is real; so it is where practice cannot be reached, and then it says so."""
        real = replace(ctx, head=REAL)
        if ctx.room is not None or self.worlds is None:
            return real
        try:
            return await self.worlds.inside(ctx, practice)
        except Exception:
            log.exception("practice.not_opened")
            return real

    def context_of(
        self, speaker: Address, place: Place, person: Person | None, locale: str = ""
    ) -> Context:
        return Context(
            speaker=speaker,
            place=place,
            who=person,
            language=person.language if person else self._guess(locale),
            time_zone=person.time_zone if person else "UTC",
            services=self.services,
        )

    def voice(self, ctx: Context, turn: Turn | None = None) -> Voice:
        """The reader's voice; a turn may know that the reader has just chosen another language."""
        chosen = turn.language if turn else None
        return self.languages.voice(chosen or ctx.language, ctx.time_zone)

    async def _strangers_locale(self, speaker: Address, locale: str) -> str:
        """What they chose, what their platform says, or how they were invited or have applied."""
        if chosen := await chosen_language(self.services.talks, speaker):
            return chosen
        if self._spoken(locale):
            return locale
        async with self.services.works.reading() as work:
            waiting = await work.applications.open_of(speaker)
        return waiting.language if waiting else ""

    def _guess(self, locale: str) -> str:
        return self._spoken(locale) or self.default_language

    def _spoken(self, locale: str) -> str:
        """Nothing, if it is no language of this assistant."""
        language = locale.replace("_", "-").partition("-")[0].lower()
        return language if language in self.services.settings.languages else ""
