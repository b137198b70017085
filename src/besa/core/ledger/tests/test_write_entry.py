"""An entry has exactly one written form, and every field of it counts."""

from __future__ import annotations

from contextlib import suppress
from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from besa.core.ledger import Entry, EntryBroken, canonical_json, leaf_hash, payload_digest
from besa.core.ledger.entries import decode, flaw
from besa.core.ledger.tests.logs import entry

printable = st.text(st.characters(categories=("L", "N", "P", "S", "M")), min_size=1, max_size=80)
entries = st.builds(
    Entry,
    name=st.from_regex(r"[0-9a-f]{32}", fullmatch=True),
    at_ms=st.integers(0, 2**63 - 1),
    actor=printable,
    verb=st.from_regex(r"[a-z]{1,9}\.[a-z]{1,9}\.[a-z][a-z_]{0,9}", fullmatch=True),
    object_id=printable,
    digest=st.binary(min_size=32, max_size=32),
)


@given(entries)
def test_what_was_written_is_read_back(one: Entry) -> None:
    assert decode(one.encode()) == one


@given(entries, entries)
def test_two_different_entries_are_never_written_alike(one: Entry, other: Entry) -> None:
    assert (one == other) == (one.encode() == other.encode())


@given(entries, st.integers(0, 10_000), st.integers(0, 7))
def test_no_bit_of_the_written_form_is_without_meaning(one: Entry, at: int, bit: int) -> None:
    data = bytearray(one.encode())
    data[at % len(data)] ^= 1 << bit
    with suppress(EntryBroken):
        assert decode(bytes(data)) != one


def test_the_written_form_never_changes() -> None:
    one = entry(7, name="0" * 32)
    assert one.encode() == (
        b"besa.ledger.entry/1\n00000000000000000000000000000000\n1793232000007\nstaff/heron\nreports.report.opened\n"
        b"report/7\n239f59ed55e737c77147cf55ad0c1b030b6d7ee748a7426952f9b852d5a935e5\n"
    )
    assert one.leaf == leaf_hash(one.encode()) == sha256(b"\0" + one.encode()).digest()


@pytest.mark.parametrize(
    ("field", "value", "message"),
    [
        ("name", "A" * 32, "entry name"),
        ("at_ms", -1, "time"),
        ("at_ms", 1.5, "time"),
        ("at_ms", True, "time"),
        ("actor", "", "actor"),
        ("actor", "two\nlines", "actor"),
        ("actor", "x" * 81, "actor"),
        ("verb", "opened", "room.noun.act"),
        ("verb", "Reports.report.opened", "room.noun.act"),
        ("object_id", "report\u20281", "object_id"),
        ("object_id", "half \ud800", "object_id"),
        ("digest", b"short", "32 bytes"),
        ("digest", "text", "32 bytes"),
    ],
)
def test_a_field_without_a_canonical_form_is_refused(field: str, value: object, message: str) -> None:
    with pytest.raises(EntryBroken, match=message):
        entry(1, **{field: value})


@given(st.tuples(*[st.one_of(st.none(), st.text(), st.binary(), st.integers(), st.floats())] * 6))
def test_a_tampered_row_is_described_whatever_it_holds(row: tuple[object, ...]) -> None:
    assert flaw(*row) is None or "expected" in str(flaw(*row))


def test_bytes_are_digested_as_they_are() -> None:
    assert payload_digest(b"sealed") == sha256(b"sealed").digest()


def test_a_mapping_has_one_digest_whatever_its_order() -> None:
    assert payload_digest({"b": 1, "a": [True, None, "ë"]}) == payload_digest({"a": (True, None, "ë"), "b": 1})
    assert canonical_json({"b": 1, "a": [True, None, "ë\n"]}) == '{"a":[true,null,"ë\\n"],"b":1}'.encode()


def test_names_are_sorted_as_rfc_8785_says() -> None:
    assert canonical_json({"\ufb33": 1, "\U0001f600": 2}) == '{"\U0001f600":2,"\ufb33":1}'.encode()


@pytest.mark.parametrize("value", [1.5, b"bytes", 2**53, {1: 2}, "\ud800", {"a": {1, 2}}])
def test_a_payload_without_a_canonical_form_is_refused(value: object) -> None:
    with pytest.raises(EntryBroken, match="expected"):
        canonical_json({"x": value} if not isinstance(value, dict) else value)
