"""Does a form fit what its answers make? Asked once for each command, when it is found."""

from __future__ import annotations

import inspect
from collections.abc import Iterator, Mapping
from inspect import Parameter
from typing import Any, TypeAlias

from chat.defects import Malformed
from chat.fields import Choice, Field
from chat.form import ENDING, Branch, Form

Places: TypeAlias = Mapping[str, Parameter]


def fitted(form: Form[Any]) -> None:
    """Raises ``Malformed``: better here than when somebody has answered all the questions."""
    problem = next(_problems(form), None)
    if problem:
        raise Malformed(f"the form {form.title.singular!r}: {problem}")


def _problems(form: Form[Any]) -> Iterator[str]:
    names = [field.name for field in _static(form)]
    for name in names:
        if names.count(name) > 1:
            yield f"two fields are called `{name}`"
    if ENDING in names:
        yield f"no field may be called `{ENDING}`"
    places = inspect.signature(form.into).parameters
    yield from _unmade(form, names, places)
    yield from _unreachable(form, places)


def _unmade(form: Form[Any], names: list[str], places: Places) -> Iterator[str]:
    """Answers without a place, and places without an answer; a branch may fill any."""
    made = form.into.__name__
    given = {_outer(name) for name in names} | ({ENDING} if form.endings else set())
    for name in sorted(given - set(places)):
        yield f"{made} has no `{name}`"
    branches = any(isinstance(step, Branch) for step in form.fields)
    for name, place in places.items():
        filled = name in given or (_ends(form) if name == ENDING else branches)
        if not filled and place.default is place.empty:
            yield f"{made} needs `{name}`, which nothing gives"


def _unreachable(form: Form[Any], places: Places) -> Iterator[str]:
    """Branches that wait for what nobody is asked; what another branch asks is known by its place."""
    before: set[str] = set()
    branched = False
    for step in form.fields:
        if not isinstance(step, Branch):
            before.add(step.name)
            continue
        for name in step.after:
            if name not in before and not (branched and _outer(name) in places):
                yield f"a branch comes after `{name}`, which no field before it is called"
        branched = True


def _static(form: Form[Any]) -> Iterator[Field]:
    for step in form.fields:
        if not isinstance(step, Branch):
            yield step


def _ends(form: Form[Any]) -> bool:
    """An answer may end a form as well."""
    choices = (step for step in form.fields if isinstance(step, Choice))
    return any(option.ends for choice in choices for option in choice.options)


def _outer(name: str) -> str:
    return name.partition(".")[0]
