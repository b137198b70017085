"""The node rings its own door again and again, answered or not, until it is told to stop."""

from __future__ import annotations

import threading
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any

from besa.node.faces import ringing


class _Door(BaseHTTPRequestHandler):
    rung: threading.Semaphore

    def do_GET(self) -> None:
        if (self.path, self.headers["Host"]) == ("/healthz", "raporto.example"):
            self.send_response(200)
            self.end_headers()
            self.rung.release()

    def log_message(self, *_: Any) -> None:
        """Say nothing."""


def test_it_rings_again_and_again_and_ends() -> None:
    _Door.rung = threading.Semaphore(0)
    stop = threading.Event()
    with HTTPServer(("127.0.0.1", 0), _Door) as server:
        serving = threading.Thread(target=server.serve_forever)
        serving.start()
        ringer = threading.Thread(
            target=ringing.ring,
            args=("0.0.0.0", server.server_port),
            kwargs={"name": "raporto.example", "stop": stop, "every": 0.01},
        )
        ringer.start()
        assert all(_Door.rung.acquire(timeout=30) for _ in range(3))
        server.shutdown()
        serving.join()
    # The door is shut now, and it rings on without falling over.
    assert not stop.wait(0.1)
    assert ringer.is_alive()
    stop.set()
    ringer.join(timeout=30)
    assert not ringer.is_alive()
