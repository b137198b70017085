"""The life of a report as one table: which act leads from which state to which; anything else cannot be written."""

from __future__ import annotations

from enum import StrEnum


class State(StrEnum):
    """Where a report stands."""

    NEW = "new"
    IN_WORK = "in_work"
    WAITING = "waiting"  # we answered; the next word is the reporter's
    CLOSED = "closed"
    REOPENED = "reopened"  # like new, but with a history
    ERASED = "erased"  # only the tombstone is left


class Act(StrEnum):
    """What can be done to a report that may move it."""

    CLAIM = "claim"
    RETURN = "return"
    HAND_OVER = "hand_over"
    ANSWER = "answer"
    REPORTER_WRITES = "reporter_writes"
    CLOSE = "close"
    REOPEN = "reopen"
    ERASE = "erase"


class Outcome(StrEnum):
    """How a report ended; every closing names one. Labels live in the code list `outcomes`."""

    HELPED = "helped"
    ADVICE = "advice"
    POLICE = "police"
    SOCIAL = "social"
    REMOVED = "removed"
    NO_CONTACT = "no_contact"
    DUPLICATE = "duplicate"
    OUTSIDE = "outside"
    NO_RISK = "no_risk"


class NotPossible(ValueError):
    """An act that the report's state does not allow."""

    def __init__(self, state: State, act: Act) -> None:
        super().__init__(f"a report that is '{state}' cannot be moved by '{act}'")
        self.state = state
        self.act = act


_TABLE: dict[tuple[State, Act], State] = {
    (State.NEW, Act.CLAIM): State.IN_WORK,
    (State.NEW, Act.REPORTER_WRITES): State.NEW,
    (State.IN_WORK, Act.RETURN): State.NEW,
    (State.IN_WORK, Act.HAND_OVER): State.IN_WORK,
    (State.IN_WORK, Act.ANSWER): State.WAITING,
    (State.IN_WORK, Act.REPORTER_WRITES): State.IN_WORK,
    (State.IN_WORK, Act.CLOSE): State.CLOSED,
    (State.WAITING, Act.RETURN): State.NEW,
    (State.WAITING, Act.HAND_OVER): State.WAITING,
    (State.WAITING, Act.ANSWER): State.WAITING,
    (State.WAITING, Act.REPORTER_WRITES): State.IN_WORK,
    (State.WAITING, Act.CLOSE): State.CLOSED,
    (State.CLOSED, Act.REOPEN): State.REOPENED,
    (State.CLOSED, Act.REPORTER_WRITES): State.REOPENED,
    (State.REOPENED, Act.CLAIM): State.IN_WORK,
    (State.REOPENED, Act.REPORTER_WRITES): State.REOPENED,
    **{(state, Act.ERASE): State.ERASED for state in State if state is not State.ERASED},
}


def next_state(state: State, act: Act) -> State:
    """The state that `act` leads to.

    Raises:
        NotPossible: the table has no such move.
    """
    try:
        return _TABLE[state, act]
    except KeyError:
        raise NotPossible(state, act) from None


def possible_acts(state: State) -> frozenset[Act]:
    """Every act the table allows from `state`."""
    return frozenset(act for (origin, act) in _TABLE if origin is state)
