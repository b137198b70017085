"""What was looked up in the index during one act: each thing once, and without what a person set aside."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import NamedTuple

from besa.core.linking.index import Index, Seen
from besa.core.linking.levels import ROLES, Whose
from besa.core.linking.values import Sighting

Places = dict[bytes, tuple[int, tuple[Whose, ...]]]
"""By token: the code of its sort, and the roles in which it stands in one report."""


class Standing(NamedTuple):
    """What stands in a report, ready to be compared."""

    places: Places
    sketches: tuple[bytes, ...]


class Glances:
    """Lives as long as one act; nothing may be written to the index meanwhile."""

    def __init__(self, index: Index, set_aside: Collection[bytes], most: int) -> None:
        self._index = index
        self._set_aside = set_aside
        self._most = most
        self._standing: dict[int, Standing] = {}
        self._seen: dict[bytes, Seen] = {}

    def standing(self, report: int) -> Standing:
        """What stands in one report."""
        self.read((report,))
        return self._standing[report]

    def read(self, reports: Iterable[int]) -> None:
        """Look up many reports at once."""
        new = [report for report in reports if report not in self._standing]
        if new:
            for report, found in self._index.imprints(new).items():
                self._standing[report] = Standing(self._places(found.sightings), found.sketches)

    def seen(self, tokens: Iterable[bytes]) -> dict[bytes, Seen]:
        """How often, and where if not too often."""
        wanted = list(tokens)
        new = [token for token in wanted if token not in self._seen]
        if new:
            self._seen.update(self._index.seen(new, most=self._most))
        return {token: self._seen[token] for token in wanted}

    def _places(self, sightings: Iterable[Sighting]) -> Places:
        return places(each for each in sightings if each.token not in self._set_aside)


def places(sightings: Iterable[Sighting]) -> Places:
    """The sightings of one report by token."""
    found: Places = {}
    for token, sort, role in sightings:
        known = found.get(token)
        found[token] = (sort, (ROLES[role],)) if known is None else (sort, tuple(sorted((*known[1], ROLES[role]))))
    return found
