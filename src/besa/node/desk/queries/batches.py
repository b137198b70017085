"""How far a batch is: what was done, what was left as it was and why."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext

from besa.node.desk import wording
from besa.node.desk.models import Batch, BatchLine
from besa.node.people.keyring import Keyring
from besa.node.reports import queries as reports


@dataclass(frozen=True)
class Left:
    """Reports left as they were, for one reason; those that may be seen, with their references."""

    why: str
    number: int
    reports: tuple[tuple[UUID, str], ...]


@dataclass(frozen=True, kw_only=True)
class BatchView:
    """A batch of one's own. `decided` says in words what was decided of each report."""

    batch: UUID
    token: str
    begun_at: datetime
    decided: tuple[str, ...]
    total: int
    done: int
    waiting: int
    left: tuple[Left, ...]


def batch(batch_id: UUID, *, keyring: Keyring) -> BatchView | None:
    """One's own batch; None if there is none."""
    row = Batch.objects.filter(pk=batch_id, staff=keyring.staff_id).first()
    if row is None:
        return None
    lines = list(row.lines.order_by("id").values_list("report", "state", "why"))
    states = Counter(state for _, state, _ in lines)
    skipped = [(report, why) for report, state, why in lines if state == BatchLine.State.SKIPPED]
    return BatchView(
        batch=row.pk,
        token=bytes(row.token).hex(),
        begun_at=row.begun_at,
        decided=decided_words(row.labels, row.urgency, row.outcome),
        total=len(lines),
        done=states[BatchLine.State.DONE],
        waiting=states[BatchLine.State.WAITING],
        left=left(skipped, keyring=keyring),
    )


def left(skipped: Iterable[tuple[UUID, str]], *, keyring: Keyring) -> tuple[Left, ...]:
    """Reports that stay as they are, by reason."""
    by_why: dict[str, list[UUID]] = {}
    for report, why in skipped:
        by_why.setdefault(why, []).append(report)
    every = [report for found in by_why.values() for report in found]
    names = {row.report_id: row.reference for row in reports.rows_of(every, keyring=keyring)} if every else {}
    return tuple(
        Left(why_word(why), len(found), tuple((one, names[one]) for one in found if one in names))
        for why, found in by_why.items()
    )


def decided_words(labels: Iterable[str], urgency: int | None, outcome: str) -> tuple[str, ...]:
    words = [gettext("Label: %(label)s") % {"label": wording.label("labels", code)} for code in labels]
    if urgency is not None:
        words.append(gettext("Urgency: %(urgency)s") % {"urgency": wording.urgency(urgency).word})
    if outcome:
        words.append(gettext("Closed: %(outcome)s") % {"outcome": wording.label("outcomes", outcome)})
    return tuple(words)


def why_word(why: str) -> str:
    return {
        "closed": gettext("Closed already"),
        "taken": gettext("In a colleague's hands"),
        "own": gettext("Urgent, or something in it is new: a person reads each of them"),
        "gone": gettext("Not there any more, or not yours to open"),
        "moved": gettext("It moved on meanwhile"),
    }.get(why, why)
