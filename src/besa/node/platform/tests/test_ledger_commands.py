"""Whoever runs the node can check the ledger, prove an entry and hand out checkpoints from the command line."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from besa.core.ledger import LogKeys, Note, Signer, countersign
from besa.core.ledger.vkeys import Kind
from besa.node.platform import environment, home, keyfiles, ledger_keys
from besa.node.platform.ledger_commands import ledger as command
from besa.node.platform.models import LedgerCheckpoint, LedgerEntry, LedgerTile
from besa.node.platform.tests import ledgers
from besa.node.platform.tests.ledgers import KEYS, Ledger, edit, new_ledger

pytestmark = pytest.mark.django_db

WITNESS = Signer("court.example/witness", Kind.MLDSA44, b"\x03" * 32)


@pytest.fixture
def node(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Ledger]:
    """A node whose home and keys lie in tmp_path, with 300 entries."""
    monkeypatch.setenv("BESA_HOME", str(tmp_path))
    for cached in (environment.current, keyfiles.read, home.identity):
        cached.cache_clear()
    files = {
        ledger_keys.ED25519: KEYS.ed25519,
        ledger_keys.MLDSA44: KEYS.mldsa44,
        ledger_keys.PUBLIC: ledger_keys.public_file(KEYS.vkeys),
        "public/ledger-witnesses": f"# court\n{WITNESS.vkey.text}\n".encode(),
    }
    for name, content in files.items():
        keyfiles.write_new(tmp_path / "keys", name, content)
    yield new_ledger(tmp_path).filled(100, 200)
    monkeypatch.undo()
    for cached in (environment.current, keyfiles.read, home.identity):
        cached.cache_clear()


def run(*arguments: object) -> Result:
    return CliRunner().invoke(command, [str(argument) for argument in arguments])


def test_a_whole_ledger_verifies_with_code_0(node: Ledger) -> None:
    done = run("verify")
    assert done.exit_code == 0, done.output
    assert "signed entries          300" in done.output
    assert "The ledger is whole" in done.output
    assert "none: nobody outside holds a checkpoint" in done.output


def test_a_tampered_ledger_verifies_with_code_1_and_says_where_what_and_what_to_do(node: Ledger) -> None:
    edit(123)
    done = run("verify")
    assert done.exit_code == 1
    assert "1. entry-changed · entry 123" in done.output
    assert "staff/somebody-else" in done.output
    assert "Means:" in done.output
    assert "Do:" in done.output
    assert "NOT WHOLE" in done.output


def test_the_report_can_be_read_by_a_program(node: Ledger) -> None:
    edit(123)
    done = run("verify", "--json")
    report = json.loads(done.stdout)
    assert done.exit_code == 1
    assert (report["intact"], report["size"], report["checkpoints"]) == (False, 300, 4)
    assert report["findings"][0]["kind"] == "entry-changed"
    assert (report["findings"][0]["first"], report["findings"][0]["last"]) == (123, 123)


def test_a_checkpoint_from_outside_is_compared(node: Ledger, tmp_path: Path) -> None:
    kept = tmp_path / "court.txt"
    kept.write_text(run("checkpoint").stdout)
    node.filled(10)
    done = run("verify", "--checkpoint", kept)
    assert done.exit_code == 0
    assert "entries 0 to 299 of 310" in done.output
    edit(123)
    ledgers.grow_tree_again()
    ledgers.sign_again()
    node.archive.path.unlink()
    done = run("verify", "--checkpoint", kept)
    assert done.exit_code == 1
    assert "history-rewritten · entries 0 to 299" in done.output
    assert "court.txt" in done.output


def test_without_keys_it_cannot_be_checked_and_the_code_is_2(node: Ledger, tmp_path: Path) -> None:
    for name in (ledger_keys.PUBLIC, ledger_keys.ED25519):
        (tmp_path / "keys" / name).unlink()
    keyfiles.read.cache_clear()
    done = run("verify")
    assert done.exit_code == 2
    assert "cannot be checked" in done.output


def test_keys_kept_elsewhere_can_be_used(node: Ledger, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.write_bytes(ledger_keys.public_file(KEYS.vkeys))
    assert run("verify", "--key", elsewhere).exit_code == 0
    elsewhere.write_bytes(ledger_keys.public_file(ledgers.STRANGER.vkeys))
    done = run("verify", "--key", elsewhere)
    assert done.exit_code == 1
    assert "checkpoint-broken" in done.output


def test_a_file_that_is_no_checkpoint_of_ours_gives_code_2(node: Ledger, tmp_path: Path) -> None:
    odd = tmp_path / "odd.txt"
    odd.write_text(LogKeys("other.example/ledger", bytes(32), bytes(32)).sign(size=1, root=bytes(32), at=1).text)
    done = run("verify", "--checkpoint", odd)
    assert done.exit_code == 2
    assert "odd.txt is no checkpoint of this ledger" in done.output


def test_an_entry_is_proven_by_number_and_by_name_and_the_proof_checks_anywhere(node: Ledger, tmp_path: Path) -> None:
    keys = tmp_path / "vkeys"
    keys.write_text(run("key").stdout)
    name = LedgerEntry.objects.get(sequence=123).name
    for which in ("123", name):
        proof = tmp_path / f"{which}.json"
        assert run("prove", which, "--to", proof).exit_code == 0
        LedgerEntry.objects.filter(sequence=7).update(actor="somebody")  # the check asks no database
        done = run("check-proof", proof, "--key", keys)
        assert done.exit_code == 0, done.output
        assert "PROVEN: this is entry 123 of 300" in done.output
        proof.write_text(proof.read_text().replace("staff/heron", "staff/owl"))
        done = run("check-proof", proof, "--key", keys)
        assert done.exit_code == 1
        assert "NOT PROVEN" in done.output


def test_growth_is_proven_to_somebody_who_kept_a_checkpoint(node: Ledger, tmp_path: Path) -> None:
    kept, proof = tmp_path / "kept.txt", tmp_path / "growth.json"
    kept.write_text(run("checkpoint").stdout)
    node.filled(50)
    proof.write_text(run("prove", "--since", 300).stdout)
    done = run("check-proof", proof, "--checkpoint", kept)
    assert done.exit_code == 0, done.output
    assert "only grew from 300 to 350" in done.output


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["prove", "300"], "there is no entry '300'"),
        (["prove", "f" * 32], "there is no entry"),
        (["prove", "odd"], "neither a number nor a name"),
        (["prove", "--since", "301"], "has 300 entries, not 301"),
    ],
)
def test_what_cannot_be_proven_is_said_with_code_2(node: Ledger, arguments: list[str], message: str) -> None:
    done = run(*arguments)
    assert done.exit_code == 2
    assert message in done.output


def test_an_entry_that_waits_is_not_proven_yet(node: Ledger) -> None:
    node.record()
    done = run("prove", LedgerEntry.objects.get(sequence=None).name)
    assert done.exit_code == 2
    assert "Try again in a minute" in done.output


def test_prove_wants_one_thing(node: Ledger) -> None:
    assert run("prove").exit_code == 2
    assert run("prove", "1", "--since", "2").exit_code == 2


def test_a_changed_ledger_hands_out_no_proof(node: Ledger) -> None:
    edit(123)
    done = run("prove", "123")
    assert done.exit_code == 1
    assert "Run `besa ledger verify`" in done.output
    LedgerTile.objects.filter(level=0, number=0).update(hashes=bytes(8192))
    assert run("prove", "7").exit_code == 1
    LedgerTile.objects.all().delete()
    assert run("prove", "7").exit_code == 1


def test_before_the_first_checkpoint_there_is_nothing_to_hand_out(node: Ledger) -> None:
    LedgerCheckpoint.objects.all().delete()
    done = run("checkpoint")
    assert done.exit_code == 2
    assert "nothing was signed yet" in done.output


def test_the_public_keys_are_printed(node: Ledger) -> None:
    assert run("key").stdout == ledger_keys.public_file(KEYS.vkeys).decode()


def test_a_countersigned_checkpoint_is_kept_and_counts_as_protection(node: Ledger, tmp_path: Path) -> None:
    back = tmp_path / "back.txt"
    back.write_text(countersign(Note.parse(run("checkpoint").stdout), WITNESS, at=1).text)
    done = run("witness", "keep", back)
    assert done.exit_code == 0, done.output
    assert "countersigned by court.example/witness" in done.output
    assert "entries 0 to 299 of 300" in run("verify").output
    edit(250)
    ledgers.grow_tree_again()
    ledgers.sign_again()
    node.archive.path.write_text("".join(f"{c.note}\n" for c in LedgerCheckpoint.objects.order_by("size")))
    done = run("verify")
    assert done.exit_code == 1
    assert "witness court.example/witness" in done.output


def test_a_checkpoint_no_known_witness_signed_is_not_kept(node: Ledger, tmp_path: Path) -> None:
    back = tmp_path / "back.txt"
    note = Note.parse(run("checkpoint").stdout)
    for text in (note.text, countersign(note, replace(WITNESS, seed=b"\x04" * 32), at=1).text):
        back.write_text(text)
        assert run("witness", "keep", back).exit_code == 2
    assert "none: nobody outside" in run("verify").output


def test_two_nodes_can_witness_each_other_by_exchanging_files(node: Ledger, tmp_path: Path) -> None:
    home.create(tmp_path, home.NodeIdentity(node="0" * 32, kind=home.LIVE, name="node.example"))
    keys, sent = tmp_path / "vkeys", tmp_path / "sent.txt"
    keys.write_text(run("key").stdout)
    sent.write_text(run("checkpoint").stdout)
    ours = run("witness", "key").stdout
    assert ours.startswith("node.example/witness+")
    assert run("witness", "key").stdout == ours
    assert run("witness", "sign", sent, "--key", keys).stdout.count("\u2014 node.example/witness ") == 1
    node.filled(5)
    sent.write_text(run("checkpoint").stdout)
    done = run("witness", "sign", sent, "--key", keys)
    assert done.exit_code == 1
    assert "besa ledger prove --since 300" in done.output
    sent.write_text(run("prove", "--since", 300).stdout)
    back = run("witness", "sign", sent, "--key", keys)
    assert back.exit_code == 0
    assert Note.parse(back.stdout).checkpoint.size == 305
