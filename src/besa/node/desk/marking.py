"""Show in a text what the rules of triage rest on, and who can be found by it."""

from __future__ import annotations

import logging
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.utils.translation import pgettext_lazy

from besa.core import identifiers, triage
from besa.core.triage.explain import explanation, pieces
from besa.node.desk import wording
from besa.node.desk.wording import Text, UrgencyWord
from besa.node.reports.judging import answers_of, regions
from besa.node.reports.values import OpenReport

log = logging.getLogger("besa.marking")

_KINDS: dict[str, Text] = {
    "phone": pgettext_lazy("identifier", "Phone number"),
    "email": pgettext_lazy("identifier", "E-mail address"),
    "url": pgettext_lazy("identifier", "Web address"),
    "domain": pgettext_lazy("identifier", "Website"),
    "handle": pgettext_lazy("identifier", "Account"),
    "ip": pgettext_lazy("identifier", "Address on the net"),
    "device": pgettext_lazy("identifier", "Device"),
    "wallet": pgettext_lazy("identifier", "Wallet"),
    "digest": pgettext_lazy("identifier", "Digest of a file"),
    "coordinates": pgettext_lazy("identifier", "Place on the map"),
    "payment": pgettext_lazy("identifier", "Bank account or payment name"),
}


@dataclass(frozen=True)
class Stretch:
    """A stretch of a text; `why` names the rules it speaks for, `style` the most urgent of them; both empty if none."""

    text: str
    why: str = ""
    style: str = ""


@dataclass(frozen=True)
class ReasonShown:
    """A reason for the urgency, in words, with what it was read from (`quotes`; empty when from answers)."""

    label: str
    because: str
    urgency: UrgencyWord
    quotes: tuple[str, ...]


Reading = tuple[str, str]  # kind and canonical form


@dataclass(frozen=True)
class IdentifierShown:
    """An identifier found in the report, to be looked up as `wanted`; `elsewhere`: how many other reports hold it."""

    kind: Text
    text: str
    wanted: str
    elsewhere: int


def judge_told(opened: OpenReport) -> tuple[triage.Reason, ...]:
    """Run today's rules over what was told first, for the words they rest on; the stored judgement stays."""
    return _reasons(answers_of(opened))


def judge_message(text: str, language: str) -> tuple[triage.Reason, ...]:
    return _reasons(triage.Answers(door="other", story=text, language=language))


def _reasons(answers: triage.Answers) -> tuple[triage.Reason, ...]:
    try:
        return triage.assess(answers).reasons
    except Exception as error:  # noqa: BLE001 - a page without marked words beats a report nobody can read
        log.error("words could not be marked: %s", type(error).__name__)
        return ()


def marked(field: str, text: str, reasons: Iterable[triage.Reason]) -> tuple[Stretch, ...]:
    """The text cut into stretches, with the words that count marked."""
    shown: list[Stretch] = []
    for piece in pieces(field, text, reasons):
        if not piece.rules:
            shown.append(Stretch(piece.text))
            continue
        level = max(int(explanation(rule).raises_to) for rule in piece.rules)
        why = ", ".join(wording.reason(rule) for rule in piece.rules)
        shown.append(Stretch(piece.text, why, wording.urgency(level).style))
    return tuple(shown)


def reasons_shown(
    stored: Iterable[str], found: Iterable[tuple[str, str, tuple[triage.Reason, ...]]]
) -> tuple[ReasonShown, ...]:
    """The stored reasons in words. `found`: (field, text, reasons) of each text of the reporter's."""
    quotes: dict[str, list[str]] = {}
    for field, text, reasons in found:
        for reason in reasons:
            words = [text[q.start : q.end].strip() for q in reason.words if q.field == field]
            quotes.setdefault(reason.rule, []).extend(words)
    return tuple(
        ReasonShown(
            label=wording.reason(rule),
            because=wording.because(rule),
            urgency=wording.urgency(int(explanation(rule).raises_to)),
            quotes=tuple(dict.fromkeys(quotes.get(rule, ())))[:6],
        )
        for rule in stored
    )


def found_in(texts: Iterable[str]) -> dict[tuple[Reading, ...], str]:
    """The identifiers in the texts, each with all the ways it can be read, and how it was written the first time."""
    seen: dict[tuple[Reading, ...], str] = {}
    for text in texts:
        places: dict[tuple[int, int], list[Reading]] = {}
        for one in identifiers.find(text, regions=regions()):
            places.setdefault((one.start, one.end), []).append((one.kind, one.canonical))
        for (start, end), readings in places.items():
            seen.setdefault(tuple(readings), text[start:end])
    return seen


def identifiers_shown(
    found: Mapping[tuple[Reading, ...], str], elsewhere: Mapping[Reading, int]
) -> tuple[IdentifierShown, ...]:
    """The identifiers in words, those that are known from elsewhere first."""
    shown = [_identifier(readings, raw, elsewhere) for readings, raw in found.items()]
    return tuple(sorted(shown, key=lambda one: -one.elsewhere))


def _identifier(readings: tuple[Reading, ...], raw: str, elsewhere: Mapping[Reading, int]) -> IdentifierShown:
    kind, canonical = readings[0]
    text = raw
    if kind == "handle":
        platform, _, name = canonical.partition(":")
        label = wording.label("where", platform) if platform != "any" else ""
        text = f"{name} ({label})" if label else name
    return IdentifierShown(
        kind=_KINDS.get(kind, kind),
        text=without_tricks(text),
        wanted=canonical if kind in ("handle", "phone") else without_tricks(raw),
        elsewhere=max(elsewhere.get(reading, 0) for reading in readings),
    )


def without_tricks(name: str) -> str:
    """A name without control characters and without marks that turn the reading direction ("exe.txt" for "txt.exe")."""
    return "".join(c for c in name if unicodedata.category(c) not in ("Cc", "Cf", "Cs", "Zl", "Zp"))
