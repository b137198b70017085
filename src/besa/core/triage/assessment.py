"""The outcome of triage: how urgent, and why, in values the desk can show."""

from dataclasses import dataclass
from enum import IntEnum


class Urgency(IntEnum):
    """How soon a person should look. Rules can only raise it."""

    ROUTINE = 0
    SOON = 1
    URGENT = 2
    NOW = 3


@dataclass(frozen=True, order=True)
class Quote:
    """The characters of one answer text ("story" or "contacts") that a rule rests on: text[start:end]."""

    field: str
    start: int
    end: int


@dataclass(frozen=True)
class Reason:
    """One rule that applies. `words` is empty when it rests on coded answers or on other rules."""

    rule: str
    version: int
    raises_to: Urgency
    words: tuple[Quote, ...] = ()


@dataclass(frozen=True)
class Assessment:
    """The urgency, every reason (the most urgent first), and the version of the rules that judged."""

    urgency: Urgency
    reasons: tuple[Reason, ...]
    ruleset: str
