"""An SQLite database copied row by row is the same database, also while others write to it."""

from __future__ import annotations

import sqlite3
import threading
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from besa.node.platform.sqlite_rows import RowsBroken, read_rows, write_rows

_SCHEMA = """
CREATE TABLE "a ""t" (id INTEGER PRIMARY KEY AUTOINCREMENT, text TEXT, data BLOB, number REAL, whole INTEGER);
CREATE TABLE child (name TEXT PRIMARY KEY, parent INTEGER REFERENCES "a ""t" (id) DEFERRABLE INITIALLY DEFERRED);
CREATE UNIQUE INDEX child_parent ON child (parent, name) WHERE parent IS NOT NULL;
CREATE TRIGGER kept AFTER INSERT ON child BEGIN UPDATE "a ""t" SET whole = whole + 1 WHERE id = NEW.parent; END;
"""


def made(path: Path, rows: list[tuple[object, ...]]) -> Path:
    database = sqlite3.connect(path)
    database.executescript("PRAGMA journal_mode=WAL;" + _SCHEMA)
    database.executemany('INSERT INTO "a ""t" (text, data, number, whole) VALUES (?, ?, ?, ?)', rows)
    database.commit()
    database.close()
    return path


def content(path: Path) -> list[object]:
    database = sqlite3.connect(path)
    found = [
        database.execute("SELECT type, name, sql FROM sqlite_master ORDER BY type, name").fetchall(),
        database.execute('SELECT id, text, data, number, whole, typeof(number) FROM "a ""t" ORDER BY id').fetchall(),
        database.execute("SELECT name, parent FROM child ORDER BY name").fetchall(),
        database.execute("SELECT name, seq FROM sqlite_sequence ORDER BY name").fetchall(),
    ]
    database.close()
    return found


_CELLS = st.tuples(
    st.none() | st.text(),
    st.none() | st.binary(max_size=50),
    st.none() | st.floats(allow_nan=False),
    st.none() | st.integers(-(2**63), 2**63 - 1),
)


@settings(max_examples=40, deadline=None)
@given(rows=st.lists(_CELLS, max_size=12), split=st.integers(1, 200))
def test_every_value_comes_back_as_it_was(
    tmp_path_factory: pytest.TempPathFactory, rows: list[tuple[object, ...]], split: int
) -> None:
    folder = tmp_path_factory.mktemp("copy")
    source = made(folder / "source.sqlite3", rows)
    raw = b"".join(read_rows(source))
    count = write_rows(folder / "copy.sqlite3", (raw[at : at + split] for at in range(0, len(raw), split)))
    assert content(folder / "copy.sqlite3") == content(source)
    assert count == len(rows) + (1 if rows else 0)


def test_an_id_that_was_given_once_is_not_given_again(tmp_path: Path) -> None:
    source = made(tmp_path / "source.sqlite3", [("a", b"", 1.0, 1)] * 5)
    database = sqlite3.connect(source)
    database.execute('DELETE FROM "a ""t" WHERE id > 2')
    database.commit()
    database.close()
    write_rows(tmp_path / "copy.sqlite3", read_rows(source))
    database = sqlite3.connect(tmp_path / "copy.sqlite3")
    assert database.execute('INSERT INTO "a ""t" (text) VALUES (1) RETURNING id').fetchone() == (6,)
    database.close()


def test_triggers_do_not_run_while_rows_are_put_back(tmp_path: Path) -> None:
    source = made(tmp_path / "source.sqlite3", [("a", b"", 1.0, 7)])
    database = sqlite3.connect(source)
    database.execute("INSERT INTO child VALUES ('x', 1)")
    database.commit()
    database.close()
    write_rows(tmp_path / "copy.sqlite3", read_rows(source))
    assert content(tmp_path / "copy.sqlite3") == content(source)


def test_the_copy_is_of_one_moment_although_others_write(tmp_path: Path) -> None:
    source = made(tmp_path / "source.sqlite3", [("start", b"x" * 1000, 1.0, 1)] * 3000)
    stop, wrote = threading.Event(), threading.Event()

    def write() -> None:
        database = sqlite3.connect(source, timeout=30)
        while not stop.is_set():
            # Two rows in one transaction: a copy that is not of one moment would see one of them.
            database.execute('INSERT INTO "a ""t" (text) VALUES (?)', ("pair",))
            database.execute('INSERT INTO child SELECT \'c\' || max(id), max(id) FROM "a ""t"')
            database.commit()
            wrote.set()
        database.close()

    writer = threading.Thread(target=write)
    writer.start()
    try:
        assert wrote.wait(10)
        write_rows(tmp_path / "copy.sqlite3", read_rows(source))
    finally:
        stop.set()
        writer.join()
    rows, children = content(tmp_path / "copy.sqlite3")[1:3]
    assert isinstance(rows, list)
    assert isinstance(children, list)
    assert len(rows) - 3000 == len(children) > 0


def test_a_copy_that_ends_too_early_is_refused(tmp_path: Path) -> None:
    lines = b"".join(read_rows(made(tmp_path / "source.sqlite3", [("a", b"", 1.0, 1)] * 3))).splitlines(keepends=True)
    for number in range(len(lines)):
        with pytest.raises(RowsBroken):
            write_rows(tmp_path / f"copy{number}.sqlite3", lines[:number])


def test_a_row_that_points_nowhere_is_refused(tmp_path: Path) -> None:
    source = made(tmp_path / "source.sqlite3", [])
    database = sqlite3.connect(source)
    database.execute("PRAGMA foreign_keys=OFF")
    database.execute("INSERT INTO child VALUES ('x', 99)")
    database.commit()
    database.close()
    with pytest.raises(RowsBroken, match="not sound"):
        write_rows(tmp_path / "copy.sqlite3", read_rows(source))


def test_an_existing_file_is_never_written_to(tmp_path: Path) -> None:
    (tmp_path / "there.sqlite3").write_text("mine")
    with pytest.raises(FileExistsError):
        write_rows(tmp_path / "there.sqlite3", [])
    assert (tmp_path / "there.sqlite3").read_text() == "mine"
