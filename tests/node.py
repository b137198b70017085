"""A real node for tests: made by `besa init`, served by `besa serve` in its own processes, ended by force if asked."""

from __future__ import annotations

import contextlib
import os
import re
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import httpx
import psycopg

PASSWORD = "nje fjalekalim i gjate 2026"
PORTS = range(8300, 8400)
_CLI = [sys.executable, "-m", "besa.node.faces.cli"]


@dataclass
class Node:
    """`home` is its folder; `origin` its address; `log` what its processes said."""

    home: Path
    port: int
    settings: dict[str, str]
    shares: tuple[str, ...] = ()
    process: subprocess.Popen[bytes] | None = None
    _clean: contextlib.ExitStack = field(default_factory=contextlib.ExitStack)

    @classmethod
    def make(cls, folder: Path, **settings: str) -> Node:
        """Run `besa init` in `folder`/home; settings are BESA_* without the prefix, in small letters."""
        node = cls(folder / "home", free_port(), {})
        node.settings = {
            "BESA_HOME": str(node.home),
            "BESA_ORIGIN": node.origin,
            "BESA_DATABASE_URL": node._database(),
            **{f"BESA_{name.upper()}": value for name, value in settings.items()},
        }
        password = folder / "password"
        password.write_text(PASSWORD, encoding="utf-8")
        told = node.run(
            "init", "--name", "test.besa.invalid", "--administrator", "anna", "--administrator-name", "Anna",
            "--desk", "Hotline", "--password-file", str(password),
        )  # fmt: skip
        password.unlink()
        parts = re.split(r"Share \d of 3", told)[1:]
        node.shares = tuple(" ".join(re.findall(r"\d+\. ([a-z]+)", part)) for part in parts)
        return node

    def copy(self, folder: Path) -> Node:
        """Another node in `folder`/home, as this one is now, in a tenth of the time; nobody may use this one then."""
        node = Node(folder / "home", free_port(), {}, self.shares)
        shutil.copytree(self.home, node.home)
        node.settings = {
            **self.settings,
            "BESA_HOME": str(node.home),
            "BESA_ORIGIN": node.origin,
            "BESA_DATABASE_URL": node._database(like=self),
        }
        return node

    @property
    def origin(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def log(self) -> Path:
        return self.home.parent / "serve.log"

    def said(self) -> str:
        """The end of the log."""
        return self.log.read_text(encoding="utf-8", errors="replace")[-3000:]

    @property
    def environ(self) -> dict[str, str]:
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("BESA_", "PYTEST_"))}
        return {**kept, **self.settings}

    def run(self, *arguments: str, check: bool = True, face: str = "", timeout: float = 120) -> str:
        """One `besa` command; what it printed."""
        done = subprocess.run(
            [*_CLI, *arguments],
            env={**self.environ, **({"BESA_FACE": face} if face else {})},
            cwd=self.home.parent,
            capture_output=True,
            text=True,
            timeout=timeout,
            check=False,
        )
        if check and done.returncode:
            raise AssertionError(f"besa {' '.join(arguments)} ended with {done.returncode}: {done.stdout}{done.stderr}")
        return done.stdout + done.stderr

    def python(self, code: str, *arguments: str, timeout: float = 300) -> str:
        """Run `code` with this node's rooms loaded, as a colleague at the machine could; what it printed."""
        start = "import os, sys; from besa.node.faces.cli import set_up_django; set_up_django()\n"
        done = subprocess.run(
            [sys.executable, "-c", start + code, *arguments],
            env={**self.environ, "BESA_FACE": "all"},
            capture_output=True,
            text=True,
            timeout=timeout,
            check=False,
        )
        if done.returncode:
            raise AssertionError(done.stdout + done.stderr)
        return done.stdout

    def serve(self, *, face: str = "", processes: int = 0, limits: str = "", **extra: str) -> None:
        """Start serving and wait until it answers. `limits`: shell words run before, such as `ulimit -f 100`."""
        command = [*_CLI, "serve", "--port", str(self.port), *(["--processes", str(processes)] if processes else [])]
        if limits:
            command = ["bash", "-c", f'{limits}; exec "$@"', "serve", *command]
        environ = {**self.environ, **({"BESA_FACE": face} if face else {}), **extra}
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                command, env=environ, cwd=self.home.parent, stdout=log, stderr=log, start_new_session=True
            )
        self.wait()

    def wait(self, seconds: float = 60) -> None:
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            with contextlib.suppress(httpx.HTTPError):
                if httpx.get(f"{self.origin}/healthz", timeout=5).status_code == 200:
                    return
            assert self.process is None or self.process.poll() is None, self.said()
            time.sleep(0.05)
        raise AssertionError(f"nobody answers on {self.origin}: {self.said()}")

    def threads(self) -> str:
        """Where each thread of each server process is just now: what to look at when nobody answers."""
        before = self.log.stat().st_size
        for pid in self.pids():
            with contextlib.suppress(OSError):
                caught = re.search(r"SigCgt:\s*(\w+)", Path(f"/proc/{pid}/status").read_text(encoding="ascii"))
                # A process that does not know this signal would end.
                if caught and int(caught[1], 16) >> (signal.SIGUSR2 - 1) & 1:
                    os.kill(pid, signal.SIGUSR2)
        time.sleep(1)
        return self.log.read_bytes()[before:].decode(errors="replace")

    def pids(self) -> list[int]:
        """Every process of this node: the server, its workers, the job worker."""
        if self.process is None:
            return []
        found = []
        for entry in Path("/proc").iterdir():
            if entry.name.isdigit():
                with contextlib.suppress(OSError, ValueError):
                    # Field 6 of stat is the session; ours is led by the process we started.
                    if int((entry / "stat").read_text().rpartition(")")[2].split()[3]) == self.process.pid:
                        found.append(int(entry.name))
        return sorted(found)

    def kill(self) -> None:
        """kill -9 to every process at once."""
        for pid in self.pids():
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        self._gone()

    def stop(self) -> None:
        """Ask nicely; force after ten seconds."""
        if self.process is not None and self.process.poll() is None:
            self.process.terminate()
            with contextlib.suppress(subprocess.TimeoutExpired):
                self.process.wait(15)
        self.kill()

    def close(self) -> None:
        self.kill()
        self._clean.close()

    def _gone(self) -> None:
        if self.process is not None:
            self.process.wait(10)
            self.process = None

    def _database(self, *, like: Node | None = None) -> str:
        """SQLite in the home, or a database of its own on the PostgreSQL server that the whole suite runs on."""
        url = os.environ.get("BESA_DATABASE_URL", "")
        if not url.startswith("postgresql"):
            return f"sqlite:///{self.home / 'besa.sqlite3'}"
        name = f"besa_{secrets.token_hex(4)}"
        with psycopg.connect(url, autocommit=True) as connection:
            template = urlsplit(like.settings["BESA_DATABASE_URL"]).path[1:] if like else "template1"
            connection.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
        self._clean.callback(_drop, url, name)
        return urlsplit(url)._replace(path=f"/{name}").geturl()

    @property
    def on_sqlite(self) -> bool:
        return self.settings["BESA_DATABASE_URL"].startswith("sqlite")


