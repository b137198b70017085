"""What can be read about referrals: sources, runs over files, and what one report was read from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from besa.node.people.keyring import Keyring
from besa.node.referrals import seals
from besa.node.referrals.models import Import, Referral, Source
from besa.node.referrals.values import Exported, SourceView, Tally
from besa.node.reports import queries as reports

_BATCH = 200


class NoSuchSource(LookupError):
    """No institution of that name is known; the text lists those that are."""


@dataclass(frozen=True, kw_only=True)
class RunView:
    """One run over a file, for a list."""

    run: UUID
    source: str
    format: str
    size: int
    state: str
    started_at: datetime
    ended_at: datetime | None
    tally: Tally


def sources() -> tuple[SourceView, ...]:
    """Every institution that refers reports to us, by name."""
    return tuple(
        SourceView(source_id=row.pk, slug=row.slug, name=row.name, desk_id=row.desk_id, asks_outcome=row.asks_outcome)
        for row in Source.objects.order_by("slug")
    )


def source(slug: str) -> SourceView:
    """The institution `slug`.

    Raises:
        NoSuchSource: it is not known.
    """
    known = sources()
    for one in known:
        if one.slug == slug:
            return one
    raise NoSuchSource(f"no source is called '{slug}'; known are: {', '.join(one.slug for one in known) or 'none yet'}")


def runs(*, limit: int = 50) -> tuple[RunView, ...]:
    """The newest runs over files, newest first."""
    return tuple(
        RunView(
            run=row.pk,
            source=row.source.slug,
            format=row.format,
            size=row.size,
            state=row.state,
            started_at=row.started_at,
            ended_at=row.ended_at,
            tally=Tally(
                done=row.done,
                new=row.new,
                duplicate=row.duplicate,
                quarantined=row.quarantined,
                unreadable=row.unreadable,
            ),
        )
        for row in Import.objects.select_related("source").order_by("-started_at")[:limit]
    )


def of_source(slug: str, *, keyring: Keyring) -> Iterator[UUID]:
    """Ids of the reports a source referred that the keyring's desks may open, oldest first."""
    rows = Referral.objects.filter(source__slug=slug, report__accesses__desk_id__in=keyring.desk_ids)
    yield from rows.order_by("report__received_at", "report_id").values_list("report_id", flat=True).iterator()


def raw(report_id: UUID, *, keyring: Keyring) -> Exported:
    """The bytes a report was read from, opened.

    Raises:
        besa.node.reports.queries.NoSuchReport: this keyring opens no such referral.
        besa.core.sealing.SealBroken: something in it was changed.
    """
    key = reports.record_key(report_id, keyring=keyring)
    row = Referral.objects.select_related("report").filter(pk=report_id).first()
    if row is None:
        raise reports.NoSuchReport(report_id)
    return Exported(
        report_id=report_id,
        reference=row.report.reference,
        format=row.format,
        raw=seals.open_raw(row.sealed_raw, report=report_id, desk=key.desk),
    )


def additions(report_ids: Iterable[UUID]) -> frozenset[UUID]:
    """Those of these reports that only add details of files to an earlier one."""
    return frozenset(Referral.objects.filter(pk__in=list(report_ids), adds=True).values_list("pk", flat=True))


def formats(report_ids: Iterable[UUID]) -> dict[UUID, str]:
    """Which of these reports were referred, and the format each was read from."""
    return dict(Referral.objects.filter(pk__in=list(report_ids)).values_list("report_id", "format"))
