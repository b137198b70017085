"""Each process starts and works with the key folders that are meant for it, and with no other."""

from __future__ import annotations

import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from besa.node.platform.keyfiles import READERS
from besa.node.platform.selfchecks.keys import EXPECTED
from tests.node import Node, free_port
from tests.phone import Phone

FOLDERS = {
    "public": ["public"],
    "partners": ["public"],
    "staff": ["public", "staff"],
    "worker": ["public", "worker"],
}
PAGES = {"public": "/sq/", "partners": "/partners/ledger/keys", "staff": "/staff/account/sign-in"}


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Node]:
    node = Node.make(tmp_path_factory.mktemp("keys"))
    try:
        yield node
    finally:
        node.close()


@pytest.fixture
def alone(whole: Node, request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Node]:
    """The node as a face sees it whose machine holds only its own key folders."""
    face = request.param
    for folder in FOLDERS[face]:
        shutil.copytree(whole.home / "keys" / folder, tmp_path / "keys" / folder)
    port = free_port()
    own = {"BESA_KEYS": str(tmp_path / "keys"), "BESA_FACE": face, "BESA_ORIGIN": f"http://127.0.0.1:{port}"}
    node = replace(whole, port=port, settings={**whole.settings, **own})
    try:
        yield node
    finally:
        node.kill()


def test_the_table_is_what_the_program_allows() -> None:
    assert {face: [folder for folder, who in READERS.items() if face in who] for face in FOLDERS} == FOLDERS


def test_a_new_node_has_every_key_file_and_no_other(whole: Node) -> None:
    keys = whole.home / "keys"
    assert sorted(str(path.relative_to(keys)) for path in keys.rglob("*") if path.is_file()) == sorted(EXPECTED)
    assert {path.parent.name for path in keys.glob("*/*")} == set(READERS)
    assert {path.stat().st_mode & 0o777 for path in keys.glob("*/*")} == {0o600}


@pytest.mark.parametrize(("alone", "face"), [(face, face) for face in PAGES], indirect=["alone"])
def test_a_face_serves_with_its_folders_alone(alone: Node, face: str) -> None:
    alone.log.write_bytes(b"")
    alone.serve(face=face, processes=1)
    with Phone(alone.origin) as phone:
        assert phone.get(PAGES[face]).status == 200
        if face == "public":
            code = phone.report("Vetëm çelësat e mi", files={"a.txt": b"x" * 500})
            assert "Vetëm çelësat e mi" in phone.open(code).text
        if face == "staff":
            page = phone.get(PAGES[face])
            assert phone.submit(page, page.form("login"), login="anna", password="not this one").status == 200
    assert "besa.failures" not in alone.said()


@pytest.mark.parametrize("alone", ["worker"], indirect=True)
def test_the_worker_sequences_and_backs_up_without_the_staffs_keys(alone: Node, tmp_path: Path) -> None:
    heartbeat = alone.home / "worker.heartbeat"
    heartbeat.unlink(missing_ok=True)
    worker = subprocess.Popen([sys.executable, "-m", "besa.node.faces.cli", "worker"], env=alone.environ)
    try:
        end = time.monotonic() + 30
        while not heartbeat.exists():
            assert worker.poll() is None
            assert time.monotonic() < end
            time.sleep(0.1)
    finally:
        worker.terminate()
        worker.wait(20)
    alone.run("ledger", "verify")


@pytest.mark.parametrize("alone", ["public"], indirect=True)
def test_a_backup_needs_only_the_public_folder(alone: Node, tmp_path: Path) -> None:
    assert "Verified by restoring" in alone.run("backup", "--to", str(tmp_path), "--verify")


@pytest.mark.parametrize("alone", ["worker"], indirect=True)
def test_nobody_serves_as_the_worker(alone: Node) -> None:
    assert "Run `besa worker`" in alone.run("serve", check=False)
