"""Write thousands of plain rows fast: past the object for each row, not past the transaction.

For tables of tokens, where building a model object costs ten times what the database needs. Values are given as the
database takes them: bytes, numbers, UUIDs.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from django.db import connection, models

from besa.node.platform.batching import batched

_PIECE = 2000


def insert(
    model: type[models.Model],
    columns: Sequence[str],
    rows: Iterable[Sequence[Any]],
    *,
    replacing: Sequence[str] = (),
    unless: bool = False,
) -> None:
    """Insert rows of `columns` (field names, in the order of each row's values).

    `replacing`: the fields of a unique constraint; a row that is there gets the other columns anew. `unless`: a row
    that is there already stays as it is.
    """
    names = [_column(model, name) for name in columns]
    table = connection.ops.quote_name(model._meta.db_table)
    places = ", ".join(["%s"] * len(names))
    statement = (
        f"INSERT INTO {table} ({', '.join(names)}) VALUES ({places}){_conflict(model, columns, replacing, unless)}"  # noqa: S608 - names of our own models
    )
    _many(statement, rows)


def delete(model: type[models.Model], columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Delete the rows in which `columns` have exactly these values."""
    names = [_column(model, name) for name in columns]
    table = connection.ops.quote_name(model._meta.db_table)
    statement = f"DELETE FROM {table} WHERE {' AND '.join(f'{name} = %s' for name in names)}"  # noqa: S608 - as above
    _many(statement, rows)


def _many(statement: str, rows: Iterable[Sequence[Any]]) -> None:
    plain = rows if connection.vendor == "postgresql" else (_for_sqlite(row) for row in rows)
    with connection.cursor() as cursor:
        for piece in batched(plain, _PIECE):
            cursor.executemany(statement, piece)


def _conflict(model: type[models.Model], columns: Sequence[str], replacing: Sequence[str], unless: bool) -> str:  # noqa: FBT001
    if unless:
        return " ON CONFLICT DO NOTHING"
    if not replacing:
        return ""
    keys = [_column(model, name) for name in replacing]
    others = [_column(model, name) for name in columns if name not in replacing]
    news = ", ".join(f"{name} = excluded.{name}" for name in others)
    return f" ON CONFLICT ({', '.join(keys)}) DO UPDATE SET {news}"


def _column(model: type[models.Model], name: str) -> str:
    field = model._meta.get_field(name)
    if not isinstance(field, models.Field) or not field.column:
        raise TypeError(f"{model.__name__}.{name} is no column")
    return connection.ops.quote_name(field.column)


def _for_sqlite(row: Sequence[Any]) -> tuple[Any, ...]:
    return tuple(value.hex if isinstance(value, UUID) else value for value in row)
