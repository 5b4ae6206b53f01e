"""Personal data outside the ordinary course: blocked data opened for a stated ground; a person's own data found,
handed out and erased.

Regulation (EU) No 1024/2012, Art. 14(3) and 19: the authority that entered the data answers the person concerned.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from core.authorities import Authority
from core.clock import Clock
from core.custodian import put_away
from core.division import parts_of
from core.errors import UserError
from core.files import Files
from core.folding import fold_words
from core.people import AreaId, AuthorityId, Person, Right
from core.records import Deed, Handling
from core.refusals import NotYourRight, TooManyAtOnce, UnknownRequest
from core.requests import Reference, Request, RequestId, Side
from core.retention import erased
from core.text import msg
from core.views import RequestView, opened_view, view_of
from core.wanted import Wanted
from core.work import Work, Works

_BATCH = 500
MOST_FOUND = 10
_FEWEST_LETTERS = 3


class Ground(StrEnum):
    """The reasons for which blocked data may be used at all."""

    PROOF = "proof"
    CONSENT = "consent"
    PUBLIC_INTEREST = "public_interest"


class NotBlocked(UserError):
    def __init__(self, request: Request) -> None:
        name = request.reference
        if request.erased:
            told = msg("The personal data of request **{reference}** are deleted.", reference=name)
        else:
            told = msg(
                "Request **{reference}** is not blocked. To look at it, write `show {reference}`.",
                reference=name,
            )
        super().__init__(told)


class StillOpen(UserError):
    field = "requests"

    def __init__(self, name: Reference) -> None:
        super().__init__(
            msg(
                "Request **{reference}** is not closed yet. Close or withdraw it first.",
                reference=name,
            )
        )


class TooFewLetters(UserError):
    field = "name"

    def __init__(self) -> None:
        super().__init__(msg("Please write the name, or a number by which the person is known."))


@dataclass(frozen=True, slots=True)
class Disclosures:
    works: Works
    files: Files
    clock: Clock

    async def check(self, actor: Person, name: Reference) -> None:
        """Raises what ``open`` would raise."""
        async with self.works.reading() as work:
            await _openable(work, actor, name)

    def check_right(self, actor: Person) -> None:
        """Raises ``NotYourRight`` where ``found`` would, whatever the name."""
        _answering_for(actor)

    async def open(self, actor: Person, name: Reference, ground: Ground) -> RequestView:
        """Blocked data, for once. Raises ``UserError``."""
        async with self.works.writing() as work:
            request, side = await _openable(work, actor, name)
            authority = request.authority(side)
            note = Handling(request.id, self.clock.now(), Deed.OPENED, actor.id, authority, ground)
            await work.records.note(note)
            await work.commit()
        return opened_view(request, side)

    async def found(self, actor: Person, said: str) -> Sequence[RequestView]:
        """Requests which the actor's authority has made about this person, at most ``MOST_FOUND`` and one more."""
        words = fold_words(said).split()
        if sum(map(len, words)) < _FEWEST_LETTERS:
            raise TooFewLetters
        authorities = _answering_for(actor)
        hits: list[RequestView] = []
        async with self.works.reading() as work:
            after, more = RequestId(0), True
            while more and len(hits) <= MOST_FOUND:
                batch = await work.records.entered_by(authorities, after, _BATCH)
                hits += [_own(r) for r in batch if _answers_for(actor, r) and _is_about(r, words)]
                more = len(batch) == _BATCH
                after = batch[-1].id if batch else after
        return hits[: MOST_FOUND + 1]

    async def export(self, actor: Person, names: Sequence[Reference]) -> Sequence[RequestView]:
        async with self.works.writing() as work:
            wholes = [await _theirs(work, actor, name) for name in names]
            requests = [each for whole in wholes for each in (whole, *await parts_of(work, whole))]
            for request in requests:
                await work.records.note(self._note(request, actor, Deed.EXPORTED))
            await work.commit()
        return [_own(request) for request in requests]

    async def erase(self, actor: Person, names: Sequence[Reference]) -> None:
        """All of them or none, with their files."""
        gone: list[str] = []
        async with self.works.writing() as work:
            for name in names:
                request = await _theirs(work, actor, name)
                if request.closed is None:
                    raise StillOpen(name)
                for each in (request, *await parts_of(work, request)):
                    gone += await work.records.files_of(each.id)
                note = self._note(request, actor, Deed.ERASED)
                if not await put_away(work, request, erased, note):
                    raise TooManyAtOnce
            await work.commit()
        await self.files.drop(gone)

    def _note(self, request: Request, actor: Person, deed: Deed) -> Handling:
        return Handling(request.id, self.clock.now(), deed, actor.id, request.asker)


async def _openable(work: Work, actor: Person, name: Reference) -> tuple[Request, Side]:
    request = await work.requests.get(name)
    side = await _coordinated(work, actor, request) if request else None
    if request is None or side is None:
        raise _refused(actor, name, request)
    if not request.blocked or request.erased:
        raise NotBlocked(request)
    return request, side


def _refused(actor: Person, name: Reference, request: Request | None) -> UserError:
    if request is None or view_of(request, actor) is None:
        return UnknownRequest(name)
    return UserError(
        msg("Only a coordinator of your authority can open blocked data, for a stated reason.")
    )


async def _coordinated(work: Work, actor: Person, request: Request) -> Side | None:
    """The side of which the actor is a coordinator, of the authority itself or one that it is linked to."""
    parties = await work.authorities.many([request.asker, request.answerer])
    for side, authority in ((Side.ASKER, request.asker), (Side.ANSWERER, request.answerer)):
        known = parties.get(authority)
        places = _coordinators(known, request.area) if known else (authority,)
        if any(actor.may(Right.COORDINATE, place, request.area) for place in places):
            return side
    return None


def _coordinators(authority: Authority, area: AreaId) -> tuple[AuthorityId, ...]:
    linked = authority.coordinator(area)
    return (authority.id, linked) if linked else (authority.id,)


def _answering_for(actor: Person) -> Sequence[AuthorityId]:
    """The authorities for which the actor answers the people concerned. Raises ``NotYourRight``."""
    held = [
        m.authority
        for m in actor.memberships
        if actor.active
        and any(m.gives(right, m.area) for right in (Right.ADMINISTER, Right.COORDINATE))
    ]
    if not held:
        raise NotYourRight(Wanted({Right.ADMINISTER, Right.COORDINATE}))
    return list(dict.fromkeys(held))


def _answers_for(actor: Person, request: Request) -> bool:
    rights = (Right.ADMINISTER, Right.COORDINATE)
    return any(actor.may(right, request.asker, request.area) for right in rights)


async def _theirs(work: Work, actor: Person, name: Reference) -> Request:
    request = await work.requests.get(name)
    if request is None or request.erased or request.whole or not _answers_for(actor, request):
        raise UnknownRequest(name)
    return request


def _own(request: Request) -> RequestView:
    return opened_view(request, Side.ASKER)


def _is_about(request: Request, words: Sequence[str]) -> bool:
    """Every word begins a word of what is said of the person."""
    said = fold_words(" ".join(request.subject.values())).split()
    return all(any(each.startswith(word) for each in said) for word in words)
