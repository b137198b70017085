"""What linking needs to look up: by token, in which reports it stands; by report, what stands in it.

A node serves this from SQL tables; `MemoryIndex` serves it from memory. Both pass the same tests
(tests/test_indexes.py). A report is any integer that names it for good (`uuid.UUID.int` will do).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple, Protocol

from besa.core.linking.values import Imprint


class Seen(NamedTuple):
    """In how many reports a token stands; by report, the roles it has there (codes, ascending).

    `holders` is empty where there are more than asked for.
    """

    times: int
    holders: Mapping[int, tuple[int, ...]]


class Index(Protocol):
    """A table of sightings (token, report, sort, role), each at most once, and one of sketches (report, bytes)."""

    def add(self, report: int, imprint: Imprint) -> None:
        """Keep what stands in a report that the index does not hold yet."""

    def remove(self, report: int) -> None:
        """Forget a report; nothing happens if it is not there."""

    def seen(self, tokens: Iterable[bytes], *, most: int) -> Mapping[bytes, Seen]:
        """For each token how often it stands, and where if that is in at most `most` reports. Unseen: Seen(0, {})."""

    def imprints(self, reports: Iterable[int]) -> Mapping[int, Imprint]:
        """What stands in each of the reports; an empty Imprint for one that is not there."""
