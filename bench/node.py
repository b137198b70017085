"""A real node for measuring: made by `besa init`, served by `besa serve` on loopback, removed afterwards."""

from __future__ import annotations

import os
import shutil
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


@contextmanager
def running_node(port: int, **settings: str) -> Iterator[RunningNode]:
    """`settings` are BESA_* variables without their prefix, in lower case."""
    home = Path(tempfile.mkdtemp(prefix="besa-bench-"))
    env = {
        name: value for name, value in os.environ.items() if not name.startswith("BESA_") or name == "BESA_DATABASE_URL"
    }
    env |= {"BESA_HOME": str(home / "node"), "BESA_ORIGIN": f"http://127.0.0.1:{port}"}
    env |= {f"BESA_{name.upper()}": value for name, value in settings.items()}
    password = home / "password"
    password.write_text("only-for-measuring-this", encoding="utf-8")
    besa = [str(Path(sys.executable).with_name("besa"))]
    log = (home / "log").open("wb")
    init = [*besa, "init", "--name", "bench.besa.invalid", "--administrator", "admin", "--password-file", str(password)]
    subprocess.run(init, env=env, check=True, stdout=subprocess.DEVNULL)
    server = subprocess.Popen([*besa, "serve", "--port", str(port)], env=env, stdout=log, stderr=log)
    try:
        _wait(port, server, home / "log")
        yield RunningNode(home / "node", port, server.pid, env)
    finally:
        server.send_signal(signal.SIGTERM)
        try:
            server.wait(30)
        except subprocess.TimeoutExpired:
            server.kill()
        log.close()
        shutil.rmtree(home, ignore_errors=True)


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
