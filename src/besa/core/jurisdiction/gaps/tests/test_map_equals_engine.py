"""The map counts what the engine answers: a small map, assessed case by case, gives the same numbers."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from itertools import product

import pytest

from besa.core.jurisdiction import Ages, Assessor, Case, Person, Places, Reading, current
from besa.core.jurisdiction.books import Books
from besa.core.jurisdiction.gaps import Axes, read_axes, survey
from besa.core.jurisdiction.gaps.axes import CHILD, HOME, OFFENDER, PLACE, Bond, Way
from besa.core.jurisdiction.gaps.lenses import AS_IS, lenses
from besa.core.jurisdiction.gaps.space import Space
from besa.core.jurisdiction.gaps.tables import Tables
from besa.core.jurisdiction.law.claims import Cell, Claim
from besa.core.jurisdiction.law.library import Law
from besa.core.jurisdiction.logic import NO, UNKNOWN, YES, Truth

ON = date(2026, 11, 22)
OUTSIDE = "ph"  # a State that the map does not hold
EVERYTHING = Reading(recalled=True, undated=True)


def the_case(
    axes: Axes, act: str, scene: dict[str, object], who: tuple[str, str, str], how: tuple[Way, Bond, Bond, str]
) -> Case:
    """One combination as somebody would write it down."""
    place, offender, child = who
    way, bond, of_child, where = how
    lives = {HOME: child}.get(of_child.lives, OUTSIDE)
    server = {PLACE: place, CHILD: child}.get(way.server, OUTSIDE)
    known = Places.known
    age, older = scene["child_age"], scene["offender_age"]
    assert isinstance(age, int)
    assert isinstance(older, int)
    return Case(
        acts=(act,),
        first_day=ON,
        last_day=ON,
        conduct=known(place),
        effect=known(lives) if way.net else known(),
        access=known(place) if way.net else known(),
        server=known(server) if way.net else known(),
        ship=known(),
        aircraft=known(),
        offender=Person(
            known(offender if bond.national else OUTSIDE),
            known({HOME: offender, PLACE: place}[bond.lives]),
            known({PLACE: place, OFFENDER: offender}.get(where, OUTSIDE)),
            came_freely=True,
            age=Ages(older, older),
        ),
        child=Person(known(child if of_child.national else OUTSIDE), known(lives), age=Ages(age, age)),
        company=known(),
        by_computer=way.net,
        for_distribution=True,
        for_exploitation=True,
        material_acts_to_meet=True,
        organised_group=bool(scene["organised_group"]),
        material=str(scene["material"]),
        extradition=(),
        proceedings=(),
    )  # fmt: skip


def combinations(
    axes: Axes, codes: tuple[str, ...]
) -> Iterator[tuple[dict[str, object], tuple[str, str, str], tuple[Way, Bond, Bond, str]]]:
    """Every combination once; what only looks different is left out."""
    for values in product(*axes.scene.values()):
        scene = dict(zip(axes.scene, values, strict=True))
        for who in product(codes, repeat=3):
            place, offender, child = who
            for how in product(axes.ways, axes.offender, axes.child, axes.whereabouts):
                way, bond, _child, where = how
                same = offender == place and (bond.lives == PLACE or where == OFFENDER)
                if not same and not (way.net and way.server == CHILD and child == place):
                    yield scene, who, how


def of_three(codes: tuple[str, ...]) -> Law:
    """The law of three States only."""
    law = current()
    return replace(law, states={code: law.states[code] for code in codes})


def with_children_covered(law: Law) -> Law:
    """The same law after a reform, written into the cells."""
    states = {}
    for code, state in law.states.items():
        cells = {
            name: Cell(f"{code}.law.{name}", "", (Claim("yes", "sourced", starts=date(2000, 1, 1)),))
            for name in ("passive_national", "passive_habitual_resident")
        }
        states[code] = replace(state, law={**state.law, **cells})
    return replace(law, states=states)


def small_axes() -> Axes:
    axes = read_axes()
    scene = {"child_age": (13, 15), "offender_age": (40,), "organised_group": (True,), "material": ("real",)}
    return replace(axes, scene=scene, ways=axes.ways[:3], offender=axes.offender[:2], child=axes.child[:2])


@pytest.mark.parametrize(
    ("act", "codes", "reading"),
    [
        ("abuse", ("hu", "mk", "ro"), EVERYTHING),
        ("abuse", ("hr", "rs", "us"), EVERYTHING),
        ("possess", ("al", "at", "fr"), Reading()),
        ("possess", ("fr", "rs", "tr"), Reading()),
    ],
)
def test_every_combination_of_a_small_map_is_counted_as_the_engine_answers_it(
    act: str, codes: tuple[str, ...], reading: Reading
) -> None:
    law, axes = of_three(codes), small_axes()
    aggregate = survey(law, on=ON, reading=reading, axes=axes, acts=[act]).aggregate
    assessor = Assessor(law)
    reformed = {"children_of_the_state": Assessor(with_children_covered(law))}
    expected: Counter[str] = Counter()
    for scene, who, how in combinations(axes, tuple(law.states)):
        case = the_case(axes, act, scene, who, how)
        answer = assessor.assess(case, decided_on=ON, reading=reading)
        can = [one for one in answer.states if one.can_act == YES]
        tied = [one.can_act for one in answer.states if one.state in who]
        perhaps = any(one.can_act == UNKNOWN for one in answer.states)
        expected["who.combinations"] += 1
        expected["who.somebody"] += bool(can)
        expected["who.several"] += len(can) > 1
        expected["who.only_untied"] += bool(can) and YES not in tied
        expected["who.with_conditions"] += bool(can) and all(one.conditions_to_meet for one in can)
        expected["who.unknown"] += not can and perhaps
        expected["who.nobody"] += not can and not perhaps
        expected["who.tied_cannot"] += not can and set(tied) == {NO}
        for reform, changed in reformed.items():
            then = {one.state: one.can_act for one in changed.assess(case, decided_on=ON, reading=reading).states}
            gained = not can and YES in then.values()
            expected[f"who.from_no.{reform}"] += gained and set(tied) == {NO}
            expected[f"who.from_unknown.{reform}"] += gained and set(tied) != {NO}
            expected[f"who.stands.{reform}"] += any(
                one.can_act == NO and then[one.state] == YES for one in answer.states if one.state in who
            )
    assert {key: aggregate.count(key) for key in expected} == dict(expected)

    assert expected["who.combinations"] == sum(expected[f"who.{part}"] for part in ("somebody", "unknown", "nobody"))


def test_each_state_stands_in_its_table_as_in_the_engine() -> None:
    """Drawn from the whole map: all States, acts and scenes; duties, too."""
    law, axes, draw = current(), read_axes(), random.Random(4)
    books, turn = Books(law, Reading()), law.time_of(ON)
    reforms, duties = (lenses(some, books, (turn, turn)) for some in (axes.reforms, axes.duties))
    assessor = Assessor(law)
    codes = tuple(law.states)
    for act in draw.sample(tuple(law.acts.by_code), 5):
        tables = Tables(books, axes, act, ON)
        scenes = tables.national(reforms)
        of = {code: (tables.own_law(code, reforms, scenes), tables.duties(code, duties)) for code in codes}
        for _time in range(25):
            scene = {name: draw.choice(values) for name, values in axes.scene.items()}
            who = (draw.choice(codes), draw.choice(codes), draw.choice(codes))
            way, bond, of_child = draw.choice(axes.ways), draw.choice(axes.offender), draw.choice(axes.child)
            where = draw.choice(axes.whereabouts)
            space = scenes.space
            if scene["material"] not in space.axes["material"]:
                continue
            case = the_case(axes, act, scene, who, (way, bond, of_child, where))
            answer = assessor.assess(case, decided_on=ON)
            here = {**scene, "net": way.net, "lens": AS_IS}
            punishes = of[who[0]][0].punishes
            locus = next(truth for truth, sets in punishes.items() if sets >> bit(space, here) & 1)
            for code in codes:
                ties = {
                    "offender": (code in case.offender.nationality.states, code in case.offender.residence.states),
                    "child": (code in case.child.nationality.states, code in case.child.residence.states),
                }
                present = code in case.offender.present_in.states
                law_of, duties_of = of[code]
                seen = {
                    **here, **ties, "conduct": code == who[0], "effect": code in case.effect.states,
                    "server": code in case.server.states, "present": present, "locus": locus,
                }  # fmt: skip
                assert truth(law_of.can.yes, law_of.can.unknown, bit(space, seen)) == answer.of(code).can_act
                if code != who[0] and locus != UNKNOWN and not way.net:
                    owed = {**here, **ties, "surrender": "here" if present else "away", "locus": locus}
                    at = bit(duties_of.space, owed)
                    assert truth(duties_of.must.yes, duties_of.must.unknown, at) == answer.of(code).must_be_able


def bit(space: Space, values: dict[str, object]) -> int:
    return sum(space.strides[name] * space.axes[name].index(value) for name, value in values.items())


def truth(yes: int, unknown: int, at: int) -> Truth:
    return YES if yes >> at & 1 else UNKNOWN if unknown >> at & 1 else NO


def changed(law: Law, code: str, **says: str) -> Law:
    """The same law, one State's cells saying something else."""
    cells = {
        name: Cell(f"{code}.law.{name}", "", (Claim(value, "sourced", starts=date(2000, 1, 1)),))
        for name, value in says.items()
    }
    state = law.states[code]
    return replace(law, states={**law.states, code: replace(state, law={**state.law, **cells})})


