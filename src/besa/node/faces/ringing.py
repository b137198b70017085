"""Ring the node's own door once a second, so that nobody waits for the next visitor.

Granian adds a thread when a request arrives and all threads seem busy. A request that arrives just while a thread takes
another one can be counted out, and is then served only after one more has arrived. Where sixty phones with slow lines
hold all threads and no other visitor comes, that could be minutes: https://github.com/emmett-framework/granian/issues/873
"""

from __future__ import annotations

import http.client
import threading
from contextlib import closing, suppress

_EVERYWHERE = {"0.0.0.0": "127.0.0.1", "::": "::1"}  # noqa: S104 - what to call when a node listens on all addresses
_PATIENCE = 5


def ring(host: str, port: int, *, name: str, stop: threading.Event, every: float = 1.0) -> None:
    """Ask for the smallest page every so many seconds until `stop` is set; whether anybody answers does not matter.

    `name` is the host that the node is called by; by another one it would turn the caller away.
    """
    while not stop.wait(every):
        with suppress(OSError, http.client.HTTPException), closing(_door(host, port)) as door:
            door.request("GET", "/healthz", headers={"Host": name, "Connection": "close"})
            door.getresponse().read()


def _door(host: str, port: int) -> http.client.HTTPConnection:
    return http.client.HTTPConnection(_EVERYWHERE.get(host, host), port, timeout=_PATIENCE)
