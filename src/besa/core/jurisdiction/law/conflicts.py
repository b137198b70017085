"""Rules for when several States can act, as they stand in the law's files: criteria, duties, earlier judgments."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from besa.core.jurisdiction.conditions.expressions import TIES_OF_A_STATE, Expression
from besa.core.jurisdiction.facts import OUTCOMES_OF_PROCEEDINGS
from besa.core.jurisdiction.law import claims, reading
from besa.core.jurisdiction.law.broken import LawBroken

FILE: Final = "conflicts.yaml"
# What a criterion may look at: the ties of a State, and what the answer and the proceedings say of it.
LOOKS_AT: Final = (*TIES_OF_A_STATE, "prosecution_open", "proceedings_there")
_TOP: Final = ("criteria", "consultation", "earlier", "interview", "follows", "outcomes")


@dataclass(frozen=True, slots=True)
class CriterionRule:
    """`looks_at`: facts of the case, one State after the other; `questions`: what no case file says."""

    id: str
    label: str
    text: str
    looks_at: tuple[str, ...]
    questions: tuple[str, ...]
    cites: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DutyRule:
    """A duty of a treaty. `offences`: it holds for the treaty's own offences only."""

    id: str
    label: str
    treaty: str
    cites: tuple[str, ...]
    offences: bool


@dataclass(frozen=True, slots=True)
class EarlierRule:
    """A rule against a second prosecution, where `when` holds for the State that would be the second.

    `enforced`: only when what was imposed is or was enforced, or cannot be any more.
    """

    id: str
    label: str
    treaty: str
    cites: tuple[str, ...]
    outcomes: tuple[str, ...]
    enforced: bool
    when: Expression | None


@dataclass(frozen=True, slots=True)
class ConflictRules:
    """`outcomes`: what to say of each outcome of earlier proceedings; `follows`: of hearing the child once."""

    criteria: tuple[CriterionRule, ...]
    consultation: tuple[DutyRule, ...]
    earlier: tuple[EarlierRule, ...]
    interview: tuple[DutyRule, ...]
    follows: tuple[str, ...]
    outcomes: Mapping[str, str]

    def messages(self) -> Iterator[str]:
        """Everything of them that is said to a person, to be translated."""
        for criterion in self.criteria:
            yield from (criterion.label, criterion.text, *criterion.questions)
        yield from (one.label for one in (*self.consultation, *self.interview))
        yield from (one.label for one in self.earlier)
        yield from (*self.follows, *self.outcomes.values())

    def cited(self) -> Iterator[tuple[str, str, tuple[str, ...]]]:
        """The id, treaty and provisions of every rule."""
        yield from ((one.id, "", one.cites) for one in self.criteria)
        for rules in (self.consultation, self.earlier, self.interview):
            yield from ((one.id, one.treaty, one.cites) for one in rules)


def read_conflicts(folder: Path) -> ConflictRules:
    raw = reading.keys(reading.read(folder / FILE, FILE), FILE, "", _TOP, _TOP)
    outcomes = reading.keys(raw["outcomes"], FILE, "outcomes", OUTCOMES_OF_PROCEEDINGS, OUTCOMES_OF_PROCEEDINGS)
    return ConflictRules(
        tuple(_criterion(one, ident) for ident, one in _each(raw, "criteria")),
        tuple(_duty(one, ident) for ident, one in _each(raw, "consultation")),
        tuple(_earlier(one, ident) for ident, one in _each(raw, "earlier")),
        tuple(_duty(one, ident) for ident, one in _each(raw, "interview")),
        reading.words(raw["follows"], FILE, "follows"),
        {key: reading.text(outcomes, key, FILE, "outcomes") for key in outcomes},
    )


def _each(raw: dict[str, Any], part: str) -> Iterator[tuple[str, Any]]:
    if not isinstance(raw[part], dict):
        raise LawBroken(FILE, part, "must be a mapping: each rule under its own name")
    yield from ((str(ident), one) for ident, one in raw[part].items())


def _criterion(raw: Any, ident: str) -> CriterionRule:
    found = reading.keys(
        raw, FILE, ident, ("label", "text", "looks_at", "questions", "cites"), ("label", "text", "cites")
    )
    return CriterionRule(
        ident,
        reading.text(found, "label", FILE, ident),
        reading.text(found, "text", FILE, ident),
        reading.words(found.get("looks_at", []), FILE, f"{ident}: looks_at", LOOKS_AT),
        reading.words(found.get("questions", []), FILE, f"{ident}: questions"),
        _cites(found, ident),
    )


def _duty(raw: Any, ident: str) -> DutyRule:
    found = reading.keys(raw, FILE, ident, ("label", "treaty", "cites", "offences"), ("label", "treaty", "cites"))
    return DutyRule(
        ident,
        reading.text(found, "label", FILE, ident),
        reading.text(found, "treaty", FILE, ident),
        _cites(found, ident),
        _yes(found, "offences", ident),
    )


def _earlier(raw: Any, ident: str) -> EarlierRule:
    allowed = ("label", "treaty", "cites", "outcomes", "enforced", "when")
    found = reading.keys(raw, FILE, ident, allowed, ("label", "treaty", "cites", "outcomes"))
    return EarlierRule(
        ident,
        reading.text(found, "label", FILE, ident),
        reading.text(found, "treaty", FILE, ident),
        _cites(found, ident),
        reading.words(found["outcomes"], FILE, f"{ident}: outcomes", OUTCOMES_OF_PROCEEDINGS),
        _yes(found, "enforced", ident),
        claims.expression(found.get("when"), ident, FILE),
    )


def _cites(found: dict[str, Any], ident: str) -> tuple[str, ...]:
    cites = reading.words(found["cites"], FILE, f"{ident}: cites")
    if not cites:
        raise LawBroken(FILE, ident, "'cites' is empty: name the provisions that it is from")
    return cites


def _yes(found: dict[str, Any], key: str, ident: str) -> bool:
    if found.get(key, "no") not in ("yes", "no"):
        raise LawBroken(FILE, ident, "'{key}' must be yes or no", key=key)
    return found.get(key) == "yes"
