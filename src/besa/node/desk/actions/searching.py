"""Begin a search across reports with its purpose on record, and note every report whose words it showed.

A search is a way of reading, and a blind index is an oracle: so each begins with a ledger entry that names purpose and
a keyed digest of what was sought, and each report shown in the results gets a mark of its own.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from uuid import UUID, uuid4

from django.db import transaction

from besa.core.sealing import blind
from besa.node.desk import seals
from besa.node.desk.models import Search
from besa.node.desk.wording import PURPOSES
from besa.node.people.keyring import Keyring
from besa.node.platform import keyfiles, ledger

_FORGET_AFTER = timedelta(days=1)


def begin_search(kind: str, words: str, *, purpose: str, keyring: Keyring, now: datetime) -> UUID:
    """Record a search and return its id; `kind` is text or identifier, `purpose` a code of wording.PURPOSES.

    Raises:
        ValueError: the purpose is not one of them.
    """
    if purpose not in PURPOSES:
        raise ValueError(f"'{purpose}' is not a purpose; it must be one of {', '.join(PURPOSES)}")
    search_id = uuid4()
    fingerprint = blind(keyfiles.read("public/index"), f"search-{kind}", " ".join(words.split()).casefold())
    wrapped, sealed = seals.words(words, search=search_id, own=keyring.own)
    with transaction.atomic():
        entry = ledger.record(
            actor=keyring.actor,
            verb=f"desk.search.{kind}",
            object_id=f"search/{search_id}",
            payload={
                "purpose": purpose,
                "fingerprint": fingerprint.hex(),
                "desks": [str(desk) for desk in sorted(keyring.desk_ids)],
            },
            now=now,
        )
        row = Search.objects.create(
            id=search_id,
            staff_id=keyring.staff_id,
            at=now,
            kind=kind,
            purpose=purpose,
            fingerprint=fingerprint,
            ledger_entry=entry.name,
            wrapped_key=wrapped,
            sealed_words=sealed,
        )
        row.desks.add(*keyring.desk_ids)
    return search_id


def note_audit(asked: Mapping[str, str], *, keyring: Keyring, now: datetime) -> None:
    """Mark that an auditor looks at the searches, and through which filter; before they are shown."""
    with transaction.atomic():
        ledger.record(
            actor=keyring.actor, verb="desk.search.audited", object_id="searches", payload=dict(asked), now=now
        )


def forget_words(now: datetime) -> None:
    """Forget what was searched for more than a day ago, whether or not its searcher ever comes back."""
    old = Search.objects.filter(at__lt=now - _FORGET_AFTER).exclude(sealed_words=b"")
    old.update(wrapped_key=b"", sealed_words=b"")


def note_shown(search_id: UUID, report_ids: Iterable[UUID], *, keyring: Keyring) -> None:
    """Mark each report that the results of a search showed; before they are shown."""
    with transaction.atomic():
        for report_id in dict.fromkeys(report_ids):
            ledger.record(
                actor=keyring.actor,
                verb="desk.search.shown",
                object_id=str(report_id),
                payload={"search": str(search_id)},
            )
