"""kill -9 at random moments during load: every code that was shown opens its whole report, and the ledger verifies.

FAULT_ROUNDS sets how many kills (default 4; `make faults` does 50).
"""

from __future__ import annotations

import os
import random
import signal
import sys
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field

import httpx
import pytest

from tests.node import Node, open_everything
from tests.phone import Phone, code_on

ROUNDS = int(os.environ.get("FAULT_ROUNDS", "4"))
CLIENTS = 6


@dataclass
class Load:
    """Phones that report without pause and remember every code they were shown, with what they had told."""

    origin: str
    shown: dict[str, tuple[str, int]] = field(default_factory=dict)
    interrupted: int = 0
    refused: list[str] = field(default_factory=list)
    stop: threading.Event = field(default_factory=threading.Event)
    threads: list[threading.Thread] = field(default_factory=list)

    def begin(self) -> None:
        self.stop.clear()
        self.threads = [threading.Thread(target=self._run, args=(number,)) for number in range(CLIENTS)]
        for thread in self.threads:
            thread.start()

    def end(self) -> None:
        self.stop.set()
        for thread in self.threads:
            thread.join()

    def _run(self, number: int) -> None:
        count = 0
        while not self.stop.is_set():
            count += 1
            story = f"Rrëfimi {number}/{count}/{time.monotonic_ns()} ndihmë помош " + "fjalë " * random.randrange(900)
            files = {"bisede.txt": os.urandom(40_000).hex().encode()} if count % 3 == 0 else None
            try:
                with Phone(self.origin) as phone:
                    try:
                        code = phone.report(story, files=files)
                    except httpx.HTTPError:
                        self.interrupted += 1
                        code = self._try_again(phone)
                    if code:
                        self.shown[code] = (story, 1 if files else 0)
            except httpx.HTTPError:
                self.interrupted += 1
                time.sleep(0.05)
            except AssertionError as error:
                self.refused.append(str(error)[:300])

    def _try_again(self, phone: Phone) -> str:
        """What a person does: load the page again. It shows the code if the report went in."""
        for _ in range(100):
            with suppress(httpx.HTTPError):
                page = phone.get("code/")
                return code_on(page) if page.url.endswith("/code/") else ""
            if self.stop.is_set():
                return ""
            time.sleep(0.2)
        return ""


@pytest.mark.timeout(60 + 30 * ROUNDS)
def test_no_shown_code_is_ever_lost(node: Node, record_property: Callable[[str, object], None]) -> None:
    chance = random.Random(int(os.environ.get("FAULT_SEED", "7")))
    node.serve()
    load = Load(node.origin)
    load.begin()
    kinds: dict[str, int] = {}
    try:
        for _ in range(ROUNDS):
            time.sleep(chance.uniform(0.3, 2.5))
            kind = _hit(node, chance)
            kinds[kind] = kinds.get(kind, 0) + 1
            if kind == "everything":
                node.serve()
            else:
                node.wait()
        time.sleep(1)
    finally:
        load.end()
    time.sleep(3)  # the sequencer's turn

    said = f"{ROUNDS} kills {kinds}: {len(load.shown)} codes shown, {load.interrupted} requests cut off"
    record_property("kills", said)
    sys.stderr.write(said + "\n")
    assert load.refused == [], load.refused[:3]
    assert len(load.shown) >= ROUNDS, "the load must really run"
    _every_code_opens(node, load.shown)
    reports = open_everything(node)
    stories = [story for story, *_ in reports.values()]
    assert len(stories) == len(set(stories)), "nobody's report came in twice"
    assert all(whole for _, whole, *_ in reports.values()), "every file is whole"
    assert {story for story, _ in load.shown.values()} <= set(stories)
    node.stop()
    verified = node.run("ledger", "verify")
    assert "every checkpoint" in verified.lower() or "ok" in verified.lower() or "whole" in verified.lower(), verified


def _hit(node: Node, chance: random.Random) -> str:
    """Kill everything at once, or one process alone; its keeper starts it again."""
    pids = node.pids()
    assert node.process is not None
    others = [pid for pid in pids if pid != node.process.pid]
    if chance.random() < 0.6 or not others:
        node.kill()
        return "everything"
    with suppress(ProcessLookupError):
        os.kill(chance.choice(others), signal.SIGKILL)
    return "one process"


def _every_code_opens(node: Node, shown: dict[str, tuple[str, int]]) -> None:
    for code, (story, files) in shown.items():
        with Phone(node.origin) as phone:
            page = phone.open(code)
            assert page.url.endswith("/messages/open/"), (page.url, page.text[:300])
            assert story.split(" ", 2)[1] in page.text
            assert page.html.count("bisede.txt") >= files
