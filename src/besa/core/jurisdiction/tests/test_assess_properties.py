"""What must hold of every answer, whatever the case."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from besa.core.jurisdiction.answers import GroundAnswer
from besa.core.jurisdiction.assessing import Answer, Assessor
from besa.core.jurisdiction.cells import Reading
from besa.core.jurisdiction.facts import Case, renamed
from besa.core.jurisdiction.law.claims import Cell, Claim
from besa.core.jurisdiction.law.library import Law, current
from besa.core.jurisdiction.logic import UNKNOWN, YES
from besa.core.jurisdiction.tests.synthetic import (
    DECIDED,
    READINGS,
    assessor,
    cases,
    known_and_less,
    with_one_tie_more,
)

few = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def grounds(answer: Answer) -> dict[tuple[str, str, str, str], GroundAnswer]:
    return {
        (one.state, ground.layer, ground.ground, ground.provision): ground
        for one in answer.states
        for ground in (*one.floor, *one.national)
    }


@few
@given(known_and_less(), READINGS)
def test_learning_facts_never_turns_a_yes_or_a_no(pair: tuple[Case, Case], reading: Reading) -> None:
    case, less = pair
    full = assessor().assess(case, decided_on=DECIDED, reading=reading)
    before = assessor().assess(less, decided_on=DECIDED, reading=reading)
    after = grounds(full)
    for key, ground in grounds(before).items():
        assert ground.value in (UNKNOWN, after[key].value), key
    for one, other in zip(before.states, full.states, strict=True):
        assert one.limitation.truth in (UNKNOWN, other.limitation.truth)


@few
@given(cases(), READINGS)
def test_every_yes_has_a_citation_that_counts(case: Case, reading: Reading) -> None:
    law = current()
    cells = {cell.id: cell for cell in law.cells()}
    for key, ground in grounds(assessor().assess(case, decided_on=DECIDED, reading=reading)).items():
        if ground.value != YES:
            continue
        claims = [
            claim
            for ident in ground.citations
            for claim in ([law.provisions[ident].claim] if ident in law.provisions else cells[ident].claims)
        ]
        assert claims, key
        assert any(claim.sources for claim in claims) or reading.recalled, key
        if not reading.recalled:
            assert all(any(one.confidence == "sourced" for one in cells[ident].claims)
                       for ident in ground.citations if ident in cells), key  # fmt: skip


@few
@given(cases(), READINGS)
def test_every_unknown_says_what_is_missing(case: Case, reading: Reading) -> None:
    for key, ground in grounds(assessor().assess(case, decided_on=DECIDED, reading=reading)).items():
        assert (ground.value == UNKNOWN) == bool(ground.facts_missing or ground.cells_missing), key


@settings(few, max_examples=8)
@given(cases(), st.permutations(tuple(current().states)))
def test_renaming_states_changes_nothing(case: Case, order: list[str]) -> None:
    names = dict(zip(current().states, order, strict=True))
    other = Assessor(_renamed(current(), names))
    before = grounds(assessor().assess(case, decided_on=DECIDED))
    after = grounds(other.assess(renamed(case, names), decided_on=DECIDED))
    assert {(names[state], *rest): ground.value for (state, *rest), ground in before.items()} == {
        key: ground.value for key, ground in after.items()
    }


def _renamed(law: Law, names: dict[str, str]) -> Law:
    def cells(of: Mapping[str, Cell], code: str) -> dict[str, Cell]:
        return {name: _called(cell, code) for name, cell in of.items()}

    def towards(of: Mapping[str, Cell], code: str) -> dict[str, Cell]:
        # The names of these cells hold the code of the other side.
        found = {}
        for name, cell in of.items():
            before, _, other = name.rpartition(".")
            called = f"{before}.{names[other]}" if before else names[other]
            found[called] = replace(cell, id=f"{code}.relations.{called}")
        return found

    states = {
        names[code]: replace(
            state,
            code=names[code],
            also=(),
            membership=cells(state.membership, names[code]),
            reservations=cells(state.reservations, names[code]),
            law=cells(state.law, names[code]),
            entered=cells(state.entered, names[code]),
            applies=cells(state.applies, names[code]),
            relations=towards(state.relations, names[code]),
            treaties={
                name: (_called(status, names[code]), consent and _called(consent, names[code]))
                for name, (status, consent) in state.treaties.items()
            },
        )
        for code, state in law.states.items()
    }
    return replace(law, states=dict(sorted(states.items())))


def _called(cell: Cell, code: str) -> Cell:
    return replace(cell, id=f"{code}.{cell.id.partition('.')[2]}")


@few
@given(with_one_tie_more(), READINGS)
def test_one_more_tie_never_takes_a_duty_away(pair: tuple[Case, Case], reading: Reading) -> None:
    case, more = pair
    after = grounds(assessor().assess(more, decided_on=DECIDED, reading=reading))
    for key, ground in grounds(assessor().assess(case, decided_on=DECIDED, reading=reading)).items():
        if ground.modality == "must" and ground.value == YES:
            assert after[key].value == YES, key


@settings(few, max_examples=8)
@given(cases())
def test_what_is_kept_from_other_cases_changes_nothing(case: Case) -> None:
    fresh = Assessor(current()).assess(case, decided_on=DECIDED)
    assert fresh == assessor().assess(case, decided_on=DECIDED)


@settings(few, max_examples=8)
@given(cases(), st.builds(Reading, recalled=st.booleans()), st.randoms(use_true_random=False))
def test_a_cell_that_becomes_unknown_never_makes_a_certainty(case: Case, reading: Reading, random: object) -> None:
    # Not so for whoever takes undated law to have held before: that is a guess, and a dated cell may disprove it.
    full = grounds(assessor().assess(case, decided_on=DECIDED, reading=reading))
    less = grounds(Assessor(_forgetful(current(), random)).assess(case, decided_on=DECIDED, reading=reading))
    for key, ground in less.items():
        assert ground.value in (UNKNOWN, full[key].value), key


def _forgetful(law: Law, random: object) -> Law:
    unknown = Claim("unknown", "unknown")

    def forget(cell: Cell) -> Cell:
        return replace(cell, claims=(unknown,)) if random.random() < 0.3 else cell  # type: ignore[attr-defined]

    return replace(
        law,
        states={
            code: replace(
                state,
                membership={name: forget(cell) for name, cell in state.membership.items()},
                law={name: forget(cell) for name, cell in state.law.items()},
                reservations={name: forget(cell) for name, cell in state.reservations.items()},
                treaties={
                    name: (forget(status), consent and forget(consent))
                    for name, (status, consent) in state.treaties.items()
                },
            )
            for code, state in law.states.items()
        },
    )
