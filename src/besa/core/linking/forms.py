"""The seam to core/identifiers: the canonical forms of what stands in a field, and what sort of evidence each is."""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache

from besa.core import identifiers
from besa.core.identifiers.platforms import PLATFORMS

# What senders write where they have nothing: two reports that share it share nothing.
_NOTHING = frozenset((
    "unknown", "unk", "n/a", "na", "none", "null", "nil", "undefined", "anonymous", "user", "test", "-", "--", "?",
    "0", "1", "-1", "not provided", "not available", "unavailable", "redacted", "deleted", "no name", "noname",
))  # fmt: skip
# Mailboxes of machines, and what stands in the field where there is none.
_NOBODYS = frozenset((
    "null", "none", "nil", "unknown", "noreply", "no-reply", "donotreply", "do-not-reply", "mailer-daemon",
    "postmaster", "abuse", "test", "anonymous", "deleted", "redacted", "undefined", "noemail", "no-email",
))  # fmt: skip
_COMPANY = re.compile(r"\b(inc|llc|ltd|limited|corp|corporation|company|co|gmbh|plc|bv|sa|technologies|platforms)\b\.?")
_FIGURES = re.compile(r"[0-9]+")
_ROWS = frozenset("1234567890"[:end] for end in range(1, 11)) | {"0123", "01234", "4321", "54321", "654321"}
_UNUSUAL = 28.0
_NOT_SLUG = re.compile(r"[^a-z0-9]+")


def forms(kind: str, raw: str, regions: tuple[str, ...], *, label: str = "") -> tuple[str, ...]:
    """Every canonical form of what stands in a structured field; () where it says nothing or cannot be read.

    `label` is what the sender calls the field ("IMEI", "SHA-1"), where the value alone does not say what it is.
    """
    if says_nothing(raw) or (kind == "email" and raw.strip().split("@")[0].casefold() in _NOBODYS):
        return ()
    return identifiers.canonicalise(kind, raw, regions=regions, label=label)


def says_nothing(raw: str) -> bool:
    """Whether a sender filled in something because the field had to be filled."""
    return raw.strip().casefold() in _NOTHING or not raw.strip()


def sort_of(kind: str, canonical: str) -> str:
    """The key of weights.yaml for something that core/identifiers found."""
    if kind == "handle":
        platform, _, name = canonical.partition(":")
        if platform == "any":
            return "unusual-name" if unusual(name) else "bare-name"
        return "account-number" if name.startswith("#") else "screen-name"
    if kind == "device" and canonical.startswith("ssid:"):
        return "network-name"
    return {"coordinates": "place"}.get(kind, kind)


def unusual(name: str) -> bool:
    """Whether two people would seldom choose the name apart from each other, so that it tells across services.

    Counted in bits: 2.5 for a letter and no more than 20 for all, because letters mostly spell names and words; 3.3 for
    a figure, 6 for a year, 4 for a row of figures that anybody types. A hundred thousand reports make 2^32 pairs; at 28
    bits some twenty of those share such a name by chance.
    """
    figures = sum(_bits(run) for run in _FIGURES.findall(name))
    return min(20.0, 2.5 * sum(map(str.isalpha, name))) + figures >= _UNUSUAL


def _bits(run: str) -> float:
    if len(run) == 4 and run[:2] in ("19", "20"):
        return 6.0
    return 4.0 if run in _ROWS or len(set(run)) == 1 else 3.3 * len(run)


def slug(name: str) -> str:
    """Letters and figures of a name, without marks and what companies add to theirs: "Example, Inc." is "example"."""
    plain = unicodedata.normalize("NFKD", name.casefold()).encode("ascii", "ignore").decode()
    return _NOT_SLUG.sub("", _COMPANY.sub(" ", plain))


@lru_cache(maxsize=4_096)  # whatever senders write
def service(name: str) -> str:
    """The code of a service: that of core/identifiers where it knows the platform, else its slug."""
    found = slug(name)
    return _codes().get(found, found)


@cache
def _codes() -> dict[str, str]:
    found: dict[str, str] = {}
    for code, platform in PLATFORMS.items():
        for name in (code, *platform.names, *platform.short):
            found.setdefault(slug(name), code)
    found.pop("", None)
    return found
