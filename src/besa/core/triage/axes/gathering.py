"""Gather every fact of a referral: one look at it, after which only facts are judged."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from besa.core.formats import Referral
from besa.core.triage.axes import file_signs, hints, history_signs, people_signs, text_signs, time_signs, trace_signs
from besa.core.triage.axes.facts import SAID_READ, Facts, plain_name
from besa.core.triage.axes.hints import Family
from besa.core.triage.axes.keeping import Kept
from besa.core.triage.axes.known import Here, Seen
from besa.core.triage.axes.roles import people_of
from besa.core.triage.ruleset import Ruleset

_SHORT = 24
_YES = frozenset({"yes", "true", "1", "y", "-", ""})
_NO = frozenset({"no", "false", "0", "n"})
_UNKNOWN = frozenset({"unknown", "none", "null", "na", "notprovided", "unspecified", "notdetermined"})


def gather(
    referral: Referral,
    *,
    seen: Seen,
    now: datetime,
    here: Here,
    words: Ruleset,
    answers: Ruleset,
    families: Mapping[str, Family],
    keeping: Kept | None,
) -> Facts:
    """Every fact. `keeping` is None where nobody promised to keep anything. Never raises on any text."""
    facts = Facts()
    _whole(referral, facts, seen)
    _said(referral, facts)
    found = text_signs.add(referral, facts, words, answers)
    for path in hints.telling(found, families):
        facts.sign("text-telling", path)
    people_signs.add(referral, facts, now)
    trace_signs.add(referral, facts, here)
    file_signs.add(referral, facts, seen)
    time_signs.add(referral, facts, now=now, here=here, keeping=keeping)
    history_signs.add(referral, facts, seen)
    hints.add(facts, found, families)
    return facts


def _whole(referral: Referral, facts: Facts, seen: Seen) -> None:
    if referral.category:
        facts.add(f"category:{referral.category}", "category")
    for at, flag in enumerate(referral.flags):
        facts.add(f"flag:{plain_name(flag)}", f"flags[{at}]")
    for at, upload in enumerate(referral.uploads):
        for number, tag in enumerate(upload.tags):
            facts.add(f"tag:{plain_name(tag)}", f"uploads[{at}].tags[{number}]")
        if upload.classification:
            facts.add(f"class:{plain_name(upload.classification)}", f"uploads[{at}].classification")
    for at, incident in enumerate(referral.incidents):
        facts.add(f"incident:{plain_name(incident.kind)}", f"incidents[{at}].kind")
    if referral.escalation:
        facts.sign("escalated", "escalation")
    if referral.batched:
        facts.sign("batched", "batched")
    if referral.informational:
        facts.sign("informational", "informational")
    for at, person in people_of(referral):
        if person.prior_reports:
            facts.sign("prior-reports", f"people[{at}].prior_reports")
            if seen.prior_known:
                facts.sign("prior-known", f"people[{at}].prior_reports")


def _said(referral: Referral, facts: Facts) -> None:
    """`said:<name>=yes|no|something` for the names that may be read, and `=<answer>` where it is a word or two."""
    said = [(f"said[{n}]", each) for n, each in enumerate(referral.said)]
    for at, person in people_of(referral):
        said += [(f"people[{at}].said[{n}]", each) for n, each in enumerate(person.said)]
    for at, incident in enumerate(referral.incidents):
        said += [(f"incidents[{at}].said[{n}]", each) for n, each in enumerate(incident.said)]
    for path, (written, value) in said:
        name = plain_name(written.rsplit("/", 1)[-1])
        if name not in SAID_READ:
            continue
        answer = plain_name(value)
        if answer in _UNKNOWN:
            continue
        kind = "yes" if answer in _YES else "no" if answer in _NO else "something"
        facts.add(f"said:{name}={kind}", path)
        if kind == "something" and len(answer) <= _SHORT:
            facts.add(f"said:{name}={answer}", path)
