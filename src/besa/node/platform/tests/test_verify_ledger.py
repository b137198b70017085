"""Whoever edits, deletes, inserts, reorders, cuts off or re-signs real rows is found, and the report says where."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from besa.core.ledger import Note, Signer, countersign
from besa.core.ledger.vkeys import Kind
from besa.node.platform.ledger_check import CannotCheck
from besa.node.platform.models import LedgerCheckpoint, LedgerEntry, LedgerTile
from besa.node.platform.tests.ledgers import (
    KEYS,
    STRANGER,
    Ledger,
    edit,
    grow_tree_again,
    insert,
    new_ledger,
    shift,
    sign_again,
    swap,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def ledger(tmp_path: Path) -> Ledger:
    return new_ledger(tmp_path).filled(40, 300, 20)


def test_an_honest_ledger_is_whole(ledger: Ledger) -> None:
    report = ledger.check()
    assert report.intact
    assert report.findings == ()
    assert (report.size, report.entries, report.checkpoints) == (360, 360, 6)


def test_a_ledger_without_entries_is_whole(tmp_path: Path) -> None:
    assert new_ledger(tmp_path).check().intact


@pytest.mark.parametrize(
    "change",
    [
        {"actor": "staff/somebody-else"},
        {"verb": "platform.backup.restored"},
        {"object_id": "node/2"},
        {"at_ms": 1},
        {"digest": b"\x05" * 32},
        {"digest": b"\x05"},
        {"name": "e" * 32},
        {"actor": ""},
    ],
    ids=lambda change: next(iter(change)),
)
def test_an_edited_row_is_named(ledger: Ledger, change: dict[str, object]) -> None:
    edit(123, **change)
    assert ledger.told() == [("entry-changed", 123, 123)]


def test_what_an_edited_row_says_now_is_shown(ledger: Ledger) -> None:
    edit(123, actor="staff/somebody-else")
    finding = ledger.check().findings[0]
    assert "staff/somebody-else, platform.backup.made, node/1" in finding.found
    assert "changed after it was signed" in finding.means


def test_a_deleted_row_is_named(ledger: Ledger) -> None:
    LedgerEntry.objects.filter(sequence=123).delete()
    assert ledger.told() == [("entry-missing", 123, 123)]


def test_a_deleted_row_is_named_when_later_ones_were_renumbered(ledger: Ledger) -> None:
    LedgerEntry.objects.filter(sequence=123).delete()
    shift(124, -1)
    assert ledger.told() == [("entry-missing", 123, 123)]


def test_an_inserted_row_is_named_when_later_ones_were_renumbered(ledger: Ledger) -> None:
    shift(123, 1)
    insert(123)
    assert ledger.told() == [("entry-inserted", 123, 123)]


@pytest.mark.parametrize("place", [360, 5000])
def test_a_row_put_behind_the_signed_end_is_named(ledger: Ledger, place: int) -> None:
    insert(place)
    assert ledger.told() == [("entry-beyond-checkpoint", place, place)]


@pytest.mark.parametrize("place", [-1, 2**62])
def test_a_row_hidden_in_an_impossible_place_is_named(ledger: Ledger, place: int) -> None:
    insert(place)
    assert ledger.told() == [("entry-inserted", None, None)]
    assert f"the place {place}" in ledger.check().findings[0].found


def test_rows_that_changed_places_are_named(ledger: Ledger) -> None:
    swap(50, 200)
    assert ledger.told() == [("entry-moved", 50, 50), ("entry-moved", 200, 200)]


def test_a_cut_off_end_is_named(ledger: Ledger) -> None:
    LedgerEntry.objects.filter(sequence__gte=350).delete()
    assert ledger.told() == [("history-cut", 350, 359)]


def test_a_cut_off_end_is_named_when_tree_and_checkpoints_went_with_it(ledger: Ledger) -> None:
    LedgerEntry.objects.filter(sequence__gte=340).delete()
    LedgerCheckpoint.objects.filter(size__gt=340).delete()
    grow_tree_again()
    assert ledger.told() == [("history-cut", 340, 359), ("checkpoint-missing", None, None)]
    assert "checkpoints/log.txt" in ledger.check().findings[0].found


def test_a_cut_off_end_is_named_by_an_outside_checkpoint_when_the_archive_went_with_it(ledger: Ledger) -> None:
    ledger.keep_outside()
    archived = ledger.archive.path.read_text()
    LedgerEntry.objects.filter(sequence__gte=340).delete()
    LedgerCheckpoint.objects.filter(size__gt=340).delete()
    grow_tree_again()
    ledger.archive.path.write_text(archived[: archived.index("node.example/ledger\n360")])
    assert ledger.told() == [("history-cut", 340, 359)]
    assert "court.txt" in ledger.check().findings[0].found


def test_a_rewritten_tree_without_the_key_is_narrowed_to_its_batch(ledger: Ledger) -> None:
    edit(123)
    grow_tree_again()
    report = ledger.check()
    assert ledger.told() == [("history-rewritten", 40, 339)]
    assert "without the signing keys" in report.findings[0].means


def test_a_rewritten_tree_signed_again_with_the_real_key_is_found_by_the_archive(ledger: Ledger) -> None:
    edit(123)
    grow_tree_again()
    sign_again()
    report = ledger.check()
    assert ledger.told() == [("history-rewritten", 40, 339)]
    assert "checkpoints/log.txt" in report.findings[0].found
    assert "could use this node's signing keys" in report.findings[0].means


def test_a_rewritten_tree_signed_again_is_found_by_an_outside_checkpoint_alone(ledger: Ledger) -> None:
    ledger.keep_outside()
    ledger.filled(50)
    edit(123)
    grow_tree_again()
    sign_again()
    rewritten = LedgerCheckpoint.objects.order_by("size").values_list("note", flat=True)
    ledger.archive.path.write_text("".join(f"{note}\n" for note in rewritten))
    report = ledger.check()
    assert ledger.told() == [("history-rewritten", 0, 359)]
    assert "court.txt" in report.findings[0].found
    assert "could use this node's signing keys" in report.findings[0].means


def test_deleting_an_entry_and_signing_again_is_found(ledger: Ledger) -> None:
    LedgerEntry.objects.filter(sequence=123).delete()
    shift(124, -1)
    grow_tree_again()
    sign_again()
    assert ("history-rewritten", 40, 339) in ledger.told()
    assert ("history-cut", 359, 359) in ledger.told()


def test_a_stranger_who_signs_the_rewritten_tree_is_named(ledger: Ledger) -> None:
    edit(123)
    grow_tree_again()
    sign_again(STRANGER)
    assert ledger.told() == [("checkpoint-broken", None, None)] * 3 + [("history-rewritten", 40, 339)]


def test_tampering_next_to_a_waiting_entry_is_named_and_the_waiting_one_is_not_blamed(ledger: Ledger) -> None:
    ledger.record()
    edit(359)
    edit(358)
    assert ledger.told() == [("entry-changed", 358, 359), ("entry-waiting", None, None)]


def test_entries_that_wait_are_named_and_those_that_wait_too_long_are_an_alarm(ledger: Ledger) -> None:
    ledger.record(2, about="node/77")
    report = ledger.check()
    assert report.intact
    assert report.findings[0].found.count("node/77") == 2
    ledger.passed += timedelta(minutes=2)
    assert ledger.told() == [("entry-late", None, None)]
    assert "besa worker" in ledger.check().findings[0].todo


def test_swapped_tiles_are_named_and_no_entry_is_blamed(tmp_path: Path) -> None:
    ledger = new_ledger(tmp_path).filled(800)
    one, other = LedgerTile.objects.get(level=0, number=0), LedgerTile.objects.get(level=0, number=2)
    one.hashes, other.hashes = other.hashes, one.hashes
    one.save()
    other.save()
    assert ledger.told() == [("tile-swapped", 0, 255), ("tile-swapped", 512, 767)]


def test_a_changed_or_missing_tile_is_named_and_no_entry_is_blamed(tmp_path: Path) -> None:
    ledger = new_ledger(tmp_path).filled(800)
    LedgerTile.objects.filter(level=0, number=1).delete()
    tile = LedgerTile.objects.get(level=0, number=2)
    LedgerTile.objects.filter(pk=tile.pk).update(hashes=bytes(tile.hashes[:-32]) + bytes(32))
    LedgerTile.objects.filter(level=1).update(hashes=bytes(96))
    told = ledger.told()
    assert told[:2] == [("tile-missing", 256, 511), ("tile-changed", 767, 767)]
    assert ("tile-changed", 0, 255) in told
    assert all(kind.startswith("tile") for kind, _, _ in told)


def test_checkpoints_deleted_from_the_database_are_named(ledger: Ledger) -> None:
    LedgerCheckpoint.objects.filter(size=340).delete()
    assert ledger.told() == [("checkpoint-missing", None, None)]
    LedgerCheckpoint.objects.all().delete()
    assert ledger.told() == [("checkpoint-missing", None, None)]


def test_checkpoints_cut_out_of_the_archive_are_named(ledger: Ledger) -> None:
    text = ledger.archive.path.read_text()
    start, end = text.index("node.example/ledger\n340"), text.index("node.example/ledger\n360")
    ledger.archive.path.write_text(text[:start] + text[end:])
    assert ledger.told() == [("checkpoint-missing", None, None)]
    assert "checkpoints/log.txt (for size 340)" in ledger.check().findings[0].found


def test_a_changed_archive_is_named(ledger: Ledger) -> None:
    text = ledger.archive.path.read_text()
    ledger.archive.path.write_text(text.replace("ledger\n340\n", "ledger\n341\n"))
    assert ("checkpoint-broken", None, None) in ledger.told()


def test_a_checkpoint_that_lost_its_long_signature_is_named(ledger: Ledger) -> None:
    newest = LedgerCheckpoint.objects.get(size=360)
    newest.note = Note.parse(newest.note).only(Kind.ED25519, keys=KEYS.vkeys).text
    newest.save()
    assert ledger.told() == [("checkpoint-broken", None, None)]
    assert "MLDSA44" in ledger.check().findings[0].found


def test_a_checkpoint_with_an_impossible_size_does_not_hang_the_check(ledger: Ledger) -> None:
    LedgerCheckpoint.objects.filter(size=340).update(size=2**60)
    assert ("checkpoint-broken", None, None) in ledger.told()


def test_what_a_witness_countersigned_protects_what_came_before(ledger: Ledger) -> None:
    ledger.keep_outside("helpline.txt")
    witness = Signer("court.example/witness", Kind.MLDSA44, b"\x03" * 32)
    note = countersign(Note.parse(ledger.outside["helpline.txt"]), witness, at=1)
    ledger.outside = {"helpline.txt": note.text}
    ledger.filled(5)
    report = ledger.check()
    assert (report.outside, report.protected, report.size) == (1, 360, 365)


@pytest.mark.parametrize("text", ["", "something else", "a\n1\nAAAA\n\n— b AAAAAAAA\n"])
def test_an_outside_file_that_is_no_checkpoint_of_ours_says_nothing_about_the_ledger(ledger: Ledger, text: str) -> None:
    ledger.outside["odd.txt"] = text
    with pytest.raises(CannotCheck, match=r"odd\.txt"):
        ledger.check()


def test_several_things_at_once_are_each_named(ledger: Ledger) -> None:
    edit(10)
    LedgerEntry.objects.filter(sequence=100).delete()
    shift(101, -1)
    swap(250, 252)
    assert ledger.told() == [
        ("entry-moved", 251, 251),
        ("entry-moved", 253, 253),
        ("entry-changed", 10, 10),
        ("entry-missing", 100, 100),
    ]
