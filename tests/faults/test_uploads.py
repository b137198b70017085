"""Uploads that stall, and what of an upload ever lies on disk in clear: nothing, not even for a moment."""

from __future__ import annotations

import contextlib
import os
import socket
import tempfile
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import httpx

from tests.node import Node
from tests.phone import Phone

STALLED = 60
CANARY = b"KANARI-NE-NGARKIM"
_BOUNDARY = "----kufi"


def stalled_upload(node: Node, *, sent: int, claimed: int = 8_000_000) -> socket.socket:
    """A phone that says it sends `claimed` bytes, sends `sent` of them, and then nothing more."""
    head = (
        f'--{_BOUNDARY}\r\nContent-Disposition: form-data; name="file"; filename="bisede.txt"\r\n'
        "Content-Type: text/plain\r\n\r\n"
    ).encode()
    lines = (
        f"POST /sq/questions/files/ HTTP/1.1\r\nHost: 127.0.0.1:{node.port}\r\nOrigin: {node.origin}\r\n"
        f"Content-Type: multipart/form-data; boundary={_BOUNDARY}\r\nContent-Length: {claimed}\r\n\r\n"
    )
    connection = socket.create_connection(("127.0.0.1", node.port), timeout=20)
    body = (CANARY + b" fjala e femijes ") * (sent // 32)
    connection.sendall(lines.encode() + head + body)
    return connection


def test_sixty_stalled_phones_keep_nobody_else_waiting(node: Node) -> None:
    node.serve()
    with contextlib.ExitStack() as open_lines:
        for _ in range(STALLED):
            open_lines.enter_context(stalled_upload(node, sent=200_000))
        time.sleep(1)
        slowest = 0.0
        for number in range(12):
            with Phone(node.origin) as phone:
                begun = time.monotonic()
                try:
                    files = {"b.txt": b"x" * 50_000} if number % 3 == 0 else None
                    code = phone.report(f"Rrëfimi {number}", files=files)
                    assert phone.open(code).status == 200
                except httpx.TimeoutException as late:
                    raise AssertionError(f"report {number} was left waiting: {node.threads()}") from late
                slowest = max(slowest, time.monotonic() - begun)
        # Seven pages each, two of them with Argon2id: seconds would mean that somebody waited for a stalled line.
        assert slowest < 10, f"the slowest whole report took {slowest:.1f} s"
    # The lines are dead now: what they had sent is cleared away.
    end = time.monotonic() + 30
    while (left := list((node.home / "sealed").rglob("*.part"))) and time.monotonic() < end:
        time.sleep(0.2)
    assert left == []


def test_no_byte_of_an_upload_ever_lies_on_disk_in_clear(node: Node) -> None:
    node.serve(processes=1)
    seen: list[str] = []
    stop = threading.Event()
    watcher = threading.Thread(target=_watch, args=(node, seen, stop))
    watcher.start()
    try:
        with contextlib.ExitStack() as open_lines:
            # Below and above every size at which a server might turn to a temporary file.
            for sent in (1_000, 70_000, 600_000, 1_200_000, 3_000_000, 6_000_000):
                open_lines.enter_context(stalled_upload(node, sent=sent))
            time.sleep(2)
            assert _look(node) == []
            with Phone(node.origin) as phone:
                whole = (CANARY + b"\n") * 200_000
                phone.report("tekst", files={"kanari-emri.txt": whole, "tjeter.txt": CANARY * 10})
        assert _look(node) == []
    finally:
        stop.set()
        watcher.join()
    assert seen == []
    sealed = [file for file in (node.home / "sealed").rglob("*") if file.is_file()]
    assert sum(file.stat().st_size for file in sealed) > 3_000_000, "the upload really is there, sealed"


def test_the_watch_would_notice(node: Node) -> None:
    """The look itself can fail: a clear file, and a deleted file that is still open, are both seen."""
    node.serve(processes=1)
    planted = node.home / "planted"
    planted.write_bytes(b"x" * 100 + CANARY)
    assert _look(node) == [str(planted)]
    planted.unlink()
    with tempfile.TemporaryFile() as deleted:
        deleted.write(CANARY)
        deleted.flush()
        assert _look(node, pids=[os.getpid()]) != []


def _watch(node: Node, seen: list[str], stop: threading.Event) -> None:
    while not stop.is_set():
        seen += _look(node)


def _look(node: Node, pids: list[int] | None = None) -> list[str]:
    """Every file with the canary in clear: in the home, in temporary folders, in what the processes hold open."""
    return [name for name, data in _files(node, pids) if CANARY in data or CANARY.decode().encode("utf-16-le") in data]


def _files(node: Node, pids: list[int] | None) -> Iterator[tuple[str, bytes]]:
    for pid in pids if pids is not None else node.pids():
        for link in _listed(Path(f"/proc/{pid}/fd")):
            with contextlib.suppress(OSError):
                target = os.readlink(link)
                if target.startswith("/") and not target.startswith(("/dev", "/proc", "/sys")):
                    # Opened through /proc a deleted file can still be read.
                    yield f"{target} (open in {pid})", link.read_bytes()
    for place in (node.home.parent, Path("/dev/shm")):
        for file in place.rglob("*"):
            with contextlib.suppress(OSError):
                if file.is_file() and not file.is_symlink():
                    yield str(file), file.read_bytes()
    # Files at the top of the temporary folders, where a server would put them, that a process of ours could have made.
    for place in {Path(tempfile.gettempdir()), Path("/tmp"), Path("/var/tmp")}:
        for file in _listed(place):
            with contextlib.suppress(OSError):
                if file.is_file() and file.stat().st_size < 50_000_000:
                    yield str(file), file.read_bytes()


def _listed(folder: Path) -> list[Path]:
    with contextlib.suppress(OSError):
        return list(folder.iterdir())
    return []
