"""Read every free text of a referral with the word rules, in all their languages at once."""

from __future__ import annotations

import re
from collections.abc import Iterator

from besa.core.formats import Referral, Text
from besa.core.triage.axes.facts import SAID_READ, Facts, plain_name
from besa.core.triage.axes.hints import Found
from besa.core.triage.axes.roles import people_of
from besa.core.triage.folding import fold
from besa.core.triage.judging import words_in
from besa.core.triage.ruleset import Ruleset

MOST_LETTERS = 100_000  # of all texts of one referral; what is longer is said to be longer, and judged by its beginning
_SHORT = 40
_WORDED = re.compile(r"[^\W\d_][\W\d_]+[^\W\d_]{3}|[^\W\d_]{3}[\W\d_]+[^\W\d_]")
_LONGEST_ANSWER = 500
# Addresses of the two currencies that extortion asks for most; checksums are the identifiers' business.
_WALLET = re.compile(r"\b(?:bc1[02-9ac-hj-np-z]{25,60}|0x[0-9a-fA-F]{40}|[13][1-9A-HJ-NP-Za-km-z]{25,34})\b")

# Text about these is never read, wherever a sender puts it.
_UNREAD = re.compile(
    r"(?i:nationalit|citizenship|ethnic|religio|tattoo|sexual_?orientation|gender|physical_?descri|disabilit|languages?$)"
    r"|(?<![A-Za-z])[Rr]aces?(?![a-z])|(?<=[a-z_])Races?(?![a-z])"
)


def add(referral: Referral, facts: Facts, words: Ruleset, answers: Ruleset) -> Found:
    """`words` are for texts, `answers` for what is said in a word or two. What was found in each text, by its path."""
    left = MOST_LETTERS
    found: dict[str, dict[str, list[tuple[int, int]]]] = {}
    read: dict[str, dict[str, list[tuple[int, int]]]] = {}  # the same text often stands in several places
    for path, name, answer in _answers(referral):
        for rule, ranges in words_in(answer[:_LONGEST_ANSWER], answers).items():
            for start, end in ranges:
                facts.add(f"{name}:{rule}", path, start, end, rule)
    for path, kind, text in _texts(referral):
        if left <= 0 or len(text) > left:
            facts.sign("text-cut", path)
        if left <= 0:
            break
        part = text[:left]
        left -= len(part)
        if part not in read:
            read[part] = words_in(part, words)
        if kind == "words":
            found[path] = read[part]
            _signs_of(part, path, facts)
        for rule, ranges in read[part].items():
            for start, end in ranges:
                facts.add(f"{kind}:{rule}", path, start, end, rule)
    return found


def _signs_of(text: str, path: str, facts: Facts) -> None:
    """What a text shows before any rule reads it."""
    facts.sign("text", path)
    if _WALLET.search(text):
        facts.sign("payment", path)
    strange = len(text) >= _SHORT and _unreadable(text)
    if strange:
        facts.sign("other-script", path)
    if strange or _WORDED.search(text):
        facts.sign("text-worded", path)


def _texts(referral: Referral) -> Iterator[tuple[str, str, str]]:
    """Path, what kind of fact its words make, and the text. A profile's own words count apart."""
    if referral.escalation.strip("- "):
        yield "escalation", "words", referral.escalation
    if referral.occurred_note:
        yield "occurred_note", "words", referral.occurred_note
    yield from _written("", referral.texts)
    for at, person in enumerate(referral.people):
        if person.account and person.account.bio:
            yield f"people[{at}].account.bio", "bio", person.account.bio
        yield from _written(f"people[{at}].", person.texts)
    for at, incident in enumerate(referral.incidents):
        yield from _written(f"incidents[{at}].", incident.texts)
    for at, upload in enumerate(referral.uploads):
        yield from _written(f"uploads[{at}].", upload.texts)
    for at, unknown in enumerate(referral.quarantine):
        if unknown.text and not _UNREAD.search(unknown.where):
            yield f"quarantine[{at}]", "words", unknown.text


def _answers(referral: Referral) -> Iterator[tuple[str, str, str]]:
    """Path, name and text of what is said of people, where rules may read it."""
    for at, person in people_of(referral):
        for number, (written, value) in enumerate(person.said):
            if (name := plain_name(written)) in SAID_READ:
                yield f"people[{at}].said[{number}]", name, value


def _written(before: str, texts: tuple[Text, ...]) -> Iterator[tuple[str, str, str]]:
    for at, each in enumerate(texts):
        if each.text and not _UNREAD.search(each.where):
            yield f"{before}texts[{at}]", "words", each.text


def _unreadable(text: str) -> bool:
    """More than half of the letters belong to scripts that folding knows only as letters."""
    if text.isascii():
        return False
    folded = fold(text[:2000]).split()
    strange = sum(1 for word in folded if "_" in word)
    return bool(folded) and strange * 2 > len(folded)
