"""What chance has chained together is shown around the report it was asked for, and says that there is more."""

from __future__ import annotations

import pytest

from besa.core.linking import LAYERS, Imprint, Layer, Level, Linker, MemoryIndex, MemoryTies, linker
from besa.core.linking.levels import Side
from besa.core.linking.tests.small import sighting

PERSON = next(layer for layer in LAYERS if layer == Layer(Level.PERSON, Side.REPORTED))


def _chain(reports: int) -> Linker:
    """Each report names its own telephone number and the next one's."""
    it = Linker(MemoryIndex(), MemoryTies())
    it.add_all({n: Imprint((sighting("phone", n), sighting("phone", n + 1))) for n in range(reports)})
    return it


def test_a_very_great_cluster_is_shown_around_the_report(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(linker, "WHOLE", 12)
    cluster = _chain(40).cluster(PERSON, 20)
    assert cluster is not None
    assert cluster.more
    assert 4 < len(cluster.reports) <= 12
    assert cluster.reports == frozenset(range(min(cluster.reports), max(cluster.reports) + 1))
    assert min(cluster.reports) < 20 < max(cluster.reports)
    assert {tie.report for tie in cluster.ties} == cluster.reports
    assert cluster.held_back == ()


def test_what_can_be_looked_at_whole_is_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    it = _chain(5)
    whole = it.cluster(PERSON, 2)
    assert whole is not None
    assert not whole.more
    monkeypatch.setattr(linker, "WHOLE", 9)  # five reports and the four numbers that two of them have
    assert it.cluster(PERSON, 2) == whole
    monkeypatch.setattr(linker, "WHOLE", 8)
    assert it.cluster(PERSON, 2) != whole
