"""What our columns hold, the same on SQLite and on PostgreSQL."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any

from sqlalchemy import JSON, DateTime, Dialect, TableValuedAlias, Text, bindparam, column
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement
from sqlalchemy.types import TypeDecorator

# As SQLAlchemy writes a moment: `2026-03-02 08:30:00.000000`.
_AS_WRITTEN = 26

Reading = Callable[[Any], Any]


@lru_cache(maxsize=4_096)
def _read_at_utc(text: str | None) -> datetime | None:
    """SQLite keeps no offset. What is read together was written together, at few moments."""
    if text is None:
        return None
    if len(text) == _AS_WRITTEN:
        return datetime.fromisoformat(text + "+00:00")
    moment = datetime.fromisoformat(text)
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def at_utc(moment: datetime | None) -> str | None:
    """As SQLAlchemy writes it."""
    return None if moment is None else _written(in_utc(moment))


def in_utc(moment: datetime) -> datetime:
    """Before anything is remembered of it: the two hours that a clock shows twice in autumn are equal to Python."""
    if moment.tzinfo is UTC:
        return moment
    if moment.tzinfo is None:
        raise ValueError("a moment without its time zone is not stored")
    return moment.astimezone(UTC)


@lru_cache(maxsize=4_096)
def _written(moment: datetime) -> str:
    """An act writes few moments, and most of them many times."""
    return moment.isoformat(" ", "microseconds")[:_AS_WRITTEN]


class Instant(TypeDecorator[datetime]):
    """A moment, aware and in UTC on both sides; SQLite keeps no offset, so it is put back."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        return None if value is None else in_utc(value)

    def bind_processor(self, dialect: Dialect) -> Reading | None:
        """One call for each value, where SQLAlchemy makes three: a change plans dozens of rows."""
        return at_utc if dialect.name == "sqlite" else super().bind_processor(dialect)

    def result_processor(self, dialect: Dialect, coltype: object) -> Reading | None:
        """One call for each value, where SQLAlchemy makes three: a claim reads thousands."""
        return _read_at_utc if dialect.name == "sqlite" else None


class json_rows(FunctionElement[list[list[Any]]]):  # noqa: N801 - it reads as the SQL function it is
    """The rows of a subquery as one JSON array of arrays, ``NULL`` or ``[]`` when there are none.

    They come in no promised order: put the position first and sort.
    """

    type = JSON()
    inherit_cache = True
    name = "json_rows"


@compiles(json_rows)
def _on_sqlite(element: json_rows, compiler: SQLCompiler, **options: Any) -> str:
    return f"json_group_array(json_array({compiler.process(element.clauses, **options)}))"


@compiles(json_rows, "postgresql")
def _on_postgresql(element: json_rows, compiler: SQLCompiler, **options: Any) -> str:
    return f"json_agg(json_build_array({compiler.process(element.clauses, **options)}))"


class json_names(FunctionElement[str]):  # noqa: N801 - as above
    """A row for each name in a JSON array."""

    inherit_cache = True
    name = "json_names"


def each_of(given: str) -> TableValuedAlias:
    """The names given as ``given``, each in a row as ``value``: one statement, however many there are.

    SQLite puts a list into a table of its own first, which takes it longer than most statements.
    """
    names = bindparam(given, type_=JSON)
    return json_names(names).table_valued(column("value", Text))


@compiles(json_names)
def _each_on_sqlite(element: json_names, compiler: SQLCompiler, **options: Any) -> str:
    return f"json_each({compiler.process(element.clauses, **options)})"


@compiles(json_names, "postgresql")
def _each_on_postgresql(element: json_names, compiler: SQLCompiler, **options: Any) -> str:
    return f"json_array_elements_text({compiler.process(element.clauses, **options)})"
