"""Who and what a report names, to be written into a case: nothing that is a child's, who has a file of their own."""

from __future__ import annotations

from besa.core import identifiers, linking
from besa.core.formats import Referral
from besa.core.identifiers import KINDS
from besa.core.linking import Whose
from besa.node.people.keyring import Keyring
from besa.node.referrals import queries as referrals
from besa.node.referrals import reading
from besa.node.reports.judging import regions
from besa.node.reports.values import OpenReport

MOST = 200
_NOT_THEIRS = (Whose.CHILD, Whose.REPORTER, Whose.OWN)


def named_in(report: OpenReport, *, keyring: Keyring) -> list[tuple[str, str]]:
    """Kind and text of each identifier, once, at most MOST."""
    if report.row.source != "public":
        kept = referrals.raw(report.row.report_id, keyring=keyring)
        referral = reading.again(kept.format, kept.raw, source=report.row.source)
        if referral is not None:
            return _in_referral(referral)[:MOST]
    told = report.told
    texts = [told.story, told.contacts, *(one.text for one in report.messages if one.side == "reporter")]
    return _in_words(texts)[:MOST]


def _in_referral(referral: Referral) -> list[tuple[str, str]]:
    """In canonical form. What stands with a child is left out also where it is mentioned again elsewhere."""
    traces = linking.traces(referral, regions=regions())
    theirs = {(one.kind, one.canonical) for one in traces if one.role in _NOT_THEIRS}
    found = dict.fromkeys((one.kind, one.canonical) for one in traces if one.kind in KINDS)
    # "any:name" is only for comparing: the same account stands there with its service.
    return [one for one in found if one not in theirs and not one[1].startswith("any:")]


def _in_words(texts: list[str]) -> list[tuple[str, str]]:
    """As it is written; of several readings of one place the first."""
    found: dict[str, tuple[str, str]] = {}
    for text in texts:
        places: set[tuple[int, int]] = set()
        for one in identifiers.find(text, regions=regions()):
            if (one.start, one.end) not in places:
                places.add((one.start, one.end))
                found.setdefault(one.canonical, (one.kind, text[one.start : one.end]))
    return list(dict.fromkeys(found.values()))
