"""A real node for measuring: made by `besa init`, served by `besa serve` on loopback, removed afterwards."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from bench.databases import own_settings


@dataclass(frozen=True)
class RunningNode:
    home: Path
    port: int
    pid: int
    env: dict[str, str]

    def memory_mb(self) -> float:
        """Proportional set size of every process of the node, in MB."""
        total = 0
        for pid in _family(self.pid):
            try:
                lines = Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="ascii").splitlines()
            except OSError:
                continue
            total += sum(int(line.split()[1]) for line in lines if line.startswith("Pss:"))
        return total / 1024

    def cpu_seconds(self) -> float:
        """Processor time (user and system) that every process of the node has used so far; not a database server's."""
        ticks = 0
        for pid in _family(self.pid):
            try:
                fields = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
            except OSError:
                continue
            ticks += int(fields[11]) + int(fields[12])
        return ticks / os.sysconf("SC_CLK_TCK")


@contextmanager
def running_node(port: int, **settings: str) -> Iterator[RunningNode]:
    """`settings` are BESA_* variables without their prefix, in lower case."""
    with tempfile.TemporaryDirectory(prefix="besa-bench-", ignore_cleanup_errors=True) as folder:
        home = Path(folder)
        password, log = home / "password", home / "log"
        password.write_text("only-for-measuring-this", encoding="utf-8")
        asked = {"home": str(home / "node"), "origin": f"http://127.0.0.1:{port}", **settings}
        with own_settings(**asked) as env, _serving(port, env, password, log) as server:
            yield RunningNode(home / "node", port, server.pid, env)


@contextmanager
def _serving(port: int, env: dict[str, str], password: Path, log: Path) -> Iterator[subprocess.Popen[bytes]]:
    besa = [str(Path(sys.executable).with_name("besa"))]
    init = [*besa, "init", "--name", "bench.besa.invalid", "--administrator", "admin", "--password-file", str(password)]
    subprocess.run(init, env=env, check=True, stdout=subprocess.DEVNULL)
    with log.open("wb") as file:
        server = subprocess.Popen([*besa, "serve", "--port", str(port)], env=env, stdout=file, stderr=file)
        try:
            _wait(port, server, log)
            yield server
        finally:
            server.send_signal(signal.SIGTERM)
            try:
                server.wait(30)
            except subprocess.TimeoutExpired:
                server.kill()
                server.wait(10)


def _wait(port: int, server: subprocess.Popen[bytes], log: Path) -> None:
    for _ in range(300):
        if server.poll() is not None:
            raise RuntimeError(f"the node ended: {log.read_text(encoding='utf-8', errors='replace')[-2000:]}")
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=2):
                return
        except OSError:
            time.sleep(0.1)
    raise RuntimeError("the node did not answer within 30 s")


def _family(pid: int) -> list[int]:
    found, todo = [], [pid]
    while todo:
        one = todo.pop()
        found.append(one)
        try:
            for task in Path(f"/proc/{one}/task").iterdir():
                todo += [int(child) for child in (task / "children").read_text(encoding="ascii").split()]
        except OSError:
            continue
    return found
