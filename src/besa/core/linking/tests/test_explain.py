"""A link can be read: who, what, when and why; and looked at, as a picture and as a table of the same."""

from __future__ import annotations

from datetime import UTC, datetime

from hypothesis import given, settings
from hypothesis import strategies as st

from besa.core.formats.values import Account, Person, Phone, Referral, Role
from besa.core.linking import (
    LAYERS,
    Apart,
    Imprint,
    Linker,
    MemoryIndex,
    MemoryTies,
    Whose,
    explain,
    imprint_of,
    messages,
    picture,
    table,
    tokens_of,
    traces,
)  # fmt: skip
from besa.core.linking.explain import about
from besa.core.linking.tests.small import imprints, linker, sighting

_KEY = b"k" * 32
_AT = {report: datetime(2026, 1, 1 + report, tzinfo=UTC) for report in range(9)}


def _referral() -> Referral:
    account = Account(service="Instagram", identifier="5", screen_names=("ana_12",))
    who = Person(role=Role.REPORTED, phones=(Phone(number="+355691234567"),), account=account)
    return Referral(format="cybertip-xml/1", source="ncmec", people=(who,))


def test_a_link_is_told_in_rows_with_what_was_opened() -> None:
    it = Linker(MemoryIndex(), MemoryTies())
    for report in (0, 1):
        it.add(report, imprint_of(_referral(), regions=("AL",), key=_KEY))
    opened = tokens_of(traces(_referral(), regions=("AL",)), key=_KEY)
    link = it.links(0)[0]
    told = explain(link, traces={0: opened}, arrived=_AT)
    assert (told.word, told.joins, told.ends[1].at) == ("very strong", True, _AT[1])
    assert told.strength == sum(row.points for row in told.rows if row.counted)
    phone = next(row for row in told.rows if row.label == "the same phone number")
    assert phone.what == ("+355691234567",)
    assert phone.where == (("people[0].phones[0]",), ())
    assert phone.whose == ((Whose.REPORTED,), (Whose.REPORTED,))
    assert phone.seen == (1, 2)
    assert all(row.what == () for row in explain(link).rows)
    words = {text for row in told.rows for text in (row.label, row.reason)} | {told.word}
    assert words <= set(messages())


def test_how_often_is_told_in_bands() -> None:
    assert [about(times) for times in (2, 3, 10, 11, 200, 201)] == [
        (1, 2), (3, 3), (4, 10), (11, 50), (51, 200), (201, None),
    ]  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(st.lists(imprints, min_size=3, max_size=10), st.integers(2, 6))
def test_a_picture_holds_the_cluster_and_only_it(found, most: int) -> None:
    it = linker(enumerate(found))
    for layer in LAYERS:
        cluster = it.cluster(layer, 0)
        if cluster is None:
            continue
        sorts = it.things(cluster)
        drawn = picture(cluster, sorts=sorts, arrived=_AT, most=most)
        assert drawn == picture(cluster, sorts=sorts, arrived=_AT, most=most)
        shown = [node.report for node in drawn.nodes if node.report is not None]
        assert len(shown) == len(set(shown)) == min(most, len(cluster.reports))
        assert drawn.left_out == len(cluster.reports) - len(shown)
        ids = [node.id for node in drawn.nodes]
        assert len(ids) == len(set(ids))
        assert all(edge.start in ids and edge.end in ids for edge in drawn.edges)
        assert all(0 <= node.x <= 1 and 0 < node.y < 1 for node in drawn.nodes)
        assert len({(node.x, node.y) for node in drawn.nodes}) == len(drawn.nodes)
        assert {row.report for row in table(cluster, sorts=sorts)} <= cluster.reports


def test_things_shared_by_the_same_reports_are_one_node() -> None:
    both = (sighting("phone", 1), sighting("email", 1))
    it = linker([(0, Imprint(both)), (1, Imprint(both))])
    cluster = it.cluster(LAYERS[0], 0)
    drawn = picture(cluster, sorts=it.things(cluster))
    assert [node.sorts for node in drawn.nodes if node.tokens] == [("email", "phone")]
    assert [(edge.start, edge.end) for edge in drawn.edges] == [("r0", "t0"), ("r1", "t0")]
    assert [(row.report, row.sort, row.others) for row in table(cluster, sorts=it.things(cluster))] == [
        (0, "email", (1,)), (0, "phone", (1,)), (1, "email", (0,)), (1, "phone", (0,)),
    ]  # fmt: skip


def test_what_a_decision_holds_back_is_in_the_picture_and_in_the_table() -> None:
    phone = Imprint((sighting("phone", 1),))
    it = linker([(0, phone), (1, phone), (2, phone)], [Apart(LAYERS[0], 2, frozenset({0, 1}))])
    cluster = it.cluster(LAYERS[0], 0)
    rows = table(cluster, sorts=it.things(cluster))
    assert [row.report for row in rows if row.held_back] == [2]
