"""The first screen, and the other things the demo itself says: in the language of whoever is played, and in English."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime

from bot.i18n import SOURCE, Languages, Voice
from bot.lines import Kind, Line
from bot.terminal.cast import Cast, Player
from bot.terminal.inbox import Shown
from bot.terminal.slash import SLASHES, Slash
from chat.markup import Span, Style
from core.text import Country, Message, Tongue, Typed, msg, msgs

TITLE = msg("Try out the IMI Assistant")
_INTRODUCTION = (
    msg("The people and their requests are invented, and nothing leaves this computer."),
    msg(
        "Write as you would to a colleague, for example `{first}` or `{second}`. "
        "You choose by number. The Tab key completes words.",
        first=Typed("my tasks"),
        second=Typed("new request"),
    ),
)
_COLUMN = 17
_IN_ENGLISH = msg("To try it out in English, write `{typed}`.", typed="/as sean")
_STEERING = msg("Words with a slash steer the try-out:")


def first_screen(player: Player, voice: Voice, languages: Languages, now: datetime) -> list[Line]:
    """No longer than a small terminal is high."""
    own = [line(Kind.TITLE, voice, TITLE)]
    own += [line(Kind.TEXT, voice, text) for text in (who_you_are(player, now), *_INTRODUCTION)]
    if voice.language != SOURCE:
        english = languages.voice(SOURCE, voice.time_zone)
        own += [gap(), line(Kind.TEXT, english, _IN_ENGLISH)]
    steering = [each for each in SLASHES if each.first]
    return [*own, gap(), *slashes(voice, languages, steering)]


def slashes(
    voice: Voice, languages: Languages, listed: Sequence[Slash] = SLASHES
) -> Iterator[Line]:
    """Words that steer the demo, in the reader's language and in English."""
    english = languages.voice(SOURCE, voice.time_zone)
    both = (voice,) if voice.language == SOURCE else (voice, english)
    yield line(Kind.TEXT, voice, _STEERING)
    for each in listed:
        yield _entry(each.example, *(spoken.text(each.summary) for spoken in both))


def who_you_are(player: Player, now: datetime) -> Message:
    if not player.authorities:
        return msg("You are **{name}**. It is {moment}.", name=player.person.name, moment=now)
    first = player.authorities[0]
    return msg(
        "You are **{name}**, {authority} ({country}). It is {moment}.",
        name=player.person.name,
        authority=first.name,
        country=Country(first.country),
        moment=now,
    )


def people(cast: Cast, voice: Voice, played: str) -> Iterator[Line]:
    yield line(Kind.TITLE, voice, msg("People"))
    for id, player in cast.players.items():
        yield _entry(f"/as {id}", voice.text(_described(player, id == played)))
    yield line(Kind.TITLE, voice, msg("Rooms"))
    for id, room in cast.rooms.items():
        yield _entry(f"/room {id}", room.name)


def waiting(cast: Cast, voice: Voice, unread: Mapping[str, int]) -> Iterator[Line]:
    """For whom something has come, people first."""
    for id, player in cast.players.items():
        if count := unread.get(id):
            said = msgs(
                "{name} has one new message: write `{typed}`.",
                "{name} has {n} new messages: write `{typed}`.",
                count,
                name=player.person.name,
                typed=f"/as {id}",
            )
            yield line(Kind.HINT, voice, said)
    for id, room in cast.rooms.items():
        if count := unread.get(id):
            said = msgs(
                "One new message in the room {name}: write `{typed}`.",
                "{n} new messages in the room {name}: write `{typed}`.",
                count,
                name=room.name,
                typed=f"/room {id}",
            )
            yield line(Kind.HINT, voice, said)


def arrival(cast: Cast, voice: Voice, shown: Shown) -> Line:
    """That something has come for somebody else, and when."""
    reader = shown.reader
    name = cast.players[reader].person.name if reader in cast.players else cast.rooms[reader].name
    said = msg("{moment}: a message for {name}", moment=shown.at, name=name)
    return line(Kind.HINT, voice, said)


def line(kind: Kind, voice: Voice, message: Message) -> Line:
    return Line(kind, voice.spans(message))


def gap() -> Line:
    return Line(Kind.GAP, ())


def _entry(typed: str, *said: str) -> Line:
    """What to type, and beside it what it does, one line for each language."""
    beside = f"\n{' ' * (_COLUMN + 2)}".join(said)
    return Line(Kind.FACT, (Span(typed.ljust(_COLUMN), Style.BOLD), Span(f"  {beside}")))


def _described(player: Player, is_played: bool) -> Message:
    place = player.authorities[0] if player.authorities else None
    described = msg(
        "{name}, {language}, {authority} ({country})",
        name=player.person.name,
        language=Tongue(player.person.language),
        authority=place.name if place else "",
        country=Country(place.country) if place else "",
    )
    return msg("{person}: this is you", person=described) if is_played else described