def somebody(law: Law, act: str) -> int:
    return survey(law, on=ON, axes=small_axes(), acts=[act]).aggregate.count("who.somebody")


@pytest.mark.parametrize(
    ("act", "name"),
    [("possess", "universal_or_treaty"), ("possess", "territorial_server"), ("abuse", "universal_or_treaty")],
)
def test_a_cell_settles_as_many_combinations_as_become_a_yes_once_it_is_known(act: str, name: str) -> None:
    law = synthetic(name)
    found = survey(law, on=ON, axes=small_axes(), acts=[act], own="aa").own
    assert found is not None
    settles = {cell.name: cell.settles for cell in found.cells}
    assert settles[f"aa.law.{name}"] == somebody(changed(law, "aa", **{name: "yes"}), act) - somebody(law, act) > 0


def test_a_reform_of_the_own_state_gains_what_its_changed_law_gains() -> None:
    law = synthetic("passive_national")
    found = survey(law, on=ON, axes=small_axes(), acts=["possess"], own="aa").own
    assert found is not None
    (gain,) = (one for one in found.gains if one.reform == "children_of_the_state")
    then = changed(law, "aa", passive_national="yes", passive_habitual_resident="yes")
    assert gain.from_no + gain.from_unknown == somebody(then, "possess") - somebody(law, "possess") > 0