def _drop(url: str, name: str) -> None:
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


def free_port() -> int:
    """A port nobody listens on, from the range the tests use."""
    for port in secrets.SystemRandom().sample(PORTS, len(PORTS)):
        with socket.socket() as place:
            try:
                place.bind(("127.0.0.1", port))
            except OSError:
                continue
            return port
    raise RuntimeError("every test port is taken")


def open_everything(node: Node) -> dict[str, Any]:
    """Open every report of the node as its desk would: {reference: story}; raises when one is not whole."""
    import json

    code = """
import json
from datetime import UTC, datetime
from besa.node.people.keyring import keyring_for
from besa.node.reports import actions
from besa.node.reports.models import Report
ring = keyring_for("anna", sys.argv[1])
out = {}
for pk in Report.objects.exclude(state="erased").values_list("pk", flat=True):
    opened = actions.open_report(pk, keyring=ring, now=datetime.now(UTC))
    files = []
    for file in opened.files:
        about, pieces = actions.open_file(pk, file.file_id, keyring=ring)
        files.append(len(b"".join(pieces)) == about.size)
    out[opened.row.reference] = [opened.told.story, all(files), len(files), [m.text for m in opened.messages]]
print("RESULT" + json.dumps(out))
"""
    return dict(json.loads(node.python(code, PASSWORD).rpartition("RESULT")[2]))
