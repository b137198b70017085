"""Seal the keys of records to a desk's newest key, after somebody left it: small steps that can be gone on with.

For the rows of any room that keeps keys sealed to desks: they have `desk`, `desk_key` and `sealed`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from besa.core.sealing import SealBroken, SecretKey
from besa.node.people import queries
from besa.node.people.keyring import Keyring
from besa.node.people.problems import KeyNotHeld
from besa.node.people.queries import DeskPublic
from besa.node.people.rotation import Batch
from besa.node.people.vouching import KeySwapped
from besa.node.platform import ledger

Reseal = Callable[[Any, SecretKey, DeskPublic], bytes]
"""Opens the key in a row with the older secret and gives it back sealed to the newest key; raises SealBroken."""


def reseal(
    rows: QuerySet[Any], again: Reseal, *, desk_id: int, keyring: Keyring, verb: str, unit: str, limit: int
) -> Iterator[Batch]:
    """Seal anew the keys in `rows` of a desk that still hang on an older key of it, `limit` at a time.

    Each row is looked at once. What cannot be sealed anew is counted and passed over: it must not keep the others
    under the old key. Stop whenever you like; what is done is done. Each batch leaves the mark `verb` with the number
    done as `unit`.
    """
    newest = queries.current_desk_key(desk_id)
    older = queries.older_keys(desk_id).get(desk_id, ())
    last = 0
    while True:
        with transaction.atomic():
            waiting = rows.select_for_update().filter(desk_id=desk_id, desk_key_id__in=older, pk__gt=last)
            found = list(waiting.order_by("pk")[:limit])
            if not found:
                return
            batch = _reseal(rows, found, again, newest, keyring)
            if batch.done:
                ledger.record(actor=keyring.actor, verb=verb, object_id=f"desk/{desk_id}", payload={unit: batch.done})
        last = found[-1].pk
        yield batch


def _reseal(rows: QuerySet[Any], found: Sequence[Any], again: Reseal, newest: DeskPublic, keyring: Keyring) -> Batch:
    done, not_held, broken = [], 0, 0
    lacking: set[int] = set()
    for row in found:
        try:
            if row.desk_key_id in lacking:
                raise KeyNotHeld
            row.sealed = again(row, keyring.secret(row.desk_key_id), newest)
        except KeyNotHeld:
            lacking.add(row.desk_key_id)
            not_held += 1
            continue
        except (SealBroken, KeySwapped):
            broken += 1
            continue
        row.desk_key_id = newest.desk_key_id
        done.append(row)
    rows.bulk_update(done, ["sealed", "desk_key_id"])
    return Batch(done=len(done), not_held=not_held, broken=broken)
