"""A table says what its mapping says, and nothing of it is dropped."""

from datetime import UTC, datetime
from io import BytesIO
from random import Random
from time import perf_counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from besa.core.formats import Moment, Network, Referral, Role
from besa.core.formats.losses import CannotExpress
from besa.core.formats.table import WrongMapping, default, load, read, write
from besa.core.formats.table.rows import LARGEST_ROW
from besa.core.formats.tests.mutations import mutated
from besa.core.formats.tests.properties import (
    Trickle,
    check_items,
    check_round_trip,
    everything,
    items_of,
    referral_of,
    unhurried,
)
from besa.core.formats.tests.strategies import referrals

TABLE = (
    b"Report Number,Incident  type,urgent,reported phone,reported IP,reported port,child age,file md5,notes,"
    b"colour\r\n"
    b"17,Child Sex Trafficking,yes,+355690000000|+355690000001,192.0.2.1,5000,13,fafa,"
    b'"two\r\nlines, ""quoted""",red\r\n'
    b"\r\n"
    b"18,Something else,no,,192.0.2.2|192.0.2.3,80,,,,,more\r\n"
)
SMALL = """
version: 1
columns: {Numri: source_id, Koha: occurred, Emri: child.name, Emri 2: child2.name, Puna: reported.said.occupation}
delimiter: ";"
encoding: windows-1252
zone: "+01:00"
times: ["%d.%m.%Y %H:%M"]
"""


class TestTheDefaultMapping:
    def test_cells_say_what_their_columns_say(self) -> None:
        first, second = (item.referral for item in check_items(read, TABLE))
        assert first is not None
        assert second is not None
        assert (first.source_id, first.category, first.escalation) == ("17", "trafficking", "-")
        reported, child = first.people
        assert [phone.number for phone in reported.phones] == ["+355690000000", "+355690000001"]
        assert reported.networks == (Network(ip="192.0.2.1", port=5000),)
        assert (child.role, child.age) == (Role.CHILD, "13")
        assert first.uploads[0].digests == (("md5", "fafa"),)
        assert first.texts[0].text == 'two\r\nlines, "quoted"'
        assert second.escalation == ""

    def test_what_has_no_place_is_set_aside(self) -> None:
        first, second = (item.referral for item in items_of(read, TABLE))
        assert first is not None
        assert second is not None
        assert [(note.where, note.kind, note.text) for note in first.quarantine] == [("colour", "unknown-field", "red")]
        assert {(note.where, note.kind, note.text) for note in second.quarantine} == {
            ("column 11", "unknown-field", "more"),
            ("incident_type", "unknown-value", "Something else"),
            ("reported.port", "unreadable-value", "80"),
        }

    @pytest.mark.parametrize("delimiter", [";", "\t", "|"])
    def test_the_delimiter_is_found_by_the_headers(self, delimiter: str) -> None:
        data = delimiter.join(["report number", "child age"]) + "\n" + delimiter.join(["1", "12"])
        found = referral_of(read, data.encode())
        assert (found.source_id, found.people[0].age) == ("1", "12")

    @pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-be", "utf-32"])
    def test_spreadsheets_write_many_encodings(self, encoding: str) -> None:
        data = "report number,notes\n1,ë\n".encode(encoding)
        [item] = check_items(read, data)
        assert item.referral is not None
        assert item.referral.texts[0].text == "ë"

    def test_it_does_not_matter_how_the_bytes_arrive(self) -> None:
        assert items_of(read, TABLE, Trickle) == items_of(read, TABLE)


