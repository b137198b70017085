"""How telling a trace is: weights.yaml read strictly, and the points it gives for a sort, a count and a role."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

import yaml

from besa.core.linking.levels import Level, Side, Whose

_FILE = Path(__file__).with_name("weights.yaml")
_KEYS = frozenset(("code", "family", "label", "reason", "counts", "supports", "rarity", "said"))
_SURE = frozenset((Whose.REPORTED, Whose.CHILD, Whose.OWN, Whose.COMPROMISED))


class WeightsWrong(ValueError):
    """The weights cannot be used; the text names the place and the cure."""


@dataclass(frozen=True)
class Rarity:
    """Up to `ends[i]` reports `less[i]` points are taken off; beyond the last one nothing is left."""

    ends: tuple[int, ...]
    less: tuple[int, ...]

    def step(self, seen: int) -> int:
        """Which line applies; the number of lines where none does."""
        return bisect_left(self.ends, seen)

    def points(self, points: int, seen: int) -> int:
        """What is left of `points`; never below 0."""
        step = self.step(seen)
        return max(0, points - self.less[step]) if step < len(self.ends) else 0


@dataclass(frozen=True, eq=False)
class Sort:
    """See weights.yaml for the meaning of each field."""

    name: str
    code: int
    family: str
    label: str
    reason: str
    counts: Mapping[Level, int]
    supports: Mapping[Level, int]
    rarity: Rarity
    said: Rarity

    def most(self, level: Level, seen: int) -> int:
        """The most points it can be worth at a level."""
        return max(self.at(level, seen, sure=True), self.at(level, seen, sure=False))

    def at(self, level: Level, seen: int, *, sure: bool) -> int:
        """Points at a level for something seen in so many reports."""
        points = self.counts.get(level) or self.supports.get(level, 0)
        return (self.rarity if sure else self.said).points(points, seen)


@dataclass(frozen=True, eq=False)
class Weights:
    """All weights. Sorts by name and by code. Equal only to itself, so that what follows from it can be remembered."""

    version: str
    joins_at: int
    shown_at: int
    needs: int
    pairs: int
    bundle_from: int
    alike_from: float
    words: tuple[tuple[int, str], ...]
    roles: Mapping[Side, Mapping[Whose, int]]
    not_persons: frozenset[Whose]
    sorts: Mapping[str, Sort]
    by_code: Mapping[int, Sort]

    def step(self, sort: Sort, seen: int) -> tuple[int, int, bool, bool]:
        """Changes exactly when one report more or fewer changes what a thing is worth or how it is looked up."""
        return sort.rarity.step(seen), sort.said.step(seen), seen <= self.pairs, seen >= 2

    def last(self, sort: Sort) -> int:
        """The count after which nothing changes any more."""
        return max(*sort.rarity.ends, *sort.said.ends, self.pairs) + 1

    def word(self, points: int) -> str:
        """The strength in a word; "" below what is shown."""
        return next((word for least, word in reversed(self.words) if points >= least), "")

    def off(self, level: Level, side: Side, role: Whose) -> int | None:
        """What is taken off for a role on a side; None where that role does not stand on that side."""
        if side is Side.ANY:
            return None if role is Whose.SENDER else 0
        if level is Level.PERSON and role in self.not_persons:
            return None
        return self.roles[side].get(role)


def sure(role: Whose) -> bool:
    """Whether the sender said whose it is."""
    return role in _SURE


def read(path: Path = _FILE) -> Weights:
    """Read a file of weights; raises WeightsWrong."""
    content: Any = yaml.safe_load(path.read_text(encoding="utf-8"))
    try:
        rarities = {
            name: Rarity(tuple(line["to"] for line in lines), tuple(line["less"] for line in lines))
            for name, lines in content["rarity"].items()
        }
        sorts = {name: _sort(name, keys, rarities) for name, keys in content["sorts"].items()}
        by_code = {sort.code: sort for sort in sorts.values()}
        if len(by_code) != len(sorts):
            raise WeightsWrong(f"{path.name}: sorts: two of them have the same code")
        sides = content["sides"]
        return Weights(
            version=str(content["version"]),
            joins_at=content["joins_at"],
            shown_at=content["shown_at"],
            needs=content["needs"],
            pairs=content["pairs"],
            bundle_from=content["bundle_from"],
            alike_from=content["alike_from"],
            words=tuple((line["from"], line["word"]) for line in content["words"]),
            roles={
                Side(side): {Whose(role): off for role, off in sides[side].items()} for side in ("reported", "child")
            },
            not_persons=frozenset(Whose(role) for role in sides["not_persons"]),
            sorts=MappingProxyType(sorts),
            by_code=MappingProxyType(by_code),
        )
    except (KeyError, TypeError) as error:
        raise WeightsWrong(f"{path.name}: {error} is missing or not what it should be") from error


def _sort(name: str, keys: Any, rarities: Mapping[str, Rarity]) -> Sort:
    if unknown := set(keys) - _KEYS:
        raise WeightsWrong(f"sorts: {name}: use only {', '.join(sorted(_KEYS))}, not {sorted(unknown)}")
    for key in ("rarity", "said"):
        rarity = rarities.get(keys[key])
        if rarity is None:
            raise WeightsWrong(f"sorts: {name}: {key}: there is no rarity '{keys[key]}'")
        if list(rarity.ends) != sorted(rarity.ends) or list(rarity.less) != sorted(rarity.less):
            raise WeightsWrong(f"rarity: {keys[key]}: counts and what is taken off must grow")
    return Sort(
        name=name,
        code=keys["code"],
        family=keys["family"],
        label=keys["label"],
        reason=keys["reason"],
        counts={Level(level): points for level, points in keys["counts"].items()},
        supports={Level(level): points for level, points in keys.get("supports", {}).items()},
        rarity=rarities[keys["rarity"]],
        said=rarities[keys["said"]],
    )


@cache
def current() -> Weights:
    """The weights of this release."""
    return read()


def messages(weights: Weights | None = None) -> tuple[str, ...]:
    """Every text of the weights that a person will read, for the catalogues of words."""
    used = weights or current()
    texts = [text for sort in used.sorts.values() for text in (sort.label, sort.reason)]
    return tuple(dict.fromkeys([*texts, *(word for _, word in used.words)]))
