"""Seal record keys to a desk's newest key, after somebody left it: small steps that can be stopped and gone on with."""

from __future__ import annotations

from django.db import transaction

from besa.core.sealing import SealBroken
from besa.node.people import queries as people
from besa.node.people import rotation
from besa.node.people.keyring import Keyring
from besa.node.platform import ledger
from besa.node.reports import seals
from besa.node.reports.models import Access


def rewrap_records(desk_id: int, *, keyring: Keyring, limit: int = 500) -> int:
    """Re-seal up to `limit` record keys of a desk that still hang on an older desk key; returns how many were done.

    Call again until it returns 0.
    """
    newest = people.current_desk_key(desk_id)
    with transaction.atomic():
        rows = list(
            Access.objects.select_for_update()
            .filter(desk_id=desk_id)
            .exclude(desk_key_id=newest.desk_key_id)
            .order_by("id")[:limit]
        )
        done = []
        for row in rows:
            secret = keyring.secret(row.desk_key_id)
            try:
                key = seals.key_by_desk(
                    bytes(row.sealed), report=row.report_id, desk_key=row.desk_key_id, secret=secret
                )
            except SealBroken:
                continue  # tampered with: it opens for nobody, and must not keep the others under the old key
            row.sealed = seals.key_for_desk(
                key, report=row.report_id, desk_key=newest.desk_key_id, public=newest.public_key
            )
            row.desk_key_id = newest.desk_key_id
            done.append(row)
        Access.objects.bulk_update(done, ["sealed", "desk_key_id"])
        if done:
            ledger.record(
                actor=keyring.actor,
                verb="reports.keys.rewrapped",
                object_id=f"desk/{desk_id}",
                payload={"records": len(done)},
            )
    return len(done)


rotation.register_relocker(rewrap_records)
