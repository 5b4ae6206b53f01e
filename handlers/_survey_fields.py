"""What is asked about a survey that a coordinator writes: its questions one by one, in the languages of its title."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from chat.context import Context
from chat.ear import Hearing
from chat.fields import Answers, Choice, Field, Option, Text
from chat.form import Branch
from core.errors import UserError
from core.surveys import MOST_OPTIONS, MOST_QUESTIONS, Kind, SurveyQuestion, Wording
from core.text import Named, Tongue, msg, msgs
from handlers._training_fields import title_fields

OWN = "own"
_LONGEST_QUESTION, _LONGEST_OPTION = 200, 75
_PARTED = re.compile(r"[\n;]+")
_KINDS = (
    Option(Kind.SCALE.value, msg("A mark from 1 to 5")),
    Option(Kind.CHOICE.value, msg("One of several answers")),
    Option(Kind.TEXT.value, msg("In their own words")),
)


@dataclass(frozen=True, slots=True)
class OptionLines(Text):
    """Several short texts, one on each line; canonical form: joined by line breaks."""

    def hear(self, said: str, hearing: Hearing) -> str:
        lines = [" ".join(part.split()) for part in _PARTED.split(said)]
        kept = [line for line in lines if line]
        if not 1 < len(kept) <= MOST_OPTIONS:
            raise UserError(
                msg("Please write 2 to {most} answers, one on each line.", most=MOST_OPTIONS)
            )
        long = next((line for line in kept if len(line) > _LONGEST_OPTION), None)
        if long:
            told = msg(
                "“{line}” is too long: up to {most} characters fit on a button.",
                line=long,
                most=_LONGEST_OPTION,
            )
            raise UserError(told)
        return "\n".join(kept)


class NotAsMany(UserError):
    def __init__(self, field: str, wanted: int) -> None:
        super().__init__(
            msgs(
                "Please write one answer here too, in the same order.",
                "Please write {n} answers here too, in the same order.",
                wanted,
            )
        )
        self.field = field


def question_steps() -> Iterator[Branch]:
    yield Branch(("source",), _titles)
    for number in range(1, MOST_QUESTIONS + 1):
        for fields in (_text, _kind, _options):
            yield Branch(("source",), partial(fields, number))


async def _titles(ctx: Context, answers: Answers) -> Sequence[Field]:
    return title_fields(ctx) if answers["source"] == OWN else ()


def _languages(ctx: Context, answers: Answers) -> list[str] | None:
    """Those of the title, the speaker's first; ``None`` until it is known."""
    fields = title_fields(ctx)
    if not all(field.name in answers for field in fields):
        return None
    return [field.name.partition(".")[2] for field in fields if answers[field.name]]


def _is_written(ctx: Context, number: int, answers: Answers) -> bool | None:
    """Whether this question is to be asked; ``None`` when it cannot be told yet."""
    names = [f"question.{n}.{ctx.language}" for n in range(1, number + 1)]
    for name in names:
        if not answers.get(name):
            return False if name in answers else None
    return True


async def _text(number: int, ctx: Context, answers: Answers) -> Sequence[Field] | None:
    if answers["source"] != OWN:
        return ()
    before = _is_written(ctx, number - 1, answers)
    if not before or _languages(ctx, answers) is None:
        return None if before is not False else ()
    first = number == 1
    label = msg("What do you ask first?") if first else msg("What do you ask next?")
    hint = None if first else msg("Leave this out when that was all.")
    name = f"question.{number}.{ctx.language}"
    return (Text(name, label, hint, first, max_length=_LONGEST_QUESTION),)


async def _kind(number: int, ctx: Context, answers: Answers) -> Sequence[Field] | None:
    written = answers["source"] == OWN and _is_written(ctx, number, answers)
    if not written:
        return None if written is None else ()
    return (
        *(
            Text(
                f"question.{number}.{code}",
                msg("And in {language}?", language=Tongue(code)),
                required=False,
                max_length=_LONGEST_QUESTION,
            )
            for code in (_languages(ctx, answers) or ())[1:]
        ),
        Choice(f"question.{number}.kind", msg("How is it answered?"), _KINDS),
    )


async def _options(number: int, ctx: Context, answers: Answers) -> Sequence[Field] | None:
    written = answers["source"] == OWN and _is_written(ctx, number, answers)
    kind = answers.get(f"question.{number}.kind")
    if not written or kind is None:
        return None if written is not False else ()
    if kind != Kind.CHOICE:
        return ()
    _check_as_many(number, ctx, answers)
    codes = (_languages(ctx, answers) or ())[1:]
    others = [code for code in codes if answers.get(f"question.{number}.{code}")]
    return tuple(
        _lines(number, code, needed=code == ctx.language) for code in (ctx.language, *others)
    )


def _lines(number: int, code: str, *, needed: bool) -> OptionLines:
    return OptionLines(
        _name_of_lines(number, code),
        msg("Which answers are there in {language}?", language=Tongue(code)),
        msg("One on each line, or parted by a semicolon."),
        needed,
        multiline=True,
    )


def _name_of_lines(number: int, code: str) -> str:
    return f"question.{number}.{code}.options"


def _check_as_many(number: int, ctx: Context, answers: Answers) -> None:
    """Raises ``NotAsMany``."""
    own = answers.get(_name_of_lines(number, ctx.language), "").split("\n")
    for code in ctx.services.settings.languages:
        name = _name_of_lines(number, code)
        if answers.get(name) and len(answers[name].split("\n")) != len(own):
            raise NotAsMany(name, len(own))


def questions_of(given: Mapping[str, str], codes: Sequence[str]) -> tuple[SurveyQuestion, ...]:
    numbers = [str(n) for n in range(1, MOST_QUESTIONS + 1) if given.get(f"{n}.kind")]
    return tuple(_question(given, number, codes) for number in numbers)


def _question(given: Mapping[str, str], number: str, codes: Sequence[str]) -> SurveyQuestion:
    texts = {c: given[f"{number}.{c}"] for c in codes if given.get(f"{number}.{c}")}
    lines = {
        c: given[f"{number}.{c}.options"].split("\n")
        for c in codes
        if given.get(f"{number}.{c}.options")
    }
    kind = Kind(given[f"{number}.kind"])
    return SurveyQuestion(Named(texts), kind, _picked(lines) if kind is Kind.CHOICE else ())


def _picked(lines: Mapping[str, Sequence[str]]) -> tuple[Wording, ...]:
    count = min(map(len, lines.values()), default=0)
    return tuple(Named({c: said[place] for c, said in lines.items()}) for place in range(count))
