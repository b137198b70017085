"""Rules on instruments and conflicts that are spoilt are refused with file, rule and cure."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from besa.core.jurisdiction.law import conflicts, instruments, rule_checks
from besa.core.jurisdiction.law.broken import LawBroken
from besa.core.jurisdiction.law.library import FOLDER, current

_GOOD = """keep_it:
  label: Ask another State to keep it
  reaches: state_of_data
  letter: preservation
  bases:
    - treaty: ets185
      between: both
      cites: [ets185.29]
      clocks: [{what: it is kept, starts: the day it is kept, at_least: 60 days, at: ets185.29}]
"""


def read(folder: Path, text: str) -> None:
    (folder / "instruments.yaml").write_text(text, encoding="utf-8")
    (folder / "letters").mkdir(exist_ok=True)
    (folder / "letters" / "preservation.yaml").write_text("", encoding="utf-8")
    instruments.read_instruments(folder)


def test_a_rule_that_is_whole_is_read(tmp_path: Path) -> None:
    read(tmp_path, _GOOD)


@pytest.mark.parametrize(
    ("found", "instead", "cure"),
    [
        ("reaches: state_of_data", "reaches: everybody", "reaches 'everybody'"),
        ("letter: preservation", "letter: love", "there is no letters/love.yaml"),
        ("between: both", "between: friends", "'between' must be one of both, issuer, addressee"),
        ("      cites: [ets185.29]\n", "", "'cites' is missing"),
        ("at_least: 60 days", "at_least: two months", "'two months' is no time"),
        ("at_least: 60 days", "at_least: 60 days, within: 3 days", "say one of at_least, at_most, within"),
        ("treaty: ets185", "treaty: ets185\n      cell: some_law", "name either a 'treaty' or a 'cell'"),
        ("between: both", "between: both\n      when: sunshine", "not on the closed list"),
        ("between: both", "between: both\n      offences: perhaps", "'offences' must be yes or no"),
        ("  bases:\n", "  bases: []\n  other:\n", "unknown key 'other'"),
        ("  label:", "  lable:", "unknown key 'lable'"),
    ],
)
def test_what_is_wrong_with_an_instrument_is_said(tmp_path: Path, found: str, instead: str, cure: str) -> None:
    assert found in _GOOD
    with pytest.raises(LawBroken, match=r"^law/instruments\.yaml: keep_it") as told:
        read(tmp_path, _GOOD.replace(found, instead))
    assert cure in str(told.value)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the rules that may be spoilt, with the letters they name."""
    for file in (instruments.FILE, conflicts.FILE):
        shutil.copy(FOLDER / file, tmp_path)
    shutil.copytree(FOLDER / "letters", tmp_path / "letters")
    return tmp_path


def _check(folder: Path) -> None:
    rules = instruments.read_instruments(folder), conflicts.read_conflicts(folder)
    rule_checks.check(replace(current(), instruments=rules[0], conflicts=rules[1]))


def _spoil(folder: Path, file: str, found: str, instead: str) -> None:
    path = folder / file
    text = path.read_text(encoding="utf-8")
    assert found in text
    path.write_text(text.replace(found, instead, 1), encoding="utf-8")


@pytest.mark.parametrize(
    ("file", "found", "instead", "cure"),
    [
        ("instruments.yaml", "cites: [ets185.29]", "cites: [ets185.999]", "there is no provision 'ets185.999'"),
        (
            "instruments.yaml",
            "cites: [ets185.29]",
            "cites: [ets182.24]",
            "'ets182.24' is a provision of another treaty",
        ),
        ("instruments.yaml", "treaty: ets185", "treaty: ets999", "there is no treaties/ets999.yaml"),
        ("instruments.yaml", "at: ets185.29}", "at: ets182.24}", "the clock is from 'ets182.24'"),
        ("conflicts.yaml", "treaty: cisa", "treaty: cisa2", "there is no treaties/cisa2.yaml"),
        ("conflicts.yaml", "cites: [cets201.25.8]", "cites: [cets201.99]", "there is no provision 'cets201.99'"),
        ("conflicts.yaml", "looks_at: [prosecution_open]", "looks_at: [weather]", "'weather' is not known"),
        ("conflicts.yaml", "outcomes: [final_judgment]", "outcomes: [won]", "'won' is not known"),
        ("conflicts.yaml", "  pending: Proceedings are pending.\n", "", "'pending' is missing"),
    ],
)
def test_a_rule_that_rests_on_what_is_not_there_is_refused(
    folder: Path, file: str, found: str, instead: str, cure: str
) -> None:
    _spoil(folder, file, found, instead)
    with pytest.raises(LawBroken, match=rf"^law/{file}") as told:
        _check(folder)
    assert cure in str(told.value)


def test_every_letter_belongs_to_an_instrument_and_every_instrument_can_be_told() -> None:
    law = current()
    rule_checks.check(law)
    letters = {path.stem for path in (FOLDER / "letters").glob("*.yaml")}
    assert {rule.letter for rule in law.instruments.values() if rule.letter} == letters
    assert all(all(rule.messages()) for rule in law.instruments.values())
    assert all(law.conflicts.messages())


def test_a_criterion_needs_where_it_is_from(tmp_path: Path) -> None:
    text = (FOLDER / conflicts.FILE).read_text(encoding="utf-8")
    cites = "cites: [eurojust.guidelines, fd2009_948.recital_9]"
    (tmp_path / conflicts.FILE).write_text(text.replace(cites, "cites: []", 1), encoding="utf-8")
    with pytest.raises(LawBroken, match="'cites' is empty"):
        conflicts.read_conflicts(tmp_path)
