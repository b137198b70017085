"""A row written past the model equals one written by the model, in every column as the database holds it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.core.exceptions import FieldDoesNotExist
from django.db import DataError, IntegrityError, connection, models, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from besa.node.platform import bulk
from besa.node.platform.models import Job, LedgerCheckpoint, LedgerEntry, LedgerTile

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 22, 9, 40, tzinfo=UTC)
_TEXTS = st.text(st.characters(exclude_characters="\x00", exclude_categories=("Cs",)), max_size=30)
_JSON = st.dictionaries(_TEXTS, st.none() | st.booleans() | st.integers(-(2**40), 2**40) | _TEXTS, max_size=3)
_MOMENTS = st.datetimes(datetime(1990, 1, 1), datetime(2100, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001 - by timezones
_ANY_DATA = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def stored(model: type[models.Model]) -> list[tuple[Any, ...]]:
    """Every row as the database has it, without its number."""
    fields = [field for field in model._meta.concrete_fields if not isinstance(field, models.AutoField)]
    quote = connection.ops.quote_name
    names = ", ".join(quote(field.column) for field in fields)
    table, order = quote(model._meta.db_table), quote(model._meta.pk.column)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {names} FROM {table} ORDER BY {order}")
        return [tuple(bytes(cell) if isinstance(cell, memoryview) else cell for cell in row) for row in cursor]


def in_turn(model: type[models.Model], write: Any) -> list[tuple[Any, ...]]:
    """What `write` leaves in the empty table, which is empty again afterwards."""
    model._default_manager.all().delete()
    write()
    rows = stored(model)
    model._default_manager.all().delete()
    return rows


@_ANY_DATA
@given(st.lists(st.tuples(_TEXTS, _JSON, _MOMENTS, st.booleans()), max_size=5))
def test_texts_json_moments_and_flags_are_stored_as_the_model_stores_them(rows: list[tuple[Any, ...]]) -> None:
    columns = ("kind", "ids", "due", "failed")
    made = [Job(**dict(zip(columns, row, strict=True))) for row in rows]
    by_model = in_turn(Job, lambda: [Job(**dict(zip(columns, row, strict=True))).save() for row in rows])
    assert in_turn(Job, lambda: bulk.insert(Job, columns, rows)) == by_model
    assert in_turn(Job, lambda: bulk.insert_new(made)) == by_model


@_ANY_DATA
@given(st.lists(st.tuples(st.binary(max_size=32), st.integers(0, 2**63 - 1), st.booleans()), max_size=5))
def test_bytes_numbers_and_nothing_are_stored_as_the_model_stores_them(cells: list[tuple[bytes, int, bool]]) -> None:
    columns = ("name", "sequence", "at_ms", "actor", "verb", "object_id", "digest")
    rows = [
        (f"{at:032x}", at if placed else None, number, "system", "a.b.c", "x", data)
        for at, (data, number, placed) in enumerate(cells)
    ]
    made = [LedgerEntry(**dict(zip(columns, row, strict=True))) for row in rows]
    by_model = in_turn(LedgerEntry, lambda: [entry.save() for entry in made])
    assert in_turn(LedgerEntry, lambda: bulk.insert(LedgerEntry, columns, rows)) == by_model
    assert in_turn(LedgerEntry, lambda: bulk.insert_new(made)) == by_model


def test_what_is_not_named_gets_the_default_of_the_model() -> None:
    by_model = in_turn(Job, lambda: Job(kind="one", ids={}, due=NOW).save())
    assert in_turn(Job, lambda: bulk.insert(Job, ("kind", "ids", "due"), [("one", {}, NOW)])) == by_model


def test_a_default_made_for_each_row_has_to_be_named() -> None:
    with pytest.raises(TypeError, match="ids"):
        bulk.insert(Job, ("kind", "due"), [("one", NOW)])


def test_what_is_no_column_is_refused() -> None:
    with pytest.raises(FieldDoesNotExist, match="colour"):
        bulk.insert(Job, ("kind", "colour"), [])


def test_a_row_twice_breaks_the_whole_insert() -> None:
    columns = ("level", "number", "hashes")
    with pytest.raises(IntegrityError), transaction.atomic():
        bulk.insert(LedgerTile, columns, [(0, 1, b"a"), (0, 2, b"b"), (0, 1, b"c")])
    assert not LedgerTile.objects.exists()


def test_a_row_that_is_there_stays_or_is_replaced_as_asked() -> None:
    columns = ("level", "number", "hashes")
    bulk.insert(LedgerTile, columns, [(0, 1, b"first")])
    bulk.insert(LedgerTile, columns, [(0, 1, b"second"), (0, 2, b"new")], unless=True)
    assert [bytes(tile.hashes) for tile in LedgerTile.objects.order_by("number")] == [b"first", b"new"]
    bulk.insert(LedgerTile, columns, [(0, 1, b"third")], replacing=("level", "number"))
    assert [bytes(tile.hashes) for tile in LedgerTile.objects.order_by("number")] == [b"third", b"new"]


def test_more_rows_than_one_piece_keep_their_order() -> None:
    bulk.insert(LedgerTile, ("level", "number", "hashes"), ((0, number, b"") for number in range(4_500)))
    assert list(LedgerTile.objects.order_by("id").values_list("number", flat=True)) == list(range(4_500))


def test_nothing_is_written_for_nothing() -> None:
    bulk.insert(Job, ("kind", "ids", "due"), [])
    bulk.insert_new([])
    assert not Job.objects.exists()


def test_rows_are_deleted_by_what_stands_in_them() -> None:
    later = NOW + timedelta(hours=1)
    bulk.insert(Job, ("kind", "ids", "due"), [("a", {}, NOW), ("a", {}, later), ("b", {}, NOW)])
    bulk.delete(Job, ("kind", "due"), [("a", NOW)])
    assert {(job.kind, job.due) for job in Job.objects.all()} == {("a", later), ("b", NOW)}


def test_one_column_is_changed_in_rows_that_have_not_changed_themselves() -> None:
    later = NOW + timedelta(microseconds=1)
    bulk.insert(Job, ("kind", "ids", "due"), [("a", {}, NOW), ("b", {}, later), ("c", {}, NOW)])
    bulk.update(Job, "failed", True, ("kind", "due"), [("a", NOW), ("b", NOW)])
    assert {job.kind: job.failed for job in Job.objects.all()} == {"a": True, "b": False, "c": False}


def test_what_the_database_refuses_is_an_error_of_django_on_either_database() -> None:
    with pytest.raises((IntegrityError, DataError)), transaction.atomic():
        bulk.insert(LedgerCheckpoint, ("size", "at_ms", "note", "whole"), [(None, 0, "", False)])
