"""Write thousands of plain rows fast: past the object for each row, not past the transaction.

Building a model object and the SQL of it costs ten times what the database needs. A row written here equals one
written by the model: a field that is not named gets the model's default. PostgreSQL takes new rows by COPY.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import chain
from operator import attrgetter
from typing import Any

from django.db import connection, models

from besa.node.platform.batching import batched

_PIECE = 2000
# Taken by both databases as they are.
_PLAIN = (models.CharField, models.TextField, models.IntegerField, models.BooleanField, models.BinaryField)

Row = Sequence[Any]
Convert = Callable[[Any], Any]


@dataclass(frozen=True)
class _Plan:
    """How rows of some columns get into their table: quoted names, what is the same in each, what is converted."""

    table: str
    columns: tuple[str, ...]
    same: tuple[Any, ...]
    converted: tuple[tuple[int, Convert], ...]

    def stored(self, rows: Iterable[Row]) -> Iterable[Row]:
        return self._stored(rows) if self.same or self.converted else rows

    def _stored(self, rows: Iterable[Row]) -> Iterator[Row]:
        for row in rows:
            values = [*row, *self.same]
            for at, convert in self.converted:
                if values[at] is not None:
                    values[at] = convert(values[at])
            yield values


def insert(
    model: type[models.Model],
    columns: Sequence[str],
    rows: Iterable[Row],
    *,
    replacing: Sequence[str] = (),
    unless: bool = False,
) -> None:
    """Insert rows of `columns` (field names, in the order of each row's values; for what is referred to, its key).

    `replacing`: the fields of a unique constraint; a row that is there gets the other columns anew. `unless`: a row
    that is there already stays as it is.

    Raises:
        TypeError: a name is no column, or a field that is left out has a default of its own for each row.
    """
    plan = _plan(model, tuple(columns), connection.vendor)
    if connection.vendor == "postgresql" and not replacing and not unless:
        _copy(plan, rows)
        return
    places = ", ".join(["%s"] * len(plan.columns))
    statement = (
        f"INSERT INTO {plan.table} ({', '.join(plan.columns)}) VALUES ({places})"  # noqa: S608 - names of our own models
        f"{_conflict(model, columns, replacing, unless)}"
    )
    _many(statement, plan.stored(rows))


def insert_new(objects: Iterable[models.Model]) -> None:
    """Insert objects of one model that were just made, every column as it stands in them; they learn no number."""
    given = iter(objects)
    first = next(given, None)
    if first is None:
        return
    columns, values = _whole(type(first))
    insert(type(first), columns, map(values, chain((first,), given)))


def delete(model: type[models.Model], columns: Sequence[str], rows: Iterable[Row]) -> None:
    """Delete the rows in which `columns` have exactly these values."""
    plan = _found_by(model, columns)
    _many(f"DELETE FROM {plan.table} WHERE {_where(plan)}", plan.stored(rows))  # noqa: S608 - as above


def update(
    model: type[models.Model], column: str, value: str | int, columns: Sequence[str], rows: Iterable[Row]
) -> None:
    """Give `column` this value in the rows in which `columns` have exactly these values."""
    plan = _found_by(model, columns)
    statement = f"UPDATE {plan.table} SET {_quoted(_field(model, column))} = %s WHERE {_where(plan)}"  # noqa: S608
    _many(statement, ((value, *row) for row in plan.stored(rows)))


def _found_by(model: type[models.Model], columns: Sequence[str]) -> _Plan:
    fields = [_field(model, name) for name in columns]
    return _Plan(
        table=connection.ops.quote_name(model._meta.db_table),
        columns=tuple(_quoted(field) for field in fields),
        same=(),
        converted=_conversions(fields, connection.vendor),
    )


def _where(plan: _Plan) -> str:
    return " AND ".join(f"{column} = %s" for column in plan.columns)


def _copy(plan: _Plan, rows: Iterable[Row]) -> None:
    statement = f"COPY {plan.table} ({', '.join(plan.columns)}) FROM STDIN"
    with connection.cursor() as cursor, connection.wrap_database_errors, cursor.copy(statement) as copy:
        for row in plan.stored(rows):
            copy.write_row(row)


def _many(statement: str, rows: Iterable[Row]) -> None:
    with connection.cursor() as cursor:
        for piece in batched(rows, _PIECE):
            cursor.executemany(statement, piece)


def _conflict(model: type[models.Model], columns: Sequence[str], replacing: Sequence[str], unless: bool) -> str:  # noqa: FBT001
    if unless:
        return " ON CONFLICT DO NOTHING"
    if not replacing:
        return ""
    keys = [_quoted(_field(model, name)) for name in replacing]
    others = [_quoted(_field(model, name)) for name in columns if name not in replacing]
    news = ", ".join(f"{name} = excluded.{name}" for name in others)
    return f" ON CONFLICT ({', '.join(keys)}) DO UPDATE SET {news}"


@cache
def _whole(model: type[models.Model]) -> tuple[tuple[str, ...], Callable[[models.Model], Row]]:
    """The names of all columns that the database does not fill itself, and what reads them from an object."""
    fields = [field for field in model._meta.concrete_fields if not _numbered(field)]
    return tuple(field.name for field in fields), attrgetter(*(field.attname for field in fields))


@cache
def _plan(model: type[models.Model], columns: tuple[str, ...], vendor: str) -> _Plan:
    named = [_field(model, name) for name in columns]
    others = [field for field in model._meta.concrete_fields if field not in named and not _numbered(field)]
    for field in others:
        if field.has_default() and callable(field.default):
            raise TypeError(f"{model.__name__}.{field.name} has a default of its own for each row: name it")
    return _Plan(
        table=connection.ops.quote_name(model._meta.db_table),
        columns=tuple(_quoted(field) for field in (*named, *others)),
        same=tuple(field.get_default() for field in others),
        converted=_conversions((*named, *others), vendor),
    )


def _field(model: type[models.Model], name: str) -> models.Field[Any, Any]:
    field = model._meta.get_field(name)
    if not isinstance(field, models.Field) or not field.column:
        raise TypeError(f"{model.__name__}.{name} is no column")
    return field


def _numbered(field: models.Field[Any, Any]) -> bool:
    """Whether the database gives the value: the number of a row."""
    return isinstance(field, models.AutoField)


def _quoted(field: models.Field[Any, Any]) -> str:
    return connection.ops.quote_name(str(field.column))


def _conversions(fields: Sequence[models.Field[Any, Any]], vendor: str) -> tuple[tuple[int, Convert], ...]:
    found = ((at, _conversion(field, vendor)) for at, field in enumerate(fields))
    return tuple((at, convert) for at, convert in found if convert)


def _conversion(field: models.Field[Any, Any], vendor: str) -> Convert | None:
    """How a value of a field is given to the database; None as it is."""
    while isinstance(field, models.ForeignKey):
        field = field.target_field
    if isinstance(field, models.JSONField):
        return json.dumps
    if isinstance(field, models.UUIDField):
        return _hex if vendor == "sqlite" else None
    if isinstance(field, models.DateTimeField):
        return _moment if vendor == "sqlite" else None
    if isinstance(field, _PLAIN):
        return None
    raise TypeError(f"{field} is of a kind that was never written past the model: compare it with the model first")


def _moment(value: Any) -> Any:
    return connection.ops.adapt_datetimefield_value(value)


def _hex(value: Any) -> str:
    return str(value.hex)
