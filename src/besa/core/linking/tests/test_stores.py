"""Memory and SQL tell linking the same."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from besa.core.linking import Imprint, Linker, MemoryIndex, Seen
from besa.core.linking.tests.small import WEIGHTS, decisions, imprints, linker, sighting, state
from besa.core.linking.tests.sqlite_store import SqlIndex, SqlTies, database

_INDEXES = [pytest.param(MemoryIndex, id="memory"), pytest.param(lambda: SqlIndex(database()), id="sql")]


@pytest.mark.parametrize("index", _INDEXES)
def test_a_report_is_held_once_and_found_by_what_stands_in_it(index) -> None:
    held = index()
    phone, name = sighting("phone", 1), sighting("name", 1)
    held.add(7, Imprint((phone, name), (b"s" * 80,)))
    held.add(2**127 - 5 if index is MemoryIndex else 9, Imprint((phone,)))
    seen = held.seen([phone.token, name.token, b"x" * 16], most=1)
    assert (seen[phone.token], seen[name.token], seen[b"x" * 16]) == (Seen(2, {}), Seen(1, {7: (0,)}), Seen(0, {}))
    assert held.imprints([7, 1]) == {7: Imprint(tuple(sorted((phone, name))), (b"s" * 80,)), 1: Imprint(())}
    with pytest.raises(ValueError, match="already"):
        held.add(7, Imprint((phone,)))
    held.remove(7)
    held.remove(7)
    assert held.seen([phone.token, name.token], most=9)[name.token] == Seen(0, {})
    assert held.imprints([7]) == {7: Imprint(())}


@pytest.mark.parametrize("index", _INDEXES)
def test_a_hub_is_counted_rightly_through_additions_and_removals(index) -> None:
    held = index()
    hub = sighting("ip-port", 1)
    for report in range(100):
        held.add(report, Imprint((hub,)))
        assert held.seen([hub.token], most=5)[hub.token].times == report + 1
    for report in range(0, 100, 2):
        held.remove(report)
    assert held.seen([hub.token], most=50)[hub.token] == Seen(50, dict.fromkeys(range(1, 100, 2), (0,)))


@settings(max_examples=40, deadline=None)
@given(st.lists(imprints, min_size=2, max_size=8), st.data())
def test_a_node_on_sql_joins_as_a_node_in_memory_does(found, data) -> None:
    made = data.draw(st.lists(decisions(len(found)), max_size=4, unique=True))
    connection = database()
    on_sql = Linker(SqlIndex(connection), SqlTies(connection), weights=WEIGHTS)
    in_memory = linker()
    for it in (on_sql, in_memory):
        for report, imprint in enumerate(found):
            it.add(report, imprint)
        for decision in made:
            it.decide(decision)
        it.remove(0)
        for decision in made[:2]:
            it.withdraw(decision) if decision in it._book._made else None
    assert state(on_sql, range(len(found))) == state(in_memory, range(len(found)))
    for report in range(len(found)):
        assert on_sql.links(report) == in_memory.links(report)
        assert on_sql.bundles(report) == in_memory.bundles(report)
    connection.close()
