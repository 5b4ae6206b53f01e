"""The exchange: the one service through which requests are made, seen and changed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from core.acts import Act, Given, checked_day
from core.announcements import Announcer
from core.arrivals import NOTHING, Known, workflows_for, workflows_of
from core.clock import Clock, today_in
from core.deadlines import Since, reckon
from core.division import effects_of, parts_of, stored
from core.drafting import NewRequest as NewRequest
from core.drafting import drafted, next_reference
from core.entries import entry_of_draft
from core.handover import check_questions, checked
from core.lifecycle import possible
from core.people import Person, Right
from core.questions import Content, open_questions
from core.refusals import (
    AreaNotTheirs,
    AuthorityUnknown,
    NobodyThere,
    NoQuestions,
    NotPossibleNow,
    NotYourRight,
    OwnCountry,
    Situation,
    TooManyAtOnce,
    UnknownRequest,
)
from core.requests import (
    Action,
    QuestionId,
    Reference,
    Request,
)
from core.standings import Line, Standing
from core.steps import Circumstances, Step
from core.values import value
from core.views import PartView, RequestView, is_seen, parts_seen, view_of
from core.wanted import Wanted
from core.work import Work, Works
from core.workflows import PLAIN

_TRIES = 5
_BEGINS = {
    Action.SEND: Since.SENT,
    Action.APPROVE: Since.SENT,
    Action.ACCEPT: Since.ACCEPTED,
}


@value(frozen=True, slots=True)
class Case:
    """A request as one person may see it, with what this person may do now.

    ``open_questions``: those that still want an answer of the authority itself. ``parts``: where they stand.
    """

    view: RequestView
    steps: tuple[Step, ...]
    open_questions: tuple[QuestionId, ...]
    parts: tuple[PartView, ...] = ()


@dataclass(frozen=True, slots=True)
class Listed:
    """Open cases that stand alike; ``like`` stands as they do, and says nothing."""

    like: Case
    lines: Sequence[Line]


def _unheard() -> None:
    """Nobody waits to be woken."""


def _its_name(name: Reference) -> Reference:
    return name


@dataclass(frozen=True, slots=True)
class Exchange:
    """``changed`` is called after every change that is stored: somebody may have to be told.

    ``named``: what requests of this exchange are called, where they have a series of their own.
    """

    works: Works
    clock: Clock
    content: Content
    announcer: Announcer
    changed: Callable[[], None] = _unheard
    named: Callable[[Reference], Reference] = _its_name

    async def create(self, author: Person, new: NewRequest) -> Case:
        """Keep a draft. Raises ``UserError`` when it could never be sent."""
        now = self.clock.now()
        checked_day(new.wished, today_in(author.time_zone, now))
        if not author.may(Right.HANDLE, new.asker, new.area):
            raise NotYourRight(Wanted({Right.HANDLE}, new.area, (new.asker,)))
        check_questions(self.content, new.question_set, new.questions)
        if self.content.sets.get(new.question_set).area != new.area:
            raise NoQuestions
        async with self.works.writing() as work:
            request = await work.requests.add(await self._drafted(work, author, new, now))
            await work.audit.add(entry_of_draft(request))
            case = await self.case_of(work, request, author)
            await work.commit()
        return case

    async def _drafted(self, work: Work, author: Person, new: NewRequest, now: datetime) -> Request:
        parties = await work.authorities.many([new.asker, new.answerer])
        if new.answerer not in parties or new.asker not in parties:
            raise AuthorityUnknown
        asker, answerer = parties[new.asker], parties[new.answerer]
        if answerer.successor:
            raise AuthorityUnknown
        if asker.country == answerer.country:
            raise OwnCountry
        if not self.content.areas.concerns(new.area, answerer):
            raise AreaNotTheirs
        if not await work.people.with_right(Right.HANDLE, answerer.id, new.area):
            raise NobodyThere(answerer)
        today = today_in(author.time_zone, now)
        name = self.named(await next_reference(work, asker.country, today))
        return drafted(author, new, (asker, answerer), name, now)

    async def show(self, reader: Person, name: Reference) -> Case:
        async with self.works.reading() as work:
            return await self.case_of(work, await _seen(work, reader, name), reader)

    async def listed(self, reader: Person) -> Sequence[Listed]:
        """Every open case this person may see, without what it says."""
        async with self.works.reading() as work:
            found = await work.standings.open_of(reader.authorities())
            workflows = await workflows_of(work, [standing.example() for standing in found])
        return [
            Listed(case, lines)
            for standing, lines in found.items()
            if (case := self._seen_as(standing, reader, workflows))
        ]

    def _seen_as(self, standing: Standing, reader: Person, workflows: Known) -> Case | None:
        example = standing.seen_by(reader).example()
        return self._case(example, reader, workflows) if is_seen(example, reader) else None

    async def cases(self, reader: Person, names: Sequence[Reference]) -> Sequence[Case]:
        """Of these requests those that this person may see."""
        async with self.works.reading() as work:
            found = await work.requests.many(names) if names else ()
            seen = [request for request in found if is_seen(request, reader)]
            workflows = await workflows_of(work, seen)
            return [
                await _with_parts(work, request, self._case(request, reader, workflows))
                for request in seen
            ]

    async def check(self, actor: Person, name: Reference, action: Action) -> Case:
        """The case, if the table lets this person do it now. Raises what ``act`` would raise."""
        async with self.works.reading() as work:
            request = await _seen(work, actor, name)
            known = await workflows_for(work, request, action)
            await self._step(work, request, actor, action, known)
            return await self.case_of(work, request, actor, known)

    async def act(
        self, actor: Person, name: Reference, action: Action, given: Given | None = None
    ) -> Case:
        """Do it if the table lets this person do it now; whoever comes second is told who came first."""
        for _try in range(_TRIES):
            async with self.works.writing() as work:
                request = await _seen(work, actor, name)
                known = await workflows_for(work, request, action)
                step = await self._step(work, request, actor, action, known)
                act = Act(request, actor, given or Given(), self.clock.now(), step.side)
                act = self._counted(act, action)
                act = await checked(work, self.content, action, act)
                done = await stored(work, await effects_of(work, step, act, known))
                if done:
                    for each in done:
                        await self.announcer.announce(work, each.step, each.after, act)
                    case = await self.case_of(work, done[0].after, actor, known)
                    await work.commit()
                    self.changed()
                    return case
        raise TooManyAtOnce

    def _counted(self, act: Act, action: Action) -> Act:
        """A period that begins with this action ends on the day the calendar says."""
        rule, since = act.request.ends.rule, _BEGINS.get(action)
        if rule is None or rule.since is not since or act.given.day is not None:
            return act
        place = act.request.ends.place
        last = reckon(rule, act.today, self.announcer.planner.calendar, place).last
        begun = replace(rule, event=act.today)
        return replace(act, given=replace(act.given, day=last, rule=begun))

    async def _step(
        self, work: Work, request: Request, actor: Person, action: Action, known: Known
    ) -> Step:
        waiting = len(self._open(request))
        ways = self._possible(request, actor, known, waiting, action)
        if ways:
            return ways[0]
        steps = self._possible(request, actor, await workflows_of(work, [request]), waiting)
        colleague = await _colleague(work, request, actor)
        raise NotPossibleNow(request, actor, action, Situation(steps, waiting, colleague))

    async def case_of(
        self, work: Work, request: Request, reader: Person, known: Known = NOTHING
    ) -> Case:
        """The case as this reader may see it. Raises ``UnknownRequest`` when they may not."""
        case = self._case(request, reader, await workflows_of(work, [request], known))
        return await _with_parts(work, request, case)

    def _case(self, request: Request, reader: Person, workflows: Known) -> Case:
        view = view_of(request, reader)
        if view is None:
            raise UnknownRequest(request.reference)
        unanswered = self._open(request)
        steps = self._possible(request, reader, workflows, len(unanswered))
        return Case(view, steps, unanswered)

    def _possible(
        self,
        request: Request,
        person: Person,
        workflows: Known,
        waiting: int,
        action: Action | None = None,
    ) -> tuple[Step, ...]:
        asker = workflows.get(request.asker, PLAIN)
        answerer = workflows.get(request.answerer, PLAIN)
        circumstances = Circumstances(
            open_questions=waiting,
            approval=asker.approves(request.area),
            allocation=answerer.allocates(request.area),
            now=self.clock.now(),
        )
        return possible(request, person, circumstances, action)

    def _open(self, request: Request) -> tuple[QuestionId, ...]:
        chosen = self.content.sets.find(request.question_set)
        away = request.away if request.parts else ()
        own = [q for q in request.questions if q not in away] if away else request.questions
        if chosen is None:
            return tuple(q for q in own if q not in request.answers)
        answers = {question: answer.value for question, answer in request.answers.items()}
        return open_questions(chosen, own, answers)


async def _with_parts(work: Work, request: Request, case: Case) -> Case:
    """Looked up only where there are any, and only for those who may know of them."""
    if not case.view.parts:
        return case
    return replace(case, parts=parts_seen(case.view, await parts_of(work, request)))


async def _seen(work: Work, reader: Person, name: Reference) -> Request:
    request = await work.requests.get(name)
    if request is None or not is_seen(request, reader):
        raise UnknownRequest(name)
    return request


async def _colleague(work: Work, request: Request, actor: Person) -> Person | None:
    """Who did the last thing, unless it was the reader or somebody of the other authority."""
    last = request.last
    if last.by == actor.id or request.authority(last.side) not in actor.authorities():
        return None
    person = await work.people.get(last.by)
    known = person and not set(actor.authorities()).isdisjoint(person.authorities())
    return person if known else None
