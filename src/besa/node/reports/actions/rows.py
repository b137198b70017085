"""Lock a report's row, check who holds it, and move it: what every act on a report shares."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from besa.core.casework import Act, State, next_state
from besa.node.people.keyring import Keyring
from besa.node.reports.models import Report, Step
from besa.node.reports.queries.keys import NoSuchReport


class NotClaimed(Exception):
    """The act needs the report to be claimed by the one who acts; `by` is the staff id who holds it, or None."""

    def __init__(self, by: int | None) -> None:
        super().__init__("this report is claimed by somebody else" if by else "this report is not claimed yet")
        self.by = by


def locked(report_id: UUID) -> Report:
    """The row, locked until the transaction ends.

    Raises:
        NoSuchReport: never existed, or was erased.
    """
    report = Report.objects.select_for_update().filter(pk=report_id).exclude(state=State.ERASED).first()
    if report is None:
        raise NoSuchReport(report_id)
    return report


def locked_for_desk(report_id: UUID, keyring: Keyring) -> Report:
    """As `locked`, for staff: a report of another desk does not exist for them."""
    report = locked(report_id)
    if not report.accesses.filter(desk_id__in=keyring.desk_ids).exists():
        raise NoSuchReport(report_id)
    return report


def require_claim(report: Report, keyring: Keyring) -> None:
    """Raises NotClaimed unless the one who acts holds the report."""
    if report.claimed_by_id != keyring.staff_id:
        raise NotClaimed(report.claimed_by_id)


def reopened(report: Report) -> None:
    """Make a closed report anybody's again (not yet saved): whoever closed it may be away for weeks."""
    report.claimed_by_id = None
    report.outcome = ""
    report.closed_at = None


def step(
    report: Report,
    act: Act,
    *,
    now: datetime,
    by: int | None = None,
    to: int | None = None,
    outcome: str = "",
) -> None:
    """Move `report` by `act` (not yet saved) and write the step down.

    Raises:
        NotPossible: its state does not allow that.
    """
    before = State(report.state)
    after = next_state(before, act)
    report.state = after
    report.changed_at = now
    Step.objects.create(report=report, at=now, by_id=by, act=act, before=before, after=after, to_id=to, outcome=outcome)
