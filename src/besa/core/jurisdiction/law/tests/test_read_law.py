"""The law as it stands can be read; a file that is spoilt is refused with its name, the cell and the cure."""

from __future__ import annotations

import re
import shutil
import time
from pathlib import Path

import pytest

from besa.core.jurisdiction.conditions.expressions import TIES_OF_A_STATE
from besa.core.jurisdiction.grounds import TIE_OF
from besa.core.jurisdiction.law.broken import LawBroken
from besa.core.jurisdiction.law.library import FOLDER, Law, load

_DRAFT = Path(__file__).parents[2] / "tests" / "claims_of_the_draft.txt"

_STATE = """state: zz
name: Zenda
membership:
  eu: {value: no, confidence: sourced, sources: [{id: R_1543}]}
treaties:
  untoc:
    status: {value: party, confidence: recalled}
law:
  age_of_consent:
    value: 14
    confidence: sourced
    sources: [{id: L_AL_AGE}]
  close_in_age: {value: unknown, confidence: unknown}
  active_national: {value: conditional, when: {not: final_judgment_abroad}, confidence: recalled}
  passive_national: {value: conditional, when: {authorised_by: public prosecutor}, confidence: recalled}
  presence_or_authorisation:
    value: conditional
    when_for: {passive_national: offender_present}
    confidence: recalled
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the law that may be spoilt, with a State that nobody else mends."""
    copied = Path(shutil.copytree(FOLDER, tmp_path / "law"))
    (copied / "states" / "zz.yaml").write_text(_STATE, encoding="utf-8")
    return copied


@pytest.fixture(scope="module")
def law() -> Law:
    return load()


def test_no_claim_of_the_draft_is_lost(law: Law) -> None:
    kept = {cell.id for cell in law.cells()} | {f"provision.{ident}" for ident in law.provisions}
    claims = _DRAFT.read_text(encoding="utf-8").split()
    assert len(claims) == 1107
    assert [claim for claim in claims if claim not in kept] == []


def test_twenty_states_and_their_treaties_are_there(law: Law) -> None:
    assert len(law.states) == 20
    assert not set(law.states) & set(law.seats)
    assert set(law.recorded) == set(law.states) | set(law.seats)
    assert {"cets201", "ets185", "cets197", "untoc", "tip", "opsc", "dir2011_93"} <= set(law.treaties)


def test_the_state_whose_status_is_disputed_carries_its_footnote(law: Law) -> None:
    starred = [state for state in law.states.values() if state.name.endswith("*")]
    assert len(starred) == 1
    assert "UNSCR 1244/1999" in starred[0].footnote


def test_no_state_and_no_treaty_is_named_in_code(law: Law) -> None:
    code = {
        path: path.read_text(encoding="utf-8")
        for path in Path(__file__).parents[2].rglob("*.py")
        if "tests" not in path.parts and "letters" not in path.parts
    }
    for name in (*law.treaties, *(state.name.rstrip("*") for state in law.states.values())):
        named = [path.name for path, text in code.items() if re.search(rf"\b{re.escape(name)}\b", text)]
        assert named == [], name


def test_all_of_the_law_is_read_in_a_second() -> None:
    begun = time.process_time()
    load()
    assert time.process_time() - begun < 2


