"""Work on a report: claim, return, hand over, note, classify, judge again, refer out, close, reopen."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID, uuid4

from django.db import transaction

from besa.core.casework import Act, Outcome, code_list
from besa.node.people import queries as people
from besa.node.people.keyring import Keyring
from besa.node.platform import ledger
from besa.node.reports import seals
from besa.node.reports.actions.rows import NotClaimed, locked_for_desk, reopened, require_claim, step
from besa.node.reports.clocks import answer_due, outcome_due, take_due
from besa.node.reports.models import Assessment, Label, Note, ReferralOut
from besa.node.reports.queries.keys import record_key

__all__ = ["NotClaimed"]


class NotAMember(ValueError):
    """A report can only be handed to somebody of a desk that may open it."""


def claim(report_id: UUID, *, keyring: Keyring, now: datetime) -> None:
    """Take a report in work. Claiming one's own again changes nothing.

    Raises:
        NoSuchReport, NotPossible, NotClaimed (somebody else was faster; `by` says who)
    """
    with transaction.atomic():
        report = locked_for_desk(report_id, keyring)
        if report.claimed_by_id == keyring.staff_id:
            return
        if report.claimed_by_id is not None:
            raise NotClaimed(report.claimed_by_id)
        step(report, Act.CLAIM, now=now, by=keyring.staff_id)
        report.claimed_by_id = keyring.staff_id
        report.first_taken_at = report.first_taken_at or now
        report.take_due = None
        report.save()
        ledger.record(actor=keyring.actor, verb="reports.report.claimed", object_id=str(report_id), payload={})


def return_to_queue(report_id: UUID, *, keyring: Keyring, now: datetime) -> None:
    """Give a claimed report back to everybody. A lead may also return a colleague's."""
    with transaction.atomic():
        report = locked_for_desk(report_id, keyring)
        if not people.is_lead(keyring.staff_id, report.desk_id):
            require_claim(report, keyring)
        step(report, Act.RETURN, now=now, by=keyring.staff_id)
        report.claimed_by_id = None
        if report.referred:
            report.take_due = take_due(now, report.urgency)
        report.save()
        ledger.record(actor=keyring.actor, verb="reports.report.returned", object_id=str(report_id), payload={})


def hand_over(report_id: UUID, *, to: int, keyring: Keyring, now: datetime) -> None:
    """Give a claimed report to a colleague of a desk that may open it.

    Raises:
        NotAMember: `to` could not open it.
    """
    with transaction.atomic():
        report = locked_for_desk(report_id, keyring)
        require_claim(report, keyring)
        desks = set(report.accesses.values_list("desk_id", flat=True))
        if not any(to in people.members_of(desk) for desk in desks):
            raise NotAMember("Choose somebody who is a member of this report's desk.")
        step(report, Act.HAND_OVER, now=now, by=keyring.staff_id, to=to)
        report.claimed_by_id = to
        report.save()
        ledger.record(
            actor=keyring.actor,
            verb="reports.report.handed_over",
            object_id=str(report_id),
            payload={"to": people.pseudonym(to)},
        )


def write_note(report_id: UUID, text: str, *, keyring: Keyring, now: datetime) -> None:
    """Add an internal note; no reporter can ever open it."""
    note_id = uuid4()
    key = record_key(report_id, keyring=keyring)
    sealed = seals.note(text, report=report_id, note_id=note_id, desk=key.desk)
    with transaction.atomic():
        report = locked_for_desk(report_id, keyring)
        Note.objects.create(id=note_id, report=report, author_id=keyring.staff_id, at=now, sealed_text=sealed)
        report.changed_at = now
        report.save(update_fields=["changed_at"])
        ledger.record(actor=keyring.actor, verb="reports.note.written", object_id=str(report_id), payload=sealed)


