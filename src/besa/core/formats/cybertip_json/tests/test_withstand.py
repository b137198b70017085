"""No file makes the reader fail, hang, forget or swell, whoever made it; what is written can be read again."""

from io import BytesIO
from json import dumps, loads
from pathlib import Path
from random import Random
from time import perf_counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from besa.core.formats import Referral
from besa.core.formats.cybertip_json import grammar, read, write
from besa.core.formats.items import LARGEST_ITEM
from besa.core.formats.losses import CannotExpress
from besa.core.formats.tests.mutations import mutated
from besa.core.formats.tests.properties import check_items, check_round_trip, everything, items_of, unhurried
from besa.core.formats.tests.strategies import referrals

FILES = [path.read_bytes() for path in sorted((Path(__file__).parent / "files").glob("*.json"))]
NAMES = sorted({*grammar.REPORT, *grammar.INFORMATION, *grammar.PERSON, *grammar.FILE, "value", "emails", "new"})


@pytest.mark.parametrize("start", range(0, 300, 100))
def test_a_broken_file_is_read_without_harm(start: int) -> None:
    for seed in range(start, start + 100):
        random = Random(seed)
        files = [*FILES, b"[" + b",\n".join(FILES) + b"]", b"\n".join(dumps(loads(file)).encode() for file in FILES)]
        check_items(read, mutated(random.choice(files), random))


@unhurried
@given(referrals())
def test_what_it_can_carry_comes_back_as_it_was(referral: Referral) -> None:
    check_round_trip(read, write, referral)


@unhurried
@given(referrals())
def test_what_has_no_place_is_named(referral: Referral) -> None:
    with pytest.raises(CannotExpress):
        write([referral], BytesIO())


values = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(0, 10**30).map(lambda number: f"t{number}t")),
    lambda inside: st.one_of(st.lists(inside, max_size=3), st.dictionaries(st.sampled_from(NAMES), inside, max_size=4)),
    max_leaves=30,
)


@unhurried
@given(st.dictionaries(st.sampled_from(NAMES), values, max_size=5))
def test_no_text_is_dropped_in_silence(report: dict[str, object]) -> None:
    [item] = check_items(read, dumps(report | {"reportId": "1"}).encode())
    assert item.referral is not None
    kept = everything(item.referral)
    assert [text for text in _texts(report) if text not in kept] == []


def _texts(value: object) -> list[str]:
    if isinstance(value, dict):
        return [text for name, each in value.items() if name != "reportId" for text in _texts(each)]
    if isinstance(value, list):
        return [text for each in value for text in _texts(each)]
    return [value] if isinstance(value, str) else []


@pytest.mark.parametrize(
    "part",
    [b"{", b"[", b'"', b"{[", b'{"a":', b"{}", b'{"', b"\\", b'{"a":"\\', b'{"a":1\n', b"[{", b"}", b'{"\n', b"{}x\n"],
)
def test_twenty_thousand_times_the_same_part_does_not_hang(part: bytes) -> None:
    started = perf_counter()
    kept = sum(len(item.raw) for item in items_of(read, part * 20_000))
    assert kept <= len(part) * 20_000
    assert perf_counter() - started < 20


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        (b'{"reportId":' + b"[" * 50_000 + b"]" * 50_000 + b"}", "levels deep"),
        (b'{"reportId":' + b"[" * 500 + b"]" * 500 + b"}", "levels deep"),
        (b'{"reportId":[' + b"{}," * 200_000 + b"{}]}", "300,000 values"),
        (b'{"reportId":"' + b"\xe9" * 10_001 + b'"}', "no text"),
    ],
)
def test_nesting_and_numbers_have_limits(data: bytes, problem: str) -> None:
    [item] = items_of(read, data)
    assert problem in item.problem


def test_an_entry_too_large_is_kept_in_parts_and_the_next_line_is_read() -> None:
    large = b'{"reportId":"' + b"x" * (LARGEST_ITEM + 100) + b'"}'
    items = items_of(read, large + b'\n{"reportId": "2"}')
    assert [item.referral is not None for item in items] == [False, False, True]
    assert b"".join(item.raw for item in items[:2]) == large + b"\n"
