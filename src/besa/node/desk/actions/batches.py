"""One decision for many reports that share something: each is done alone, wholly or not at all, with its own marks."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from besa.core.casework import NotPossible, Outcome
from besa.core.ledger.payloads import Plain
from besa.node.desk.models import Batch, BatchLine
from besa.node.people.keyring import Keyring
from besa.node.people.problems import KeyNotHeld
from besa.node.platform import ledger
from besa.node.reports import actions as reports
from besa.node.reports import queries
from besa.node.reports.values import QueueRow

_STATE = BatchLine.State


class NoSuchBatch(LookupError):
    """Nobody began such a batch, or somebody else did."""


@dataclass(frozen=True, kw_only=True)
class Decision:
    """What is decided of each report: labels that come to those it has, an urgency, an outcome that closes it."""

    labels: frozenset[str] = frozenset()
    urgency: int | None = None
    outcome: str = ""


def obstacle(row: QueueRow | None, *, keyring: Keyring, also_new: bool) -> str:
    """Why a report stays out of a batch, as a code; empty if nothing stands against it.

    What is urgent, or holds something that nobody has seen, is read by a person one by one, unless somebody says that
    it was.
    """
    if row is None:
        return "gone"
    if row.state in ("closed", "erased"):
        return "closed"
    if row.claimed_by not in (None, keyring.staff_id):
        return "taken"
    if not also_new and (row.urgency >= 2 or (row.novelty or 0) >= 3 or row.novelty is None):
        return "own"
    return ""


def begin_batch(
    report_ids: Iterable[UUID], decision: Decision, *, token: bytes, also_new: bool, keyring: Keyring, now: datetime
) -> UUID:
    """Write down what is to be done to which reports; `go_on` does it. Reports that must stay out are kept as such."""
    wanted = list(dict.fromkeys(report_ids))
    rows = {row.report_id: row for row in queries.rows_of(wanted, keyring=keyring)}
    why = {one: obstacle(rows.get(one), keyring=keyring, also_new=also_new) for one in wanted}
    with transaction.atomic():
        batch = Batch.objects.create(
            staff_id=keyring.staff_id,
            token=token,
            begun_at=now,
            labels=sorted(decision.labels),
            urgency=decision.urgency,
            outcome=decision.outcome,
        )
        BatchLine.objects.bulk_create(
            BatchLine(batch=batch, report=one, state=_STATE.SKIPPED if why[one] else _STATE.WAITING, why=why[one])
            for one in wanted
        )
        payload: dict[str, Plain] = {
            "reports": [one.hex for one in wanted if not why[one]],
            "labels": [*sorted(decision.labels)],
            "urgency": -1 if decision.urgency is None else decision.urgency,
            "outcome": decision.outcome,
        }
        ledger.record(actor=keyring.actor, verb="desk.batch.begun", object_id=str(batch.pk), payload=payload, now=now)
    return batch.pk


def go_on(batch_id: UUID, *, keyring: Keyring, now: datetime, enough: Callable[[], bool]) -> None:
    """Do the next reports of one's own batch until `enough()`; at least one, if any waits.

    Raises:
        NoSuchBatch
    """
    batch = Batch.objects.filter(pk=batch_id, staff=keyring.staff_id).first()
    if batch is None:
        raise NoSuchBatch(batch_id)
    decision = Decision(labels=frozenset(batch.labels), urgency=batch.urgency, outcome=batch.outcome)
    for line in list(batch.lines.filter(state=_STATE.WAITING).order_by("id")):
        _one(line, decision, keyring, now)
        if enough():
            return


def _one(line: BatchLine, decision: Decision, keyring: Keyring, now: datetime) -> None:
    try:
        with transaction.atomic():
            # Whoever presses twice, or goes on in two windows, does each report once.
            if BatchLine.objects.filter(pk=line.pk, state=_STATE.WAITING).update(state=_STATE.DONE):
                _decide(line.report, decision, keyring, now)
        return
    except reports.NotClaimed:
        why = "taken"
    except (queries.NoSuchReport, KeyNotHeld):
        why = "gone"
    except (NotPossible, ValueError):
        why = "moved"
    BatchLine.objects.filter(pk=line.pk, state=_STATE.WAITING).update(state=_STATE.SKIPPED, why=why)


def _decide(report: UUID, decision: Decision, keyring: Keyring, now: datetime) -> None:
    """Take it if nobody has it, decide, and give it back unless it was closed or one's own before."""
    rows: Sequence[QueueRow] = queries.rows_of([report], keyring=keyring)
    if not rows:
        raise queries.NoSuchReport(report)
    reports.claim(report, keyring=keyring, now=now)
    if decision.labels:
        standing = queries.standing_labels(report, keyring=keyring)
        reports.classify(report, standing | decision.labels, keyring=keyring, now=now)
    if decision.urgency is not None:
        reports.judge_again(report, decision.urgency, keyring=keyring, now=now)
    if decision.outcome:
        reports.close(report, Outcome(decision.outcome), keyring=keyring, now=now)
    elif rows[0].claimed_by is None:
        reports.return_to_queue(report, keyring=keyring, now=now)
