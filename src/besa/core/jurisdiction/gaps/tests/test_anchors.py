"""Two tables that were worked out by another program from the first draft of the law: the same law gives the same.

Where today's map says something else, the law says something else today; docs/adr/0020 tells what.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date
from functools import cache
from typing import Final

import pytest

from besa.core.jurisdiction import Ages, Assessor, Case, Person, Places, Reading, current
from besa.core.jurisdiction.books import Books
from besa.core.jurisdiction.conditions.expressions import parse
from besa.core.jurisdiction.gaps import read_axes
from besa.core.jurisdiction.gaps.duties import classes
from besa.core.jurisdiction.gaps.lenses import lenses
from besa.core.jurisdiction.gaps.tables import Tables
from besa.core.jurisdiction.law.citations import Citation
from besa.core.jurisdiction.law.claims import Cell, Claim, Conflict, Value
from besa.core.jurisdiction.law.library import Law
from besa.core.jurisdiction.law.states import State
from besa.core.jurisdiction.logic import NO, UNKNOWN, YES, Truth
from besa.core.jurisdiction.look import LawOf
from besa.core.jurisdiction.scene_answers import SceneAnswers
from besa.core.jurisdiction.view import scene

ON: Final = date(2026, 11, 22)
_ANY: Final = (Citation("T_CETS201"),)


def cell(ident: str, value: Value, *, confidence: str = "sourced", when: str = "", contested: bool = False) -> Cell:
    conflict = Conflict(16, (), settled=False, why="") if contested else None
    condition = parse({"authorised_by": when}) if when else None
    claim = Claim(value, confidence, when=condition, sources=_ANY, starts=date(2000, 1, 1), conflict=conflict)
    return Cell(ident, "", (claim,))


# The first table: what one treaty obliges a Party to when the act was done elsewhere. Eleven groups of its offences;
# national or not, resident or not, a child with a tie or not, punished at the place or not: 176 combinations.
GROUPS: Final = (
    "abuse", "abuse_by_force", "abuse_of_trust", "recruit_into_prostitution", "produce", "recruit_for_performance",
    "distribute", "access", "attend_performance", "show_abuse", "groom",
)  # fmt: skip
TREATY: Final = "cets201"


def a_party(**reserved: str) -> Law:
    """One State, bound by one treaty only; of article 25(3) nobody knows whether it was reserved."""
    law = current()
    no = {name: cell(f"zz.reservations.{name}", "no") for name in ("20.3", "20.4", "21.2", "25.5")}
    reservations = {f"{TREATY}.{name}": replace(one, id=f"zz.reservations.{TREATY}.{name}") for name, one in no.items()}
    for name, value in reserved.items():
        key = f"{TREATY}.{name.removeprefix('a').replace('_', '.')}"
        confidence = "unknown" if value == "unknown" else "sourced"
        reservations[key] = cell(f"zz.reservations.{key}", value, confidence=confidence)
    party = State(
        "zz", "Nowhere", (), "", {},
        {TREATY: (cell(f"zz.treaties.{TREATY}.status", "party"), None)},
        reservations,
        {"age_of_consent": cell("zz.law.age_of_consent", 14)},
    )  # fmt: skip
    return replace(law, states={"zz": party}, treaties={TREATY: law.treaties[TREATY]}, seats={})


def floor_of(law: Law) -> Counter[str]:
    axes = read_axes()
    books, turn = Books(law, Reading()), law.time_of(ON)
    found: Counter[str] = Counter()
    for act in GROUPS:
        duties = Tables(books, axes, act, ON).duties("zz", lenses(axes.duties, books, (turn, turn)))
        space = duties.space
        here = space.having("net", True) & space.having("child_age", 13) & space.having("offender_age", 40)
        here &= space.having("organised_group", True) & space.having("material", "real")
        here &= space.having("surrender", "away") & space.having("child", (False, False), (True, False))
        national = space.having("offender", (True, False), (True, True))
        for name, sets in classes(duties).items():
            if name == "dual_may_fail":
                found["dual_may_fail, national"] += (sets & here & national).bit_count()
                found["dual_may_fail, resident"] += (sets & here & ~national).bit_count()
            else:
                found[name] += (sets & here).bit_count()
    return found


def test_the_treaty_floor_of_176_combinations_comes_out_as_in_the_facts() -> None:
    assert +floor_of(a_party()) == Counter(
        {
            "owed": 68,
            "dual_may_fail, national": 20,
            "owed_unless_reserved": 22,
            "dual_may_fail, resident": 22,
            "endeavour": 22,
            "none": 22,
        }
    )


def test_a_reservation_to_article_25_5_takes_two_of_the_owed_as_the_facts_say() -> None:
    """A national who does not live there, abuse of trust, a place that does not punish; with a child's tie or not."""
    unknown = floor_of(a_party(a25_5="unknown"))
    assert unknown["owed"] == 66
    assert unknown["owed_unless_reserved"] == 24
    made = floor_of(a_party(a25_5="yes"))
    assert made["owed"] == 66


