"""What can be the same in two reports, and whose it is: the words that links, layers and weights are written in."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple


class Level(StrEnum):
    """What two reports have in common. Levels are never mixed: the same file does not mean the same person."""

    PERSON = "person"
    ACCOUNT = "account"
    DEVICE = "device"
    MEDIA = "media"
    NETWORK = "network"
    TEXT = "text"
    SOURCE = "source"


class Whose(StrEnum):
    """To whom a trace belongs in its report: the sender's word or the place it stood in, never a finding."""

    REPORTED = "reported"
    CHILD = "child"
    RECIPIENT = "recipient"
    SENDER = "sender"
    OTHER = "other"
    MENTIONED = "mentioned"  # stood in free text: nobody said whose it is
    REPORTER = "reporter"  # how the person who reports can be reached
    OWN = "own"  # the report's own number
    COMPROMISED = "compromised"  # an account that somebody else may have used


# Sightings hold the place in this order as a number: new words go to the end, none is taken out.
ROLES = tuple(Whose)
ROLE_CODES = {role: code for code, role in enumerate(ROLES)}


class Side(StrEnum):
    """Whom a link is about. Two reports that share a child do not share an offender."""

    REPORTED = "reported"
    CHILD = "child"
    CROSSED = "crossed"  # reported in one report, child in the other: shown to people, never joined
    OPEN = "open"  # whose it is differs or is not known: shown, never joined
    ANY = "any"  # levels at which it does not matter whose it is


class Layer(NamedTuple):
    """One graph of its own: reports joined at one level on one side."""

    level: Level
    side: Side

    def __str__(self) -> str:
        return f"{self.level}/{self.side}"


SIDED = (Level.PERSON, Level.ACCOUNT, Level.DEVICE)
LAYERS = (
    *(Layer(level, side) for level in SIDED for side in (Side.REPORTED, Side.CHILD)),
    *(Layer(level, Side.ANY) for level in Level if level not in SIDED),
)