def classify(report_id: UUID, codes: frozenset[str], *, keyring: Keyring, now: datetime) -> None:
    """Make `codes` (of the list `labels`) the report's labels; those no longer chosen are ended, not deleted.

    Raises:
        ValueError: a code that the list does not know today.
    """
    labels = code_list("labels")
    known = {entry.code for entry in labels.valid_on(now.date())}
    if unknown := sorted(codes - known):
        raise ValueError(f"'{unknown[0]}' is not a label of version {labels.version}")
    with transaction.atomic():
        report = locked_for_desk(report_id, keyring)
        require_claim(report, keyring)
        standing = set(report.labels.filter(ended_at=None).values_list("code", flat=True))
        report.labels.filter(ended_at=None, code__in=standing - codes).update(ended_at=now)
        Label.objects.bulk_create(
            Label(report=report, code=code, list_version=labels.version, by_id=keyring.staff_id, at=now)
            for code in sorted(codes - standing)
        )
        report.assessed_at = report.assessed_at or now
        report.changed_at = now
        report.save()
        ledger.record(
            actor=keyring.actor,
            verb="reports.report.classified",
            object_id=str(report_id),
            payload={"labels": tuple(sorted(codes)), "version": labels.version},
        )


def judge_again(report_id: UUID, urgency: int, *, keyring: Keyring, now: datetime) -> None:
    """A person's own judgement of the urgency (0-3); it wins over the rules, in both directions, and is recorded."""
    with transaction.atomic():
        report = locked_for_desk(report_id, keyring)
        require_claim(report, keyring)
        report.urgency = max(0, min(3, urgency))
        if report.waiting_since:
            report.answer_due = answer_due(report.waiting_since, report.urgency)
        report.changed_at = now
        report.save()
        Assessment.objects.create(
            report=report, by_id=keyring.staff_id, at=now, urgency=report.urgency, reasons=report.reasons
        )
        ledger.record(
            actor=keyring.actor,
            verb="reports.report.judged",
            object_id=str(report_id),
            payload={"urgency": report.urgency},
        )


def refer_out(report_id: UUID, authority: str, reason: str, *, keyring: Keyring, now: datetime) -> None:
    """Record that the report was passed on to a competent body (`authority`: an id of the country pack)."""
    referral_id = uuid4()
    key = record_key(report_id, keyring=keyring)
    sealed = seals.note(reason, report=report_id, note_id=referral_id, desk=key.desk)
    with transaction.atomic():
        report = locked_for_desk(report_id, keyring)
        require_claim(report, keyring)
        ReferralOut.objects.create(
            id=referral_id,
            report=report,
            at=now,
            by_id=keyring.staff_id,
            authority=authority,
            sealed_reason=sealed,
        )
        report.changed_at = now
        report.save(update_fields=["changed_at"])
        ledger.record(
            actor=keyring.actor,
            verb="reports.report.referred_out",
            object_id=str(report_id),
            payload={"authority": authority, "sealed": sealed.hex()},
        )


def close(report_id: UUID, outcome: Outcome, *, keyring: Keyring, now: datetime) -> None:
    """Close a report with its outcome."""
    with transaction.atomic():
        report = locked_for_desk(report_id, keyring)
        require_claim(report, keyring)
        step(report, Act.CLOSE, now=now, by=keyring.staff_id, outcome=outcome)
        report.outcome = outcome
        report.closed_at = now
        report.waiting_since = None
        # A source that asked is still to hear the outcome.
        if not report.referred:
            report.answer_due = None
        report.save()
        ledger.record(
            actor=keyring.actor,
            verb="reports.report.closed",
            object_id=str(report_id),
            payload={"outcome": outcome},
        )


def reopen(report_id: UUID, *, keyring: Keyring, now: datetime) -> None:
    """Open a closed report again, for anybody of the desk to claim."""
    with transaction.atomic():
        report = locked_for_desk(report_id, keyring)
        step(report, Act.REOPEN, now=now, by=keyring.staff_id)
        reopened(report)
        if report.referred:
            if report.source_told_at:  # what its source heard holds no longer: the new outcome is owed
                report.answer_due, report.source_told_at = outcome_due(now), None
            report.take_due = take_due(now, report.urgency)
        else:
            report.waiting_since, report.answer_due = now, answer_due(now, report.urgency)
        report.save()
        ledger.record(actor=keyring.actor, verb="reports.report.reopened", object_id=str(report_id), payload={})
