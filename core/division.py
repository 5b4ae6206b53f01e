"""What one act does to more than one request: a part begins, comes back to its whole, or ends with it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from core.acts import Act, Given
from core.arrivals import Known, arrived
from core.audit import Entry
from core.changes import taken
from core.entries import entry_of_step
from core.lifecycle import FINAL, LIFE_CYCLE
from core.parts import joined, part_of, without_open_parts
from core.references import part_reference
from core.requests import Action, Request, Side, State
from core.steps import Notice, Step
from core.values import value
from core.work import Work

_ARRIVES = Step(
    State.AWAITING,
    Action.SPLIT,
    Side.ASKER,
    State.AWAITING,
    {Side.ANSWERER: Notice.RECEIVED},
    first=State.ALLOCATING,
)


@value(frozen=True, slots=True)
class Effect:
    """One request changes, or is made. ``entry`` is what the audit trail says of it, but for a new one's id."""

    step: Step
    after: Request
    entry: Entry
    seen: int | None


async def parts_of(work: Work, whole: Request) -> Sequence[Request]:
    """In their order."""
    if not whole.parts:
        return ()
    names = [part_reference(whole.reference, part.number) for part in whole.parts]
    return sorted(await work.requests.many(names), key=lambda part: part.id)


async def effects_of(work: Work, step: Step, act: Act, known: Known) -> Sequence[Effect]:
    """What the act does to its own request comes first, then what it does to others."""
    request = act.request
    changed = await arrived(work, step, taken(step, act), known)
    if changed.state in FINAL and changed.parts:
        ends = [
            _end(part, act) for part in await parts_of(work, changed) if part.state not in FINAL
        ]
        return (_effect(step, request, without_open_parts(changed)), *ends)
    own = _effect(step, request, changed)
    if step.action is Action.SPLIT:
        return (own, await _beginning(work, changed, act))
    if changed.whole:
        return (own, *await _coming_back(work, changed))
    return (own,)


async def stored(work: Work, effects: Sequence[Effect]) -> Sequence[Effect] | None:
    """All of them, as they are stored; ``None`` when somebody was faster.

    Everybody writes to the whole first and to its parts in their order, so that no two wait for each other.
    """
    kept: dict[int, Effect] = {}
    for effect in sorted(effects, key=lambda e: (e.seen is None, e.after.id)):
        done = effect
        if effect.seen is None:
            done = _numbered(effect, await work.requests.add(effect.after))
        elif not await work.requests.save(effect.after, effect.seen):
            return None
        await work.audit.add(done.entry)
        kept[id(effect)] = done
    return [kept[id(effect)] for effect in effects]


def _numbered(effect: Effect, made: Request) -> Effect:
    return replace(effect, after=made, entry=replace(effect.entry, request=made.id))


async def _beginning(work: Work, whole: Request, act: Act) -> Effect:
    to = act.given.to
    assert to is not None, "where it goes has been looked up"
    there = await work.authorities.many([to])
    part = await arrived(work, _ARRIVES, part_of(whole, act, there[to]))
    details = {"part": part.reference, "to": to, "wished": part.wished.isoformat()}
    entry = Entry(
        part.id, act.now, act.actor.id, part.asker, Action.SPLIT, None, part.state, details
    )
    return Effect(_ARRIVES, part, entry, None)


async def _coming_back(work: Work, part: Request) -> Sequence[Effect]:
    assert part.whole is not None, "it is a part"
    whole = await work.requests.by_id(part.whole.request)
    changed = joined(whole, part) if whole else None
    if whole is None or changed is None:
        return ()
    step = Step(whole.state, Action.JOIN, Side.ANSWERER, whole.state)
    return (_effect(step, whole, changed, {"part": part.reference}),)


def _end(part: Request, act: Act) -> Effect:
    """Whoever ended the whole has ended the part: those who asked it in the first place."""
    assert part.whole is not None, "it is a part"
    ways = [step for step in LIFE_CYCLE if step.state is part.state and step.leads_to in FINAL]
    step = next(step for step in ways if step.action in (Action.CLOSE, Action.WITHDRAW))
    ended = taken(step, Act(part, act.actor, Given(), act.now))
    effect = _effect(step, part, ended)
    return replace(effect, entry=replace(effect.entry, authority=part.whole.asker))


def _effect(
    step: Step, before: Request, after: Request, details: dict[str, str] | None = None
) -> Effect:
    entry = entry_of_step(before, after, step)
    if details:
        entry = replace(entry, details=details)
    return Effect(step, after, entry, before.version)
