"""A node is backed up while people report, is lost, and is back: every code opens, every report is whole."""

from __future__ import annotations

import os
import secrets
import shutil
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from tests.faults.coming_back import KEYS, come_back
from tests.node import Node, open_everything
from tests.phone import Phone


def reporting(node: Node, stop: threading.Event, codes: dict[str, str], failed: list[str]) -> None:
    while not stop.is_set():
        story = f"synthetic {secrets.token_hex(8)}"
        try:
            with Phone(node.origin) as phone:
                codes[phone.report(story, files={"chat.txt": b"hello\n" * 5000})] = story
        except (AssertionError, OSError) as error:
            failed.append(str(error)[:300])


def test_a_node_backed_up_while_it_serves_comes_back_whole(node: Node) -> None:
    node.serve(processes=2)
    stop, codes, failed = threading.Event(), {}, []  # type: ignore[var-annotated]
    people = [threading.Thread(target=reporting, args=(node, stop, codes, failed)) for _ in range(3)]
    for person in people:
        person.start()
    while len(codes) < 5 and not failed:
        time.sleep(0.05)
    acknowledged = dict(codes)
    folder = node.home.parent
    try:
        said = node.run("backup", "--to", str(folder / "a.backup"), "--keys", str(folder / KEYS), "--verify")
    finally:
        stop.set()
        for person in people:
            person.join()
    assert failed == []
    assert "Verified by restoring" in said
    assert list(node.home.glob(".rehearsal*")) == []
    node.kill()
    back, said = come_back(node, folder / "a.backup")
    assert "The ledger holds" in said
    back.serve()
    try:
        with Phone(back.origin) as phone:
            for code, story in acknowledged.items():
                assert story in phone.open(code).text
        opened = open_everything(back)
        assert {story for story, *_ in opened.values()} >= set(acknowledged.values())
        assert all(whole and count == 1 for _, whole, count, _ in opened.values())
        assert "whole" in back.run("ledger", "verify")
    finally:
        back.kill()


@pytest.mark.parametrize("list_from", ["beside the backup", "named", "nowhere"])
def test_an_old_backup_brings_no_erased_report_back(node: Node, list_from: str) -> None:
    node.serve(processes=1)
    folder = node.home.parent
    with Phone(node.origin) as phone:
        gone = phone.report("synthetic one", files={"chat.txt": b"hello\n" * 5000})
    with Phone(node.origin) as phone:
        stays = phone.report("synthetic two")
    (folder / "old").mkdir()
    (folder / "new").mkdir()
    node.run("backup", "--to", str(folder / "old"), "--keys", str(folder / KEYS))
    with Phone(node.origin) as phone:
        phone.open(gone)
        page = phone.get("messages/delete/")
        assert phone.submit(page, page.form(), sure="on").url.endswith("/messages/deleted/")
    node.run("backup", "--to", str(folder / "new"))
    node.kill()
    [old], [copy] = (folder / "old").glob("*.backup"), (folder / "new").glob("*.erased")
    if list_from == "beside the backup":
        shutil.copy(copy, folder / "old")
    back, said = come_back(node, old, erased=copy if list_from == "named" else None)
    known = list_from != "nowhere"
    assert ("1 reports or parts of cases that were erased after this backup was made are erased again" in said) is known
    assert ("No list of erased reports was found" in said) is not known
    if not known:  # found later: it can be done then
        shutil.copy(copy, back.home / "erased.txt")
        assert "1 that were erased are alive" in back.run("check", check=False)
        assert "1 erased." in back.run("erase-again", "--yes")
    back.serve(processes=1)
    try:
        with Phone(back.origin) as phone:
            assert phone.open(gone).status == 422, "the code opens nothing"
        with Phone(back.origin) as phone:
            assert "synthetic two" in phone.open(stays).text
        opened = open_everything(back)
        assert {story for story, *_ in opened.values()} == {"synthetic two"}
        assert set((back.home / "erased.txt").read_text().split()) == set(copy.read_text().split())
        checked = back.run("check", check=False)
        assert "none is alive again" in checked
        assert "each is as the ledger says" in checked
        assert "whole" in back.run("ledger", "verify")
    finally:
        back.kill()


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM])
def test_a_backup_that_is_killed_leaves_no_file_that_looks_like_one(node: Node, number: int) -> None:
    sealed = node.home / "sealed" / "ab"
    sealed.mkdir(parents=True)
    for _ in range(40):
        (sealed / f"ab{secrets.token_hex(15)}").write_bytes(os.urandom(2_000_000))
    folder = node.home.parent / "backups"
    folder.mkdir()
    command = [sys.executable, "-m", "besa.node.faces.cli", "backup", "--to", str(folder / "a.backup")]
    running = subprocess.Popen(command, env=node.environ, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    end = time.monotonic() + 60
    while not any(file.stat().st_size > 10_000_000 for file in folder.glob(".*.part")) and time.monotonic() < end:
        time.sleep(0.002)
    running.send_signal(number)
    assert running.wait(30) != 0
    assert not (folder / "a.backup").exists()
    assert "Backup written" in node.run("backup", "--to", str(folder / "a.backup"))


def test_a_backup_without_shares_is_a_closed_box(node: Node) -> None:
    folder = node.home.parent
    node.run("backup", "--to", str(folder / "a.backup"))
    others = folder / "others"
    others.write_text(node.shares[0], encoding="utf-8")
    said = node.run(
        "restore", str(folder / "a.backup"), "--into", str(folder / "x"), "--secret-file", str(others), check=False
    )
    assert "two different share lists are needed" in said
    assert not (folder / "x").exists()


def test_shares_typed_with_their_numbers_open_it(node: Node) -> None:
    """People copy what is on the paper, numbers and all."""
    folder = node.home.parent
    node.run("backup", "--to", str(folder / "a.backup"))
    typed = [" ".join(f"{n}. {word.upper()}" for n, word in enumerate(share.split(), 1)) for share in node.shares[:2]]
    done = subprocess.run(
        [sys.executable, "-m", "besa.node.faces.cli", "restore", str(folder / "a.backup"), "--rehearse"],
        env=node.environ,
        input="\n".join(typed) + "\n",
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "Verified by restoring" in done.stdout
    assert list(Path(node.home).glob(".rehearsal*")) == []