SPOILT = [
    ("states/zz.yaml", "state: zz\n", "state: zz\nrole: neighbour\n", "role", "'neighbour' is no role"),
    ("states/zz.yaml", "    value: 14\n", "    value: fourteen\n", "zz.law.age_of_consent", "cannot be a value"),
    ("states/zz.yaml", "confidence: sourced", "confidence: certain", "zz.membership.eu", "confidence 'certain'"),
    ("states/zz.yaml", "id: L_AL_AGE", "id: L_NOWHERE", "zz.law.age_of_consent", "there is no source 'L_NOWHERE'"),
    ("states/zz.yaml", "state: zz", "state: xx", "state", "the name of the file"),
    ("states/zz.yaml", "name: Zenda\n", "", "", "'name' is missing"),
    ("states/zz.yaml", "name: Zenda\n", "name: Zenda\nname: Zenda\n", "", "stands twice"),
    ("states/zz.yaml", "{not: final_judgment_abroad}", "{not: final}", "zz.law.active_national", "closed list"),
    ("states/zz.yaml", "  close_in_age: {value: unknown,", "  close_in_age: {value: yes,", "close_in_age", "unknown"),
    ("states/zz.yaml", "  untoc:\n", "  untac:\n", "treaties: untac", "there is no treaties/untac.yaml"),
    ("states/zz.yaml", "authorised_by: public prosecutor", "authorised_by: []", "zz.law.passive", "must be words"),
    ("states/zz.yaml", "passive_national: offender", "passive_nationality: offender", "zz.law", "is no ground"),
    ("treaties/cets201.yaml", "article: 25(1)(a)", "artikle: 25(1)(a)", "provisions", "unknown key 'artikle'"),
    ("treaties/cets201.yaml", "ground: territorial", "ground: terr", "cets201.25.1.a", "the ground 'terr'"),
    ("treaties/cets201.yaml", "modality: must", "modality: shall", "cets201.25.1.a", "'modality' must be"),
    ("treaties/cets201.yaml", "acts: [groom]", "acts: [grooming]", "offences: 23", "there is no act 'grooming'"),
    ("treaties/cets201.yaml", "displaces: [cets201.25.4]", "displaces: [cets201.25.99]", "25.5", "no provision"),
    ("treaties/cets201.yaml", "'20(1)(a)', ", "'20(9)', ", "cets201.25.4", "no offence of this treaty"),
    ("treaties/ets185.yaml", "months: 3", "months: three", "enters", "whole numbers"),
    ("sources.yaml", "tier: primary", "tier: best", "T_ETS185", "tier 'best'"),
    ("sources.yaml", "address: https://wetten", "address: wetten", "T_ETS185", "must begin with https"),
    ("acts.yaml", "close_in_age_never_reaches: 10", "close_in_age_never_reaches: 0", "premises", "number of years"),
    ("acts.yaml", "punishable: *prostitution", "punishable: offender_national", "coerce", "cannot decide"),
    ("gaps.yaml", "cets201.25.2]", "cets201.25.77]", "G1", "there is no provision 'cets201.25.77'"),
]  # fmt: skip


@pytest.mark.parametrize(("file", "old", "new", "cell", "cure"), SPOILT, ids=[f"{s[0]}-{s[4]}" for s in SPOILT])
def test_what_is_wrong_is_said_with_file_cell_and_cure(
    folder: Path, file: str, old: str, new: str, cell: str, cure: str
) -> None:
    path = folder / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(LawBroken) as wrong:
        load(folder)
    assert wrong.value.file == file
    assert cell in wrong.value.cell
    assert cure in wrong.value.cure


def _law_of(folder: Path, code: str, cells: str) -> None:
    path = folder / "states" / f"{code}.yaml"
    path.write_text(path.read_text(encoding="utf-8") + cells, encoding="utf-8")


def test_two_claims_on_the_same_day_are_refused(folder: Path) -> None:
    _law_of(folder, "zz", "  twice:\n    - {value: yes, confidence: recalled, to: 2019-06-30}\n"
            "    - {value: no, confidence: recalled, from: 2019-06-30}\n")  # fmt: skip
    with pytest.raises(LawBroken, match=r"states/zz.yaml: zz.law.twice: two claims hold on the same day"):
        load(folder)


def test_claims_that_follow_each_other_are_taken(folder: Path) -> None:
    _law_of(folder, "zz", "  after:\n    - {value: yes, confidence: recalled, to: 2019-06-30}\n"
            "    - {value: no, confidence: recalled, from: 2019-07-01}\n")  # fmt: skip
    assert len(load(folder).states["zz"].law["after"].claims) == 2


