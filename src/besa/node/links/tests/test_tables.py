"""The tables give what memory gives, whatever comes in whatever order, and wherever one turn ends."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from django.db import transaction
from django.db.models import Count
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from besa.core.linking import LAYERS, Apart, Decision, Imprint, Linker, MemoryIndex, MemoryTies, Same
from besa.core.linking.tests.small import WEIGHTS, decisions, imprints, sighting, state
from besa.node.links import models
from besa.node.links.sql_index import SqlIndex
from besa.node.links.sql_ties import SqlTies

pytestmark = pytest.mark.django_db

REPORTS = 6

Step = tuple[str, object]

steps = st.lists(
    st.one_of(
        st.tuples(st.just("add"), st.tuples(st.integers(0, REPORTS - 1), imprints)),
        st.tuples(st.just("add many"), st.dictionaries(st.integers(0, REPORTS - 1), imprints, min_size=2, max_size=4)),
        st.tuples(st.just("remove"), st.integers(0, REPORTS - 1)),
        st.tuples(st.just("decide"), decisions(REPORTS)),
        st.tuples(st.just("new turn"), st.none()),
    ),
    max_size=25,
)


def counted() -> dict[bytes, int]:
    """How often each token stands by its sightings; those that stand once are not counted."""
    rows = models.Sighting.objects.values_list("token").annotate(times=Count("report", distinct=True))
    return {bytes(token): times for token, times in rows if times > 1}


class Both:
    """The same linker twice: in memory and in tables."""

    def __init__(self) -> None:
        self.memory = Linker(MemoryIndex(), MemoryTies(), weights=WEIGHTS)
        self.made: list[Decision] = []
        self.held: set[int] = set()
        self.region = 0
        self.new_turn()

    def new_turn(self) -> None:
        self.flush()
        self.index, self.ties = SqlIndex(), SqlTies(self.region)
        self.tables = Linker(self.index, self.ties, self.made, WEIGHTS)

    def flush(self) -> None:
        if hasattr(self, "index"):
            self.index.flush()
            self.ties.flush()
            self.region = self.ties.last_region

    def do(self, what: str, how: object) -> None:
        if what == "new turn":
            self.new_turn()
        elif what == "decide":
            self.made.append(how)  # type: ignore[arg-type]
            for each in (self.memory, self.tables):
                each.decide(how)  # type: ignore[arg-type]
        elif what == "add many":
            assert isinstance(how, dict)
            for report in self.held & how.keys():
                self.do("remove", report)
            self.held |= how.keys()
            self.tables.add_all(how)
            for report, imprint in how.items():
                self.memory.add(report, imprint)
        elif what == "remove":
            self.held.discard(how)  # type: ignore[arg-type]
            # A join that a person made is forgotten with the report.
            self.made = [one for one in self.made if not (isinstance(one, Same) and how in (one.a, one.b))]
            for each in (self.memory, self.tables):
                each.remove(how)  # type: ignore[arg-type]
        else:
            report, imprint = how  # type: ignore[misc]
            if report in self.held:
                self.do("remove", report)
            self.held.add(report)
            for each in (self.memory, self.tables):
                each.add(report, imprint)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps)
def test_tables_and_memory_agree(steps: Sequence[Step]) -> None:
    with transaction.atomic():
        both = Both()
        for what, how in steps:
            both.do(what, how)
        assert state(both.tables, range(REPORTS)) == state(both.memory, range(REPORTS))
        both.new_turn()
        assert state(both.tables, range(REPORTS)) == state(both.memory, range(REPORTS))
        assert {bytes(row.token): row.times for row in models.Token.objects.all()} == counted()
        for report in both.held:
            assert set(both.tables.links(report)) == set(both.memory.links(report))
        transaction.set_rollback(True)


def test_what_is_forgotten_leaves_nothing_behind() -> None:
    both = Both()
    shared = Imprint((sighting("phone", 1), sighting("email", 1)))
    for report in (1, 2, 3):
        both.do("add", (report, shared))
    both.do("decide", Apart(LAYERS[0], 1, frozenset({2})))
    both.new_turn()
    assert models.Tie.objects.exists()
    assert models.Part.objects.exists()
    for report in (1, 2, 3):
        both.do("remove", report)
    both.flush()
    for model in (models.Held, models.Token, models.Sighting, models.Tie, models.Place, models.Part):
        assert not model.objects.exists(), model.__name__
