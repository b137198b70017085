"""One plan for every room that erases: in a restored database, plain SQL leaves what the room's own act leaves.

A room erases one record by its act and another by its `restored.erase_again`, and compares the two.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import connection
from django.db.models import Model

from besa.node.platform import environment, erased
from besa.node.platform.models import LedgerEntry
from besa.node.platform.tests.test_back_up import test_database

Eraser = Callable[[str, Path, frozenset[UUID], datetime], int]


@pytest.fixture
def place() -> Iterator[Path]:
    """The list of erased ids, empty before the test."""
    path = environment.current().home / erased.FILE
    path.unlink(missing_ok=True)
    yield path
    if path.is_dir():
        path.rmdir()
    path.unlink(missing_ok=True)


def by_sql(erase_again: Eraser, ids: Iterable[UUID], *, now: datetime) -> int:
    """Erase `ids`, and one that nobody knows, in the test's database as a restore does; there is nothing to do twice.

    A restore is alone with its database: nothing else may have it open, or SQLite finds it locked.
    """
    connection.close()
    wanted, home = frozenset({*ids, uuid4()}), environment.current().home
    done = erase_again(test_database(), home, wanted, now)
    assert erase_again(test_database(), home, wanted, now) == 0
    return done


def assert_alike(by_act: Model, sql: Model, *, but: Collection[str] = ("id", "reference")) -> None:
    """Each field says the same in the two rows."""
    for field in by_act._meta.fields:
        if field.name not in but:
            assert getattr(by_act, field.attname) == getattr(sql, field.attname), field.name


def assert_marked_alike(verb: str, *records: object) -> None:
    """The ledger has the same payload under `verb` for each record."""
    entries = [LedgerEntry.objects.get(verb=verb, object_id=str(record)) for record in records]
    assert len({bytes(entry.digest) for entry in entries}) == 1


def assert_in_no_page(copies: Collection[Any]) -> None:
    """None of these sealed values is left in a page or a journal of SQLite's file."""
    if connection.vendor == "sqlite":
        path = Path(str(connection.settings_dict["NAME"]))
        content = b"".join(file.read_bytes() for file in path.parent.glob(f"{path.name}*"))
        assert copies
        assert not any(bytes(copy)[40:72] in content for copy in copies)
