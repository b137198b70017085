"""Turn a referral into what every report has: words a colleague can read and search, and the few coded answers.

Codes are taken only from what the sender stated; what was not said is "unknown". The whole referral stays with its
exact bytes; this is the short form for the queue, the page and the search.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from besa.core.casework import code_list
from besa.core.formats import Person, Referral, Role
from besa.node.reports.values import ReportValues

_LONGEST = 200_000
_BANDS = ((4, "0-4"), (11, "5-11"), (12, "12"), (14, "13-14"), (17, "15-17"), (18, "18"))
_AGE = re.compile(r"\s*(\d{1,3})\s*")
_PLATFORMS = frozenset(code.code for code in code_list("where").codes) - {"other", "unknown", "game", "website"}
_KINDS = {"web": "website", "email": "email", "game": "game", "phone": "phone", "offline": "offline"}


def told(referral: Referral) -> ReportValues:
    """The referral as a report's values."""
    return ReportValues(
        door="institution",
        language="",
        story="\n".join(_texts(referral))[:_LONGEST],
        contacts="\n".join(dict.fromkeys(_named(referral)))[:_LONGEST],
        where=_where(referral),
        who="child" if _children(referral) else "unknown",
        age_band=_age_band(referral),
        before="yes" if any(person.prior_reports for person in referral.people) else "unknown",
    )


def unread(problem: str) -> ReportValues:
    """A report for bytes nobody could read: a person looks at them."""
    return ReportValues(door="institution", language="", story=problem)


def _texts(referral: Referral) -> Iterator[str]:
    """Every free text, each once, in the order of the referral."""
    seen: set[str] = set()
    texts = list(referral.texts)
    for person in referral.people:
        texts += person.texts
    for incident in referral.incidents:
        texts += incident.texts
    for upload in referral.uploads:
        texts += upload.texts
    for text in [referral.escalation, referral.occurred_note, *(each.text for each in texts)]:
        if text.strip() and text not in seen and text != "-":
            seen.add(text)
            yield text.strip()


def _named(referral: Referral) -> Iterator[str]:
    """Who can be found, a line each: names, accounts, numbers, addresses on the net."""
    for person in referral.people:
        yield from person.names
        if person.account:
            account = person.account
            known = (account.identifier, *account.screen_names, *account.display_names, *account.profile_urls)
            yield from (f"{account.service} {name}".strip() for name in known if name)
        yield from (f"{phone.calling_code}{phone.number}" for phone in person.phones)
        yield from (email.address for email in person.emails)
        yield from (network.ip for network in person.networks)
    for incident in referral.incidents:
        yield from incident.urls
        yield from (email.address for email in incident.emails)
        yield from (f"{phone.calling_code}{phone.number}" for phone in incident.phones)


def _children(referral: Referral) -> list[Person]:
    return [person for person in referral.people if person.role is Role.CHILD]


def _age_band(referral: Referral) -> str:
    """The band of the youngest child whose age was given."""
    ages = [int(found[1]) for one in _children(referral) if (found := _AGE.fullmatch(one.age))]
    if not ages:
        return "unknown"
    return next((band for limit, band in _BANDS if min(ages) <= limit), "19+")


def _where(referral: Referral) -> str:
    services = [referral.platform, referral.provider]
    services += [one.account.service for one in referral.people if one.account]
    for service in services:
        for word in re.finditer(r"[a-z]+", service.lower()):
            if word.group() in _PLATFORMS:
                return word.group()
    return next((_KINDS[one.kind] for one in referral.incidents if one.kind in _KINDS), "unknown")
