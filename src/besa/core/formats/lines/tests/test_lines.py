"""Our own lines hold every referral whole, and no other line does harm."""

from io import BytesIO
from json import dumps, loads
from random import Random

import pytest
from hypothesis import given

from besa.core.formats import Person, Referral, Role
from besa.core.formats.items import LARGEST_ITEM
from besa.core.formats.lines import read, render, write
from besa.core.formats.tests.mutations import mutated
from besa.core.formats.tests.properties import check_items, items_of, referral_of, unhurried
from besa.core.formats.tests.strategies import referrals

ONE = Referral(format="x/1", source="test", source_id="1", people=(Person(role=Role.CHILD, age="13"),))


@unhurried
@given(referrals())
def test_every_referral_comes_back_whole(referral: Referral) -> None:
    line = render(referral)
    assert line.count(b"\n") == 1
    assert referral_of(read, line) == referral


def test_many_are_written_and_read_in_order() -> None:
    stream = BytesIO()
    write([ONE] * 3, stream)
    assert [item.referral for item in check_items(read, stream.getvalue())] == [ONE] * 3


@pytest.mark.parametrize("end", [b"\r\n", b"\n\n \n", b""])
def test_line_ends_and_blank_lines_do_not_matter(end: bytes) -> None:
    [item] = check_items(read, b"\xef\xbb\xbf" + render(ONE).strip() + end)
    assert item.referral == ONE
    assert item.raw == render(ONE).strip()


def test_what_a_newer_program_adds_is_set_aside() -> None:
    line = loads(render(ONE)) | {"mood": {"a": [1.50, True]}}
    read_line = referral_of(read, dumps(line).encode())
    assert [(note.where, note.kind, note.text) for note in read_line.quarantine] == [
        ("mood/a/0", "unknown-field", "1.5"),
        ("mood/a/1", "unknown-field", "true"),
    ]


def test_values_of_the_wrong_kind_are_set_aside() -> None:
    line = {
        "besa-referral": 1,
        "informational": "perhaps",
        "people": [{"role": "judge", "of": "x"}, "nobody", {"networks": [{"port": 3.5}]}],
        "said": [["a"], ["b", "c"]],
        "received": {"text": "yesterday", "utc": "yesterday"},
    }
    read_line = referral_of(read, dumps(line).encode())
    assert [person.role for person in read_line.people] == [Role.OTHER, Role.OTHER]
    assert read_line.said == (("b", "c"),)
    kept = {(note.where, note.kind, note.text) for note in read_line.quarantine}
    assert kept >= {
        ("informational", "unreadable-value", "perhaps"),
        ("people/0/role", "unknown-value", "judge"),
        ("people/0/of", "unreadable-value", "x"),
        ("people/1", "unreadable-value", "nobody"),
        ("people/2/networks/0/port", "unreadable-value", "3.5"),
        ("people/2/networks/0/ip", "missing-field", ""),
        ("said/0/0", "unreadable-value", "a"),
        ("received/utc", "unreadable-value", "yesterday"),
    }


@pytest.mark.parametrize("line", [b"{}", b"[]", b"1", b'"x"', b"null", b"{", b'{"besa-referral":2}', b"[" * 100_000])
def test_lines_that_are_no_referral_are_kept_with_a_reason(line: bytes) -> None:
    items = check_items(read, render(ONE) + line + b"\n" + render(ONE))
    assert [item.referral for item in items] == [ONE, None, ONE]
    assert items[1].raw == line


def test_a_line_too_long_is_kept_in_parts_and_the_next_is_read() -> None:
    items = items_of(read, b"x" * (LARGEST_ITEM * 2 + 5) + b"\n" + render(ONE))
    assert [len(item.raw) for item in items[:-1]] == [LARGEST_ITEM, LARGEST_ITEM, 5]
    assert items[-1].referral == ONE


@pytest.mark.parametrize("start", range(0, 200, 100))
def test_a_broken_file_is_read_without_harm(start: int) -> None:
    for seed in range(start, start + 100):
        random = Random(seed)
        check_items(read, mutated(render(ONE) * 3, random))
