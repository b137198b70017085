"""A referral's page: its sealed bytes opened and read again by the program that read them at arrival."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from besa.core.formats import Referral
from besa.node.desk import standing
from besa.node.desk.queries.arrived import Laid, Part, laid_out
from besa.node.desk.queries.judged import Judged, judge_again, judged, kept_words, marked_texts
from besa.node.people.keyring import Keyring
from besa.node.referrals import queries as referrals
from besa.node.referrals import reading
from besa.node.reports.values import OpenReport

_LONGEST = 20_000


@dataclass(frozen=True, kw_only=True)
class ReferralSheet:
    """What the page of a referral adds. `laid` is None where nobody can read the bytes: `raw` then shows them."""

    format: str
    size: int
    laid: Laid | None
    judged: Judged | None
    raw: str
    referral: Referral | None
    kept: str = ""


def referral_sheet(opened: OpenReport, *, keyring: Keyring) -> ReferralSheet | None:
    """None for what was not referred.

    Raises:
        SealBroken: the bytes were changed.
    """
    row = opened.row
    if row.source == standing.PUBLIC:
        return None
    exported = referrals.raw(row.report_id, keyring=keyring)
    referral = reading.again(exported.format, exported.raw, source=row.source)
    if referral is None:
        shown = _plain(exported.raw)
        return ReferralSheet(
            format=exported.format, size=len(exported.raw), laid=None, judged=None, raw=shown, referral=None
        )
    again = judge_again(referral, row, keyring=keyring)
    return ReferralSheet(
        format=exported.format,
        size=len(exported.raw),
        laid=laid_out(referral, marked_texts(referral, again)),
        judged=judged(referral, row, again),
        raw="",
        referral=referral,
        kept=kept_words(referral, row),
    )


@dataclass(frozen=True)
class Added:
    """Details of files that came after their report, as a report of their own."""

    report_id: UUID
    reference: str
    at: datetime
    files: tuple[Part, ...]


def added(opened: OpenReport, sheet: ReferralSheet) -> Added:
    files = sheet.laid.files if sheet.laid else ()
    return Added(opened.row.report_id, opened.row.reference, opened.row.received_at, files)


def _plain(raw: bytes) -> str:
    """The beginning of the bytes as text without anything that steers a screen."""
    text = raw[:_LONGEST].decode("utf-8", errors="replace")
    return "".join(c for c in text if c in "\n\t" or unicodedata.category(c) not in ("Cc", "Cf", "Cs"))
