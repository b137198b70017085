"""What people decide about links. Every decision has its author, leaves a mark, and can be taken back without loss."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from functools import partial
from uuid import UUID

from besa.core.ledger.payloads import Plain
from besa.core.linking import Layer
from besa.node.links.linking import of_row, turn
from besa.node.links.models import Decision
from besa.node.links.stored import LAYER_CODES
from besa.node.people.keyring import Keyring
from besa.node.platform import ledger
from besa.node.reports import queries as reports
from besa.node.reports.queries import NoSuchReport


class NoSuchDecision(LookupError):
    """There is no such decision for the one who asks, or it was taken back already."""


class NotALead(PermissionError):
    """What counts for every desk is decided by a lead of a desk that reads the report."""


def decide_apart(layer: Layer, report: UUID, others: Iterable[UUID], *, keyring: Keyring, now: datetime) -> UUID:
    """`report` does not belong together with `others` in this layer; returns the decision's id.

    Raises:
        NoSuchReport: the keyring may not see one of them.
    """
    return _decide(Decision.Kind.APART, layer, report, others, b"", keyring, now)


def decide_same(layer: Layer, report: UUID, other: UUID, *, keyring: Keyring, now: datetime) -> UUID:
    """The two belong together in this layer because a person says so. Raises NoSuchReport."""
    return _decide(Decision.Kind.SAME, layer, report, [other], b"", keyring, now)


def set_aside(token: bytes, report: UUID, *, keyring: Keyring, now: datetime) -> UUID:
    """A thing that `report` shares with others says nothing, anywhere (a helpline's number).

    It parts reports of every desk, those that nobody here may see too: one person who wants something hidden could hide
    it so. Therefore only leads; taking it back hides nothing, and whoever sees the report may.

    Raises:
        NoSuchReport: the keyring may not see it.
        NotALead: the one who asks leads no desk that reads it.
    """
    seen = reports.rows_of([report], keyring=keyring)
    if seen and seen[0].desk_id not in keyring.lead_of:
        raise NotALead
    return _decide(Decision.Kind.SET_ASIDE, None, report, [], token, keyring, now)


def withdraw(decision: UUID, *, keyring: Keyring, now: datetime) -> None:
    """Take a decision back: everything is as if it had never been made. Raises NoSuchDecision."""
    with turn() as desk:
        row = Decision.objects.filter(pk=decision, ended_at=None).first()
        if row is None or not _visible([row.report], keyring):
            raise NoSuchDecision(decision)
        if not Decision.objects.filter(ended_at=None, **_like(row)).exclude(pk=row.pk).exists():
            desk.linker.withdraw(of_row(row))

        def write() -> None:
            mine = Decision.objects.filter(pk=decision, ended_at=None)
            if not mine.update(ended_by=keyring.staff_id, ended_at=now):
                raise NoSuchDecision(decision)
            _mark("links.decision.withdrawn", row, keyring, now)

        desk.also.append(write)


def _decide(
    kind: str,
    layer: Layer | None,
    report: UUID,
    others: Iterable[UUID],
    token: bytes,
    keyring: Keyring,
    now: datetime,
) -> UUID:
    concerned = [report, *others]
    if not _visible(concerned, keyring):
        raise NoSuchReport(report)
    row = Decision(
        kind=kind,
        layer=None if layer is None else LAYER_CODES[layer],
        report=report,
        others=sorted(other.hex for other in concerned[1:]),
        token=token,
        by_id=keyring.staff_id,
        at=now,
    )
    with turn() as desk:
        desk.linker.decide(of_row(row))
        desk.also.append(partial(row.save, force_insert=True))
        desk.also.append(partial(_mark, "links.decision.made", row, keyring, now))
    return row.pk


def _visible(report_ids: Iterable[UUID], keyring: Keyring) -> bool:
    wanted = set(report_ids)
    return wanted <= {row.report_id for row in reports.rows_of(wanted, keyring=keyring)}


def _like(row: Decision) -> dict[str, object]:
    return {"kind": row.kind, "layer": row.layer, "report": row.report, "others": row.others, "token": row.token}


def _mark(verb: str, row: Decision, keyring: Keyring, now: datetime) -> None:
    payload: dict[str, Plain] = {
        "kind": row.kind,
        "layer": -1 if row.layer is None else row.layer,
        "others": list(row.others),
        "token": bytes(row.token).hex(),
    }
    ledger.record(actor=keyring.actor, verb=verb, object_id=str(row.report), payload=payload, now=now)
