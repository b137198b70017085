"""What goes into a letter. All of it may be missing: then the letter shows where it must be written by hand."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

FIELDS: Final = {
    "sender": "Authority that asks",
    "sender_state": "Side that asks",
    "addressee": "Authority that is asked",
    "addressee_state": "Side that is asked",
    "reference": "Reference",
    "made": "Date",
    "urgency": "Urgency",
    "acts": "Acts",
    "offence_dates": "When",
    "places": "Where",
    "law_at_home": "Provisions of our law",
    "summary": "Summary of the facts",
    "relation": "What the data have to do with the offence",
    "custodian": "Who holds the data or where they are",
    "need": "Why it is needed",
    "conditions": "Conditions for the use",
    "procedure": "Procedure to be followed",
    "preserved": "Preserved under",
    "contact": "Contact",
    "reply_by": "Answer asked for by",
    "data": "Data",
}
"""Every name that a letter's words may use, with its label (a message to be translated)."""

COLUMNS: Final = ("What", "Value", "Time (UTC)", "Provider")
MARK: Final = "Draft for the competent authority. Not sent, not signed. To be checked by a lawyer."
OFFICE: Final = ("Name and office", "Place and date", "Signature and stamp")
WHATS: Final = {
    "account": "account",
    "ip": "address on the Internet",
    "email": "e-mail address",
    "phone": "telephone number",
    "link": "link",
    "device": "device",
    "file": "file or its digest",
    "other": "other",
}
"""Kinds of data to choose from, as messages."""

OTHER_TREATY: Final = "The words of this letter name a treaty that is not known to be in force for both: {treaty}"


def messages() -> Iterator[str]:
    """Every message of a letter that is not in its file of words."""
    yield from (*FIELDS.values(), *COLUMNS, MARK, *OFFICE, *WHATS.values(), OTHER_TREATY)


@dataclass(frozen=True)
class Wanted:
    """One row of data: `what` is a message (“account”, “address on the Internet”), the rest is as the case has it."""

    what: str
    value: str
    time: str = ""
    provider: str = ""


@dataclass(frozen=True, kw_only=True)
class LetterFacts:
    """`sender_state` and `addressee_state` are codes of states, `acts` messages; the rest is text of the case."""

    sender_state: str
    addressee_state: str
    made: datetime
    sender: str = ""
    addressee: str = ""
    reference: str = ""
    urgency: str = ""
    acts: tuple[str, ...] = ()
    offence_dates: str = ""
    places: tuple[str, ...] = ()
    law_at_home: str = ""
    summary: str = ""
    relation: str = ""
    custodian: str = ""
    need: str = ""
    conditions: str = ""
    procedure: str = ""
    preserved: str = ""
    contact: str = ""
    reply_by: date | None = None
    data: tuple[Wanted, ...] = ()
