"""Seal the keys of files to a desk's newest key, after somebody left it: small steps that can be gone on with."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from django.db import transaction

from besa.core.sealing import SealBroken
from besa.node.cases import queries, seals
from besa.node.cases.models import Access
from besa.node.people import queries as people
from besa.node.people import rotation
from besa.node.people.keyring import Keyring
from besa.node.people.problems import KeyNotHeld
from besa.node.people.queries import DeskPublic
from besa.node.people.rotation import Batch
from besa.node.people.vouching import KeySwapped
from besa.node.platform import ledger


def rewrap_files(desk_id: int, *, keyring: Keyring, limit: int = 500) -> Iterator[Batch]:
    """Re-seal the file keys of a desk that still hang on an older desk key; what cannot be is counted, passed over."""
    newest = people.current_desk_key(desk_id)
    older = people.older_keys(desk_id).get(desk_id, ())
    last = 0
    while True:
        with transaction.atomic():
            waiting = Access.objects.select_for_update().filter(desk_id=desk_id, desk_key_id__in=older, pk__gt=last)
            rows = list(waiting.order_by("pk")[:limit])
            if not rows:
                return
            batch = _rewrap(rows, newest, keyring)
        last = rows[-1].pk
        yield batch


def _rewrap(rows: Sequence[Access], newest: DeskPublic, keyring: Keyring) -> Batch:
    done, not_held, broken = [], 0, 0
    for row in rows:
        try:
            secret = keyring.secret(row.desk_key_id)
            key = seals.key_by_desk(bytes(row.sealed), file=row.file_id, desk_key=row.desk_key_id, secret=secret)
        except KeyNotHeld:
            not_held += 1
            continue
        except (SealBroken, KeySwapped):
            broken += 1
            continue
        row.sealed = seals.key_for_desk(key, file=row.file_id, desk_key=newest.desk_key_id, public=newest.public_key)
        row.desk_key_id = newest.desk_key_id
        done.append(row)
    Access.objects.bulk_update(done, ["sealed", "desk_key_id"])
    if done:
        ledger.record(
            actor=keyring.actor,
            verb="cases.keys.rewrapped",
            object_id=f"desk/{newest.desk_id}",
            payload={"files": len(done)},
        )
    return Batch(done=len(done), not_held=not_held, broken=broken)


rotation.register_relocker(rewrap_files, waiting=queries.under_older_keys)
