"""Families of hints in words: what says little alone and much together, by the combination rule of the indicators."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from besa.core.triage.axes.facts import Facts
from besa.core.triage.axes.indicators import is_positive
from besa.core.triage.axes.values import Grade
from besa.core.triage.rules import RulesWrong, read_mapping

MANY = 4
Found = Mapping[str, Mapping[str, list[tuple[int, int]]]]  # path -> word rule -> characters


@dataclass(frozen=True)
class Family:
    """Word rules that say the same kind of thing; `grade`: how telling it is that somebody writes it.

    `hints` are broad and count only together with others; `rules` are narrow.
    """

    id: str
    grade: Grade
    hints: tuple[str, ...]
    rules: tuple[str, ...]


def read_families(path: Path) -> tuple[Family, ...]:
    """Every family; raises RulesWrong."""
    entries = read_mapping(path).get("families")
    if not isinstance(entries, list):
        raise RulesWrong(path.name, "families", "must be a list")
    found = []
    for entry in entries:
        if not isinstance(entry, dict) or set(entry) != {"id", "grade", "hints", "rules"}:
            raise RulesWrong(path.name, "families", "each needs id, grade, hints and rules")
        if entry["grade"] not in list(Grade):
            raise RulesWrong(path.name, f"{entry['id']}.grade", f"must be one of {', '.join(Grade)}")
        found.append(Family(entry["id"], Grade(entry["grade"]), tuple(entry["hints"]), tuple(entry["rules"])))
    return tuple(found)


def telling(found: Found, families: Mapping[str, Family]) -> frozenset[str]:
    """The texts in which something stands that says more than a broad hint does alone."""
    return frozenset(path for path, rules in found.items() if _telling(rules, families))


def _telling(rules: Iterable[str], families: Mapping[str, Family]) -> bool:
    met = {family.id: family.grade for rule in rules if (family := families.get(rule))}
    return is_positive(met.values()) or any(
        (family := families.get(rule)) is None
        or family.grade is Grade.STRONG
        or (family.grade is Grade.MEDIUM and rule in family.rules)
        for rule in rules
    )


def add(facts: Facts, found: Found, families: Mapping[str, Family]) -> None:
    """Signs of what stands in a referral's own words. `families` by word rule; `found` for each text."""
    own = facts.places("text-own")
    places = [
        (families[rule], path, start, end, rule)
        for path in own
        for rule, ranges in found.get(path, {}).items()
        if rule in families
        for start, end in ranges
    ]
    grades = {family.id: family.grade for family, *_ in places}
    names = ["hint"] if Grade.STRONG in grades.values() else []
    if is_positive(grades.values()):
        names += ["hints-together", "hints-many"] if len(grades) >= MANY else ["hints-together"]
    for name in names:
        for _, path, start, end, rule in places:
            facts.add(name, path, start, end, rule)
