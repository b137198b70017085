"""The tree is the one every transparency log has used since RFC 6962."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from besa.core.ledger import EMPTY_ROOT, Frontier, LedgerError, leaf_hash, node_hash
from besa.core.ledger.tests.logs import leaves, reader, slow_root

VECTORS = json.loads((Path(__file__).parent.parent / "vectors/rfc6962.json").read_text())


def test_the_known_roots_come_out() -> None:
    frontier = Frontier()
    assert frontier.root.hex() == VECTORS["empty_root"]
    for data, root in zip(VECTORS["entries"], VECTORS["roots"], strict=True):
        frontier = frontier.append(leaf_hash(bytes.fromhex(data)))
        assert frontier.root.hex() == root


def test_a_leaf_can_never_pass_for_a_node() -> None:
    left, right = leaves(2)
    assert leaf_hash(left + right) != node_hash(left, right)


def test_an_empty_tree_has_the_hash_of_nothing() -> None:
    assert Frontier().root == EMPTY_ROOT


@given(st.integers(0, 600), st.integers(0, 600))
def test_one_by_one_in_two_batches_or_all_at_once_give_the_same_tree(first: int, second: int) -> None:
    both = leaves(first + second)
    at_once = Frontier().extend(both)
    assert Frontier().extend(both[:first]).extend(both[first:]) == at_once
    assert at_once.root == slow_root(both)


@given(st.integers(0, 600))
def test_the_right_edge_can_be_read_back_from_stored_hashes(size: int) -> None:
    assert Frontier.at(size, reader(leaves(size))) == Frontier().extend(leaves(size))


def test_a_right_edge_that_does_not_fit_its_size_is_refused() -> None:
    with pytest.raises(LedgerError, match="got 1 hashes for a tree of 3, expected 2"):
        Frontier(3, (bytes(32),))
    with pytest.raises(LedgerError, match="not 32 bytes"):
        Frontier(1, (b"short",))
