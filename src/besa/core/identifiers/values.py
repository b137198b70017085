"""What a found identifier is."""

from dataclasses import dataclass
from typing import NamedTuple

# Canonical forms are stored blindly in every node, and compared between nodes: a change of any form is a new version.
# A new kind, or a form for what had none, is no change.
CANONICAL_VERSION = 1
KINDS = (
    "phone", "email", "url", "domain", "handle", "ip", "device", "wallet", "digest", "coordinates", "payment",
)  # fmt: skip


@dataclass(frozen=True)
class Found:
    """One reading of one identifier: `raw` is text[start:end] of the source, in characters.

    A text that can be read in more than one way gives one Found for each reading, with the same range. `region` is the
    country (ISO 3166, XK for Kosovo*) whose numbering a phone number was read by, "" where it does not apply. `port`
    and `time` are what stands beside an IP address, the time as it was written; they are no part of what is compared.
    """

    kind: str
    canonical: str
    start: int
    end: int
    raw: str
    region: str = ""
    port: int | None = None
    time: str = ""


class Reading(NamedTuple):
    """One canonical form of a stretch of text, before it is given a place."""

    kind: str
    canonical: str
    region: str = ""
    port: int | None = None
    time: str = ""
