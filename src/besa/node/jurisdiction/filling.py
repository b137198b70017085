"""What a report or a case already says of a case across borders: proposed value by value, decided by the person.

Nothing is concluded: a telephone number is no residence, and a name no nationality.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Final

from django.utils import timezone
from django.utils.translation import gettext

from besa.core.formats import Referral, Role
from besa.core.jurisdiction import CaseFile, CaseFileWrong, casefile
from besa.node.cases.values import OpenFile
from besa.node.jurisdiction import casefiles, fields, questions
from besa.node.jurisdiction.fields import Names
from besa.node.jurisdiction.forms import Asked
from besa.node.people.keyring import Keyring
from besa.node.referrals import queries as referrals
from besa.node.referrals import reading
from besa.node.reports.values import OpenReport, QueueRow

_NOT_ONLINE: Final = ("offline", "phone", "other", "unknown", "")
_BACK: Final = {"now": 0, "today": 0, "week": 7, "month": 31, "year": 366}
_ACTS: Final = {"csam": "distribute", "enticement": "groom", "contact-abuse": "abuse"}
_BAND: Final = re.compile(r"(\d+)(?:-(\d+))?")
_DAY: Final = re.compile(r"\d{4}-\d{2}-\d{2}")
_MOST: Final = 30


@dataclass(frozen=True)
class Proposal:
    """One fact that was found. `patch` is what the form sends back when the person takes it over."""

    question: questions.Text
    said: str
    why: str
    patch: str


def of_report(report: OpenReport, *, keyring: Keyring, names: Names) -> list[Proposal]:
    """What a report says; the referral is read again where an institution sent it."""
    why = gettext("Report %(reference)s") % {"reference": report.row.reference}
    found = [*_of_row(report.row, report.when), *_of_referral(_referral(report, keyring))]
    return _proposals(found, why, names)


def of_case(file: OpenFile, rows: Iterable[QueueRow], names: Names) -> list[Proposal]:
    """What a file of a case and the reports in it say, without opening a report."""
    found: list[tuple[str, Any]] = []
    days = sorted(day for one in file.entries if one.sort == "event" and (day := _day(one.fields.get("when", ""))))
    if days:
        found.append(("offence", {"from": days[0].isoformat(), "to": days[-1].isoformat()}))
    if any(one.sort == "identifier" and one.code in ("handle", "email", "url", "domain") for one in file.entries):
        found.append(("means.by_computer", "yes"))
    for row in rows:
        found += _of_row(row, "")
    why = gettext("Case %(reference)s") % {"reference": file.line.reference}
    return _proposals(found, why, names)


def taken(described: CaseFile, patches: Iterable[str]) -> CaseFile:
    """The case with what the person took over; raises CaseFileWrong for what no page of ours has sent."""
    mapping = casefiles.mapping(described)
    try:
        for patch in list(patches)[:_MOST]:
            one = json.loads(patch)
            question, value = questions.QUESTION[one["name"]], one["value"]
            fields.put(question, [*mapping["case"]["acts"], *value] if question.name == "acts" else value, mapping)
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise CaseFileWrong("is no proposal") from error
    return casefile.from_mapping(mapping)


def _referral(report: OpenReport, keyring: Keyring) -> Referral | None:
    if report.row.source == "public":
        return None
    kept = referrals.raw(report.row.report_id, keyring=keyring)
    return reading.again(kept.format, kept.raw, source=report.row.source)


def _of_row(row: QueueRow, when: str) -> Iterator[tuple[str, Any]]:
    if band := _BAND.fullmatch(row.age_band):
        yield "child.age", {"from": int(band[1]), "to": int(band[2] or band[1])}
    if row.where not in _NOT_ONLINE:
        yield "means.by_computer", "yes"
    if when in _BACK:
        last = timezone.localtime(row.received_at).date()
        yield "offence", {"from": (last - timedelta(days=_BACK[when])).isoformat(), "to": last.isoformat()}


def _of_referral(referral: Referral | None) -> Iterator[tuple[str, Any]]:
    if referral is None:
        return
    if referral.category in _ACTS:
        yield "acts", [_ACTS[referral.category]]
    moments = [referral.occurred, *(one.at for one in referral.uploads)]
    days = sorted(one.utc for one in moments if one and one.utc)
    if days:
        yield "offence", {"from": _utc_day(days[0]), "to": _utc_day(days[-1])}
    yield "means.by_computer", "yes"
    for person in referral.people:
        who = {Role.REPORTED: "offender", Role.CHILD: "child"}.get(person.role)
        if who is None or person.relation:
            continue
        if person.age.isdigit() and int(person.age) <= 120:
            yield f"{who}.age", int(person.age)
        if _day(person.born):
            yield f"{who}.born", person.born[:10]
        countries = sorted(
            {one.country.lower() for one in person.addresses if re.fullmatch("[A-Za-z]{2}", one.country)}
        )
        if countries:
            yield f"{who}.residence", [*countries, "unknown"]


def _utc_day(moment: datetime) -> str:
    return moment.date().isoformat()


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text[:10]) if _DAY.match(text) else None
    except ValueError:
        return None


def _proposals(found: Iterable[tuple[str, Any]], why: str, names: Names) -> list[Proposal]:
    """Each once; what does not make a case file is left out."""
    kept: dict[str, Proposal] = {}
    for name, value in found:
        patch = json.dumps({"name": name, "value": value})
        question = questions.QUESTION[name]
        try:
            taken(_EMPTY, [patch])
        except CaseFileWrong:
            continue
        kept.setdefault(patch, Proposal(question.label, _said(question, value, names), why, patch))
    return list(kept.values())[:_MOST]


def _said(question: questions.Question, value: Any, names: Names) -> str:
    """A value in words."""
    mapping: dict[str, Any] = {"case": {"acts": []}}
    fields.put(question, value, mapping)
    asked = Asked(question, fields.shown(question, mapping, names), names)
    if question.kind == "acts":
        return ", ".join(label for _group, acts in asked.groups for _code, label, chosen in acts if chosen)
    if question.kind == "choice":
        return next((str(label) for _code, label, chosen in asked.options if chosen), "")
    if question.kind in ("age", "days"):
        span = {"from": asked.least, "to": asked.most}
        return asked.least if asked.least == asked.most else gettext("%(from)s to %(to)s") % span
    return ", ".join(one for one in asked.chosen if one)


_EMPTY: Final = casefile.from_mapping({"case": {"acts": []}})
