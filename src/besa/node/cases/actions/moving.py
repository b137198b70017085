"""The life of a case: assign it, judge its urgency, close it, close its reports with it, open it again."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from besa.core.casework import Act, NotPossible, Outcome, State, case_clocks, code_list
from besa.core.triage import Urgency
from besa.node.cases.actions.rows import locked_case, mark, step
from besa.node.cases.models import Case, File, Filed
from besa.node.people import queries as people
from besa.node.people.keyring import Keyring
from besa.node.people.problems import KeyNotHeld
from besa.node.reports import actions as on_reports
from besa.node.reports import queries as reports

ASSIGN = "assign"
CONCLUDED_AT_ONCE = 100


class NotAMember(ValueError):
    """A case can only be given to somebody who could open it."""


def assign(file_id: UUID, *, to: int, keyring: Keyring, now: datetime) -> None:
    """Give the case to oneself or to a colleague who can open it; the clock until somebody has it stops.

    Raises:
        NoSuchCase, NotAMember, NotPossible (it is closed)
    """
    with transaction.atomic():
        file, _ = locked_case(file_id, keyring)
        desks = file.accesses.values_list("desk_id", flat=True)
        if not any(to in people.members_of(desk) for desk in desks):
            raise NotAMember(to)
        case = file.case
        if case.assigned_to_id == to and case.state != State.REOPENED:
            return
        step(case, Act.HAND_OVER if case.state == State.IN_WORK else Act.CLAIM, now=now)
        case.assigned_to_id = to
        case.assigned_at = case.assigned_at or now
        case.save()
        _stop_clock(file, keyring, now)
        mark("cases.case.assigned", file_id, actor=keyring.actor, now=now, to=people.pseudonym(to))


def judge(file_id: UUID, urgency: int, *, keyring: Keyring, now: datetime) -> None:
    """A person's judgement of how urgent the case is (0-3); while nobody has it, its clock runs as that asks."""
    with transaction.atomic():
        file, _ = locked_case(file_id, keyring)
        _save(file.case, now, urgency=max(0, min(3, urgency)))
        for duty in file.duties.filter(clock=ASSIGN, done_at=None):
            duty.due = case_clocks()[ASSIGN].due(duty.since, high=file.case.urgency >= Urgency.URGENT)
            duty.save(update_fields=["due"])
        mark("cases.case.judged", file_id, actor=keyring.actor, now=now, urgency=file.case.urgency)


def close(file_id: UUID, outcome: Outcome, *, keyring: Keyring, now: datetime) -> None:
    """Close the case with its outcome; what it still owed is owed no more, and shown where it is opened again.

    Raises:
        NoSuchCase, NotPossible (nobody took it yet, or it is closed already), ValueError (not an outcome of today)
    """
    if outcome not in {code.code for code in code_list("outcomes").valid_on(now.date())}:
        raise ValueError(f"'{outcome}' is no outcome")
    with transaction.atomic():
        file, _ = locked_case(file_id, keyring)
        step(file.case, Act.CLOSE, now=now)
        _save(file.case, now, outcome=outcome, closed_at=now)
        mark("cases.case.closed", file_id, actor=keyring.actor, now=now, outcome=outcome)


def conclude_reports(file_id: UUID, *, keyring: Keyring, now: datetime) -> tuple[int, int]:
    """Close the reports of a closed case with its outcome, so that whoever referred them hears it.

    Returns how many were closed, and how many open ones were left: what a colleague has in hand, what nobody read yet,
    and what is beyond CONCLUDED_AT_ONCE.

    Raises:
        NoSuchCase; NotPossible: the case is open.
    """
    with transaction.atomic():
        file, _ = locked_case(file_id, keyring)
    if file.case.state != State.CLOSED:
        raise NotPossible(State(file.case.state), Act.CLOSE)
    filed = Filed.objects.filter(case=file.case).values_list("report_id", flat=True)
    still = [row for row in reports.rows_of(filed, keyring=keyring) if row.state not in (State.CLOSED, State.ERASED)]
    done = 0
    for row in still:
        if done < CONCLUDED_AT_ONCE and not row.unread and row.claimed_by in (None, keyring.staff_id):
            done += _conclude(row.report_id, Outcome(file.case.outcome), keyring, now)
    return done, len(still) - done


def _conclude(report: UUID, outcome: Outcome, keyring: Keyring, now: datetime) -> bool:
    try:
        with transaction.atomic():
            on_reports.claim(report, keyring=keyring, now=now)
            on_reports.close(report, outcome, keyring=keyring, now=now)
    except (reports.NoSuchReport, on_reports.NotClaimed, NotPossible, KeyNotHeld):
        return False  # somebody was faster; the page shows what is left
    return True


def reopen(file_id: UUID, *, keyring: Keyring, now: datetime) -> None:
    """Open a closed case again, for anybody who may open it to take."""
    with transaction.atomic():
        file, _ = locked_case(file_id, keyring)
        step(file.case, Act.REOPEN, now=now)
        _save(file.case, now, outcome="", closed_at=None, assigned_to_id=None)
        mark("cases.case.reopened", file_id, actor=keyring.actor, now=now)


def _save(case: Case, now: datetime, **changed: object) -> None:
    for name, value in changed.items():
        setattr(case, name, value)
    case.changed_at = now
    case.save()


def _stop_clock(file: File, keyring: Keyring, now: datetime) -> None:
    file.duties.filter(clock=ASSIGN, done_at=None).update(done_at=now, done_by_id=keyring.staff_id)
