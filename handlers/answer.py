"""Answer the questions of a request, all at once or some now and some later."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from chat.chapters import Chapter
from chat.command import Command
from chat.context import Context
from chat.fields import Answers, Field, Option, ReferenceField
from chat.form import Branch, Form
from chat.message import Reply
from chat.parts import away
from core.acts import Given
from core.exchange import Case
from core.questions import asked_questions
from core.requests import Action, QuestionId, Reference
from core.text import msg, msgs, words
from handlers._desk import OneRequest, done, shown
from handlers._questions import question_field, stored
from handlers._together import begun_by_others
from handlers.send_part import send_part

SEND, PART, SAVE = "send", "part", "save"


@dataclass(frozen=True, slots=True)
class AnswersGiven:
    reference: Reference
    ending: str
    answers: dict[str, str | date] = field(default_factory=dict)


async def answer(ctx: Context, given: AnswersGiven) -> Reply:
    values = {QuestionId(name): stored(value) for name, value in given.answers.items()}
    case = await ctx.services.exchange.act(
        ctx.person, given.reference, Action.ANSWER, Given(answers=values)
    )
    finished = not case.open_questions and not away(case.view)
    if given.ending == PART and not finished:
        return await send_part(ctx, OneRequest(given.reference))
    if given.ending in (SEND, PART) and finished:
        said = msg("The answers to request **{reference}** are sent.", reference=given.reference)
        return await done(ctx, given.reference, Action.REPLY, said)
    return await _saved(ctx, case)


async def _saved(ctx: Context, case: Case) -> Reply:
    waiting = len(case.open_questions)
    if not waiting and away(case.view):
        said = msg(
            "Your answers are saved. They can be sent once the other authority has answered its part."
        )
    elif not waiting:
        said = msg("Your answers are saved. Nothing is sent yet.")
    else:
        said = msgs(
            "Your answers are saved. One question is still open, so nothing is sent yet.",
            "Your answers are saved. {n} questions are still open, so nothing is sent yet.",
            waiting,
        )
    return await shown(ctx, case, said)


async def _questions(ctx: Context, answers: Answers) -> Sequence[Field]:
    """The open questions, follow-ups as they arise; all of them when none is open any more."""
    name = Reference(answers["reference"])
    case = await ctx.services.exchange.check(ctx.person, name, Action.ANSWER)
    view, sets = case.view, ctx.services.content.sets
    stored = {question: given.value for question, given in view.answers.items()}
    now = {QuestionId(n.removeprefix("answers.")): a for n, a in answers.items() if a}
    asked = asked_questions(sets.get(view.question_set), view.questions, {**stored, **now})
    longest = ctx.services.settings.text_characters
    asked = tuple(q for q in asked if q.id not in away(view))
    if case.open_questions:
        asked = tuple(q for q in asked if q.id not in stored or q.id in now)
    # Only whoever opens it is told: the question is asked anew with every answer.
    told = (
        await begun_by_others(ctx, COMMAND.name, name) if answers.keys() == {"reference"} else None
    )
    return [
        question_field(
            q, longest=longest, given=view.answers.get(q.id), told=told if n == 0 else None
        )
        for n, q in enumerate(asked)
    ]


COMMAND = Command(
    name="answer",
    words=words(
        "answer | answer request | answer the request | answer questions | answer the "
        "questions | reply | respond | correct answer | correct the answer | change "
        "answer | change the answer"
    ),
    summary=msg("Answer the questions of a request"),
    form=Form(
        title=msg("Answer a request"),
        fields=(ReferenceField(action=Action.ANSWER), Branch(("reference",), _questions)),
        into=AnswersGiven,
        endings=(
            Option(SEND, msg("Send the answers"), also=words("send | send it | send them")),
            Option(SAVE, msg("Save them and send later"), also=words("save | save them")),
            Option(PART, msg("Send what is answered, the rest later")),
        ),
    ),
    run=answer,
    chapter=Chapter.ANSWERING,
)
