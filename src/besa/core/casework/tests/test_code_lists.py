"""Code lists keep last year's figures readable: nothing is renamed, nothing stands twice, bad files name their cure."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
import yaml

from besa.core.casework import Code, CodeList, code_list, code_lists
from besa.core.casework.code_lists import BadCodeList, _read, messages

HISTORY = Path(__file__).parent / "codes_ever_used.yaml"


def test_a_code_once_used_is_never_removed_or_renamed() -> None:
    """Old reports hold these codes. End one with `until`; add new ones to codes_ever_used.yaml."""
    ever = yaml.safe_load(HISTORY.read_text(encoding="utf-8"))
    now = {name: {code.code for code in listed.codes} for name, listed in code_lists().items()}
    removed = [(name, code) for name, codes in ever.items() for code in codes if code not in now.get(name, set())]
    added = [(name, code) for name, codes in now.items() for code in sorted(codes) if code not in ever.get(name, ())]
    assert removed == []
    assert added == [], "new codes must be written down in codes_ever_used.yaml"


@pytest.mark.parametrize("name", sorted(code_lists()))
def test_every_list_is_usable_today(name: str) -> None:
    listed = code_list(name)
    assert listed.version
    assert listed.codes
    for code in listed.codes:
        assert code.label
        assert code.label == code.label.strip()
        assert len(code.code) <= 40, "the database column holds 40"
        assert code.code in listed
        assert listed.label(code.code) == code.label


@pytest.mark.parametrize("name", ["age_bands", "where", "when", "ongoing", "before", "who"])
def test_not_knowing_is_always_an_answer(name: str) -> None:
    assert "unknown" in code_list(name)


@pytest.mark.parametrize(
    ("published", "bands"),
    {
        "5-11": {"5-11"},
        "12-18": {"12", "13-14", "15-17", "18"},
        "15-17": {"15-17"},
        "15-18": {"15-17", "18"},
        "under 13": {"0-4", "5-11", "12"},
        "under 18": {"0-4", "5-11", "12", "13-14", "15-17"},
    }.items(),
)
def test_every_published_age_band_can_be_added_up(published: str, bands: set[str]) -> None:
    """Helplines publish 5-11 and 12-18; one platform used 15-17 in one year and 15-18 in another."""
    low, high = (0, int(published.split()[1]) - 1) if " " in published else map(int, published.split("-"))
    assert bands <= {code.code for code in code_list("age_bands").codes}
    assert sorted(age for band in bands for age in years(band)) == list(range(low, high + 1))


def test_age_bands_cover_every_age_once() -> None:
    ages = [age for code in code_list("age_bands").codes if code.code != "unknown" for age in years(code.code)]
    assert sorted(ages) == list(range(120))


def years(band: str) -> range:
    if band.endswith("+"):
        return range(int(band[:-1]), 120)
    low, _, high = band.partition("-")
    return range(int(low), int(high or low) + 1)


def test_labels_come_in_three_sections() -> None:
    assert {code.section for code in code_list("labels").codes} == {"categorisation", "investigative", "demographic"}


def test_an_ended_code_is_no_longer_offered_but_still_named() -> None:
    listed = _read(
        "example.yaml",
        "version: '2'\ncodes:\n"
        "- {code: old, label: Old, until: 2026-01-01}\n- {code: new, label: New, since: 2026-01-01}\n",
    )
    assert [code.code for code in listed.valid_on(date(2025, 12, 31))] == ["old"]
    assert [code.code for code in listed.valid_on(date(2026, 1, 1))] == ["new"]
    assert listed.label("old") == "Old"
    assert listed.label("never known") == "never known"


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("version: '1'\n", "needs `version` and `codes`"),
        ("codes: []\n", "needs `version` and `codes`"),
        ("", "needs `version` and `codes`"),
        ("- 1\n", "needs `version` and `codes`"),
        ("version: '1'\ncodes: [{label: x}]\n", "needs `version` and `codes`"),
        ("version: '1'\ncodes: [{code: a}]\n", "needs `version` and `codes`"),
        ("version: '1'\ncodes: [{code: a, label: A}, {code: a, label: B}]\n", "'a' stands twice"),
        ("version: '1'\ncodes: [{code: a, label: A, lable: B}]\n", "unknown key 'lable'"),
        ("version: '1'\ncodes: [just a word]\n", "needs `version` and `codes`"),
        ("version: '1'\ncodes: [{code: a, label: A, since: 2026-02-01, until: 2026-01-01}]\n", "ends before it begins"),
        ("version: '1'\ncodes: [{code: a, label: A, until: soon}]\n", "`until` must be a date"),
        ("version: [\n", "is not YAML"),
    ],
)
def test_a_bad_file_is_named_with_its_cure(text: str, says: str) -> None:
    with pytest.raises(BadCodeList, match=says) as caught:
        _read("example.yaml", text)
    assert "example.yaml" in str(caught.value)


def test_every_label_goes_to_the_translators() -> None:
    texts = messages()
    for listed in code_lists().values():
        for code in listed.codes:
            assert code.label in texts


def test_values_are_frozen() -> None:
    listed = CodeList(name="x", version="1", codes=(Code(code="a", label="A"),))
    with pytest.raises(AttributeError):
        listed.name = "y"  # type: ignore[misc]
