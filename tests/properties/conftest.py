"""One served node for all properties: they only ask, they do not break it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.node import Node


@pytest.fixture(scope="session")
def node(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Node]:
    made = Node.make(tmp_path_factory.mktemp("properties"), pace_per_minute="100000", upload_limit_mb="2")
    made.settings["BESA_EXIT_URL"] = f"{made.origin}/healthz"
    try:
        made.serve(processes=1)
        yield made
    finally:
        made.close()


@pytest.fixture(autouse=True)
def nothing_broke(node: Node) -> Iterator[None]:
    """Whatever a test sends, the node logs no failure of its own."""
    before = node.log.stat().st_size
    yield
    said = node.log.read_bytes()[before:].decode(errors="replace")
    assert "failure" not in said, said
    assert "Traceback" not in said, said
