"""Read what arrived while it is still in memory: who is named in it, and how urgent it is."""

from __future__ import annotations

import logging
import threading
from dataclasses import dataclass
from typing import Final

from besa.core import linking, triage
from besa.core.linking import Imprint
from besa.core.sealing import blind
from besa.node.platform import country, environment, keyfiles
from besa.node.reports.values import OpenReport, QueueRow, ReportValues, Told

log = logging.getLogger("besa.judging")

UNJUDGED: Final = "not-judged"
"""Stands where rule ids stand, for a report the rules could not read."""

_UNJUDGED: Final = (int(triage.Urgency.URGENT), (UNJUDGED,), "")

# Python runs one thread at a time anyway; sixty that judge in turns would all hold their half-done work meanwhile.
_ONE_AT_A_TIME = threading.Lock()


@dataclass(frozen=True)
class Judged:
    """`urgency` 0-3, `reasons` rule ids with the most pressing first, `imprint` what can be compared, for the index."""

    urgency: int
    reasons: tuple[str, ...]
    ruleset: str
    imprint: Imprint


def judge(values: ReportValues) -> Judged:
    """Judge a whole report by the rules over its answers and its text.

    A fault in the rules or in the finding of identifiers never turns anybody away: the report then counts as urgent,
    says that nobody judged it, and is read by a person first.
    """
    with _ONE_AT_A_TIME:
        return _judge(values)


def _judge(values: ReportValues) -> Judged:
    try:
        urgency, reasons, ruleset = _assess(values)
    except Exception as error:  # noqa: BLE001 - whatever is wrong with the rules, the report is worth more
        log.error("a report could not be judged: %s", type(error).__name__)
        urgency, reasons, ruleset = _UNJUDGED
    try:
        found = imprint_of_text("\n".join((values.story, values.contacts, values.where_other)))
    except Exception as error:  # noqa: BLE001 - as above
        log.error("identifiers could not be read: %s", type(error).__name__)
        found = Imprint(())
    return Judged(urgency=urgency, reasons=reasons, ruleset=ruleset, imprint=found)


def _assess(values: ReportValues) -> tuple[int, tuple[str, ...], str]:
    assessment = triage.assess(answers_of(values))
    return int(assessment.urgency), tuple(reason.rule for reason in assessment.reasons), assessment.ruleset


def answers_of(report: ReportValues | OpenReport) -> triage.Answers:
    """What the rules look at, of a report that just arrived or of one that a desk opened: the same in both."""
    coded: ReportValues | QueueRow = report.row if isinstance(report, OpenReport) else report
    told: ReportValues | Told = report.told if isinstance(report, OpenReport) else report
    return triage.Answers(
        door=coded.door,
        story=told.story,
        contacts=told.contacts,
        where=coded.where,
        when=report.when,
        age_band=coded.age_band,
        ongoing=coded.ongoing,
        before=report.before,
        language=coded.language,
    )


def judge_message(text: str, *, language: str) -> Judged:
    """Judge what a reporter writes later; the answers given at first are not repeated."""
    return judge(ReportValues(door="other", language=language, story=text))


def imprint_of_text(text: str) -> Imprint:
    """What of a text can be compared: identifiers that stand in it and, where it is long enough, the text itself."""
    key = keyfiles.read("public/index")
    return linking.imprint(linking.traces_of_text(text, regions=regions()), [text], key=key)


def token(kind: str, canonical: str) -> bytes:
    """The blind-index token of one identifier."""
    return blind(keyfiles.read("public/index"), kind, canonical)


def regions() -> tuple[str, ...]:
    """Where a number without a country code may belong: the node's own country first, then its neighbours."""
    return country.load(environment.current().country).phone_regions
