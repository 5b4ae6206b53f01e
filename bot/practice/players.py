"""Simulated officials: each does what the life cycle lets them do, through the same exchange as everybody."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

import structlog

from bot.practice.founding import COLLEAGUE, Put
from chat.context import Services
from core.acts import Given
from core.clock import today_in
from core.errors import UserError
from core.exchange import Case
from core.exchange import NewRequest as New
from core.lessons import Deed, Done, Move, Player
from core.people import AuthorityId, Person, PersonId
from core.questions import AnswerKind, Question, with_follow_ups
from core.requests import Action, FreeText, Reference
from core.text import Message, msg
from core.theatre import Inquiry, Office, Theatre

log = structlog.get_logger()

_WORDS: Mapping[Deed, Message] = {
    Deed.ASK: msg("Thank you. Which document does your answer rest on?"),
    Deed.CLARIFY: msg("Our answer rests on the register of our office, as it stands today."),
    Deed.ADVISE: msg("I have looked at the answers. They are enough: you can close the request."),
    Deed.SEND_BACK: msg("This is for your authority. Please answer it as far as you can."),
}
_ANSWERED = msg("As far as our records show, everything is in order.")
_MOST_QUESTIONS = 50


@dataclass(frozen=True, slots=True)
class Players:
    """``learner`` is the one person whom nobody plays."""

    services: Services
    theatre: Theatre
    learner: PersonId
    put: Put

    async def make(self, move: Move, name: Reference | None = None) -> bool:
        """Whether it could be done now: with the latest request that allows it, or with this one."""
        if move.does is Deed.SEND:
            return await self._send(move)
        for office in self._offices(move.who):
            person = await self.person(self._official(office, move.who))
            for case in await self._cases(person, move, name):
                if await self._try(person, case, move):
                    return True
        return False

    async def done(self) -> Sequence[Done]:
        """What everybody has done with requests, in its order."""
        found: list[Done] = []
        async with self.services.works.reading() as work:
            for id, player in self.cast().items():
                acts = await work.audit.by(id)
                found += [Done(player, entry.action, entry.at) for _name, entry in acts]
        return sorted(found, key=lambda done: done.at)

    def cast(self) -> Mapping[PersonId, Player]:
        offices = {PersonId(o.id): o.player for o in self.theatre.offices}
        others = {id: player for id, player in offices.items() if player is not Player.YOU}
        return {self.learner: Player.YOU, COLLEAGUE: Player.COLLEAGUE, **others}

    def _offices(self, who: Player) -> list[Office]:
        wanted = Player.YOU if who is Player.COLLEAGUE else who
        return [office for office in self.theatre.offices if office.player is wanted]

    def _official(self, office: Office, who: Player) -> PersonId:
        return COLLEAGUE if who is Player.COLLEAGUE else PersonId(office.id)

    async def person(self, id: PersonId) -> Person:
        async with self.services.works.reading() as work:
            person = await work.people.get(id)
        assert person is not None, "everybody was there from the beginning"
        return person

    async def _cases(self, person: Person, move: Move, name: Reference | None) -> Sequence[Case]:
        """Those in which the table lets this person do it, the latest first."""
        names: list[Reference] = []
        for listed in await self.services.exchange.listed(person):
            if any(step.action in ACTIONS[move.does] for step in listed.like.steps):
                names += [line.reference for line in listed.lines]
        wanted = [each for each in names if name in (None, each)]
        found = await self.services.exchange.cases(person, wanted)
        return sorted(found, key=lambda case: case.view.reference, reverse=True)

    async def _try(self, person: Person, case: Case, move: Move) -> bool:
        try:
            await _DOING.get(move.does, _act)(self, person, case, move)
        except UserError as error:
            log.info("practice.not_possible", move=move.does.value, why=type(error).__name__)
            return False
        return True

    async def _send(self, move: Move) -> bool:
        inquiry = self.theatre.inquiry(move.asks)
        office = next(iter(self._offices(move.who)), None)
        if inquiry is None or office is None:
            return False
        asker = await self.person(PersonId(office.id))
        new = self._asked(asker, inquiry, office, move)
        case = await self.services.exchange.create(asker, new)
        await self.services.exchange.act(asker, case.view.reference, Action.SEND)
        return True

    def _asked(self, asker: Person, inquiry: Inquiry, office: Office, move: Move) -> New:
        chosen = self.services.content.sets.get(inquiry.question_set)
        own = next(o for o in self.theatre.offices if o.player is Player.YOU)
        today = today_in(asker.time_zone, self.services.clock.now())
        return New(
            area=inquiry.area,
            question_set=inquiry.question_set,
            asker=AuthorityId(office.id),
            answerer=AuthorityId(own.id),
            questions=with_follow_ups(chosen, inquiry.questions),
            wished=today + timedelta(days=move.by_days),
            subject=inquiry.subject,
            note=self.words(asker, inquiry.note),
        )

    def words(self, person: Person, said: Message) -> FreeText:
        return FreeText(self.put(said, person.language), person.language)


async def _act(players: Players, person: Person, case: Case, move: Move) -> None:
    exchange, words = players.services.exchange, _WORDS.get(move.does)
    given = Given(text=players.words(person, words)) if words else Given()
    await exchange.act(person, case.view.reference, Action(move.does.value), given)


async def _propose(players: Players, person: Person, case: Case, move: Move) -> None:
    today = today_in(person.time_zone, players.services.clock.now())
    given = Given(day=today + timedelta(days=move.by_days))
    await players.services.exchange.act(person, case.view.reference, Action.PROPOSE, given)


async def _forward(players: Players, person: Person, case: Case, _move: Move) -> None:
    own = case.view.answerer
    here = players.theatre.office(own)
    to = next(
        o.id
        for o in players.theatre.offices
        if here and o.abroad == here.abroad and o.id != own and o.player is here.player
    )
    given = Given(to=AuthorityId(to))
    await players.services.exchange.act(person, case.view.reference, Action.FORWARD, given)


async def _answer(players: Players, person: Person, case: Case, _move: Move) -> None:
    """An answer may open further questions: until none is left."""
    exchange, name = players.services.exchange, case.view.reference
    chosen = players.services.content.sets.get(case.view.question_set)
    for _each in range(_MOST_QUESTIONS):
        if not case.open_questions:
            break
        answers = {q: _answer_to(players, person, chosen.question(q)) for q in case.open_questions}
        case = await exchange.act(person, name, Action.ANSWER, Given(answers=answers))
    await exchange.act(person, name, Action.REPLY)


def _answer_to(players: Players, person: Person, question: Question | None) -> str:
    if question and question.options:
        return question.options[0].id
    if question and question.kind is AnswerKind.DATE:
        return today_in(person.time_zone, players.services.clock.now()).isoformat()
    return players.put(_ANSWERED, person.language)


_Doing = Callable[[Players, Person, Case, Move], Awaitable[None]]
_DOING: Mapping[Deed, _Doing] = {
    Deed.PROPOSE: _propose,
    Deed.FORWARD: _forward,
    Deed.ANSWER: _answer,
}
ACTIONS: Mapping[Deed, tuple[Action, ...]] = {
    **{deed: (Action(deed.value),) for deed in Deed},
    Deed.ANSWER: (Action.ANSWER, Action.REPLY),
}
