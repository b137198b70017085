"""A proof file convinces whoever holds the public keys, with no node in sight, and says no when anything is off."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from besa.core.ledger import Checkpoint, LedgerError, LogKeys, Note, NoteBroken, ProofBroken, tile_reader
from besa.core.ledger.__main__ import main
from besa.core.ledger.receipts import check_file, consistency_file, inclusion_file
from besa.core.ledger.telling import proven_in_words
from besa.core.ledger.tests.logs import KEYS, entry, log_of

LOG = log_of(300, 200)
NOTE = Note.parse(LOG.database[500])
READ = tile_reader(LOG.tile)
INCLUSION = inclusion_file(entry(123), 123, NOTE, READ)
GROWTH = consistency_file(300, NOTE, READ)


def test_an_entry_is_proven() -> None:
    proven = check_file(INCLUSION, KEYS.vkeys)
    assert (proven.entry, proven.sequence, proven.checkpoint.size) == (entry(123), 123, 500)
    assert [vouched.key for vouched in proven.vouched] == list(KEYS.vkeys)
    words = proven_in_words(proven)
    assert "PROVEN: this is entry 123 of 500 in the ledger node.example/ledger." in words
    assert "staff/heron" in words


def test_growth_is_proven_from_the_checkpoint_somebody_kept() -> None:
    kept = Note.parse(LOG.archive[300]).checkpoint
    proven = check_file(GROWTH, KEYS.vkeys, known=kept)
    assert proven.old == (300, kept.root)
    assert "only grew from 300 to 500" in proven_in_words(proven)


def test_growth_from_another_root_than_the_kept_one_is_refused() -> None:
    with pytest.raises(ProofBroken, match="what you were given then is not what this proof starts from"):
        check_file(GROWTH, KEYS.vkeys, known=Checkpoint(KEYS.origin, 300, bytes(32)))


def test_a_proof_for_another_entry_is_refused() -> None:
    with pytest.raises(ProofBroken, match="entry 124 does not stand in this log as shown"):
        check_file(INCLUSION.replace('"sequence": 123', '"sequence": 124'), KEYS.vkeys)


@pytest.mark.parametrize(("shown", "instead"), [("staff/heron", "staff/owl"), ("report/123", "report/124")])
def test_what_is_shown_must_be_what_was_signed(shown: str, instead: str) -> None:
    data = json.loads(INCLUSION)
    for name, value in data["entry"].items():
        if value == shown:
            data["entry"][name] = instead
    with pytest.raises(ProofBroken, match=f"got .* '{instead}', expected '{shown}'"):
        check_file(json.dumps(data), KEYS.vkeys)
    data["entry"]["written"] = data["entry"]["written"].replace(shown, instead)
    with pytest.raises(ProofBroken, match="does not stand in this log"):
        check_file(json.dumps(data), KEYS.vkeys)


def test_a_proof_signed_by_somebody_else_is_refused() -> None:
    with pytest.raises(NoteBroken, match="not vouched for"):
        check_file(INCLUSION, LogKeys(KEYS.origin, bytes(32), bytes(32)).vkeys)


@settings(max_examples=300)
@given(st.integers(0, len(INCLUSION) - 1), st.characters(codec="utf-8"))
def test_no_character_that_matters_can_be_changed(at: int, instead: str) -> None:
    changed = INCLUSION[:at] + instead + INCLUSION[at + 1 :]
    try:
        proven = check_file(changed, KEYS.vkeys)
    except LedgerError:
        return
    assert (proven.entry, proven.sequence, proven.checkpoint) == (entry(123), 123, NOTE.checkpoint)


@pytest.mark.parametrize(
    "text",
    [
        "", "[]", "{}", '{"besa_ledger_proof": 2}', '{"besa_ledger_proof": 1}', GROWTH.replace("consistency", "other"),
        GROWTH.replace('"proof": [', '"proof": [7, '), INCLUSION.replace('"entry": {', '"entry": 5, "x": {'),
    ],
)  # fmt: skip
def test_something_that_is_no_proof_file_is_named(text: str) -> None:
    with pytest.raises(LedgerError, match="got"):
        check_file(text, KEYS.vkeys)


def test_anybody_can_check_without_a_node(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    keys, proof, kept = tmp_path / "keys", tmp_path / "proof.json", tmp_path / "kept.txt"
    keys.write_text("".join(f"{key.text}\n" for key in KEYS.vkeys))
    proof.write_text(GROWTH)
    kept.write_text(LOG.archive[300])
    assert main([str(proof), str(keys), "--checkpoint", str(kept)]) == 0
    assert capsys.readouterr().out.startswith("PROVEN: the ledger node.example/ledger only grew")
    proof.write_text(GROWTH.replace('"size": 300', '"size": 301'))
    assert main([str(proof), str(keys)]) == 1
    assert capsys.readouterr().out.startswith("NOT PROVEN: got 8 hashes, expected more")
