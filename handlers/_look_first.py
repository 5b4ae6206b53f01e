"""Look here first: the public registers that may answer a request before it is sent."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from chat.context import Context
from chat.fields import Answers, Choice, Field, Option
from chat.message import Button, Card, Reply, Tone, say
from core.people import AreaId, AuthorityId
from core.questions import SUBJECT, Question, QuestionSet, SubjectField
from core.registers import Register, Spared
from core.requests import QuestionId
from core.text import Listing, msg
from handlers._register_card import open_link

LOOK = "look"
FOUND, ASK = "found", "ask"
_MOST = 3


@dataclass(frozen=True, slots=True)
class Matter:
    """What a request is about: in which country and area, what is said of the case but whom, and what is ``asked``."""

    country: str
    area: AreaId
    questions: QuestionSet
    subject: Mapping[str, str]
    asked: tuple[QuestionId, ...] = ()

    @property
    def in_registers(self) -> tuple[Question, ...]:
        """Those of the questions whose answer may stand in a public register."""
        chosen = (self.questions.question(id) for id in self.asked)
        return tuple(question for question in chosen if question and question.registers)


async def look_first(ctx: Context, matter: Matter, answers: Answers) -> Sequence[Field] | None:
    """Nothing where no register fits; ``None`` while it is not known yet what the request is about."""
    if LOOK in answers:
        return (_choice((), matter),)
    async with ctx.services.works.reading() as work:
        there = await work.registers.of(matter.country, matter.area)
    # First of all: where there is none, no answer given further on has to wait for what is still to be chosen.
    if not any(register.free for register in there):
        return ()
    if not matter.asked:
        return None
    if not matter.in_registers:
        return ()
    if any(field.id not in matter.subject for field in _telling(matter.questions)):
        return None
    found = await fitting(ctx, matter)
    return (_choice(found, matter),) if found else ()


async def fitting(ctx: Context, matter: Matter) -> Sequence[Register]:
    """Free registers of the country and area in which one of the answers may stand, the best first."""
    found: dict[str, Register] = {}
    for said in _sought(ctx, matter):
        hits = await ctx.services.register_finder.find(
            said, country=matter.country, area=matter.area
        )
        for hit in hits:
            if hit.confident and hit.register.free:
                found.setdefault(hit.register.id, hit.register)
    return list(found.values())[:_MOST]


async def spared(ctx: Context, matter: Matter, asker: AuthorityId) -> Reply:
    """Count that nobody had to be asked."""
    ids = tuple(register.id for register in await fitting(ctx, matter))
    now = ctx.services.clock.now()
    async with ctx.services.works.writing() as work:
        await work.registers.spare(Spared(now, asker, matter.country, matter.area, ids))
        await work.commit()
    return say(
        Card(
            title=msg("Good: you have your answer, and nobody has to be asked."),
            body=(msg("Nothing was sent."),),
            actions=(Button(msg("Find another register"), "find register"),),
        ),
        tone=Tone.GOOD,
    )


def subject_in(answers: Answers) -> Mapping[str, str]:
    """What a form's answers say of the case so far."""
    inside = "subject."
    return {n.removeprefix(inside): said for n, said in answers.items() if n.startswith(inside)}


def _sought(ctx: Context, matter: Matter) -> Iterator[str]:
    """What the registers are about: the same as the request, or certain professions, in the order of the questions."""
    about = dict.fromkeys(name for q in matter.in_registers for name in sorted(q.registers))
    labels = {profession.id: profession.label for profession in ctx.services.content.professions}
    if SUBJECT in about:
        for field in _telling(matter.questions):
            yield _words(field, matter.subject.get(field.id, ""))
    yield from (labels[name].singular for name in about if name in labels)


def _choice(registers: Sequence[Register], matter: Matter) -> Choice:
    return Choice(
        LOOK,
        msg("A public register may already have the answer. Please look there first."),
        (
            Option(FOUND, msg("It answered my question: stop here"), ends=True),
            Option(ASK, msg("Ask all the same")),
        ),
        hint=msg(
            "It may answer this: {questions} Your answers so far are kept while you look.",
            questions=Listing(tuple(question.text for question in matter.in_registers)),
        ),
        links=tuple(open_link(register) for register in registers),
    )


def _telling(questions: QuestionSet) -> Sequence[SubjectField]:
    """The fields that say what it is about, and not about whom."""
    return [field for field in questions.subject_fields if field.required and not field.personal]


def _words(field: SubjectField, answer: str) -> str:
    """A chosen option as it is called in English, for the search knows that language."""
    return next((o.label.singular for o in field.options if o.id == answer), answer)
