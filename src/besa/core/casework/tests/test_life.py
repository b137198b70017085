"""The life of a report can only be walked along its table."""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from besa.core.casework import Act, NotPossible, Outcome, State, code_list, next_state, possible_acts

# The whole table once more, as a reader of the house rules would draw it: state, act, next state.
DRAWN = """
new       claim            in_work
new       reporter_writes  new
new       erase            erased
in_work   return           new
in_work   hand_over        in_work
in_work   answer           waiting
in_work   reporter_writes  in_work
in_work   close            closed
in_work   erase            erased
waiting   return           new
waiting   hand_over        waiting
waiting   answer           waiting
waiting   reporter_writes  in_work
waiting   close            closed
waiting   erase            erased
closed    reopen           reopened
closed    reporter_writes  reopened
closed    erase            erased
reopened  claim            in_work
reopened  reporter_writes  reopened
reopened  erase            erased
"""
TABLE = {(State(a), Act(b)): State(c) for a, b, c in (line.split() for line in DRAWN.strip().splitlines())}


@pytest.mark.parametrize(("state", "act"), list(product(State, Act)))
def test_every_pair_of_state_and_act_does_what_the_drawing_says(state: State, act: Act) -> None:
    if (state, act) in TABLE:
        assert next_state(state, act) is TABLE[state, act]
        assert act in possible_acts(state)
    else:
        with pytest.raises(NotPossible) as caught:
            next_state(state, act)
        assert (caught.value.state, caught.value.act) == (state, act)
        assert state in str(caught.value)
        assert act in str(caught.value)
        assert act not in possible_acts(state)


@given(st.data())
def test_any_walk_stays_on_the_map(data: st.DataObject) -> None:
    state, closed, steps = State.NEW, False, 0
    while (acts := sorted(possible_acts(state))) and steps < 60:
        act = data.draw(st.sampled_from(acts))
        before, state = state, next_state(state, act)
        steps += 1
        assert state in State
        if before is State.CLOSED:
            assert state in {State.REOPENED, State.ERASED}
        if state is State.CLOSED:
            closed = True
        if state is State.REOPENED:
            assert closed, "only what was closed can be reopened"
    assert steps == 60 or state is State.ERASED


def test_the_reporter_is_heard_in_every_state_but_after_erasure() -> None:
    for state in State:
        assert (Act.REPORTER_WRITES in possible_acts(state)) == (state is not State.ERASED)


def test_nobody_waits_in_a_closed_report() -> None:
    """A word from the reporter on a closed report brings it back to the desk."""
    assert next_state(State.CLOSED, Act.REPORTER_WRITES) is State.REOPENED


def test_every_state_can_be_reached_and_only_erasure_is_final() -> None:
    reached = {State.NEW}
    while True:
        further = reached | {next_state(state, act) for state in reached for act in possible_acts(state)}
        if further == reached:
            break
        reached = further
    assert reached == set(State)
    assert [state for state in State if not possible_acts(state)] == [State.ERASED]


def test_every_outcome_has_a_label_and_every_label_an_outcome() -> None:
    assert {code.code for code in code_list("outcomes").codes} == {outcome.value for outcome in Outcome}