class TestAMappingOfOnesOwn:
    def test_it_says_columns_zone_and_forms_of_time(self) -> None:
        data = "NUMRI;Koha;Emri;emri 2;Puna\n9;01.03.2026 21:15;Ç.;D.;coach\n".encode("windows-1252")
        [item] = read(BytesIO(data), source="test", mapping=load(SMALL))
        found = item.referral
        assert found is not None
        assert found.occurred == Moment(
            text="01.03.2026 21:15", offset=60, utc=datetime(2026, 3, 1, 20, 15, tzinfo=UTC)
        )
        assert [person.names for person in found.people] == [("Ç.",), ("D.",), ()]
        assert found.people[2].said == (("occupation", "coach"),)

    @pytest.mark.parametrize(
        "change",
        [
            "version: 2\ncolumns: {a: source_id}",
            "version: 1",
            "version: 1\ncolumns: {a: source_idea}",
            "version: 1\ncolumns: {a: reported.digest.md5}",
            "version: 1\ncolumns: {a: source_id}\ncolor: red",
            "version: 1\ncolumns: {a: source_id}\ndelimiter: ab",
            "version: 1\ncolumns: {a: source_id}\nencoding: utf-16",
            "version: 1\ncolumns: {a: source_id}\nencoding: nonsense",
            "version: 1\ncolumns: {a: source_id}\nzone: Tirana",
            "- a",
            "{",
        ],
    )
    def test_a_wrong_one_is_refused_with_a_sentence(self, change: str) -> None:
        with pytest.raises(WrongMapping) as caught:
            load(change)
        assert str(caught.value).endswith(".") or "YAML" in str(caught.value)


class TestWriting:
    @unhurried
    @given(referrals())
    def test_what_it_can_carry_comes_back_as_it_was(self, referral: Referral) -> None:
        check_round_trip(read, write, referral)

    @unhurried
    @given(referrals())
    def test_what_has_no_column_is_named(self, referral: Referral) -> None:
        with pytest.raises(CannotExpress):
            write([referral], BytesIO())

    def test_the_default_mapping_has_a_place_for_the_usual(self) -> None:
        [item, _] = items_of(read, TABLE)
        assert item.referral is not None
        stream = BytesIO()
        losses = write([item.referral], stream, lossy=True)
        assert {loss.where.partition(".")[0] for loss in losses} == {"quarantine"}
        again = referral_of(read, stream.getvalue())
        assert (again.people, again.uploads) == (item.referral.people, item.referral.uploads)


class TestWithstanding:
    @pytest.mark.parametrize("start", range(0, 300, 100))
    def test_a_broken_file_is_read_without_harm(self, start: int) -> None:
        for seed in range(start, start + 100):
            random = Random(seed)
            check_items(read, mutated(TABLE, random))

    @unhurried
    @given(st.lists(st.lists(st.booleans(), min_size=len(default().columns) + 1), min_size=1, max_size=2))
    def test_no_cell_is_dropped_in_silence(self, filled: list[list[bool]]) -> None:
        headers = [*default().columns, "further"]
        rows = [",".join(f"t{index}t" if full else "" for index, full in enumerate(row)) for row in filled]
        items = check_items(read, "\n".join([",".join(headers), *rows]).encode())
        for item, row in zip(items, [row for row in filled if any(row)], strict=False):
            if item.referral is not None:
                kept = everything(item.referral)
                assert [index for index, full in enumerate(row) if full and f"t{index}t" not in kept] == []

    @pytest.mark.parametrize("data", [b"", b"report number\n", b"\n\n", b"\xef\xbb\xbf"])
    def test_a_table_without_rows_says_so(self, data: bytes) -> None:
        [item] = items_of(read, data)
        assert item.problem

    def test_a_table_with_other_headers_is_kept_with_a_reason(self) -> None:
        [item] = check_items(read, b"a,b\n1,2\n")
        assert "names no column" in item.problem

    def test_a_row_too_large_is_kept_in_parts(self) -> None:
        items = items_of(read, b"report number\n" + b"x" * (LARGEST_ROW * 2) + b"\n5\n")
        assert items[-1].referral is not None
        assert items[-1].referral.source_id == "5"
        assert all(item.problem for item in items[:-1])

    @pytest.mark.parametrize("part", [b'"', b",", b'",', b'"\n', b"a\n", b'""', b'"a\n', b"\r", b'x"\n', b'\n"'])
    def test_fifty_thousand_times_the_same_part_does_not_hang(self, part: bytes) -> None:
        started = perf_counter()
        items_of(read, b"report number\n" + part * 50_000)
        assert perf_counter() - started < 20
