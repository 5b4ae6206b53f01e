"""Statements made ready once: text, order of the parameters and kinds of the columns are not found out each time anew.

Finding them out takes SQLAlchemy several times as long as most statements take SQLite. A statement is made ready when
the same one comes for the second time, so it pays to keep it; whatever is unusual is left to SQLAlchemy.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import lru_cache, partial
from operator import itemgetter
from typing import Any, NamedTuple, TypeAlias
from weakref import WeakSet

import orjson
from sqlalchemy import JSON, BindParameter, CompoundSelect, Date, Dialect, Row, Select
from sqlalchemy.engine.result import SimpleResultMetaData
from sqlalchemy.exc import MultipleResultsFound, NoResultFound
from sqlalchemy.sql.compiler import ExpandedState, SQLCompiler
from sqlalchemy.sql.dml import UpdateBase
from sqlalchemy.sql.type_api import TypeEngine

from storage.together import Outcome

Given: TypeAlias = Mapping[str, Any]
Statement: TypeAlias = Select[Any] | CompoundSelect[Any] | UpdateBase

_MOST_SHAPES = 300
_MOST_KEPT = 2_000


class Slot(NamedTuple):
    """Where a value comes from: ``place`` is its place in a list, ``otherwise`` stands in the statement."""

    key: str
    place: int | None
    required: bool
    otherwise: Any
    convert: Callable[[Any], Any] | None


class Result:
    """Those of the ways of SQLAlchemy's own result that are asked for here, with the same rows."""

    __slots__ = ("_make", "_rows", "rowcount")

    def __init__(self, make: Callable[[Any], Row[Any]], outcome: Outcome) -> None:
        cursor, self._rows = outcome
        self._make = make
        self.rowcount = cursor.rowcount

    def __iter__(self) -> Iterator[Row[Any]]:
        return map(self._make, self._rows)

    def all(self) -> list[Row[Any]]:
        return list(self)

    fetchall = all

    def first(self) -> Row[Any] | None:
        return self._make(self._rows[0]) if self._rows else None

    def one_or_none(self) -> Row[Any] | None:
        if len(self._rows) > 1:
            raise MultipleResultsFound
        return self.first()

    def one(self) -> Row[Any]:
        found = self.one_or_none()
        if found is None:
            raise NoResultFound
        return found

    def scalars(self) -> Scalars:
        return Scalars(row[0] for row in self)

    def scalar(self) -> Any:
        return next(iter(self.scalars()), None)

    def scalar_one(self) -> Any:
        return self.one()[0]

    def scalar_one_or_none(self) -> Any:
        found = self.one_or_none()
        return found[0] if found else None


class Scalars(list[Any]):
    def all(self) -> list[Any]:
        return self


class Prepared:
    def __init__(self, sql: str, slots: Sequence[Slot], columns: SimpleResultMetaData) -> None:
        self.sql = sql
        self.make = partial(Row, columns, columns._effective_processors, columns._key_to_index)
        given = [slot.key for slot in slots if slot.required]
        self._take = itemgetter(*given) if len(given) > 1 else _taking(given)
        places = [(place, slot, _converting(slot)) for place, slot in enumerate(slots)]
        self._fixed = [
            (place, convert(slot.otherwise) if convert else slot.otherwise)
            for place, slot, convert in places
            if not slot.required
        ]
        converts = [(place, to) for place, slot, to in places if to and slot.required]
        self._documents = [place for place, convert in converts if convert is _written]
        self._converts = [each for each in converts if each[1] is not _written]

    def values(self, given: Given) -> list[Any]:
        """All at once: a change plans dozens of rows. Each has a document, which is written at the cost of no call."""
        values = list(self._take(given))
        for place, value in self._fixed:
            values.insert(place, value)
        for place in self._documents:
            values[place] = orjson.dumps(values[place]).decode()
        for place, convert in self._converts:
            values[place] = convert(values[place])
        return values


def _taking(keys: list[str]) -> Callable[[Given], Iterable[Any]]:
    """Of one ``itemgetter`` makes no list."""
    return lambda given: map(given.__getitem__, keys)


def _converting(slot: Slot) -> Callable[[Any], Any] | None:
    place, convert = slot.place, slot.convert
    if place is None:
        return convert
    if convert is None:
        return itemgetter(place)
    return lambda values: convert(values[place])


