"""Seal record keys to a desk's newest key, after somebody left it."""

from __future__ import annotations

from collections.abc import Iterator

from besa.core.sealing import SecretKey
from besa.node.people import rotation
from besa.node.people.keyring import Keyring
from besa.node.people.queries import DeskPublic
from besa.node.people.resealing import reseal
from besa.node.people.rotation import Batch
from besa.node.reports import queries, seals
from besa.node.reports.models import Access


def rewrap_records(desk_id: int, *, keyring: Keyring, limit: int = 500) -> Iterator[Batch]:
    """Re-seal record keys of a desk that still hang on an older key; what cannot be is counted and passed over."""
    verb, rows = "reports.keys.rewrapped", Access.objects.all()
    return reseal(rows, _again, desk_id=desk_id, keyring=keyring, verb=verb, unit="records", limit=limit)


def _again(row: Access, older: SecretKey, newest: DeskPublic) -> bytes:
    key = seals.key_by_desk(bytes(row.sealed), report=row.report_id, desk_key=row.desk_key_id, secret=older)
    return seals.key_for_desk(key, report=row.report_id, desk_key=newest.desk_key_id, public=newest.public_key)


rotation.register_relocker(rewrap_records, waiting=queries.under_older_keys)