def synthetic(unknown: str) -> Law:
    """Three States that know only their nationals and their territory, and punish little; one cell is not known."""
    law = current()
    known = {
        "territorial": "yes", "active_national": "no", "active_habitual_resident": "no", "passive_national": "no",
        "passive_habitual_resident": "no", "universal_or_treaty": "no", "vicarious": "no", "flag": "no",
        "territorial_effects": "no", "territorial_server": "no", "territorial_access": "no",
        "active_dual_criminality": "no", "passive_dual_criminality": "no", "presence_or_authorisation": "no",
        "csam_possession": "yes", "csam_simulated": "yes", "close_in_age": "no",
    }  # fmt: skip
    states = {}
    for code in ("aa", "bb", "cc"):
        cells = {
            name: Cell(f"{code}.law.{name}", "", (Claim(value, "sourced", starts=date(2000, 1, 1)),))
            for name, value in known.items()
        }
        # Only where the other two do not punish is anything left to settle.
        ages = 18 if code == "aa" else 0
        for name in ("age_of_consent", "csam_age"):
            cells[name] = Cell(f"{code}.law.{name}", "", (Claim(ages, "sourced", starts=date(2000, 1, 1)),))
        if code == "aa":
            cells[unknown] = Cell(f"{code}.law.{unknown}", "", (Claim("unknown", "unknown"),))
        states[code] = replace(law.states["xk"], code=code, law=cells, treaties={}, reservations={}, membership={})
    return replace(law, states=states)
