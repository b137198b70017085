"""Keep what is being typed on a report's page, sealed, until it is sent or emptied."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from django.db import transaction

from besa.core.sealing import SealBroken
from besa.node.desk import seals
from besa.node.desk.models import Draft
from besa.node.people.keyring import Keyring
from besa.node.reports import queries as reports

TEXTS = ("answer", "note", "reason")
_LONGEST = 100_000


def keep_draft(report_id: UUID, fields: Mapping[str, list[str]], *, keyring: Keyring, now: datetime) -> None:
    """Keep these fields in place of what was kept before; nothing worth keeping removes the draft.

    Line ends are kept as typed. A draft is no act on the report: it leaves no ledger entry.

    Raises:
        NoSuchReport: the keyring opens no such report, so nothing can be sealed for it.
    """
    kept = {name: [text[:_LONGEST] for text in fields[name]] for name in TEXTS if "".join(fields.get(name, [])).strip()}
    if "labels" in fields:
        kept["labels"] = list(fields["labels"])
    mine = Draft.objects.filter(staff=keyring.staff_id, report_id=report_id)
    if not kept:
        mine.delete()
        return
    key = reports.record_key(report_id, keyring=keyring)
    sealed = seals.draft(kept, report=report_id, staff=keyring.staff_id, key=key)
    with transaction.atomic():
        Draft.objects.update_or_create(
            staff_id=keyring.staff_id, report_id=report_id, defaults={"sealed": sealed, "changed_at": now}
        )


def let_go(report_id: UUID, names: frozenset[str], *, keyring: Keyring, now: datetime) -> None:
    """Forget the fields that were sent; what else was typed stays."""
    row = Draft.objects.filter(staff=keyring.staff_id, report_id=report_id).first()
    if row is None:
        return
    key = reports.record_key(report_id, keyring=keyring)
    try:
        fields = seals.open_draft(bytes(row.sealed), report=report_id, staff=keyring.staff_id, key=key)
    except (SealBroken, ValueError):
        return
    keep_draft(report_id, {n: v for n, v in fields.items() if n not in names}, keyring=keyring, now=now)


def forget_orphans() -> None:
    """Remove drafts of reports that were erased: no key opens them, and not even when they were written should stay."""
    written = set(Draft.objects.values_list("report_id", flat=True))
    Draft.objects.filter(report_id__in=written - reports.standing(written)).delete()
