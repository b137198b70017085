"""What people decided about links, and did not take back."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from django.db.models import Q, QuerySet, TextField
from django.db.models.functions import Cast

from besa.core.linking import Layer
from besa.node.links.models import Decision, Held
from besa.node.links.queries.values import DecisionView
from besa.node.links.stored import LAYER_CODES, layer_of, unpack
from besa.node.people.keyring import Keyring
from besa.node.reports import queries as reports


def decisions_of(report: UUID, *, keyring: Keyring) -> tuple[DecisionView, ...]:
    """What people decided about a report or about a thing in it, and did not take back, oldest first.

    Whichever page it was decided from: who sees one end sees the decision.
    """
    held = Held.objects.filter(pk=report.bytes).values_list("imprint", flat=True).first()
    tokens = {mark.token for mark in unpack(held).sightings} if held else set()
    about = Q(report=report) | Q(kind=Decision.Kind.SET_ASIDE, token__in=tokens)
    # Others are lists of ids in hexadecimal: one id cannot stand inside another.
    about |= Q(named__contains=f'"{report.hex}"')
    return _decisions(_standing().alias(named=Cast("others", TextField())).filter(about), keyring)


def decisions_among(report_ids: Iterable[UUID], layer: Layer, *, keyring: Keyring) -> tuple[DecisionView, ...]:
    """As `decisions_of`, about any of these reports in one layer; for a cluster."""
    wanted = {report.hex for report in report_ids}
    rows = _standing().filter(layer=LAYER_CODES[layer])
    return _decisions((row for row in rows if wanted & {row.report.hex, *row.others}), keyring)


def _standing() -> QuerySet[Decision]:
    return Decision.objects.filter(ended_at=None).order_by("at", "id")


def _decisions(found: Iterable[Decision], keyring: Keyring) -> tuple[DecisionView, ...]:
    rows = list(found)
    seen = {row.report_id for row in reports.rows_of({row.report for row in rows}, keyring=keyring)} if rows else set()
    return tuple(
        DecisionView(
            decision=row.pk,
            kind=row.kind,
            level=None if row.layer is None else layer_of(row.layer).level,
            side=None if row.layer is None else layer_of(row.layer).side,
            report=row.report,
            others=tuple(UUID(other) for other in row.others),
            token=bytes(row.token),
            by=row.by_id,
            at=row.at,
            may_end=row.report in seen,
        )
        for row in rows
    )
