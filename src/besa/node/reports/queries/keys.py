"""Open a report's record key with a desk key the keyring holds."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from besa.core.sealing import RecordKey
from besa.node.people.keyring import Keyring
from besa.node.reports import seals
from besa.node.reports.models import Access


class NoSuchReport(LookupError):
    """There is no such report for the one who asks: not found, erased, or another desk's; nobody can tell which."""


def record_key(report_id: UUID, *, keyring: Keyring) -> RecordKey:
    """The record key, for somebody of a desk with access.

    Raises:
        NoSuchReport: this keyring opens no such report.
    """
    row = (
        Access.objects.filter(report_id=report_id, desk_id__in=keyring.desk_ids)
        .values_list("sealed", "desk_key_id")
        .first()
    )
    if row is None:
        raise NoSuchReport(report_id)
    sealed, desk_key = row
    return seals.key_by_desk(sealed, report=report_id, desk_key=desk_key, secret=keyring.secret(desk_key))


def standing(report_ids: Iterable[UUID]) -> set[UUID]:
    """Which of these reports were not erased."""
    return set(Access.objects.filter(report_id__in=list(report_ids)).values_list("report_id", flat=True))
