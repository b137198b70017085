"""Leave a mark: one entry per act, written in the act's own transaction; the sequencer puts it into the tree."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from operator import attrgetter

from django.db import connection
from django.db.models import Q
from django.utils import timezone

from besa.core.ledger import Entry, payload_digest
from besa.core.ledger.payloads import Plain
from besa.node.platform import bulk, verbs
from besa.node.platform.actors import Actor
from besa.node.platform.models import LedgerEntry

_WRITTEN = ("name", "at_ms", "actor", "verb", "object_id", "digest")

PROMISED = timedelta(seconds=60)
"""How long an entry may wait for its place in the tree before that is an alarm."""


class NoTransaction(RuntimeError):
    """A mark was to be left outside the transaction of the act it stands for."""


@dataclass(frozen=True)
class Act:
    """One of many acts to be marked together; the fields are those of `record`."""

    verb: str
    object_id: str
    payload: bytes | Mapping[str, Plain]


@dataclass(frozen=True)
class Mark:
    """One act in an object's history; `sequence` is None while it waits for its place in the tree."""

    at: datetime
    actor: str
    verb: str
    sentence: str
    sequence: int | None


@dataclass(frozen=True)
class Line:
    """One mark among all, for whoever audits; `number` is the row, to page by."""

    number: int
    object_id: str
    mark: Mark


@dataclass(frozen=True)
class Seen:
    """An act as the ledger keeps it, to compare rows with: `actor` is kind/pseudonym, `at_ms` UTC milliseconds."""

    object_id: str
    actor: str
    at_ms: int
    digest: bytes


@dataclass(frozen=True)
class Waiting:
    """Entries without a place in the tree: how many, since when, and whether that is longer than promised."""

    count: int
    oldest: datetime | None
    late: bool


def record(
    *, actor: Actor, verb: str, object_id: str, payload: bytes | Mapping[str, Plain], now: datetime | None = None
) -> LedgerEntry:
    """Write one entry; call it inside the transaction of the act, so that both exist or neither.

    `payload` is what the act was about: the sealed bytes, or a small mapping. Only its SHA-256 is kept, which does not
    hide a guessable text, so never give clear text of what is sealed.

    Raises:
        NoTransaction: there is no transaction.
        UnknownVerb: no room lists the verb.
        EntryBroken: a text is empty, too long or not one line, or the payload has no canonical form.
    """
    entry = _entry(Act(verb=verb, object_id=object_id, payload=payload), actor, now or timezone.now())
    return LedgerEntry.objects.create(**asdict(entry))


def record_all(acts: Sequence[Act], *, actor: Actor, now: datetime | None = None) -> tuple[Entry, ...]:
    """Write one entry for each of many acts that one transaction does, in their order; otherwise as `record`."""
    at = now or timezone.now()
    entries = tuple(_entry(act, actor, at) for act in acts)
    if entries:
        bulk.insert(LedgerEntry, _WRITTEN, map(attrgetter(*_WRITTEN), entries))
    return entries


def _entry(act: Act, actor: Actor, now: datetime) -> Entry:
    if not connection.in_atomic_block:
        raise NoTransaction(
            f"got '{act.verb}' outside a transaction, expected transaction.atomic() around act and mark"
        )
    verbs.check(act.verb)
    return Entry(
        name=secrets.token_hex(16),
        at_ms=milliseconds(now),
        actor=actor.kind if actor.kind == actor.pseudonym else f"{actor.kind}/{actor.pseudonym}",
        verb=act.verb,
        object_id=act.object_id,
        digest=payload_digest(act.payload),
    )


def history(object_id: str) -> tuple[Mark, ...]:
    """What was done to an object, oldest first, in the reader's language."""
    rows = LedgerEntry.objects.filter(object_id=object_id).order_by("id")
    return tuple(Mark(moment(row.at_ms), row.actor, row.verb, verbs.sentence(row.verb), row.sequence) for row in rows)


def digests(verb: str, object_ids: Iterable[str] | None = None) -> dict[str, tuple[bytes, ...]]:
    """What the marks `verb` on these objects (or on all) say their payloads' digests are, oldest first."""
    found: dict[str, tuple[bytes, ...]] = {}
    rows = LedgerEntry.objects.filter(verb=verb).order_by("id")
    if object_ids is not None:
        rows = rows.filter(object_id__in=list(object_ids))
    for object_id, digest in rows.values_list("object_id", "digest"):
        found[object_id] = (*found.get(object_id, ()), bytes(digest))
    return found


def seen(verb: str) -> tuple[Seen, ...]:
    """Every act `verb`, oldest first."""
    rows = LedgerEntry.objects.filter(verb=verb).order_by("id").values_list("object_id", "actor", "at_ms", "digest")
    return tuple(Seen(about, actor, at, bytes(digest)) for about, actor, at, digest in rows)


def newest(*, before: int | None = None, about: str = "", limit: int = 50) -> tuple[Line, ...]:
    """Marks of the whole node, newest first; those older than row `before`, and about one object or actor if given."""
    rows = LedgerEntry.objects.order_by("-id")
    if before is not None:
        rows = rows.filter(id__lt=before)
    if about:
        rows = rows.filter(Q(object_id=about) | Q(actor=about) | Q(actor__endswith=f"/{about}"))
    return tuple(
        Line(
            row.pk,
            row.object_id,
            Mark(moment(row.at_ms), row.actor, row.verb, verbs.sentence(row.verb), row.sequence),
        )
        for row in rows[:limit]
    )


def waiting(now: datetime, *, promised: timedelta = PROMISED) -> Waiting:
    """Entries that have no place in the tree yet."""
    rows = LedgerEntry.objects.filter(sequence=None)
    oldest = rows.order_by("id").values_list("at_ms", flat=True).first()
    if oldest is None:
        return Waiting(0, None, late=False)
    return Waiting(rows.count(), moment(oldest), late=moment(oldest) < now - promised)


def milliseconds(at: datetime) -> int:
    """UTC milliseconds since 1970, exactly."""
    return (at - datetime(1970, 1, 1, tzinfo=UTC)) // timedelta(milliseconds=1)


def moment(at_ms: int) -> datetime:
    """The moment of a number of milliseconds since 1970."""
    return datetime(1970, 1, 1, tzinfo=UTC) + timedelta(milliseconds=at_ms)
