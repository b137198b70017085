"""Take referred reports in, many in one transaction: the same journey as a single report, without a code.

An institution sends thousands of reports at once and none of them may be lost or doubled. `submission` names the item
that a report was read from, so that whatever was committed already is passed over, however often a file is sent.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Sequence
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from besa.core.ledger import canonical_json
from besa.core.sealing import RecordKey, new_record_key
from besa.node.people import queries as people
from besa.node.people.queries import DeskPublic
from besa.node.platform import bulk, ledger
from besa.node.platform.actors import Actor
from besa.node.reports import seals
from besa.node.reports.actions import imprints
from besa.node.reports.actions.receive import new_report
from besa.node.reports.clocks import outcome_due, take_due
from besa.node.reports.models import Access, Assessment, Report
from besa.node.reports.queries.arrivals import ARRIVED, as_arrived
from besa.node.reports.values import ReferredIn, ReferredReport

_TRIES = 5


def refer_in(
    referred: Sequence[ReferredIn],
    *,
    desk: int,
    asks_outcome: bool,
    actor: Actor,
    now: datetime,
    also: Callable[[Sequence[ReferredReport]], Callable[[], None]],
) -> tuple[ReferredReport, ...]:
    """Seal and commit those of `referred` that are not here yet; returns these, in order.

    `asks_outcome`: the source is promised to hear what becomes of them.
    `also` gets what is new and seals what else is to be kept about it; what it returns runs inside the transaction, for
    what must be true exactly when the reports are.

    Raises:
        LookupError: there is no desk `desk`.
    """
    unlike = list({one.submission: one for one in referred}.values())
    for attempt in range(_TRIES):
        # All slow cryptography happens before the transaction: SQLite has one writer.
        public = people.current_desk_key(desk)
        fresh = _not_here(unlike)
        sealed = [_Sealed(one, public, now, asks_outcome=asks_outcome) for one in fresh]
        reports = tuple(one.result for one in sealed)
        keep = also(reports)
        try:
            with transaction.atomic():
                _write(sealed, actor, now)
                keep()
        except IntegrityError:
            # Another worker committed the same item meanwhile, or a new reference is taken: both are others next time.
            if attempt == _TRIES - 1:
                raise
        else:
            return reports
    raise AssertionError("unreachable")


def id_in_order(now: datetime) -> UUID:
    """A random id that begins with the millisecond (UUID version 7, RFC 9562).

    What arrives together then lies together in a dozen indexes. The time of arrival stands in clear beside it anyway.
    """
    time_and_chance = ledger.milliseconds(now).to_bytes(6, "big") + secrets.token_bytes(10)
    number = int.from_bytes(time_and_chance, "big") & ~(0xF000 << 64 | 0xC000 << 48)
    return UUID(int=number | 0x7000 << 64 | 0x8000 << 48)


def _not_here(referred: Sequence[ReferredIn]) -> list[ReferredIn]:
    names = [one.submission for one in referred]
    known = {
        bytes(name)
        for name in Report.objects.filter(submission__in=names).values_list("submission", flat=True)
        if name is not None
    }
    return [one for one in referred if one.submission not in known]


class _Sealed:
    """One report, sealed in memory, with the rows that will be written for it."""

    def __init__(self, one: ReferredIn, desk: DeskPublic, now: datetime, *, asks_outcome: bool) -> None:
        self.one = one
        self.key: RecordKey = new_record_key()
        self.report = new_report(
            one.values,
            urgency=one.urgency,
            reasons=one.reasons,
            conversation=self.key.conversation,
            submission=one.submission,
            now=now,
            report_id=id_in_order(now),
        )
        self.report.source = one.source
        self.report.desk_id = desk.desk_id
        self.report.rank = one.rank
        self.report.take_due = take_due(now, one.urgency)
        self.report.kept_until = one.kept_until
        if asks_outcome:
            self.report.answer_due = outcome_due(now)
        if one.axes:
            self.report.danger = one.axes.danger
            self.report.actionability = one.axes.actionability
            self.report.decay = one.axes.decay
            self.report.novelty = one.axes.novelty
        self.arrived = canonical_json(as_arrived(self.report, (), one.urgency, one.reasons))
        wrapped = seals.key_for_desk(self.key, report=self.report.id, desk_key=desk.desk_key_id, public=desk.public_key)
        self.access = (self.report.id, desk.desk_id, desk.desk_key_id, wrapped)
        self.assessment = (self.report.id, now, one.urgency, one.reasons, one.ruleset)
        self.result = ReferredReport(
            report_id=self.report.id, reference=self.report.reference, submission=one.submission, key=self.key
        )


def _write(sealed: Sequence[_Sealed], actor: Actor, now: datetime) -> None:
    acts = [ledger.Act(verb=ARRIVED, object_id=str(one.report.id), payload=one.arrived) for one in sealed]
    for one, entry in zip(sealed, ledger.record_all(acts, actor=actor, now=now), strict=True):
        one.report.ledger_entry = entry.name
    bulk.insert_new(one.report for one in sealed)
    bulk.insert(Access, ("report", "desk", "desk_key", "sealed"), (one.access for one in sealed))
    imprints.keep([(one.report.id, one.one.imprint) for one in sealed], fresh=True)
    judged = ("report", "at", "urgency", "reasons", "ruleset")
    bulk.insert(Assessment, judged, (one.assessment for one in sealed))
