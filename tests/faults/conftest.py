"""A node in real processes for each test that breaks one."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.node import Node


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.faults)


@pytest.fixture(scope="session")
def fresh_node(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Node]:
    """A node as `besa init` makes it; tests break copies."""
    made = Node.make(tmp_path_factory.mktemp("fresh"))
    try:
        yield made
    finally:
        made.close()


@pytest.fixture
def node(fresh_node: Node, tmp_path: Path) -> Iterator[Node]:
    made = fresh_node.copy(tmp_path)
    try:
        yield made
    finally:
        made.close()
