"""Answer a survey: what is answered is counted, and nobody is told who has said what."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from chat.chapters import Chapter
from chat.command import Command
from chat.context import Context
from chat.fields import Answers, Choice, Field, Option, Text
from chat.form import Branch, Form
from chat.message import Button, Card, Reply, Tone, say
from core.surveys import LEAST, Kind, SurveyId, SurveyQuestion
from core.text import Message, msg, words
from handlers._surveys import survey_to_answer_field, surveying, worded

_LONGEST_TEXT = 1000


@dataclass(frozen=True, slots=True)
class Given:
    survey: str
    answer: dict[str, str]
    ending: str


async def answer_survey(ctx: Context, given: Given) -> Reply:
    answers = {int(number): answer for number, answer in given.answer.items() if answer}
    id = SurveyId(int(given.survey))
    survey = await surveying(ctx.services).answer(ctx.person, id, answers)
    return say(
        Card(
            title=msg("Thank you for your answers"),
            body=(
                msg(
                    "They are counted for **{title}**. Who gave them is kept nowhere, so nobody can change them.",
                    title=worded(survey.title, ctx.language),
                ),
            ),
            actions=(Button(msg("Other surveys"), "surveys"),),
        ),
        tone=Tone.GOOD,
    )


async def _questions(ctx: Context, answers: Answers) -> Sequence[Field]:
    id = SurveyId(int(answers["survey"]))
    survey = await surveying(ctx.services).to_answer(ctx.person, id)
    return [_field(ctx, number, each) for number, each in enumerate(survey.questions, 1)]


def _field(ctx: Context, number: int, question: SurveyQuestion) -> Field:
    name, label = f"answer.{number}", worded(question.text, ctx.language)
    if question.kind is Kind.TEXT:
        return Text(name, label, _NOBODY, False, multiline=True, max_length=_LONGEST_TEXT)
    labels = answer_labels(question, ctx.language)
    options = tuple(Option(value, labels[value]) for value in question.values)
    return Choice(name, label, options, _ANONYMOUS if number == 1 else None)


def answer_labels(question: SurveyQuestion, language: str) -> dict[str, Message]:
    if question.kind is Kind.SCALE:
        return {value: _MARKS.get(value, msg("{n}", n=int(value))) for value in question.values}
    named = zip(question.values, question.options, strict=True)
    return {value: worded(option, language) for value, option in named}


_MARKS = {"1": msg("1 – lowest mark"), "5": msg("5 – highest mark")}
_ANONYMOUS = msg(
    "Your answers are counted without your name; of fewer than {least} people nothing is shown.",
    least=LEAST,
)
_NOBODY = msg(
    "Please name nobody, and nothing by which you can be recognised. Your words are shown as you write them, "
    "mixed with those of others, without name and time."
)


COMMAND = Command(
    name="answer survey",
    words=words("answer survey | answer a survey | answer the survey | take part in survey"),
    summary=msg("Answer a survey without giving your name"),
    form=Form(
        title=msg("Answer a survey"),
        fields=(survey_to_answer_field(), Branch(("survey",), _questions)),
        into=Given,
        endings=(Option("send", msg("Send my answers")),),
    ),
    run=answer_survey,
    chapter=Chapter.HELP,
    practised=False,
)