# The second table: an offender who is a national of X, a child and an act in Y that is an offence only by age.
SEE: Final = ("al", "xk", "mk", "me", "rs", "ba", "hr", "si", "bg", "ro", "gr", "tr", "md", "hu")
# The draft: age of consent; ground of nationality; whether the place must punish. S sourced, K recalled, ! contested.
DRAFT: Final = {
    "al": ("14 S!", "conditional S", "yes S!"), "xk": ("16 S", "conditional S", "yes S"),
    "mk": ("14 S", "conditional S", "yes S"), "me": ("14 S!", "conditional S", "conditional S"),
    "rs": ("14 S", "conditional S", "conditional S"), "ba": ("14 K", "", ""), "hr": ("15 S", "conditional K", ""),
    "si": ("15 S", "yes S", "no S"), "bg": ("14 K", "yes S", "no K"), "ro": ("16 K!", "yes S", "conditional S"),
    "gr": ("15 K", "conditional S", "yes S"), "tr": ("", "conditional S", "no K"), "md": ("16 K", "yes S", "no K"),
    "hu": ("14 K", "yes S", "no S"),
}  # fmt: skip
ANCHOR: Final = {
    (14, False): {"place": 39, "neither": 2, "can": 2, "gap": 2, "unknown": 137},
    (14, True): {"place": 78, "neither": 42, "can": 14, "leave": 7, "gap": 14, "unknown": 27},
    (15, False): {"place": 13, "neither": 12, "gap": 4, "unknown": 153},
    (15, True): {"place": 39, "neither": 90, "can": 10, "leave": 10, "gap": 10, "unknown": 23},
}


def of_draft(*, contested_count: bool) -> Law:
    """The draft's law: a waiver or penalty stands as leave; nothing is asked besides."""
    law = current()
    states = {}
    for code, told in DRAFT.items():
        cells = {}
        for name, raw in zip(("age_of_consent", "active_national", "active_dual_criminality"), told, strict=True):
            ident = f"{code}.law.{name}"
            if not raw:
                cells[name] = cell(ident, "unknown", confidence="unknown")
                continue
            value, _space, sure = raw.partition(" ")
            word: Value = int(value) if value.isdigit() else value
            # The draft took a ground with conditions for one, and asked about the place alone.
            when = "somebody" if value == "conditional" and name == "active_dual_criminality" else ""
            if value == "conditional" and not when:
                word = "yes"
            cells[name] = cell(
                ident, word, when=when, confidence="sourced" if sure[0] == "S" else "recalled",
                contested="!" in sure and not contested_count,
            )  # fmt: skip
        cells["presence_or_authorisation"] = cell(f"{code}.law.presence_or_authorisation", "no")
        states[code] = replace(law.states[code], law=cells)
    return replace(law, states=states)


