"""Explain an assessment to the person at the desk: the rule in words, and the text with its reasons marked."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

from besa.core.triage.assessment import Reason, Urgency
from besa.core.triage.ruleset import Ruleset, current


@dataclass(frozen=True)
class Explanation:
    """A rule in words. `label` and `reason` are English texts to look up in the catalogue of words."""

    rule: str
    label: str
    reason: str
    raises_to: Urgency


@dataclass(frozen=True)
class Piece:
    """A stretch of a text and the rules that rest on it (none for plain text)."""

    text: str
    rules: tuple[str, ...] = ()


def explanation(rule: str, *, ruleset: Ruleset | None = None) -> Explanation:
    """A rule in words; an id that these rules no longer have stands for itself, so that old reports still show."""
    found = (ruleset or current()).rules.get(rule)
    if found is None:
        return Explanation(rule, rule, "", Urgency.ROUTINE)
    return Explanation(found.id, found.label, found.reason, found.raises_to)


def pieces(field: str, text: str, reasons: Iterable[Reason]) -> tuple[Piece, ...]:
    """Cut `text`, the answer named `field`, where reasons begin and end; joined, the pieces are the text."""
    quotes = [(quote.start, quote.end, r.rule) for r in reasons for quote in r.words if quote.field == field]
    quotes = [quote for quote in quotes if 0 <= quote[0] < quote[1] <= len(text)]
    cuts = sorted({0, len(text), *(q[0] for q in quotes), *(q[1] for q in quotes)})
    opens: dict[int, list[str]] = {}
    closes: dict[int, list[str]] = {}
    for start, end, rule in quotes:
        opens.setdefault(start, []).append(rule)
        closes.setdefault(end, []).append(rule)
    standing: list[str] = []
    result: list[Piece] = []
    for start, end in pairwise(cuts):
        for rule in closes.get(start, ()):
            standing.remove(rule)
        standing += opens.get(start, ())
        result.append(Piece(text[start:end], tuple(sorted(set(standing)))))
    return tuple(result)
