"""A witness countersigns a log that only grows, and never one that was cut, changed or grew without proof."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from besa.core.ledger import Frontier, Note, NoteBroken, Signer
from besa.core.ledger.receipts import consistency_file
from besa.core.ledger.subtrees import Reader
from besa.core.ledger.vkeys import Kind
from besa.node.platform.tests.ledgers import KEYS, STRANGER
from besa.node.platform.witnessing import WitnessRefuses, sign_for

NOW = datetime(2026, 11, 22, tzinfo=UTC)
WITNESS = Signer("other.example/witness", Kind.MLDSA44, b"\x03" * 32)
LEAVES = [bytes([number]) * 32 for number in range(40)]
FORGED = [*LEAVES[:5], bytes(32), *LEAVES[6:]]


def note(size: int, leaves: list[bytes] = LEAVES) -> Note:
    return KEYS.sign(size=size, root=Frontier().extend(leaves[:size]).root, at=1)


def reader(leaves: list[bytes]) -> Reader:
    return lambda level, index: Frontier().extend(leaves[index << level : (index + 1) << level]).root


def growth(old: int, new: int, leaves: list[bytes] = LEAVES) -> str:
    return consistency_file(old, note(new, leaves), reader(leaves))


def sign(folder: Path, text: str) -> Note:
    return sign_for(folder, text, KEYS.vkeys, WITNESS, now=NOW)


def test_the_first_checkpoint_is_countersigned_as_it_comes(tmp_path: Path) -> None:
    signed = sign(tmp_path, note(10).text)
    signed.require((*KEYS.vkeys, WITNESS.vkey))
    assert signed.checkpoint == note(10).checkpoint


def test_growth_is_countersigned_with_its_proof(tmp_path: Path) -> None:
    sign(tmp_path, note(10).text)
    signed = sign(tmp_path, growth(10, 30))
    assert signed.checkpoint.size == 30
    signed.require((WITNESS.vkey,))


def test_the_same_checkpoint_may_come_twice(tmp_path: Path) -> None:
    sign(tmp_path, note(10).text)
    assert sign(tmp_path, note(10).text).checkpoint.size == 10


def test_growth_without_proof_is_refused_and_says_what_to_ask_for(tmp_path: Path) -> None:
    sign(tmp_path, note(10).text)
    with pytest.raises(WitnessRefuses, match="besa ledger prove --since 10"):
        sign(tmp_path, note(30).text)
    with pytest.raises(WitnessRefuses, match="besa ledger prove --since 10"):
        sign(tmp_path, growth(9, 30))


@pytest.mark.parametrize("text", [note(9).text, note(10, FORGED).text])
def test_a_log_that_was_cut_or_changed_is_refused(tmp_path: Path, text: str) -> None:
    sign(tmp_path, note(10).text)
    with pytest.raises(WitnessRefuses, match="cut or changed"):
        sign(tmp_path, text)


def test_growth_of_a_rewritten_history_is_refused(tmp_path: Path) -> None:
    sign(tmp_path, note(10).text)
    with pytest.raises(WitnessRefuses, match="only grew since"):
        sign(tmp_path, growth(10, 30, FORGED))
    mixed = json.loads(growth(10, 30, FORGED))
    mixed["old"] = json.loads(growth(10, 30))["old"]
    with pytest.raises(ValueError, match="first 10 entries are not what they were"):
        sign(tmp_path, json.dumps(mixed))


def test_what_was_refused_changes_nothing_in_the_memory(tmp_path: Path) -> None:
    sign(tmp_path, note(10).text)
    with pytest.raises(WitnessRefuses):
        sign(tmp_path, note(30).text)
    assert sign(tmp_path, growth(10, 20)).checkpoint.size == 20


def test_a_checkpoint_the_log_did_not_sign_twice_is_refused(tmp_path: Path) -> None:
    with pytest.raises(NoteBroken, match="MLDSA44"):
        sign(tmp_path, note(10).only(Kind.ED25519, keys=KEYS.vkeys).text)
    forged = STRANGER.sign(size=10, root=bytes(32), at=1)
    with pytest.raises(NoteBroken, match="not vouched for"):
        sign(tmp_path, forged.text)