def pair_map(law: Law, age: int, reading: Reading) -> dict[tuple[str, str], str]:
    assessor = Assessor(law)
    found = {}
    for there in SEE:
        for offender in SEE:
            if offender != there:
                found[offender, there] = _class(assessor, the_case(offender, there, age), reading)
    return found


def the_case(offender: str, there: str, age: int) -> Case:
    nowhere, home, place = Places.known(), Places.known(offender), Places.known(there)
    return Case(
        acts=("abuse",), first_day=ON, last_day=ON, conduct=place, effect=nowhere, access=nowhere, server=nowhere,
        ship=nowhere, aircraft=nowhere, offender=Person(home, home, home, age=Ages(40, 40)),
        child=Person(place, place, age=Ages(age, age)), company=nowhere, by_computer=False, for_distribution=False,
        for_exploitation=False, material_acts_to_meet=False, organised_group=False, extradition=(), proceedings=(),
    )  # fmt: skip


def _class(assessor: Assessor, case: Case, reading: Reading) -> str:
    (home,), (there,) = case.offender.nationality.states, case.conduct.states
    of_place, of_home = (_punishes(assessor.law, case, code, reading) for code in (there, home))
    if of_place == YES:
        return "place"
    if of_place == NO and of_home == NO:
        return "neither"
    if UNKNOWN in (of_place, of_home):
        return "unknown"
    answer = assessor.assess(case, decided_on=ON, reading=reading).of(home)
    ground = next(one for one in answer.national if one.ground == "active_national")
    if ground.value != YES:
        return "gap" if ground.value == NO else "unknown"
    return "leave" if ground.conditions_to_meet else "can"


def _punishes(law: Law, case: Case, code: str, reading: Reading) -> Truth:
    shared = SceneAnswers(_books(law, reading), scene(case, "abuse", law, ON))
    return LawOf(shared.books, code, shared).work_out_punishable().truth


_kept: dict[tuple[int, Reading], tuple[Law, Books]] = {}


def _books(law: Law, reading: Reading) -> Books:
    key = (id(law), reading)
    if key not in _kept:
        _kept[key] = (law, Books(law, reading))
    return _kept[key][1]


@cache
def drafted(age: int, *, recalled: bool) -> dict[tuple[str, str], str]:
    return pair_map(of_draft(contested_count=recalled), age, Reading(recalled=recalled, undated=True))


@pytest.mark.parametrize(("age", "recalled"), sorted(ANCHOR))
def test_the_pair_map_of_the_draft_comes_out_as_in_the_facts(age: int, recalled: bool) -> None:
    assert +Counter(drafted(age, recalled=recalled).values()) == Counter(ANCHOR[age, recalled])


@pytest.mark.parametrize(("age", "recalled"), sorted(ANCHOR))
def test_a_pair_comes_out_otherwise_today_only_where_its_law_is_told_otherwise(age: int, recalled: bool) -> None:
    law, draft, reading = current(), of_draft(contested_count=recalled), Reading(recalled=recalled, undated=True)
    today, before = pair_map(law, age, reading), drafted(age, recalled=recalled)
    for pair in (pair for pair in before if today[pair] != before[pair]):
        case = the_case(*pair, age)
        of_age = [
            code for code in pair if _punishes(law, case, code, reading) != _punishes(draft, case, code, reading)
        ]  # fmt: skip
        for code in of_age:
            assert _told(law, code, "age_of_consent") != _told(draft, code, "age_of_consent")
        if not of_age:
            # The offender's State: its ground, what it asks of the place, or what it asks besides.
            names = ("active_national", "active_dual_criminality", "presence_or_authorisation")
            assert any(_told(law, pair[0], name) != _told(draft, pair[0], name) for name in names)


def _told(law: Law, code: str, name: str) -> list[tuple[Value, str, bool]]:
    found = law.states[code].law.get(name)
    return [(one.value, one.confidence, one.contested) for one in found.claims] if found else []