class _Shapes:
    """One statement with the same names given; how long the lists are makes another text of it."""

    def __init__(self, compiled: SQLCompiler, dialect: Dialect, names: Collection[str]) -> None:
        self._compiled = compiled
        self._dialect = dialect
        self._names = names
        self._lists = [(bind.key, bind.effective_value) for bind in compiled.post_compile_params]
        self._known: dict[tuple[int, ...], Prepared] = {}

    def of(self, given: Given) -> Prepared | None:
        shape = tuple([len(given.get(key, value)) for key, value in self._lists])
        found = self._known.get(shape)
        if found is None and len(self._known) < _MOST_SHAPES:
            found = self._known[shape] = _prepared(
                self._compiled, self._dialect, given, self._names
            )
        return found


# By whether many were given, and the names.
_Ready: TypeAlias = dict[tuple[object, ...], Prepared | _Shapes | None]


class Statements:
    """Those of like engines that came twice; what is put together anew each time comes once."""

    def __init__(self, dialect: Dialect) -> None:
        self._dialect = dialect
        self._seen = WeakSet[Statement]()
        self._known: dict[object, _Ready] = {}

    def ready(self, statement: Any, given: Given, *, many: bool) -> Prepared | None:
        """``None`` is for SQLAlchemy."""
        kept = self._known.get(statement) or self._kept(statement)
        if kept is None:
            return None
        names = (many, *given)
        found = kept.get(names)
        if found is None and names not in kept:
            found = kept[names] = _ready(statement, self._dialect, given, many)
        return found.of(given) if isinstance(found, _Shapes) else found

    def _kept(self, statement: Any) -> _Ready | None:
        if not isinstance(statement, Select | CompoundSelect | UpdateBase):
            return None
        if statement not in self._seen:
            self._seen.add(statement)
            return None
        if len(self._known) == _MOST_KEPT:
            self._known.clear()
        return self._known.setdefault(statement, {})


def _ready(
    statement: Statement, dialect: Dialect, given: Given, many: bool
) -> Prepared | _Shapes | None:
    names = list(given)
    compiled = statement.compile(
        dialect=dialect,
        for_executemany=many,
        column_keys=names if isinstance(statement, UpdateBase) else None,
    )
    if _is_unusual(compiled, many=many):
        return None
    if compiled.post_compile_params:
        return _Shapes(compiled, dialect, names)
    return _prepared(compiled, dialect, given, names)


def _is_unusual(compiled: SQLCompiler, *, many: bool) -> bool:
    if compiled.insert_prefetch or compiled.update_prefetch:
        return True
    # One that is no value given with the statement, as what stands between aggregated strings, is written into it.
    if any(bind.required for bind in compiled.literal_execute_params):
        return True
    if many and any((compiled.effective_returning, compiled.post_compile_params)):
        return True
    return bool(compiled.escaped_bind_names) or not compiled.positional


def _prepared(
    compiled: SQLCompiler, dialect: Dialect, given: Given, names: Collection[str]
) -> Prepared:
    state = compiled.construct_expanded_state(given)
    slots = {
        slot_name: slot._replace(required=slot.required or slot.key in names)
        for slot_name, slot in _slots(compiled, state)
    }
    columns = compiled._result_columns
    return Prepared(
        state.statement,
        [slots[name] for name in state.positiontup or ()],
        SimpleResultMetaData(
            [column.keyname for column in columns],
            _processors=[_reading(column.type, dialect) for column in columns],
        ),
    )


def _reading(kind: TypeEngine[Any], dialect: Dialect) -> Any:
    return _read if type(kind) is JSON else kind._cached_result_processor(dialect, None)


def _read(text: str | None) -> Any:
    """As SQLAlchemy reads it, which asks of each whether it is a text."""
    return None if text is None else orjson.loads(text)


def _written(document: object) -> str:
    """As SQLAlchemy writes it, which asks of each whether it is one of its words for nothing."""
    return orjson.dumps(document).decode()


@lru_cache(maxsize=4_096)
def _day(day: date | None) -> str | None:
    """As SQLAlchemy writes it, which takes each of its three numbers by itself, and each time anew."""
    return None if day is None else date.isoformat(day)


def _slots(compiled: SQLCompiler, state: ExpandedState) -> Iterator[tuple[str, Slot]]:
    converts = {**compiled._bind_processors, **state.processors}
    for bind, name in compiled.bind_names.items():
        if bind in compiled.post_compile_params:
            for place, each in enumerate(state.parameter_expansion[name]):
                yield each, _slot(bind, place, converts.get(each))
        elif bind not in compiled.literal_execute_params:
            yield name, _slot(bind, None, converts.get(name))


def _slot(bind: BindParameter[Any], place: int | None, convert: Any) -> Slot:
    if type(bind.type) is Date:
        convert = _day
    if type(bind.type) is JSON:
        convert = _written
    return Slot(bind.key, place, bind.required, bind.effective_value, convert)
