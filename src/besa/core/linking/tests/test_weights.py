"""Weights are data: read strictly, each with a reason, and a frequent thing never tells more than a rare one."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from besa.core.linking import Level, WeightsWrong, current
from besa.core.linking import weights as module
from besa.core.linking.weights import read

_FILE = Path(module.__file__).with_name("weights.yaml")


def _changed(folder: Path, old: str, new: str) -> Path:
    path = folder / "weights.yaml"
    shutil.copy(_FILE, path)
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("code: 2\n", "code: 1\n", "same code"),
        ("rarity: contact", "rarity: seldom", "no rarity 'seldom'"),
        ("family: email", "famly: email", "use only"),
        ("joins_at: 12\n", "", "joins_at"),
        ("[{to: 3, less: 0}, {to: 10, less: 2}", "[{to: 30, less: 0}, {to: 10, less: 2}", "must grow"),
    ],
)
def test_a_mistake_is_named(tmp_path: Path, old: str, new: str, said: str) -> None:
    with pytest.raises(WeightsWrong, match=said):
        read(_changed(tmp_path, old, new))


def test_each_sort_has_a_label_and_a_reason_in_a_sentence() -> None:
    for sort in current().sorts.values():
        assert sort.label
        assert sort.reason.endswith(".")
        assert sort.counts, sort.name


@given(st.sampled_from(sorted(current().sorts)), st.integers(1, 2_000), st.integers(1, 2_000), st.booleans())
def test_a_frequent_thing_never_tells_more_than_a_rare_one(name: str, one: int, other: int, sure: bool) -> None:
    sort, (few, many) = current().sorts[name], sorted((one, other))
    for level in Level:
        assert sort.at(level, few, sure=sure) >= sort.at(level, many, sure=sure) >= 0


@given(st.sampled_from(sorted(current().sorts)), st.integers(2, 2_000))
def test_between_steps_nothing_changes(name: str, times: int) -> None:
    weights = current()
    sort = weights.sorts[name]
    if weights.step(sort, times) == weights.step(sort, times - 1):
        for level in Level:
            for sure in (True, False):
                assert sort.at(level, times, sure=sure) == sort.at(level, times - 1, sure=sure)


def test_codes_that_databases_hold_stay_what_they_are() -> None:
    named = {sort.code: sort.name for sort in current().sorts.values()}
    assert [named[code] for code in range(1, 26)] == [
        "account-number", "screen-name", "bare-name", "phone", "email", "payment", "wallet", "device", "network-name",
        "ip", "ip-day", "ip-port", "subnet", "place", "digest", "url", "domain", "report-number", "group", "name-born",
        "name", "text", "same-text", "unusual-name", "other-digest",
    ]  # fmt: skip


def test_nothing_that_only_supports_joins_and_no_media_or_text_speaks_for_a_person() -> None:
    weights = current()
    for name in (
        "digest",
        "other-digest",
        "url",
        "text",
        "ip",
        "ip-day",
        "ip-port",
        "place",
        "name",
        "name-born",
        "bare-name",
        "group",
    ):
        assert weights.sorts[name].counts.get(Level.PERSON, 0) < weights.joins_at
    for name in ("digest", "other-digest", "url", "domain", "text", "same-text"):
        assert Level.PERSON not in weights.sorts[name].counts


def test_words_follow_strength() -> None:
    weights = current()
    assert [weights.word(points) for points in (3, 4, 8, 12, 40)] == ["", "weak", "moderate", "strong", "very strong"]
