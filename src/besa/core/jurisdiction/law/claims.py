"""One claim about the law: what it says, from when to when, how sure it is, where it stands, what contradicts it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Any, Final, TypeAlias

from besa.core.jurisdiction.conditions.expressions import Expression, NotAnExpression, parse
from besa.core.jurisdiction.law import days, reading
from besa.core.jurisdiction.law.broken import LawBroken
from besa.core.jurisdiction.law.citations import Citation, read_citations
from besa.core.jurisdiction.law.wordings import Wording, read_wording

CONFIDENCE: Final = ("sourced", "recalled", "unknown")
WORDS: Final = ("yes", "no", "conditional", "unknown", "not_applicable")
_KEYS: Final = (
    "value", "when", "when_for", "confidence", "sources", "wording", "as_of", "from", "to", "conflict", "note",
)  # fmt: skip

Value: TypeAlias = str | int | date | tuple[int, int]


@dataclass(frozen=True, slots=True)
class Conflict:
    """What another source says instead; `settled` when somebody found which of them is right."""

    value: Value
    sources: tuple[Citation, ...]
    settled: bool
    why: str


@dataclass(frozen=True, slots=True)
class Claim:
    """A claim as it stands in a file. `since` is the first day of which its sources speak; None: it has no day."""

    value: Value
    confidence: str
    when: Expression | None = None
    when_for: tuple[tuple[str, Expression], ...] | None = None
    sources: tuple[Citation, ...] = ()
    as_of: date | None = None
    starts: date | None = None
    ends: date | None = None
    conflict: Conflict | None = None
    note: str = ""
    wording: Wording | None = None

    @property
    def contested(self) -> bool:
        return self.conflict is not None and not self.conflict.settled


@dataclass(frozen=True, slots=True)
class Cell:
    """All that is said on one question, one claim for each time; `id` names it everywhere."""

    id: str
    file: str
    claims: tuple[Claim, ...]


def read_cell(raw: Any, ident: str, file: str, words: tuple[str, ...] = WORDS, *, days_too: bool = False) -> Cell:
    """A cell from YAML: one claim, or a list of claims whose times do not overlap."""
    many = raw if isinstance(raw, list) else [raw]
    if not many:
        raise LawBroken(file, ident, "is an empty list: write a claim or 'value: unknown'")
    claims = tuple(
        _read_claim(one, ident if len(many) == 1 else f"{ident}[{place}]", file, words, days_too=days_too)
        for place, one in enumerate(many, 1)
    )
    _check_times(claims, ident, file)
    return Cell(ident, file, claims)


def _check_times(claims: tuple[Claim, ...], ident: str, file: str) -> None:
    ordered = sorted(claims, key=lambda claim: claim.starts or date.min)
    for earlier, later in pairwise(ordered):
        if (earlier.ends or date.max) >= (later.starts or date.min):
            raise LawBroken(
                file,
                ident,
                "two claims hold on the same day: give each 'from' and 'to', or make one of them a 'conflict'",
            )


def _read_claim(raw: Any, ident: str, file: str, words: tuple[str, ...], *, days_too: bool) -> Claim:
    found = reading.keys(raw, file, ident, _KEYS, ("value", "confidence"))
    confidence = found["confidence"]
    if confidence not in CONFIDENCE:
        raise LawBroken(
            file,
            ident,
            "confidence '{confidence}' is not known",
            confidence=confidence,
            known=", ".join(CONFIDENCE),
        )
    value = _read_value(found["value"], ident, file, words, days_too=days_too)
    sources = read_citations(found.get("sources", []), ident, file)
    _check_confidence(value, confidence, sources, ident, file)
    starts, ends = (days.exact_day(found[key], file, ident) if key in found else None for key in ("from", "to"))
    if starts and ends and starts > ends:
        raise LawBroken(
            file, ident, "holds from {starts} to {ends}, which is no time: exchange them", starts=starts, ends=ends
        )
    return Claim(
        value,
        confidence,
        _expression(found.get("when"), ident, file),
        _by_ground(found.get("when_for"), ident, file),
        sources,
        days.last_day(found["as_of"], file, ident) if "as_of" in found else None,
        starts,
        ends,
        _read_conflict(found["conflict"], ident, file, words, days_too=days_too) if "conflict" in found else None,
        reading.text(found, "note", file, ident),
        read_wording(found["wording"], ident, file) if "wording" in found else None,
    )


def _check_confidence(value: Value, confidence: str, sources: tuple[Citation, ...], ident: str, file: str) -> None:
    if confidence == "unknown" and value != "unknown":
        raise LawBroken(
            file, ident, "is unknown, yet says '{value}': write 'value: unknown', or how it is known", value=value
        )
    if value == "unknown" and confidence == "sourced":
        raise LawBroken(file, ident, "says that it is unknown, yet is sourced: write 'confidence: unknown'")
    if confidence == "sourced" and not sources:
        raise LawBroken(file, ident, "is sourced without a source: name one, or write 'confidence: recalled'")


def _read_value(raw: Any, ident: str, file: str, words: tuple[str, ...], *, days_too: bool) -> Value:
    if isinstance(raw, str) and raw in words:
        return raw
    if isinstance(raw, int) and 0 <= raw <= 100:
        return raw
    if isinstance(raw, dict) and set(raw) == {"min", "max"} and all(isinstance(one, int) for one in raw.values()):
        return int(raw["min"]), int(raw["max"])
    if days_too and isinstance(raw, str):
        return days.exact_day(raw, file, ident)
    known = ", ".join(words)
    if days_too:
        raise LawBroken(
            file, ident, "'{value}' cannot be a value: it is one of {known} or a day; words go into 'note'",
            value=raw, known=known,
        )  # fmt: skip
    raise LawBroken(
        file, ident, "'{value}' cannot be a value: it is one of {known} or an age in years; words go into 'note'",
        value=raw, known=known,
    )  # fmt: skip


def _read_conflict(raw: Any, ident: str, file: str, words: tuple[str, ...], *, days_too: bool) -> Conflict:
    found = reading.keys(raw, file, f"{ident}: conflict", ("value", "sources", "settled", "why"), ("value", "settled"))
    if found["settled"] not in ("yes", "no"):
        raise LawBroken(file, f"{ident}: conflict", "'settled' must be yes or no")
    return Conflict(
        _read_value(found["value"], f"{ident}: conflict", file, words, days_too=days_too),
        read_citations(found.get("sources", []), f"{ident}: conflict", file),
        found["settled"] == "yes",
        reading.text(found, "why", file, f"{ident}: conflict"),
    )


def _expression(raw: Any, ident: str, file: str) -> Expression | None:
    if raw is None:
        return None
    try:
        return parse(raw)
    except NotAnExpression as error:
        raise LawBroken(file, f"{ident}: when", error.message, **error.values) from error


def _by_ground(raw: Any, ident: str, file: str) -> tuple[tuple[str, Expression], ...] | None:
    if raw is None:
        return None
    if not isinstance(raw, dict):
        raise LawBroken(file, f"{ident}: when_for", "must say for each ground what it needs: {ground: expression}")
    found = []
    for ground, expression in raw.items():
        parsed = _expression(expression, f"{ident}: when_for: {ground}", file)
        if parsed is None:
            raise LawBroken(
                file,
                f"{ident}: when_for",
                "says nothing for '{ground}': leave it out if it needs nothing",
                ground=ground,
            )
        found.append((str(ground), parsed))
    return tuple(found)


def expression(raw: Any, ident: str, file: str) -> Expression | None:
    """An expression of the closed list, or nothing; what is wrong with it is said with file and place."""
    return _expression(raw, ident, file)
