"""What was done to a report, by whom and when: the ledger's marks in words, with what else the desk knows."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from django.utils.translation import gettext

from besa.node.desk import wording
from besa.node.people import queries as people
from besa.node.platform import ledger
from besa.node.reports.values import AssessmentView, OpenReport


@dataclass(frozen=True)
class Event:
    """One act, or the same act of the same person several times in a row (`times`, until `last`)."""

    at: datetime
    who: str
    what: str
    detail: str = ""
    times: int = 1
    last: datetime | None = None


def history(opened: OpenReport, *, names: Mapping[int, str], authority: Callable[[str], str]) -> tuple[Event, ...]:
    """Every mark on the report, newest first."""
    marks = ledger.history(str(opened.row.report_id))
    pseudonyms = {mark.actor.partition("/")[2] for mark in marks}
    known = people.names_of_pseudonyms(pseudonyms - {""})
    details = _details(opened, names, authority)
    events: list[tuple[str, Event]] = []
    for mark in marks:
        waiting = details.get(mark.verb)
        event = Event(mark.at, _who(mark.actor, known), mark.sentence, waiting.pop(0) if waiting else "")
        if events and _same(events[-1], mark.verb, event):
            before = events[-1][1]
            events[-1] = (mark.verb, replace(before, times=before.times + 1, last=event.at))
        else:
            events.append((mark.verb, event))
    return tuple(event for _, event in reversed(events))


def _same(last: tuple[str, Event], verb: str, event: Event) -> bool:
    return last[0] == verb and last[1].who == event.who and not event.detail and not last[1].detail


def _who(actor: str, known: Mapping[str, str]) -> str:
    kind, _, pseudonym = actor.partition("/")
    if pseudonym:
        return known.get(pseudonym, pseudonym)
    words = {
        "reporter": gettext("The reporter"),
        "system": gettext("Besa itself"),
        "operator": gettext("The operator"),
    }
    return words.get(kind, kind)


def _details(opened: OpenReport, names: Mapping[int, str], authority: Callable[[str], str]) -> dict[str, list[str]]:
    """Rows and marks of one act are written in one transaction, so the nth of one belongs to the nth of the other."""
    return {
        "reports.report.handed_over": [names.get(s.to or 0, "") for s in opened.steps if s.act == "hand_over"],
        "reports.report.closed": [wording.label("outcomes", s.outcome) for s in opened.steps if s.act == "close"],
        "reports.report.judged": [str(wording.urgency(a.urgency).word) for a in _by_people(opened)],
        "reports.report.referred_out": [authority(r.authority) for r in opened.referrals_out],
    }


def _by_people(opened: OpenReport) -> Iterable[AssessmentView]:
    return (assessment for assessment in opened.assessments if assessment.by is not None)
