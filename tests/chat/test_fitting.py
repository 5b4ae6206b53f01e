"""A form fits what its answers make, and it leads somewhere."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import pytest

from chat.context import Context
from chat.defects import Malformed
from chat.dialogue import Dialogue, upcoming
from chat.fields import Answers, Choice, Day, Field, Option, ReferenceField, Text
from chat.fitting import fitted
from chat.form import Branch, Form
from core.requests import Reference
from core.text import msg
from tests.support.casework import Casework
from tests.support.talking import Talking

LABEL = msg("What?")


@dataclass(frozen=True, slots=True)
class Dated:
    reference: Reference
    day: date


@dataclass(frozen=True, slots=True)
class Decided:
    ending: str


@dataclass(frozen=True, slots=True)
class Either:
    only: str
    ending: str


async def _none(_ctx: Context, _answers: Answers) -> None:
    return None


DAY, END = Day("day", LABEL), (Option("send", LABEL),)


@pytest.mark.parametrize(
    ("fields", "into", "endings", "told"),
    [
        ((ReferenceField(), Day("until", LABEL)), Dated, (), "Dated has no `until`"),
        ((ReferenceField(),), Dated, (), "Dated needs `day`"),
        ((ReferenceField(), Text("day.first", LABEL), DAY), Dated, END, "Dated has no `ending`"),
        ((), Decided, (), "Decided needs `ending`"),
        ((DAY, DAY), Dated, (), "two fields are called `day`"),
        ((Text("ending", LABEL),), Decided, END, "no field may be called `ending`"),
        ((Branch(("day",), _none), ReferenceField(), DAY), Dated, (), "after `day`"),
        ((DAY, Branch(("dya",), _none)), Dated, (), "after `dya`"),
        ((DAY, Branch((), _none), Branch(("dya",), _none)), Dated, (), "after `dya`"),
    ],
)
def test_a_form_that_does_not_fit_what_it_makes_is_refused(
    fields: tuple[Field | Branch, ...],
    into: type[object],
    endings: tuple[Option, ...],
    told: str,
) -> None:
    form = Form(title=LABEL, fields=fields, into=into, endings=endings)
    with pytest.raises(Malformed, match=f"'What\\?': .*{told}"):
        fitted(form)


@pytest.mark.parametrize(
    ("fields", "into", "endings"),
    [
        ((ReferenceField(), DAY), Dated, ()),
        ((Branch((), _none),), Dated, ()),
        ((DAY, Branch((), _none), Branch(("day", "reference"), _none)), Dated, ()),
        ((), Decided, END),
        ((Choice("only", LABEL, (Option("no", LABEL, ends=True),)),), Either, ()),
    ],
)
def test_a_form_that_fits_is_taken(
    fields: tuple[Field | Branch, ...], into: type[object], endings: tuple[Option, ...]
) -> None:
    fitted(Form(title=LABEL, fields=fields, into=into, endings=endings))


@pytest.fixture
async def ctx(casework: Casework) -> Context:
    return await Talking(casework.world, "anna").context()


async def test_a_form_that_goes_no_further_says_so_instead_of_showing_its_answers(
    ctx: Context,
) -> None:
    form = Form(LABEL, (DAY, Branch(("day",), _none)), into=Dated)
    with pytest.raises(Malformed, match=r"'What\?': .*gives no questions"):
        await upcoming(form, ctx, Dialogue("x", {"day": "2026-03-02"}))