def test_a_time_that_ends_before_it_begins_is_refused(folder: Path) -> None:
    _law_of(folder, "zz", "  never: {value: yes, confidence: recalled, from: 2020-01-02, to: 2020-01-01}\n")
    with pytest.raises(LawBroken, match="which is no time"):
        load(folder)


def test_a_sourced_claim_without_a_source_is_refused(folder: Path) -> None:
    _law_of(folder, "zz", "  bare: {value: yes, confidence: sourced}\n")
    with pytest.raises(LawBroken, match=r"zz\.law\.bare: is sourced without a source"):
        load(folder)


def test_provisions_that_displace_each_other_are_refused(folder: Path) -> None:
    path = folder / "treaties" / "cets201.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("displaces: [cets201.25.1.d.dual]", "displaces: [cets201.25.5]"), encoding="utf-8")
    with pytest.raises(LawBroken, match=r"displaces itself: cets201\.25.* displaces cets201\.25"):
        load(folder)


def test_cells_that_ask_for_each_other_are_refused(folder: Path) -> None:
    _law_of(folder, "zz", "  a: {value: conditional, when: {cell: b}, confidence: recalled}\n"
            "  b: {value: conditional, when: {cell: a}, confidence: recalled}\n")  # fmt: skip
    with pytest.raises(LawBroken, match="asks for itself: a asks for b asks for a"):
        load(folder)


def test_an_entry_that_no_state_has_is_no_condition(folder: Path) -> None:
    _law_of(folder, "zz", "  a: {value: conditional, when: {cell: zz.law.b}, confidence: recalled}\n")
    with pytest.raises(LawBroken, match=r"states/zz\.yaml: zz\.law\.a: no State has an entry 'zz\.law\.b'"):
        load(folder)


def test_a_missing_file_and_a_missing_state_are_named(folder: Path) -> None:
    (folder / "gaps.yaml").unlink()
    with pytest.raises(LawBroken, match=r"law/gaps.yaml: the file is missing"):
        load(folder)
    shutil.rmtree(folder / "states")
    with pytest.raises(LawBroken, match="holds no State"):
        load(folder)


def test_a_file_that_is_no_yaml_is_named_with_its_line(folder: Path) -> None:
    (folder / "gaps.yaml").write_text("G1: [\n", encoding="utf-8")
    with pytest.raises(LawBroken, match=r"law/gaps.yaml: is not YAML as we read it: line 2"):
        load(folder)


def test_a_file_that_holds_itself_is_refused(folder: Path) -> None:
    (folder / "gaps.yaml").write_text("G1: &again [*again]\n", encoding="utf-8")
    with pytest.raises(LawBroken, match="nested more than"):
        load(folder)


def test_yes_no_and_the_codes_of_states_stay_words(folder: Path) -> None:
    (folder / "states" / "no.yaml").write_text(
        "state: no\nname: Norway\ntreaties: {}\nlaw: {csam_access: {value: no, confidence: recalled}}\n",
        encoding="utf-8",
    )
    norway = load(folder).states["no"]
    assert norway.law["csam_access"].claims[0].value == "no"


def test_no_treaty_gives_jurisdiction_to_more_than_the_ties_that_national_law_names_beside_treaty_offence(
    law: Law,
) -> None:
    reached = {
        part.word
        for provision in law.provisions.values()
        if provision.ground not in ("", "territorial", "flag", "flag_ship", "flag_aircraft")
        for part in (provision.tie or TIE_OF[provision.ground]).every()
        if part.word in TIES_OF_A_STATE
    }
    beside = [
        {part.word for one in both.parts if one.word == "any" for part in one.parts}
        for state in law.states.values()
        for claim in (state.law["universal_or_treaty"].claims if "universal_or_treaty" in state.law else ())
        for both in (claim.when.every() if claim.when else ())
        if both.word == "all" and {"treaty_offence", "open"} <= {one.word for one in both.parts}
    ]
    named = [words for words in beside if words]
    assert named
    assert reached
    assert all(reached <= words for words in named)
