"""The commands work from a case file alone: no home, no database; mistakes are told with place and cure."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from besa.core.jurisdiction.law.library import FOLDER
from besa.node.jurisdiction.commands import jurisdiction

_CASE = """
title: A synthetic case
decided_on: 2026-11-22
reading: {recalled: yes, undated: yes}
case:
  acts: [distribute]
  offence: {on: 2021-03-01}
  places: {conduct: [al], effect: [], access: [al], server: [us], ship: [], aircraft: []}
  offender: {nationality: [al], residence: [it], present_in: [al], age: 40}
  child: {nationality: [xk], residence: [xk], age: 12}
  means: {by_computer: yes}
  material: real
  extradition: []
  proceedings: []
"""


@pytest.fixture
def case(tmp_path: Path) -> Path:
    path = tmp_path / "case.yaml"
    path.write_text(_CASE, encoding="utf-8")
    return path


@pytest.fixture(autouse=True)
def no_home(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("BESA_HOME", raising=False)


def run(*arguments: str) -> Result:
    return CliRunner().invoke(jurisdiction, arguments)


def test_a_person_reads_who_can_act_and_why(case: Path) -> None:
    found = run("assess", str(case))
    assert found.exit_code == 0, found.output
    assert "A synthetic case" in found.output
    assert "Not legal advice" in found.output
    assert "At least one State can act" in found.output
    assert "ALBANIA\n  Its own law:\n    territory: yes" in found.output
    assert "article 25(1)(a)" in found.output
    assert "known only from memory" in found.output
    assert "UNSCR 1244/1999" in found.output


def test_without_reasons_it_fits_on_a_page(case: Path) -> None:
    short, long = (run("assess", str(case), *how).output.splitlines() for how in (["--short"], []))
    assert len(short) < len(long) / 5
    assert len(short) < 100


def test_a_program_reads_the_same(case: Path) -> None:
    found = json.loads(run("assess", str(case), "--json").output)
    assert found["verdicts"] == {"distribute": "somebody_can_act"}
    albania = next(state for state in found["states"] if state["state"] == "al")
    assert albania["can_act"] == "yes"
    territory = albania["national"][0]
    assert (territory["ground"], territory["value"]) == ("territorial", "yes")
    assert "al.law.territorial" in territory["citations"]
    assert territory["reasons"]["parts"]


def test_without_what_is_only_recalled_no_gap_can_be_excluded(case: Path, tmp_path: Path) -> None:
    law = tmp_path / "law"
    shutil.copytree(FOLDER, law)
    for state in law.glob("states/*.yaml"):
        words = state.read_text(encoding="utf-8").replace("confidence: sourced", "confidence: recalled")
        state.write_text(words, encoding="utf-8")
    case.write_text(_CASE.replace("{recalled: yes, undated: yes}", "{}"), encoding="utf-8")
    found = run("assess", str(case), "--law", str(law))
    assert "no gap can be excluded" in found.output
    assert "known only from memory are counted" not in found.output


def test_what_was_expected_otherwise_is_told_and_fails(case: Path) -> None:
    case.write_text(_CASE + "expect:\n  - {state: al, ground: territorial, value: no}\n", encoding="utf-8")
    found = run("assess", str(case))
    assert found.exit_code == 1
    assert "Expected otherwise: al distribute territorial: yes, expected no" in found.output


@pytest.mark.parametrize(
    ("old", "new", "complaint"),
    [
        ("acts: [distribute]", "acts: [distribut]", "'distribut' is not known"),
        ("on: 2021-03-01", "on: 2027-03-01", "after the day of the decision"),
        ("conduct: [al]", "conduct: Albania", "case.places.conduct: must be a list"),
        ("title: A synthetic case", "title: [", "is not YAML"),
    ],
)
def test_a_mistake_is_told_with_the_file_and_the_place(case: Path, old: str, new: str, complaint: str) -> None:
    case.write_text(_CASE.replace(old, new), encoding="utf-8")
    found = run("assess", str(case))
    assert found.exit_code == 1
    assert f"{case}: " in found.output
    assert complaint in found.output


def test_a_law_of_ones_own_is_read_and_its_mistakes_are_told(case: Path, tmp_path: Path) -> None:
    folder = Path(shutil.copytree(FOLDER, tmp_path / "law"))
    assert run("assess", str(case), "--law", str(folder)).exit_code == 0
    (folder / "gaps.yaml").write_text("G1: nothing\n", encoding="utf-8")
    found = run("assess", str(case), "--law", str(folder))
    assert found.exit_code == 1
    assert "law/gaps.yaml: G1: must be a mapping" in found.output


def test_the_work_list_names_cells_kinds_and_what_hangs_on_them() -> None:
    tasks = json.loads(run("audit", "--json").output)
    assert {"unknown", "recalled", "stale"} <= {task["kind"] for task in tasks}
    alone = [task["alone"] for task in tasks]
    assert alone == sorted(alone, reverse=True)
    assert alone[0] > 0
    told = run("audit").output
    assert "to look at" in told
    assert tasks[0]["cell"] in told


def test_the_issuer_reads_what_it_can_do_next(case: Path) -> None:
    told = run("assess", str(case), "--short", "--issuer", "al").output
    assert "If several States can act" in told
    _before, _, after = told.partition("What can be done next from Albania")
    can, _, cannot = after.partition("Cannot be used:")
    assert "Ask another State to preserve stored data at once, to: United States" in can
    assert "at least 60 days from the day they are preserved" in can
    assert "European Production Order for subscriber data (EPOC)" in cannot


def test_without_an_issuer_it_says_how_to_name_one(case: Path) -> None:
    assert "name its State as the issuer" in run("assess", str(case)).output
    case.write_text(_CASE.replace("reading:", "issuer: al\nreading:"), encoding="utf-8")
    assert "What can be done next from Albania" in run("assess", str(case)).output


def test_a_wrong_issuer_is_told(case: Path) -> None:
    found = run("assess", str(case), "--issuer", "Albania")
    assert found.exit_code == 1
    assert "issuer: 'Albania' is no code of a State" in found.output


def test_a_program_reads_instruments_and_conflicts(case: Path) -> None:
    found = json.loads(run("assess", str(case), "--json", "--issuer", "al").output)
    one = next(one for one in found["instruments"] if one["instrument"] == "preservation_abroad")
    assert (one["to"], one["value"], one["letter"]) == ("us", "yes", "preservation")
    assert one["clocks"][0]["length"] == 60
    assert one["sources"]
    assert "al" in found["conflicts"]["able"]
    assert json.loads(run("assess", str(case), "--json").output)["instruments"] is None


def test_what_a_case_file_says_commands_no_terminal(case: Path) -> None:
    case.write_text(_CASE.replace("A synthetic case", r'"a\x1b]0;x\x07\u202Eb"'), encoding="utf-8")
    told = CliRunner().invoke(jurisdiction, ["assess", str(case), "--short"], color=True)
    assert told.output.startswith("a�]0;x��b\n")
    case.write_text(_CASE.replace("[distribute]", r'["fly\x1b[2J"]'), encoding="utf-8")
    told = CliRunner().invoke(jurisdiction, ["assess", str(case)], color=True)
    assert told.exit_code == 1
    assert "fly�[2J" in told.output
