"""Serve one face, or all of them, with Granian; with all of them the worker runs beside it."""

from __future__ import annotations

import faulthandler
import gc
import logging
import os
import signal
import subprocess  # starts our own worker, with no input from outside
import sys
import threading
from urllib.parse import urlsplit

from granian.constants import Interfaces
from granian.server import Server

from besa.core import identifiers
from besa.node.faces import ringing
from besa.node.platform import environment, memory

log = logging.getLogger("besa.serving")
_LOG = {"version": 1, "disable_existing_loggers": False, "root": {"level": "WARNING", "handlers": []}}


def serve(*, host: str, port: int, processes: int, threads: int, with_worker: bool) -> None:
    """Serve until a signal ends it. Accepts connections on `host`:`port` only; never writes an access log."""
    memory.keep_small()
    # Whoever looks after a node that hangs asks a process with this signal where each thread is; no data is in it.
    faulthandler.register(signal.SIGUSR2)
    _load_what_all_share()
    _let_go_of_database()
    stop = threading.Event()
    ringing_as = {"name": urlsplit(environment.current().origin).netloc, "stop": stop}
    threading.Thread(target=ringing.ring, args=(host, port), kwargs=ringing_as, name="rings", daemon=True).start()
    keeper = threading.Thread(target=_keep_worker, args=(stop,), name="keeps the worker", daemon=True)
    if with_worker:
        keeper.start()
    try:
        Server(
            "besa.node.faces.wsgi:application",
            address=host,
            port=port,
            interface=Interfaces.WSGI,
            workers=processes,
            blocking_threads=threads,
            blocking_threads_idle_timeout=60,
            websockets=False,
            backlog=2048,
            backpressure=threads,
            log_access=False,
            log_dictconfig=_LOG,
            respawn_failed_workers=True,
            respawn_interval=0.5,
            workers_kill_timeout=5,
        ).serve()
    finally:
        stop.set()
        if with_worker:
            keeper.join(timeout=15)


def _load_what_all_share() -> None:
    """Load pages and rules before the fork: the processes then share one copy of them in memory."""
    from besa.node.faces import wsgi  # noqa: F401 - loads every room's pages and the rules

    identifiers.find("069 123 4567, ana@example.org, instagram.com/ana", regions=("AL",))
    gc.collect()
    gc.freeze()


def _let_go_of_database() -> None:
    """Close what this process opened: after the fork all would talk over one line, and mix up their answers."""
    from django.conf import settings
    from django.db import connections

    if not settings.configured:
        return
    for connection in connections.all(initialized_only=True):
        connection.close()
        if connection.vendor == "postgresql":
            connection.close_pool()  # type: ignore[attr-defined]  # only this backend has one


def _keep_worker(stop: threading.Event) -> None:
    """Keep one worker process running; a worker that dies is started again."""
    env = {**os.environ, "BESA_FACE": "worker"}
    command = [sys.executable, "-m", "besa.node.faces.cli", "worker", "--parent", str(os.getpid())]
    while not stop.is_set():
        process = subprocess.Popen(command, env=env)  # noqa: S603 - our own command, no shell
        while process.poll() is None and not stop.wait(0.5):
            pass
        if process.poll() is None:
            process.terminate()
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                process.kill()
        elif not stop.wait(1.0):
            log.warning("the worker ended with code %s and is started again", process.returncode)


def describe() -> str:
    """One line for the terminal: which face is served for which origin."""
    env = environment.current()
    return f"face {env.face}, for {env.origin}, home {env.home}"
