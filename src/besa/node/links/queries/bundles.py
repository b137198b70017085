"""Bundles: one file, page or text that stands in many reports."""

from __future__ import annotations

from uuid import UUID

from besa.core.linking.weights import current
from besa.node.links.linking import looking
from besa.node.links.models import Sighting
from besa.node.links.queries.values import BundleView
from besa.node.people.keyring import Keyring
from besa.node.reports import queries as reports
from besa.node.reports.queries import NoSuchReport

MOST_OF_A_BUNDLE = 5000
"""So many reports of a bundle are shown and worked on at once; the next time the rest."""


def bundles_of(report: UUID, *, keyring: Keyring) -> tuple[BundleView, ...]:
    """The bundles a report is in, as far as the keyring's desks may see them, greatest first.

    Raises:
        NoSuchReport: the keyring may not see it.
    """
    if not reports.rows_of([report], keyring=keyring):
        raise NoSuchReport(report)
    with looking() as desk:
        found = desk.linker.bundles(report.int)
    seen = (bundle(each.token, keyring=keyring) for each in found)
    return tuple(sorted((one for one in seen if len(one.reports) > 1), key=lambda one: -len(one.reports)))


def bundle(token: bytes, *, keyring: Keyring) -> BundleView:
    """The reports of the keyring's desks in which a thing stands, in the queue's order; none if it stands nowhere."""
    holders = dict(Sighting.objects.filter(token=token).values_list("report", "sort")[:MOST_OF_A_BUNDLE])
    rows = reports.rows_of((UUID(bytes=bytes(stored)) for stored in holders), keyring=keyring)
    sort = current().by_code[next(iter(holders.values()))].label if holders else ""
    return BundleView(token=token, sort=sort, reports=tuple(row.report_id for row in rows))
