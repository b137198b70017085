"""Read what arrived while it is still in memory: who is named in it, and how urgent it is."""

from __future__ import annotations

from dataclasses import dataclass

from besa.core import identifiers, triage
from besa.core.sealing import blind
from besa.node.platform import country, environment, keyfiles
from besa.node.reports.values import ReportValues


@dataclass(frozen=True)
class Judged:
    """`urgency` 0-3, `reasons` rule ids with the most pressing first, `tokens` for the blind index."""

    urgency: int
    reasons: tuple[str, ...]
    ruleset: str
    tokens: frozenset[bytes]


def judge(values: ReportValues) -> Judged:
    """Judge a whole report by the rules over its answers and its text."""
    assessment = triage.assess(
        triage.Answers(
            door=values.door,
            story=values.story,
            contacts=values.contacts,
            where=values.where,
            when=values.when,
            age_band=values.age_band,
            ongoing=values.ongoing,
            before=values.before,
            language=values.language,
        )
    )
    return Judged(
        urgency=int(assessment.urgency),
        reasons=tuple(reason.rule for reason in assessment.reasons),
        ruleset=assessment.ruleset,
        tokens=tokens("\n".join((values.story, values.contacts, values.where_other))),
    )


def judge_message(text: str, *, language: str) -> Judged:
    """Judge what a reporter writes later; the answers given at first are not repeated."""
    return judge(ReportValues(door="other", language=language, story=text))


def tokens(text: str) -> frozenset[bytes]:
    """The blind-index tokens of every identifier in `text`."""
    found = identifiers.find(text, regions=regions())
    return frozenset(token(one.kind, one.canonical) for one in found)


def token(kind: str, canonical: str) -> bytes:
    """The blind-index token of one identifier."""
    return blind(keyfiles.read("public/index"), kind, canonical)


def regions() -> tuple[str, ...]:
    """Where a number without a country code may belong: the node's own country first, then its neighbours."""
    return country.load(environment.current().country).phone_regions
