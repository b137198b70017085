"""The ledger's private and public key files belong together, or nothing is signed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from besa.core.ledger import NoteBroken
from besa.node.platform import environment, keyfiles, ledger_keys
from besa.node.platform.tests.ledgers import KEYS, STRANGER


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.setenv("BESA_KEYS", str(tmp_path))
    environment.current.cache_clear()
    keyfiles.read.cache_clear()
    yield tmp_path
    monkeypatch.undo()
    environment.current.cache_clear()
    keyfiles.read.cache_clear()


def test_new_key_files_work_together(folder: Path) -> None:
    for name, content in ledger_keys.new_key_files("node.example/ledger").items():
        keyfiles.write_new(folder, name, content)
    assert ledger_keys.signing().vkeys == ledger_keys.verifying()
    assert ledger_keys.signing().origin == "node.example/ledger"


def test_two_nodes_never_get_the_same_keys() -> None:
    assert ledger_keys.new_key_files("a")[ledger_keys.ED25519] != ledger_keys.new_key_files("a")[ledger_keys.ED25519]


def test_who_only_checks_needs_no_private_key(folder: Path) -> None:
    keyfiles.write_new(folder, ledger_keys.PUBLIC, ledger_keys.public_file(KEYS.vkeys))
    assert ledger_keys.verifying() == KEYS.vkeys
    with pytest.raises(keyfiles.KeyFileMissing):
        ledger_keys.signing()


def test_private_keys_that_do_not_belong_to_the_public_ones_sign_nothing(folder: Path) -> None:
    keyfiles.write_new(folder, ledger_keys.PUBLIC, ledger_keys.public_file(STRANGER.vkeys))
    keyfiles.write_new(folder, ledger_keys.ED25519, KEYS.ed25519)
    keyfiles.write_new(folder, ledger_keys.MLDSA44, KEYS.mldsa44)
    with pytest.raises(ledger_keys.KeysDisagree, match="belong together"):
        ledger_keys.signing()


def test_public_keys_can_be_kept_with_remarks() -> None:
    text = "# the ledger of our node\n\n" + ledger_keys.public_file(KEYS.vkeys).decode()
    assert ledger_keys.parse_public(text) == KEYS.vkeys


def test_no_key_and_keys_of_two_logs_are_refused() -> None:
    with pytest.raises(NoteBroken, match="at least one line"):
        ledger_keys.parse_public("# nothing\n")
    other = ledger_keys.new_key_files("other.example/ledger")[ledger_keys.PUBLIC]
    with pytest.raises(NoteBroken, match="expected those of one log"):
        ledger_keys.parse_public((ledger_keys.public_file(KEYS.vkeys) + other).decode())
