"""A case file is read as its writer means it; what cannot be so is refused with the place and the cure."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from besa.core.jurisdiction import casefile, expecting
from besa.core.jurisdiction.casefile import CaseFileWrong
from besa.core.jurisdiction.facts import Ages, Case, FactsContradict, Person, Places, check
from besa.core.jurisdiction.law import reading
from besa.core.jurisdiction.law.broken import LawBroken
from besa.core.jurisdiction.law.library import current
from besa.core.jurisdiction.tests.synthetic import DECIDED, assessor

_FULL = """
title: A synthetic case
decided_on: 2026-11-22
reading: {recalled: yes}
case:
  acts: [distribute, possess]
  offence: {from: 2021-03-01, to: 2021-05-30}
  places: {conduct: [al, unknown], server: [us], effect: []}
  offender: {nationality: [RS], residence: unknown, present_in: [rs], came_freely: no, age: 40}
  child: {nationality: [uk], age: {from: 12, to: 14}}
  means: {by_computer: yes}
  material: real
  extradition:
    - {from: rs, to: al, outcome: refused, reason: nationality}
  proceedings: []
expect:
  - {state: al, ground: territorial, value: unknown}
"""


def wrong(path: Path, text: str) -> str:
    path.write_text(text, encoding="utf-8")
    with pytest.raises(CaseFileWrong) as found:
        casefile.read(path)
    return str(found.value)


def test_what_is_left_out_is_unknown_and_what_is_empty_is_none(tmp_path: Path) -> None:
    path = tmp_path / "case.yaml"
    path.write_text(_FULL, encoding="utf-8")
    case = casefile.read(path).case
    assert case.first_day == date(2021, 3, 1)
    assert case.conduct == Places(frozenset({"al"}), more=True)
    assert case.effect == Places.known()
    assert case.access == Places()
    assert case.offender.residence == Places()
    assert case.offender.came_freely is False
    assert case.child.age == Ages(12, 14)
    assert case.for_distribution is None
    assert case.proceedings == ()
    assert case.extradition is not None
    assert case.extradition[0].requested is True


def test_a_state_may_be_called_by_another_of_its_names(tmp_path: Path) -> None:
    path = tmp_path / "case.yaml"
    path.write_text(_FULL, encoding="utf-8")
    found = casefile.read(path)
    answer = assessor().assess(found.case, decided_on=DECIDED)
    assert answer.case.child.nationality == Places.known("gb")


@pytest.mark.parametrize(
    ("old", "new", "complaint"),
    [
        ("acts: [distribute, possess]", "deeds: [distribute]", "case: unknown key 'deeds'"),
        ("acts: [distribute, possess]", "acts: distribute", "case.acts: must be a list of words"),
        ("from: 2021-03-01", "from: March 2021", "case.offence.from: 'March 2021' is no day"),
        ("from: 2021-03-01", "on: 2021-03-01", "case.offence: says 'on' and also"),
        ("came_freely: no", "came_freely: maybe", "case.offender.came_freely: must be yes, no or unknown"),
        ("from: 12, to: 14", "from: twelve, to: 14", "case.child.age: must be whole years"),
        ("material: real", "material: film", "case.material: 'film' is not known; known are real"),
        ("outcome: refused", "outcome: declined", "case.extradition.outcome: 'declined' is not known"),
        ("value: unknown}", "value: perhaps}", "the value must be yes, no or unknown"),
        ("ground: territorial, ", "", "name one of ground, provision"),
        ("title: A synthetic case", "title: [1]", "title: must be words"),
        ("case:", "kase:", "unknown key 'kase'"),
        ("case:\n", "case: &again\n  child: *again\n", "is not YAML as we read it"),
    ],
)
def test_a_mistake_is_named_with_its_place(tmp_path: Path, old: str, new: str, complaint: str) -> None:
    assert old in _FULL
    assert complaint in wrong(tmp_path / "case.yaml", _FULL.replace(old, new, 1))


def test_a_file_too_large_or_not_there_is_refused(tmp_path: Path) -> None:
    assert "larger than" in wrong(tmp_path / "large.yaml", "#" * 300_000)
    with pytest.raises(CaseFileWrong, match="cannot be read"):
        casefile.read(tmp_path / "none.yaml")


def _case(**facts: object) -> Case:
    return Case(acts=("possess",), **facts)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("case", "complaint"),
    [
        (_case(first_day=date(2027, 1, 1)), "offence: begins on 2027-01-01, after the day of the decision"),
        (_case(first_day=date(2021, 2, 1), last_day=date(2021, 1, 1)), "before it begins"),
        (_case(last_day=date(2030, 1, 1)), "offence: ends on 2030-01-01, after the day of the decision"),
        (_case(first_day=date(2021, 1, 1), last_day=date(2021, 1, 1), child=Person(born=date(2022, 1, 1))),
         "child.born: on 2022-01-01, after the offence"),
        (_case(first_day=date(2021, 1, 1), last_day=date(2021, 1, 1),
               child=Person(born=date(2010, 6, 1), age=Ages(14, 15))), "born on 2010-06-01 was 10 to 10"),
        (_case(child=Person(age=Ages(14, 12))), "child.age: from 14 to 12 is no age"),
        (_case(child=Person(born=date(2030, 1, 1))), "child.born: on 2030-01-01, after the day of the decision"),
        (_case(conduct=Places.known()), "an act was done somewhere"),
        (_case(conduct=Places.known("Albania")), "'Albania' is no code of a State"),
        (_case(effect=Places.known("high_seas")), "'high_seas' is no code of a State"),
        (_case(offender=Person(present_in=Places.known("al", "rs"))), "a person is in one at a time"),
        (Case(acts=()), "name at least one act"),
    ],
)  # fmt: skip
def test_facts_that_contradict_each_other_are_refused(case: Case, complaint: str) -> None:
    with pytest.raises(FactsContradict) as found:
        check(case, DECIDED)
    assert complaint in str(found.value)


def test_an_unknown_act_is_refused_with_the_known_ones() -> None:
    with pytest.raises(FactsContradict, match="'steal' is not known; known are produce"):
        assessor().assess(Case(acts=("steal",)), decided_on=DECIDED)


@pytest.mark.parametrize(
    "text",
    [
        "[" * 50_000,
        "- " * 50_000,
        "{a: " * 50_000,
        "a: &a\n  b: *a",
        "? [a]\n: b",
        "a: 1\na: 2",
        "a: !!python/object/apply:os.system [true]",
        "a: " + "9" * 10_000,
        "a: \ud800",
        "a: \x00",
        "a: 1\n---\nb: 2",
        "just words",
    ],
    ids=lambda text: ascii(text[:12]),
)
def test_what_anybody_may_have_written_is_refused_in_words(text: str) -> None:
    with pytest.raises(LawBroken) as refused:
        reading.parse(text, "case")
    assert refused.value.cure


@pytest.mark.parametrize(
    ("case", "cure"),
    [
        ("{acts: [groom], child: {age: .nan}}", "case.child.age: must be whole years, like 13"),
        ("{acts: [groom], child: {age: '12'}}", "case.child.age: must be whole years, like 13"),
        ("{acts: [groom], child: {age: {from: 12}}}", "case.child.age: 'to' is missing"),
        ("{acts: [groom, groom]}", "case.acts: 'groom' stands twice: name each once"),
        ("{acts: [groom], child: {age: " + "9" * 5000 + "}}", "a number has too many figures"),
        ("{acts: [groom], given: [" + "a, " * 300 + "]}", "case.given: has 300 lines, more than 200"),
        ("{acts: [groom]}\ntitle: 12", "title: must be words, not a number"),
    ],
)
def test_what_is_written_otherwise_than_it_should_be_is_told_how_to_write_it(
    tmp_path: Path, case: str, cure: str
) -> None:
    assert wrong(tmp_path / "case.yaml", f"case: {case}\n").startswith((cure, f"is not YAML as we read it: {cure}"))


def test_a_complaint_is_one_line(tmp_path: Path) -> None:
    assert "\n" not in wrong(tmp_path / "case.yaml", "title: a\0b\ncase: {acts: [groom]}\n")


@pytest.mark.parametrize(
    ("line", "cure"),
    [
        ("{instrument: preservation_abroad, to: us, value: yes}", "'state' is missing"),
        ("{state: al, instrument: preservation_abroad, to: us}", "the value must be yes, no or unknown"),
        ("{state: al, instrument: x, duty: y, value: yes}", "name one of"),
        ("{state: al, tool: preservation_abroad, value: yes}", "unknown key 'tool'"),
    ],
)
def test_an_expectation_that_says_too_little_is_refused(tmp_path: Path, line: str, cure: str) -> None:
    path = tmp_path / "case.yaml"
    path.write_text(f"case: {{acts: [distribute]}}\nexpect:\n  - {line}\n", encoding="utf-8")
    with pytest.raises(casefile.CaseFileWrong, match=cure):
        casefile.read(path)


def test_an_expectation_of_what_is_not_there_is_told_as_such(tmp_path: Path) -> None:
    path = tmp_path / "case.yaml"
    lines = ("{state: al, instrument: wish, to: us, value: yes}", "{duty: love, value: yes}")
    path.write_text(
        "case: {acts: [distribute]}\nexpect:\n" + "".join(f"  - {one}\n" for one in lines), encoding="utf-8"
    )
    found = casefile.read(path)
    answer = assessor().assess(found.case, decided_on=DECIDED)
    told = expecting.differences(answer, found.expect, current())
    assert [line.split(":")[1] for line in told] == [" there is no such thing in this case"] * 2
