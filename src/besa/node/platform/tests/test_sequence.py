"""The sequencer gives every entry one place, signs what the tree is, and never contradicts itself."""

from __future__ import annotations

import threading
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import connection

from besa.core.ledger import Frontier, Note
from besa.core.ledger.stored import leaf_of
from besa.node.platform import sequencer
from besa.node.platform.checkpoint_archive import CheckpointArchive
from besa.node.platform.models import LedgerCheckpoint, LedgerEntry, LedgerTile
from besa.node.platform.stored_ledger import StoredLedger
from besa.node.platform.tests.ledgers import KEYS, Ledger, edit, grow_tree_again, new_ledger, sign_again

pytestmark = pytest.mark.django_db


@pytest.fixture
def ledger(tmp_path: Path) -> Ledger:
    return new_ledger(tmp_path)


def test_entries_get_consecutive_places_in_the_order_they_were_written(ledger: Ledger) -> None:
    ledger.record(3)
    assert ledger.sequence() == sequencer.Sequenced(3, 3)
    ledger.record(2)
    assert ledger.sequence() == sequencer.Sequenced(2, 5)
    assert list(LedgerEntry.objects.order_by("id").values_list("sequence", flat=True)) == [0, 1, 2, 3, 4]


def test_the_checkpoint_signs_the_tree_over_the_rows(ledger: Ledger) -> None:
    ledger.filled(300, 5)
    note = Note.parse(LedgerCheckpoint.objects.get(size=305).note)
    note.require(KEYS.vkeys)
    leaves = [leaf_of(row) for row in StoredLedger().rows(0, 305)]
    assert note.checkpoint.root == Frontier().extend(leaves).root


def test_nothing_waiting_signs_nothing(ledger: Ledger, django_assert_num_queries: object) -> None:
    ledger.filled(3)
    with django_assert_num_queries(3):  # type: ignore[operator]
        assert ledger.sequence() == sequencer.Sequenced(0, 3)
    assert LedgerCheckpoint.objects.count() == 1


def test_many_entries_are_taken_batch_by_batch(ledger: Ledger) -> None:
    ledger.record(25)
    done = sequencer.sequence_once(now=ledger.now, keys=KEYS, archive=ledger.archive, limit=10)
    assert done == sequencer.Sequenced(10, 10)
    assert ledger.sequence() == sequencer.Sequenced(15, 25)
    assert ledger.check().intact


def test_every_checkpoint_is_archived_outside_the_database(ledger: Ledger) -> None:
    ledger.filled(1, 1, 1)
    assert list(ledger.archive.sizes())[::2] == [1, 2, 3]
    last = ledger.archive.last()
    assert last is not None
    assert last.checkpoint == Note.parse(LedgerCheckpoint.objects.get(size=3).note).checkpoint


def test_only_the_newest_and_one_checkpoint_an_hour_keep_the_long_signature(ledger: Ledger) -> None:
    ledger.filled(1, 1, 1)
    ledger.passed += timedelta(hours=1)
    ledger.filled(1, 1)
    lengths = [len(note) > 3000 for note in LedgerCheckpoint.objects.order_by("size").values_list("note", flat=True)]
    assert lengths == [True, False, False, True, True]
    assert ledger.check().intact


def test_an_archive_that_missed_a_checkpoint_catches_up(ledger: Ledger, tmp_path: Path) -> None:
    ledger.filled(1)
    before = ledger.archive.path.read_bytes()
    ledger.filled(1, 1)
    ledger.archive.path.write_bytes(before)
    ledger.sequence()
    assert list(ledger.archive.sizes())[::2] == [1, 2, 3]
    assert ledger.check().intact


@pytest.mark.parametrize("lost", [1, 2, 40, 150])
def test_a_checkpoint_cut_off_by_a_crash_is_completed(ledger: Ledger, lost: int) -> None:
    ledger.filled(1, 1)
    whole = ledger.archive.path.read_bytes()
    ledger.archive.path.write_bytes(whole[:-lost])
    ledger.sequence()
    assert ledger.archive.path.read_bytes() == whole
    assert ledger.check().intact


def test_an_archive_that_was_removed_is_started_again_and_leaves_a_mark(ledger: Ledger) -> None:
    ledger.filled(1, 1)
    ledger.archive.path.unlink()
    assert ("checkpoint-missing", None, None) in ledger.told()
    ledger.sequence()
    assert ledger.told() == [("notice", 2, 2)]
    assert ledger.check().intact


def test_it_does_not_sign_over_a_changed_tree(ledger: Ledger) -> None:
    ledger.filled(300)
    tile = LedgerTile.objects.get(level=0, number=1)
    tile.hashes = bytes(32) + bytes(tile.hashes[32:])
    tile.save()
    ledger.record()
    with pytest.raises(sequencer.LedgerForked, match="does not give the root that was signed for 300"):
        ledger.sequence()
    assert LedgerEntry.objects.filter(sequence=None).count() == 1


def test_it_does_not_sign_a_second_history(ledger: Ledger) -> None:
    ledger.filled(2, 2)
    edit(1)
    grow_tree_again()
    sign_again()
    ledger.record()
    with pytest.raises(
        sequencer.LedgerForked, match="a signed checkpoint for 4 entries that the database does not have"
    ):
        ledger.sequence()


def test_it_does_not_continue_from_an_older_backup(ledger: Ledger) -> None:
    ledger.filled(2, 2)
    LedgerEntry.objects.filter(sequence__gte=2).delete()
    LedgerCheckpoint.objects.filter(size__gt=2).delete()
    grow_tree_again()
    ledger.record()
    with pytest.raises(sequencer.LedgerForked, match="an older backup was restored"):
        ledger.sequence()


def test_a_row_that_is_no_entry_does_not_stop_the_others(ledger: Ledger) -> None:
    ledger.record(3)
    LedgerEntry.objects.filter(pk=LedgerEntry.objects.order_by("id")[1].pk).update(verb="not a verb")
    assert ledger.sequence().count == 2
    assert ledger.told() == [("entry-waiting", None, None)]


@pytest.mark.django_db(transaction=True)
def test_two_sequencers_at_once_give_every_entry_one_place(ledger: Ledger) -> None:
    ledger.record(400)
    failures: list[BaseException] = []

    def work() -> None:
        try:
            for _ in range(10):
                archive = CheckpointArchive(ledger.archive.path)
                sequencer.sequence_once(now=ledger.now, keys=KEYS, archive=archive, limit=30)
        except BaseException as error:  # noqa: BLE001 - shown below
            failures.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    assert sorted(LedgerEntry.objects.values_list("sequence", flat=True)) == list(range(400))
    assert ledger.check().intact
    assert list(ledger.archive.sizes())[::2] == list(
        LedgerCheckpoint.objects.order_by("size").values_list("size", flat=True)
    )
