"""Find what a path of evidence names in a referral, so that a reason can show what it rests on and lead there."""

from __future__ import annotations

import re

from besa.core.formats import Account, Address, Device, Email, Moment, Network, Phone, Referral, Text

_STEP = re.compile(r"([a-z_]+)|\[(\d+)\]")
_SHORT = 80


def anchor(path: str) -> str:
    """The id of the part of the page on which a path is shown: "people-1" for people[1].phones[0]."""
    found = re.match(r"(people|uploads|incidents|texts)\[(\d+)\]", path)
    return f"{found[1]}-{found[2]}" if found else "sent"


def value_at(referral: Referral, path: str) -> object:
    """What stands at a path; None where a release of other rules names something that is not there."""
    found: object = referral
    for name, number in _STEP.findall(path.partition("@")[0]):
        try:
            found = getattr(found, name) if name else found[int(number)]  # type: ignore[index]
        except (AttributeError, IndexError, TypeError, KeyError):
            return None
    return found


def words_at(referral: Referral, path: str, start: int = 0, end: int = 0) -> str:
    """In a few words what stands at a path (or the characters named of a text there); "" for what is no text."""
    found = value_at(referral, path)
    if isinstance(found, Text):
        found = found.text
    if isinstance(found, str) and end > start:
        return _short(found[start:end])
    return _short(_said(found))


def _said(found: object) -> str:
    said = ""
    match found:
        case str():
            said = "" if found == "-" else found
        case Phone():
            said = f"{found.calling_code} {found.number}".strip()
        case Email():
            said = found.address
        case Network():
            said = found.ip
        case Device():
            said = f"{found.kind} {found.value}"
        case Moment():
            said = found.text
        case Account():
            said = next((name for name in (found.service, found.identifier, *found.screen_names) if name), "")
        case Address():
            said = ", ".join(part for part in (*found.lines, found.city, found.country) if part)
        case (str() as first, str() as second):
            said = f"{first}: {second}"
        case tuple():
            said = ", ".join(filter(None, map(_said, found)))
    return said


def _short(text: str) -> str:
    plain = " ".join(text.split())
    return plain if len(plain) <= _SHORT else plain[: _SHORT - 1] + "…"
