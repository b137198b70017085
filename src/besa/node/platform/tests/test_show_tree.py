"""A witness fetches checkpoint, keys and tiles, and builds the signed root from them alone."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.test import Client

from besa.core.ledger import Frontier, Note, tile_path, tile_reader
from besa.node.platform.tests.ledgers import KEYS, new_ledger

pytestmark = [pytest.mark.django_db, pytest.mark.urls("besa.node.platform.ledger_urls")]


@pytest.fixture(autouse=True)
def _grown(tmp_path: Path) -> None:
    new_ledger(tmp_path).filled(300, 400)


def test_the_signed_root_comes_out_of_the_tiles_alone(client: Client) -> None:
    note = Note.parse(client.get("/ledger/checkpoint").content.decode())
    note.require(KEYS.vkeys)
    size = note.checkpoint.size

    def fetch(level: int, number: int) -> bytes | None:
        width = min(256, size // 256**level - number * 256)
        answer = client.get(f"/ledger/{tile_path(level, number, width)}")
        return answer.content if answer.status_code == 200 else None

    assert size == 700
    assert Frontier.at(size, tile_reader(fetch)).root == note.checkpoint.root


def test_a_partial_tile_is_given_as_it_was_at_its_width(client: Client) -> None:
    full = client.get("/ledger/tile/0/001")
    part = client.get("/ledger/tile/0/001.p/44")
    assert len(full.content) == 8192
    assert part.content == full.content[: 44 * 32]
    assert "immutable" in part["Cache-Control"]


@pytest.mark.parametrize(
    "place", ["0/002", "0/002.p/189", "0/003", "2/000", "0/2", "0/x000/001", "0/001.p/0", "0/001.p/256", "0/001.p/044"]
)
def test_a_tile_that_is_not_in_the_tree_is_not_found(client: Client, place: str) -> None:
    assert client.get(f"/ledger/tile/{place}").status_code == 404
