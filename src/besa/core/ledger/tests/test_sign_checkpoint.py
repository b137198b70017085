"""A checkpoint is signed twice, can be countersigned, and no character of it can be altered."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from besa.core.ledger import Checkpoint, LogKeys, Note, NoteBroken, Signer, VerifierKey, countersign
from besa.core.ledger.notes import split_notes
from besa.core.ledger.tests.logs import KEYS, NOW
from besa.core.ledger.vkeys import Kind

ROOT = b"\x07" * 32
NOTE = KEYS.sign(size=40, root=ROOT, at=NOW)
WITNESS = Signer("court.example/witness", Kind.MLDSA44, b"\x03" * 32)
OLD_WITNESS = Signer("ngo.example/witness", Kind.ED25519_WITNESS, b"\x04" * 32)


def test_both_keys_of_the_log_sign() -> None:
    NOTE.require(KEYS.vkeys)
    assert [vouched.key.kind for vouched in NOTE.vouched_by(KEYS.vkeys)] == [Kind.ED25519, Kind.MLDSA44]
    assert [vouched.at for vouched in NOTE.vouched_by(KEYS.vkeys)] == [None, NOW]


def test_the_text_is_the_one_of_the_standard() -> None:
    lines = NOTE.text.split("\n")
    assert lines[:4] == ["node.example/ledger", "40", "BwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwc=", ""]
    assert [line.split()[:2] for line in lines[4:6]] == [["—", "node.example/ledger"]] * 2
    assert Note.parse(NOTE.text) == NOTE


def test_a_public_key_reads_as_the_standard_shows_it() -> None:
    text = "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k"  # from c2sp.org/signed-note
    assert VerifierKey.parse(text).text == text
    with pytest.raises(NoteBroken, match="got key id 530d903b, expected 530d903a"):
        VerifierKey.parse(text.replace("903a", "903b"))


@pytest.mark.parametrize("text", ["", "a+b", "x+00000000+!!!!", "x+00000000+", "x+00000000+CQAA", "a b+00000000+AQ=="])
def test_something_that_is_no_public_key_is_refused(text: str) -> None:
    with pytest.raises(NoteBroken):
        VerifierKey.parse(text)


@settings(max_examples=300)
@given(st.integers(0, len(NOTE.text.encode()) - 1), st.integers(0, 7))
def test_no_bit_of_a_checkpoint_can_be_changed(at: int, bit: int) -> None:
    data = bytearray(NOTE.text.encode())
    data[at] ^= 1 << bit
    with pytest.raises((NoteBroken, UnicodeDecodeError)):
        Note.parse(data.decode("utf-8")).require(KEYS.vkeys)


def test_another_key_under_the_same_name_is_not_believed() -> None:
    forged = LogKeys(KEYS.origin, b"\x08" * 32, b"\x09" * 32).sign(size=40, root=ROOT, at=NOW)
    with pytest.raises(NoteBroken, match=r"got no signature by node\.example/ledger"):
        forged.vouched_by(KEYS.vkeys)


def test_a_checkpoint_that_lost_its_post_quantum_signature_is_noticed() -> None:
    short = NOTE.only(Kind.ED25519, keys=KEYS.vkeys)
    assert len(short.text) < 300
    short.vouched_by(KEYS.vkeys)
    with pytest.raises(NoteBroken, match="got no MLDSA44 signature"):
        short.require(KEYS.vkeys)


@pytest.mark.parametrize("witness", [WITNESS, OLD_WITNESS])
def test_a_witness_adds_its_signature_and_it_is_checked(witness: Signer) -> None:
    signed = countersign(NOTE, witness, at=NOW + 5)
    read = Note.parse(signed.text)
    assert [(v.key.name, v.at) for v in read.vouched_by((witness.vkey,))] == [(witness.name, NOW + 5)]
    read.require((*KEYS.vkeys, witness.vkey))
    other = Note(Checkpoint(KEYS.origin, 40, b"\x06" * 32), read.signatures)
    with pytest.raises(NoteBroken, match="never made over size 40"):
        other.vouched_by((witness.vkey,))


def test_a_witness_signs_once() -> None:
    once = countersign(NOTE, OLD_WITNESS, at=NOW)
    assert countersign(once, OLD_WITNESS, at=NOW) == once


def test_a_log_key_cannot_countersign() -> None:
    with pytest.raises(NoteBroken, match="expected a witness key"):
        countersign(NOTE, KEYS.signers[0], at=NOW)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("o\n1\n", "expected a signed checkpoint"),
        ("o\n01\n" + "A" * 43 + "=\n\n— a AAAAAAA=\n", "plain number"),
        ("o\n1\nAAAA\n\n— a AAAAAAA=\n", "root of 3 bytes"),
        ("o\n1\n" + "A" * 43 + "=\nextension\n\n— a AAAAAAA=\n", "got 4 lines"),
        ("o\n1\n" + "A" * 42 + "B=\n\n— a AAAAAAA=\n", "canonical base64"),
        ("o\n0\n" + "A" * 43 + "=\n\n— a AAAAAAA=\n", "hash of nothing"),
        ("o\n1\n" + "A" * 43 + "=\n\n- a AAAAAAA=\n", "expected a signature line"),
        ("o\n1\n" + "A" * 43 + "=\n\n— a AAAA\n", "expected a signature line"),
        ("o\t\n1\n" + "A" * 43 + "=\n\n— a AAAAAAA=\n", "control characters"),
        ("o\n1\n" + "A" * 43 + "=\n\n" + "— a AAAAAAA=\n" * 65, "65 signatures"),
    ],
)
def test_a_malformed_checkpoint_is_named(text: str, message: str) -> None:
    with pytest.raises(NoteBroken, match=message):
        Note.parse(text)


def test_many_checkpoints_in_one_file_are_told_apart() -> None:
    notes = [KEYS.sign(size=size, root=ROOT, at=NOW).text for size in (1, 2, 3)]
    assert list(split_notes("".join(f"{note}\n" for note in notes))) == notes
    assert list(split_notes(notes[0])) == notes[:1]
    assert list(split_notes("")) == []


def test_a_seed_of_the_wrong_length_is_refused_without_showing_it() -> None:
    with pytest.raises(NoteBroken, match="got a seed of 5 bytes") as caught:
        Signer("x", Kind.ED25519, b"short")
    assert "short" not in str(caught.value)
    assert "seed" not in repr(KEYS.signers[0])
