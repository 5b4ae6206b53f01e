"""Many rows at once by keys of several columns, all found by the index.

``WHERE (a, b) IN (VALUES …)`` reads the whole table on SQLite, and is another statement for each number of keys.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import JSON, ColumnElement, TableValuedAlias, and_, bindparam, column
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement


class json_items(FunctionElement[Any]):  # noqa: N801 - it reads as the SQL function it is
    """A JSON array as rows."""

    inherit_cache = True
    name = "json_items"


@compiles(json_items)
def _on_sqlite(element: json_items, compiler: SQLCompiler, **options: Any) -> str:
    return f"json_each({compiler.process(element.clauses, **options)})"


@compiles(json_items, "postgresql")
def _on_postgresql(element: json_items, compiler: SQLCompiler, **options: Any) -> str:
    return f"json_array_elements({compiler.process(element.clauses, **options)})"


def keyed(*columns: ColumnElement[str]) -> tuple[TableValuedAlias, ColumnElement[bool]]:
    """The keys, given as ``keys``, a list of lists, and the condition to join them on."""
    keys = json_items(bindparam("keys", type_=JSON())).table_valued(column("value", JSON()))
    parts = (each == keys.c.value[place].as_string() for place, each in enumerate(columns))
    return keys, and_(*parts)
