"""A node served in the tests' own process, for browser tests."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.test.testcases import LiveServerThread


class LiveServer(LiveServerThread):
    """Our own application with our own static files (pytest-django's server would put Django's finder before them)."""

    def __init__(self) -> None:
        super().__init__("localhost", static_handler=lambda application: application)
        self.daemon = True

    def begin(self) -> str:
        """Start serving; the address, once it answers."""
        self.start()
        self.is_ready.wait()
        return f"http://localhost:{self.port}"


@pytest.fixture
def address(transactional_db: None) -> Iterator[str]:
    """Where the pages are."""
    server = LiveServer()
    yield server.begin()
    server.terminate()
