"""Take a file of referrals in: item after item, many in one transaction, so that a run can end anywhere.

What the run's row says is done is done, and the next run goes on there. Whatever was committed beyond it is recognised
by its bytes and passed over.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import asdict
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import F

from besa.core.formats import Item
from besa.core.ledger.payloads import Plain
from besa.node.platform import bulk, ledger
from besa.node.platform.actors import Actor
from besa.node.referrals import judging, seals
from besa.node.referrals.models import Import, Referral, Source
from besa.node.referrals.values import SourceView, Tally
from besa.node.reports import actions as reports
from besa.node.reports.values import ReferredReport

BATCH_ITEMS = 200
BATCH_BYTES = 4 * 1024 * 1024


def add_source(slug: str, *, name: str, desk: int, actor: Actor, now: datetime) -> SourceView:
    """Know an institution from now on; an existing one is returned as it is."""
    with transaction.atomic():
        row, new = Source.objects.get_or_create(slug=slug, defaults={"name": name, "desk_id": desk, "added_at": now})
        if new:
            payload: dict[str, Plain] = {"slug": slug, "desk": desk}
            ledger.record(actor=actor, verb="referrals.source.added", object_id=f"source/{slug}", payload=payload)
    return SourceView(
        source_id=row.pk, slug=row.slug, name=row.name, desk_id=row.desk_id, asks_outcome=row.asks_outcome
    )


def promise_outcome(source: SourceView, *, asked: bool, actor: Actor, now: datetime) -> None:
    """From now on each new report of `source` has a clock for telling it the outcome, or none has."""
    with transaction.atomic():
        Source.objects.filter(pk=source.source_id).update(asks_outcome=asked)
        ledger.record(
            actor=actor,
            verb="referrals.source.promised",
            object_id=f"source/{source.slug}",
            payload={"asked": asked},
            now=now,
        )


def begin(source: SourceView, *, file: bytes, fmt: str, size: int, actor: Actor, now: datetime) -> tuple[UUID, int]:
    """Start or take up the run over a file (`file`: its 16-byte name); returns its id and how many items are done."""
    with transaction.atomic():
        row, new = Import.objects.get_or_create(
            source_id=source.source_id, file=file, defaults={"format": fmt, "size": size, "started_at": now}
        )
        if not new:
            Import.objects.filter(pk=row.pk).update(state=Import.State.RUNNING, ended_at=None)
        payload: dict[str, Plain] = {"source": source.slug, "format": fmt, "size": size}
        ledger.record(actor=actor, verb="referrals.import.started", object_id=str(row.pk), payload=payload)
    return row.pk, row.done


def take_in(batch: Sequence[Item], *, run: UUID, source: SourceView, actor: Actor, now: datetime) -> Tally:
    """Seal and commit a batch of items, and count them; items that are here already are duplicates."""
    referred = judging.referred(batch, source=source.slug, now=now)
    items = {one.submission: item for one, item in zip(referred, batch, strict=True)}
    tally = Tally()

    def keep(new: Sequence[ReferredReport]) -> Callable[[], None]:
        nonlocal tally
        rows = [_row(one, items[one.submission], run, source) for one in new]
        tally = Tally(
            done=len(batch),
            new=len(new),
            duplicate=len(batch) - len(new),
            quarantined=sum(row.quarantined > 0 for row in rows),
            unreadable=sum(items[one.submission].referral is None for one in new),
        )
        counts = {name: F(name) + more for name, more in asdict(tally).items() if name != "done"}

        def write() -> None:
            bulk.insert_new(rows)
            Import.objects.filter(pk=run).update(**counts)

        return write

    reports.refer_in(referred, desk=source.desk_id, asks_outcome=source.asks_outcome, actor=actor, now=now, also=keep)
    return tally


def advance(run: UUID, *, done: int) -> None:
    """Every item before `done` (counted from the file's start) is committed; a run taken up again goes on there."""
    Import.objects.filter(pk=run, done__lt=done).update(done=done)


def end(run: UUID, *, whole: bool, actor: Actor, now: datetime) -> Tally:
    """Close a run; `whole` means that the file was read to its end. Returns its counts so far."""
    with transaction.atomic():
        state = Import.State.DONE if whole else Import.State.STOPPED
        Import.objects.filter(pk=run).update(state=state, ended_at=now)
        row = Import.objects.get(pk=run)
        tally = Tally(
            done=row.done,
            new=row.new,
            duplicate=row.duplicate,
            quarantined=row.quarantined,
            unreadable=row.unreadable,
        )
        payload: dict[str, Plain] = {"whole": whole, **asdict(tally)}
        ledger.record(actor=actor, verb="referrals.import.ended", object_id=str(run), payload=payload)
    return tally


def batches(items: Iterable[Item]) -> Iterator[list[Item]]:
    """Cut a stream of items into batches of bounded number and size."""
    batch: list[Item] = []
    size = 0
    for item in items:
        batch.append(item)
        size += len(item.raw)
        if len(batch) >= BATCH_ITEMS or size >= BATCH_BYTES:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def _row(one: ReferredReport, item: Item, run: UUID, source: SourceView) -> Referral:
    referral = item.referral
    return Referral(
        report_id=one.report_id,
        source_id=source.source_id,
        batch_id=run,
        format=referral.format if referral else "",
        category=referral.category if referral else "",
        adds=bool(referral and referral.supplements),
        quarantined=min(len(referral.quarantine), 30_000) if referral else 0,
        sealed_raw=seals.raw(item.raw, report=one.report_id, desk=one.key.desk),
    )
