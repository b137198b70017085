"""Every proof convinces, and no altered proof, root, leaf, place or size does."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from besa.core.ledger import (
    Frontier,
    ProofBroken,
    prove_consistency,
    prove_inclusion,
    verify_consistency,
    verify_inclusion,
)
from besa.core.ledger.tests.logs import leaves, reader

LEAVES = leaves(130)
READ = reader(LEAVES)
ROOTS = [Frontier().extend(LEAVES[:size]).root for size in range(131)]

places = st.integers(1, 130).flatmap(lambda size: st.tuples(st.integers(0, size - 1), st.just(size)))
sizes = st.integers(1, 130).flatmap(lambda new: st.tuples(st.integers(1, new), st.just(new)))


def flip(value: bytes, bit: int) -> bytes:
    return bytes(byte ^ (1 << bit % 8 if at == bit // 8 else 0) for at, byte in enumerate(value))


def test_every_entry_of_every_tree_is_proven() -> None:
    for size in range(1, 131):
        for index in range(size):
            verify_inclusion(
                leaf=LEAVES[index], index=index, size=size, root=ROOTS[size], proof=prove_inclusion(index, size, READ)
            )


def test_every_tree_is_proven_to_begin_every_later_one() -> None:
    for new in range(1, 131):
        for old in range(1, new + 1):
            proof = prove_consistency(old, new, READ)
            verify_consistency(old=old, new=new, old_root=ROOTS[old], new_root=ROOTS[new], proof=proof)
            assert len(proof) <= 9


@given(places, st.integers(0, 255), st.data())
def test_no_bit_of_an_inclusion_proof_can_be_changed(place: tuple[int, int], bit: int, data: st.DataObject) -> None:
    index, size = place
    proof = list(prove_inclusion(index, size, READ))
    parts = [LEAVES[index], ROOTS[size], *proof]
    which = data.draw(st.integers(0, len(parts) - 1))
    parts[which] = flip(parts[which], bit)
    with pytest.raises(ProofBroken):
        verify_inclusion(leaf=parts[0], index=index, size=size, root=parts[1], proof=parts[2:])


@given(sizes, st.integers(0, 255), st.data())
def test_no_bit_of_a_consistency_proof_can_be_changed(sizes: tuple[int, int], bit: int, data: st.DataObject) -> None:
    old, new = sizes
    parts = [ROOTS[old], ROOTS[new], *prove_consistency(old, new, READ)]
    which = data.draw(st.integers(0, len(parts) - 1))
    parts[which] = flip(parts[which], bit)
    with pytest.raises(ProofBroken):
        verify_consistency(old=old, new=new, old_root=parts[0], new_root=parts[1], proof=parts[2:])


@given(places, st.data())
def test_a_proof_longer_or_shorter_by_a_hash_is_refused(place: tuple[int, int], data: st.DataObject) -> None:
    index, size = place
    proof = list(prove_inclusion(index, size, READ))
    at = data.draw(st.integers(0, len(proof)))
    if proof and data.draw(st.booleans()):
        del proof[min(at, len(proof) - 1)]
    else:
        proof.insert(at, ROOTS[size])
    with pytest.raises(ProofBroken):
        verify_inclusion(leaf=LEAVES[index], index=index, size=size, root=ROOTS[size], proof=proof)


@given(places, places)
def test_a_proof_speaks_of_one_place_only(place: tuple[int, int], other: tuple[int, int]) -> None:
    index, size = place
    proof = prove_inclusion(index, size, READ)
    if other[0] != index and other[0] < size:
        with pytest.raises(ProofBroken):
            verify_inclusion(leaf=LEAVES[index], index=other[0], size=size, root=ROOTS[size], proof=proof)


@pytest.mark.parametrize(("index", "size"), [(0, 0), (-1, 3), (3, 3), (9, 3)])
def test_an_entry_outside_the_tree_is_named(index: int, size: int) -> None:
    with pytest.raises(ProofBroken, match=f"got leaf {index}, expected 0 to {size - 1}"):
        prove_inclusion(index, size, READ)
    with pytest.raises(ProofBroken, match=f"got leaf {index}, expected 0 to {size - 1}"):
        verify_inclusion(leaf=LEAVES[0], index=index, size=size, root=ROOTS[3], proof=())


@pytest.mark.parametrize(("old", "new"), [(0, 0), (0, 5), (6, 5), (-1, 5)])
def test_consistency_with_nothing_or_backwards_is_no_proof(old: int, new: int) -> None:
    with pytest.raises(ProofBroken, match="nothing to prove"):
        prove_consistency(old, new, READ)
    with pytest.raises(ProofBroken, match="nothing to prove"):
        verify_consistency(old=old, new=new, old_root=ROOTS[0], new_root=ROOTS[5], proof=())


def test_two_histories_of_one_size_are_named() -> None:
    with pytest.raises(ProofBroken, match="two histories were given for the same size 5"):
        verify_consistency(old=5, new=5, old_root=ROOTS[4], new_root=ROOTS[5], proof=())
    with pytest.raises(ProofBroken, match="expected none"):
        verify_consistency(old=5, new=5, old_root=ROOTS[5], new_root=ROOTS[5], proof=(ROOTS[1],))


def test_an_empty_proof_between_different_trees_is_refused() -> None:
    with pytest.raises(ProofBroken, match="got no hashes"):
        verify_consistency(old=3, new=5, old_root=ROOTS[3], new_root=ROOTS[5], proof=())


def test_something_that_is_no_hash_is_refused() -> None:
    with pytest.raises(ProofBroken, match="got a hash of 5 bytes"):
        verify_inclusion(leaf=LEAVES[0], index=0, size=2, root=ROOTS[2], proof=(b"short",))
