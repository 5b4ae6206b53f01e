"""What is wrong with a setting, in an operator's words: pydantic's findings, said plainly."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import get_args, get_origin

from pydantic import BaseModel
from pydantic_core import ErrorDetails

from core.questions.problems import meant

Location = tuple[str | int, ...]

_EXPECTED = {
    "missing": "is missing",
    "bool_type": "must be true or false",
    "bool_parsing": "must be true or false",
    "int_type": "must be a whole number",
    "int_parsing": "must be a whole number",
    "int_from_float": "must be a whole number",
    "float_type": "must be a number",
    "float_parsing": "must be a number",
    "string_type": "must be one text, not a list and not a group of settings",
    "string_too_short": "must not be empty",
    "too_short": "must have at least one entry",
    "path_type": "must be a file or folder",
    "greater_than": "must be more than {gt:g}",
    "greater_than_equal": "must be {ge} or more",
    "less_than_equal": "must be {le:g} or less",
    "string_too_long": "must have {max_length} characters at most",
    "literal_error": "must be {expected}",
    "tuple_type": "must be a list, such as [one, two]",
    "model_type": "must be a group of settings, indented below it",
    "mapping_type": "must be a group of settings, indented below it",
    "dict_type": "must be a group of settings, indented below it",
    "date_from_datetime_parsing": "must be a day such as 2026-12-24",
    "date_from_datetime_inexact": "must be a day such as 2026-12-24",
    "date_parsing": "must be a day such as 2026-12-24",
    "date_type": "must be a day such as 2026-12-24",
    "time_parsing": "must be a time of day such as 09:00",
    "time_type": "must be a time of day such as 09:00",
}


def dotted(location: Iterable[str | int]) -> str:
    """`help.LV.coordinator.email`; a list's entries count from 0."""
    return ".".join(str(part) for part in location)


def complaint(error: ErrorDetails, settings: type[BaseModel]) -> str:
    kind = error["type"]
    if kind == "extra_forbidden":
        return _unknown(error["loc"], settings)
    context = error.get("ctx", {})
    if kind == "value_error":
        return str(context["error"])
    return _EXPECTED.get(kind, f"is wrong: {error['msg']}").format_map(context)


def _unknown(location: Location, settings: type[BaseModel]) -> str:
    known = sorted(_fields(location[:-1], settings))
    guess = meant(str(location[-1]), known) or f" There are: {', '.join(known)}."
    return f"is not a setting.{guess}"


def _fields(location: Location, settings: type[BaseModel]) -> Mapping[str, object]:
    """The settings of the section at `location`."""
    annotation: object = settings
    for part in location:
        annotation = _below(annotation, str(part))
    return _section(annotation).model_fields


def _below(annotation: object, part: str) -> object:
    """What stands under a key: the same under every key of a `Mapping[Country, Model]`."""
    if get_origin(annotation) is Mapping:
        _key, below = get_args(annotation)
        return below
    return _section(annotation).model_fields[part].annotation


def _section(annotation: object) -> type[BaseModel]:
    """The model, or the one in `Model | None`."""
    models = (arg for arg in (annotation, *get_args(annotation)) if isinstance(arg, type))
    return next(model for model in models if issubclass(model, BaseModel))
