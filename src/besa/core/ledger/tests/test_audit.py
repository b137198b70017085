"""Whatever is done to a stored log, the audit says what and where; an untouched log gives nothing."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from besa.core.ledger import Kind, LogKeys
from besa.core.ledger.findings import VerifyReport
from besa.core.ledger.stored import RowValues
from besa.core.ledger.tests.logs import KEYS, MemoryLog, entry, log_of

Told = list[tuple[str, int | None, int | None]]


def told(report: VerifyReport) -> Told:
    return [(finding.kind.value, finding.first, finding.last or finding.first) for finding in report.findings]


def edit(log: MemoryLog, at: int) -> None:
    row = list(log.rows_by_sequence[at])
    row[3] = "staff/somebody-else"
    log.rows_by_sequence[at] = tuple(row)  # type: ignore[assignment]


def renumber(log: MemoryLog, rows: list[RowValues]) -> None:
    log.rows_by_sequence = {at: (at, *row[1:]) for at, row in enumerate(rows)}


def ordered(log: MemoryLog) -> list[RowValues]:
    return [row for _, row in sorted(log.rows_by_sequence.items())]


def rewrite(log: MemoryLog, *batches: int, keys: LogKeys, at: int, archive: bool = False) -> MemoryLog:
    """The same log made again from the start with entry `at` changed and every checkpoint signed with `keys`."""
    new = MemoryLog()
    number = 0
    for batch in batches:
        changed = {at: entry(at, actor="staff/somebody-else")}
        new.add([changed.get(n, entry(n)) for n in range(number, number + batch)], keys)
        number += batch
    new.outside = log.outside
    if not archive:
        new.archive = log.archive
    return new


def test_an_untouched_log_gives_no_finding() -> None:
    log = log_of(3, 1, 300, 700, 5000)
    report = log.check()
    assert report.intact
    assert told(report) == []
    assert (report.size, report.entries, report.checkpoints) == (6004, 6004, 10)
    assert report.root is not None
    assert KEYS.sign(size=6004, root=report.root, at=0).checkpoint.text in log.database[6004]


def test_an_empty_log_gives_no_finding() -> None:
    assert MemoryLog().check().intact


@pytest.mark.parametrize("at", [0, 9, 10, 255, 256, 299])
def test_a_changed_row_is_named(at: int) -> None:
    log = log_of(10, 290)
    edit(log, at)
    report = log.check()
    assert told(report) == [("entry-changed", at, at)]
    assert "staff/somebody-else" in report.findings[0].found


@pytest.mark.parametrize("field", range(1, 7))
def test_every_field_of_a_row_counts(field: int) -> None:
    log = log_of(20)
    row = list(log.rows_by_sequence[7])
    row[field] = log.rows_by_sequence[8][field] if field in (1, 2, 5) else "x" * 32 if field == 3 else "odd"
    log.rows_by_sequence[7] = tuple(row)  # type: ignore[assignment]
    assert told(log.check()) == [("entry-changed", 7, 7)]


def test_changed_rows_in_a_row_are_one_finding() -> None:
    log = log_of(200)
    for at in range(30, 130):
        edit(log, at)
    edit(log, 140)
    assert told(log.check()) == [("entry-changed", 30, 129), ("entry-changed", 140, 140)]


@pytest.mark.parametrize("at", [0, 9, 10, 256, 298])
def test_a_deleted_row_is_named(at: int) -> None:
    log = log_of(10, 290)
    del log.rows_by_sequence[at]
    assert told(log.check()) == [("entry-missing", at, at)]


@pytest.mark.parametrize("at", [0, 9, 10, 256, 298])
def test_a_deleted_row_is_named_even_when_the_gap_was_closed(at: int) -> None:
    log = log_of(10, 290)
    rows = ordered(log)
    del rows[at]
    renumber(log, rows)
    report = log.check()
    assert told(report) == [("entry-missing", at, at)]
    assert "renumbered" in report.findings[0].found


@pytest.mark.parametrize("at", [0, 9, 10, 256, 299])
def test_an_inserted_row_is_named_even_when_room_was_made_for_it(at: int) -> None:
    log = log_of(10, 290)
    rows = ordered(log)
    one = entry(777)
    rows.insert(at, (at, one.name, one.at_ms, one.actor, one.verb, one.object_id, one.digest))
    renumber(log, rows)
    assert told(log.check()) == [("entry-inserted", at, at)]


def test_two_rows_that_changed_places_are_named() -> None:
    log = log_of(10, 290)
    rows = ordered(log)
    rows[5], rows[200] = rows[200], rows[5]
    renumber(log, rows)
    report = log.check()
    assert told(report) == [("entry-moved", 5, 5), ("entry-moved", 200, 200)]
    assert "signed as entry 200" in report.findings[0].found


def test_neighbours_that_changed_places_are_named() -> None:
    log = log_of(300)
    rows = ordered(log)
    rows[5], rows[6] = rows[6], rows[5]
    renumber(log, rows)
    assert told(log.check()) == [("entry-moved", 5, 5), ("entry-moved", 6, 6)]


def test_a_row_moved_to_a_later_place_is_named() -> None:
    log = log_of(300)
    rows = ordered(log)
    rows.insert(90, rows.pop(20))
    renumber(log, rows)
    report = log.check()
    assert told(report) == [("entry-moved", 90, 90)]
    assert "signed as entry 20" in report.findings[0].found


def test_several_different_things_are_each_named() -> None:
    log = log_of(100, 400, 500)
    rows = ordered(log)
    del rows[40]
    one = entry(777)
    rows.insert(600, (600, one.name, one.at_ms, one.actor, one.verb, one.object_id, one.digest))
    renumber(log, rows)
    edit(log, 800)
    edit(log, 300)  # this row carries entry 301 now
    assert told(log.check()) == [
        ("entry-changed", 301, 301),
        ("entry-changed", 800, 800),
        ("entry-missing", 40, 40),
        ("entry-inserted", 600, 600),
    ]


def test_a_row_behind_the_signed_end_is_named() -> None:
    log = log_of(100)
    log.rows_by_sequence[100] = (100, *log.rows_by_sequence[50][1:])
    log.rows_by_sequence[5000] = (5000, *log.rows_by_sequence[51][1:])
    assert told(log.check()) == [("entry-beyond-checkpoint", 100, 100), ("entry-beyond-checkpoint", 5000, 5000)]


def test_a_cut_off_end_is_named() -> None:
    log = log_of(100, 200)
    for at in range(280, 300):
        del log.rows_by_sequence[at]
    assert told(log.check()) == [("history-cut", 280, 299)]


def test_a_cut_off_end_is_named_by_the_archive_when_tree_and_checkpoints_went_with_it() -> None:
    log = log_of(100, 180, 20)
    cut = log_of(100, 180)
    cut.archive = log.archive
    report = cut.check()
    assert told(report) == [("history-cut", 280, 299), ("checkpoint-missing", None, None)]
    assert "checkpoints/log.txt" in report.findings[0].found


def test_a_cut_off_end_is_named_by_an_outside_checkpoint_alone() -> None:
    log = log_of(100, 180)
    log.outside = [log_of(100, 180, 20).add([entry(300)])]
    report = log.check()
    assert told(report) == [("history-cut", 280, 300)]
    assert "court.txt" in report.findings[0].found


def test_history_rewritten_without_the_key_is_narrowed_to_the_batch() -> None:
    log = log_of(100, 100, 100)
    new = rewrite(log, 100, 100, 100, keys=KEYS, at=150)
    new.database = log.database
    report = new.check()
    assert told(report) == [("history-rewritten", 100, 199)]
    assert "without the signing keys" in report.findings[0].means


def test_history_rewritten_and_signed_again_is_found_by_the_archive() -> None:
    log = log_of(100, 100, 100)
    report = rewrite(log, 100, 100, 100, keys=KEYS, at=150).check()
    assert told(report) == [("history-rewritten", 100, 199)]
    assert "signed again" in report.findings[0].means
    assert "checkpoints/log.txt" in report.findings[0].found


def test_history_rewritten_and_signed_again_is_found_by_a_witness_when_the_archive_went_with_it() -> None:
    log = log_of(100, 100, 100)
    log.outside = [log_of(100).add([entry(n) for n in range(100, 200)])]
    new = rewrite(log, 100, 100, 100, keys=KEYS, at=150, archive=True)
    report = new.check()
    assert told(report) == [("history-rewritten", 0, 199)]
    assert "court.txt" in report.findings[0].found
    assert "signed again" in report.findings[0].means


def test_signatures_of_a_stranger_are_named() -> None:
    log = log_of(100)
    stranger = LogKeys(KEYS.origin, b"\x08" * 32, b"\x09" * 32)
    new = rewrite(log, 100, keys=stranger, at=50)
    assert told(new.check()) == [("checkpoint-broken", None, None), ("history-rewritten", 0, 99)]


def test_a_changed_checkpoint_is_named_with_its_place() -> None:
    log = log_of(100, 100)
    log.database[100] = log.database[100].replace("\n100\n", "\n101\n")
    report = log.check()
    assert told(report) == [("checkpoint-broken", None, None)]
    assert "size 100 in the database" in report.findings[0].found


def test_a_checkpoint_filed_under_another_size_is_named() -> None:
    log = log_of(100, 100)
    log.database[150] = log.database[100]
    report = log.check()
    assert "got size 100, expected 150" in report.findings[0].found


def test_checkpoints_removed_from_one_of_the_two_places_are_named() -> None:
    log = log_of(100, 100, 100, 100)
    del log.database[100]
    del log.archive[200]
    report = log.check()
    assert told(report) == [("checkpoint-missing", None, None)] * 2
    assert ["the database" in f.found for f in report.findings] == [True, False]


def test_an_archive_that_has_not_caught_up_yet_is_no_tampering() -> None:
    log = log_of(100, 100)
    del log.archive[200]
    assert log.check().intact


def test_swapped_tiles_are_named_and_the_entries_are_not_blamed() -> None:
    log = log_of(1000)
    log.tiles[0, 1], log.tiles[0, 2] = log.tiles[0, 2], log.tiles[0, 1]
    report = log.check()
    assert [(f.kind, f.first) for f in report.findings] == [(Kind.TILE_SWAPPED, 256), (Kind.TILE_SWAPPED, 512)]
    assert "tile/0/001 holds what belongs in tile/0/002" in report.findings[0].found


def test_a_changed_tile_is_named_and_the_entries_are_not_blamed() -> None:
    log = log_of(1000)
    log.tiles[0, 3] = bytes(32) + log.tiles[0, 3][32:]
    report = log.check()
    assert told(report) == [("tile-changed", 768, 768)]
    assert "tile/0/003.p/232: 1 of 232" in report.findings[0].found


def test_a_changed_upper_tile_is_named() -> None:
    log = log_of(1000)
    log.tiles[1, 0] = log.tiles[1, 0][:32] + bytes(32) + log.tiles[1, 0][64:]
    report = log.check()
    assert told(report) == [("tile-changed", 256, 511)]
    assert "tile/1/000.p/3: hash 1" in report.findings[0].found


@pytest.mark.parametrize(("place", "first", "last"), [((0, 1), 256, 511), ((1, 0), 0, 767)])
def test_a_missing_tile_is_named(place: tuple[int, int], first: int, last: int) -> None:
    log = log_of(1000)
    del log.tiles[place]
    assert told(log.check()) == [("tile-missing", first, last)]


def test_a_changed_row_under_a_missing_tile_is_still_found() -> None:
    log = log_of(256, 256, 256)
    del log.tiles[0, 1]
    edit(log, 300)
    assert ("history-rewritten", 256, 511) in told(log.check())


def test_rows_and_tree_changed_together_but_differently_are_called_disputed() -> None:
    log = log_of(256, 256)
    edit(log, 300)
    log.tiles[0, 1] = bytes(32) + log.tiles[0, 1][32:]
    kinds = {kind for kind, _, _ in told(log.check())}
    assert kinds >= {"entry-disputed", "history-rewritten"}


def test_a_second_row_in_the_same_place_is_named() -> None:
    log = log_of(20)

    class Doubled(MemoryLog):
        def rows(self, first: int, end: int) -> list[RowValues]:
            rows = super().rows(first, end)
            return sorted([*rows, *rows[5:6]])

    doubled = Doubled(log.rows_by_sequence, log.tiles, log.database, log.archive)
    assert told(doubled.check()) == [("entry-inserted", 5, 5)]


def test_how_much_is_protected_by_others_is_said() -> None:
    log = log_of(100, 100)
    log.outside = [log.add([entry(200)])]
    log.add([entry(201), entry(202)])
    report = log.check()
    assert (report.protected, report.outside, report.size) == (201, 1, 203)


def test_a_ruined_log_does_not_fill_the_memory() -> None:
    log = log_of(6000)
    for at in range(0, 6000, 3):
        edit(log, at)
    report = log.check()
    assert len(report.findings) == 1000
    assert report.left_out > 900
    assert not report.intact


def test_every_finding_says_what_it_means_and_what_to_do() -> None:
    log = log_of(1000)
    edit(log, 3)
    del log.tiles[1, 0]
    for finding in log.check().findings:
        assert finding.found.endswith(".")
        assert len(finding.means) > 20
        assert len(finding.todo) > 20
        assert finding.where


acts = st.lists(
    st.tuples(st.sampled_from(["edit", "delete", "close", "insert", "swap"]), st.integers(0, 599)),
    min_size=1,
    max_size=4,
)


@settings(max_examples=60, deadline=None)
@given(acts, st.integers(1, 599))
def test_no_mixture_of_tampering_goes_unnoticed(acts: list[tuple[str, int]], batch: int) -> None:
    log = log_of(batch, 600 - batch)
    original = dict(log.rows_by_sequence)
    for kind, at in acts:
        rows = ordered(log)
        if kind == "edit" and at in log.rows_by_sequence:
            edit(log, at)
        elif kind == "delete":
            log.rows_by_sequence.pop(at, None)
        elif kind == "close" and at < len(rows):
            del rows[at]
            renumber(log, rows)
        elif kind == "insert":
            one = entry(1000 + at)
            rows.insert(at, (at, one.name, one.at_ms, one.actor, one.verb, one.object_id, one.digest))
            renumber(log, rows)
        elif kind == "swap" and at + 1 < len(rows):
            rows[0], rows[at + 1] = rows[at + 1], rows[0]
            renumber(log, rows)
    assert log.check().intact == (log.rows_by_sequence == original)


def test_a_witness_copy_with_an_added_signature_is_still_the_same_claim() -> None:
    log = log_of(10)
    note = log.add([entry(10)])
    log.outside = [replace(note, signatures=note.signatures[:1])]
    assert log.check().protected == 11
