"""A full or read-only disk: a calm page, nothing half-written, and the same words go through once there is room."""

from __future__ import annotations

import os
import sqlite3
import subprocess
from collections.abc import Iterator
from contextlib import closing, suppress
from pathlib import Path

import psycopg
import pytest

from tests.node import Node, open_everything
from tests.phone import Page, Phone, code_on

MEGABYTE = 1024 * 1024


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of 24 MB. Mounting needs an administrator."""
    place = tmp_path / "small"
    place.mkdir()
    done = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=24m", "tmpfs", str(place)], capture_output=True, check=False
    )
    if done.returncode:
        pytest.skip("a small file system can only be mounted by an administrator")
    try:
        yield place
    finally:
        subprocess.run(["umount", "-l", str(place)], check=False)


@pytest.fixture
def small_node(fresh_node: Node, small_disk: Path) -> Iterator[Node]:
    node = fresh_node.copy(small_disk)
    try:
        node.serve(processes=1)
        yield node
    finally:
        node.close()


def fill(place: Path, *, leave: int = 0) -> Path:
    """Fill the disk but for `leave` bytes."""
    filler = place / "filler"
    with filler.open("wb") as file:
        free = os.statvfs(place)
        size = max(0, free.f_bavail * free.f_frsize - leave)
        if size:
            with suppress(OSError):
                os.posix_fallocate(file.fileno(), 0, size)
    return filler


def test_a_report_on_a_full_disk_is_not_acknowledged_and_not_lost(small_node: Node, small_disk: Path) -> None:
    told = "Gjatë diskut plot " + "x" * 40_000
    with Phone(small_node.origin) as phone:
        before = phone.report("para")
    with Phone(small_node.origin) as phone, Phone(small_node.origin) as uploader:
        page = phone.get("questions/what/?door=child")
        waiting = _at_the_files(uploader)
        filler = fill(small_disk)
        if small_node.on_sqlite:
            answer = phone.submit(page, page.form("story"), ("go", "check"), story=told)
            assert answer.status == 503
            assert "Traceback" not in answer.html
            assert answer.form("story").values["story"] == told, "what was typed is still there, to be sent again"
            page = answer
        file = [("file", ("x.txt", b"a" * 2 * MEGABYTE, "text/plain"))]
        upload = uploader.submit(waiting, waiting.form("whole"), ("go", "next"), files=file)
        assert upload.status in (422, 503), upload.status
        assert "Traceback" not in upload.html
        assert [path for path in (small_node.home / "sealed").rglob("*") if path.is_file()] == []
        assert phone.get("").status == 200, "pages that need no disk are still served"

        filler.unlink()
        page = phone.submit(page, page.form("story"), ("go", "check"), story=told)
        page = phone.submit(page, page.form("go"), ("go", "send"))
        after = code_on(page)
        again = uploader.get("questions/files/")
        upload = uploader.submit(again, again.form("whole"), ("go", "next"), files=file)
        assert upload.url.endswith("/questions/check/")
        with_file = code_on(uploader.submit(upload, upload.form("go"), ("go", "send")))
    for code, words in ((before, "para"), (after, "Gjatë diskut plot"), (with_file, "x.txt")):
        with Phone(small_node.origin) as other:
            assert words in other.open(code).text
    reports = open_everything(small_node)
    assert len(reports) == 3
    assert all(whole for _, whole, *_ in reports.values())
    small_node.stop()
    small_node.run("ledger", "verify")


def _at_the_files(phone: Phone) -> Page:
    page = phone.get("questions/what/?door=carer")
    phone.submit(page, page.form("story"), ("go", "next"), story="me një skedar")
    return phone.get("questions/files/")


def test_a_disk_that_fills_up_under_load_loses_nothing_acknowledged(small_node: Node, small_disk: Path) -> None:
    fill(small_disk, leave=3 * MEGABYTE)
    shown = {}
    refused = 0
    for number in range(60):
        with Phone(small_node.origin) as phone:
            story = f"Rrëfimi {number} " + "fjalë " * 4000
            try:
                shown[phone.report(story)] = story
            except AssertionError:
                refused += 1
                if refused > 3:
                    break
    (small_disk / "filler").unlink()
    if small_node.on_sqlite:
        assert refused, "the disk must really have been full"
    for code in shown:
        with Phone(small_node.origin) as phone:
            assert shown[code][:12] in phone.open(code).text
    stories = {story for story, *_ in open_everything(small_node).values()}
    assert set(shown.values()) == stories, "exactly what was acknowledged is there, each whole"


def test_a_read_only_database_gives_a_calm_page(node: Node) -> None:
    node.serve(processes=1)
    with Phone(node.origin) as phone:
        code = phone.report("para")
    with _read_only(node), Phone(node.origin) as phone:
        assert phone.get("").status == 200
        page = phone.get("questions/what/?door=child")
        page = phone.submit(page, page.form("story"), ("go", "check"), story="gjatë")
        assert page.status == 503, (page.status, page.text[:400])
        assert "gjatë" in page.html
        assert "Traceback" not in page.html
    with Phone(node.origin) as phone:
        again = phone.report("pas")
        for known in (code, again):
            assert phone.open(known).status == 200
    assert len(open_everything(node)) == 2


class _read_only:  # noqa: N801 - reads as a word
    """Make the database refuse writes while inside."""

    def __init__(self, node: Node) -> None:
        self.node = node

    def __enter__(self) -> None:
        self._set("on")

    def __exit__(self, *_: object) -> None:
        self._set("off")

    def _set(self, state: str) -> None:
        if self.node.on_sqlite:
            self._set_sqlite(state)
            return
        url = self.node.settings["BESA_DATABASE_URL"]
        with psycopg.connect(url, autocommit=True) as connection:
            connection.execute("SET default_transaction_read_only = off")
            name = connection.info.dbname
            connection.execute(f'ALTER DATABASE "{name}" SET default_transaction_read_only = {state}')
            connection.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s AND pid <> pg_backend_pid()",
                (name,),
            )

    def _set_sqlite(self, state: str) -> None:
        """SQLite itself refuses, as on a disk mounted read-only: the switch is in the file's header."""
        home = self.node.home
        self.node.stop()
        database = home / "besa.sqlite3"
        if state == "on":
            # A process that did not end in time leaves its last transactions beside the file.
            with closing(sqlite3.connect(database)) as connection:
                connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            subprocess.run(["cp", "-a", str(database), str(database) + ".kept"], check=True)
            # Write and read version 3: a format newer than this SQLite may only be read.
            with database.open("r+b") as file:
                file.seek(18)
                file.write(b"\x03")
        else:
            for beside in home.glob("besa.sqlite3-*"):
                beside.unlink()
            (home / "besa.sqlite3.kept").replace(database)
        self.node.serve(processes=1)
