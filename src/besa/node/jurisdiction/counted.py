"""Ask the law on somebody's behalf: a first answer to changed facts is counted, marked, and beyond a day's number given
for a reason only. Every page that shows an answer asks here.
"""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from besa.core.jurisdiction import Case
from besa.core.jurisdiction.facts import states_named
from besa.node.jurisdiction import answering, seals
from besa.node.jurisdiction import counted_queries as counts
from besa.node.jurisdiction.answering import Answered
from besa.node.jurisdiction.models import NewAnswer, Reason
from besa.node.jurisdiction.rows import locked, mark
from besa.node.jurisdiction.values import FEW_STATES, LONGEST, REASONS, SHORTEST, OpenAssessment
from besa.node.people.keyring import Keyring

ANSWERED = "jurisdiction.assessment.answered"
REASONED = "jurisdiction.answers.reasoned"


class NeedsReason(Exception):
    """The day's number of new answers is used up. The facts are kept; whoever says why goes on at once."""

    def __init__(self, assessment_id: UUID) -> None:
        super().__init__(assessment_id)
        self.assessment_id = assessment_id


class NoReason(Exception):
    """No reason was chosen, or nothing was said."""


def answered(found: OpenAssessment, *, keyring: Keyring, today: date, now: datetime) -> Answered:
    """What the law says of an open assessment.

    Raises:
        FactsContradict: nothing can be said; that does not count.
        NeedsReason
    """
    if counts.waits(found.line, staff_id=keyring.staff_id, now=now):
        raise NeedsReason(found.line.assessment_id)
    result = answering.answered(found.described, today)
    _count(found, keyring, now)
    return result


def weight(case: Case) -> int:
    """For how many answers one counts: a case that names all States at once is a list of States, not a case."""
    return max(1, len(states_named(case)) - FEW_STATES + 1)


def go_on(assessment_id: UUID, *, code: str, words: str, keyring: Keyring, now: datetime) -> None:
    """Say why more answers are needed: as many again as a day has, from now on.

    Raises:
        NoSuchAssessment, NoReason
    """
    said = " ".join(words.split())[:LONGEST]
    if code not in REASONS or len(said) < SHORTEST:
        raise NoReason
    with transaction.atomic():
        _row, key = locked(assessment_id, keyring)
        row = Reason(assessment_id=assessment_id, staff_id=keyring.staff_id, at=now, code=code)
        row.sealed = seals.reason(said, reason=row.id, key=key)
        row.save()
        mark(REASONED, assessment_id, actor=keyring.actor, now=now, **of_reason(row))


def _count(found: OpenAssessment, keyring: Keyring, now: datetime) -> None:
    line = found.line
    if counts.was_answered(line):
        return
    with transaction.atomic():
        row, new = NewAnswer.objects.get_or_create(
            assessment_id=line.assessment_id,
            changes=line.changes,
            defaults={"staff_id": keyring.staff_id, "at": now, "weight": weight(found.described.case)},
        )
        if new:
            mark(ANSWERED, line.assessment_id, actor=keyring.actor, now=now, **of_answer(row))


def of_answer(row: NewAnswer) -> dict[str, int]:
    """What the ledger's entry about a new answer keeps the digest of."""
    return {"changes": row.changes, "weight": row.weight}


def of_reason(row: Reason) -> dict[str, str]:
    """The same of a reason; not its words, which go when the assessment is erased."""
    return {"reason": str(row.id), "code": row.code}
