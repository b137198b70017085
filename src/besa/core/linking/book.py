"""The decisions of people, so that they can be looked up by what they are about."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from besa.core.linking.decisions import Apart, Decision, Same, SetAside
from besa.core.linking.levels import Layer


class Book:
    """Every decision once, in whatever order it was made."""

    def __init__(self, decisions: Iterable[Decision] = ()) -> None:
        self._made: set[Decision] = set()
        self._apart: dict[Layer, dict[int, list[Apart]]] = defaultdict(dict)
        self._same: dict[int, list[Same]] = defaultdict(list)
        self._enemies: dict[Layer, dict[int, frozenset[int]]] = {}
        self.set_aside: set[bytes] = set()
        for decision in decisions:
            self.add(decision)

    def add(self, decision: Decision) -> bool:
        """Returns whether it is new."""
        if decision in self._made:
            return False
        self._made.add(decision)
        if isinstance(decision, SetAside):
            self.set_aside.add(decision.token)
        elif isinstance(decision, Same):
            for report in (decision.a, decision.b):
                self._same[report].append(decision)
        else:
            self._apart[decision.layer].setdefault(decision.report, []).append(decision)
            self._enemies.pop(decision.layer, None)
        return True

    def remove(self, decision: Decision) -> None:
        """Raises KeyError if it was not made."""
        self._made.remove(decision)
        if isinstance(decision, SetAside):
            self.set_aside.discard(decision.token)
        elif isinstance(decision, Same):
            for report in (decision.a, decision.b):
                self._same[report].remove(decision)
        else:
            self._apart[decision.layer][decision.report].remove(decision)
            if not self._apart[decision.layer][decision.report]:
                del self._apart[decision.layer][decision.report]
            self._enemies.pop(decision.layer, None)

    def forget(self, report: int) -> set[int]:
        """Drop what joins a report by a person's word; returns the reports it was joined with."""
        made = list(self._same.get(report, ()))
        for decision in made:
            self.remove(decision)
        return {other for decision in made for other in (decision.a, decision.b)} - {report}

    def enemies(self, layer: Layer) -> Mapping[int, frozenset[int]]:
        """For each report of which somebody decided so: the reports it must not be together with."""
        if layer not in self._enemies:
            found: dict[int, set[int]] = defaultdict(set)
            for report, decisions in self._apart[layer].items():
                for other in {other for decision in decisions for other in decision.others}:
                    found[report].add(other)
                    found[other].add(report)
            self._enemies[layer] = {report: frozenset(others) for report, others in found.items()}
        return self._enemies[layer]

    def leaving(self, layer: Layer) -> frozenset[int]:
        """The reports that were told to leave."""
        return frozenset(self._apart[layer])

    def same(self, report: int) -> Iterable[tuple[Layer, int]]:
        """With which reports a person joined this one, and where."""
        return [(each.layer, each.b if each.a == report else each.a) for each in self._same.get(report, ())]
