"""A desk learns that there is a link to a report beyond its wall, and nothing else of that report."""

from __future__ import annotations

import dataclasses

from hypothesis import given, settings
from hypothesis import strategies as st

from besa.core.linking import LAYERS, Announcement, Level, announcements, cluster_seen, links_seen
from besa.core.linking.tests.small import imprints, linker

_REPORTS = 10


def test_an_announcement_has_room_for_the_desks_own_report_and_a_level_only() -> None:
    assert [field.name for field in dataclasses.fields(Announcement)] == ["report", "level"]


@settings(max_examples=100, deadline=None)
@given(st.lists(imprints, min_size=4, max_size=_REPORTS), st.sets(st.integers(0, _REPORTS - 1)))
def test_nothing_beyond_the_wall_passes(found, sees: set[int]) -> None:
    it = linker(enumerate(found))
    links = [link for report in range(len(found)) for link in it.links(report)]
    assert all(link.a in sees and link.b in sees for link in links_seen(links, sees=sees))
    said = announcements(links, sees=sees)
    assert all(each.report in sees for each in said)
    assert len(said) == len(set(said))
    for layer in LAYERS:
        for report in range(len(found)):
            cluster = it.cluster(layer, report)
            seen = cluster_seen(cluster, sees=sees) if cluster else None
            if seen is None:
                continue
            own = {token for number in sees if number < len(found) for token in _tokens(found[number])}
            assert seen.reports <= sees
            assert all(tie.report in sees and (tie.other in sees or tie.other in own) for tie in seen.ties)
            assert frozenset().union(*seen.pieces) == seen.reports
            assert seen.beyond == (seen.reports != cluster.reports)


def _tokens(imprint) -> set[bytes]:
    return {each.token for each in imprint.sightings}


@settings(max_examples=60, deadline=None)
@given(st.lists(imprints, min_size=4, max_size=_REPORTS), st.integers(0, 3))
def test_how_many_links_there_are_beyond_is_not_told(found, own: int) -> None:
    links = linker(enumerate(found)).links(own)
    said = announcements(links, sees={own})
    assert said == announcements([*links, *links], sees={own})
    assert {each.level for each in said} == {link.level for link in links if link.joins}
    assert all(isinstance(each.level, Level) for each in said)


def test_a_desk_that_sees_neither_learns_nothing() -> None:
    from besa.core.linking import Imprint
    from besa.core.linking.tests.small import sighting

    it = linker([(0, Imprint((sighting("phone", 1),))), (1, Imprint((sighting("phone", 1),)))])
    links = it.links(0)
    assert announcements(links, sees={5}) == ()
    assert announcements(links, sees={0}) == (Announcement(0, Level.PERSON),)
    assert announcements(links, sees={0, 1}) == ()
    assert cluster_seen(it.cluster(LAYERS[0], 0), sees={5}) is None


def test_two_reports_joined_only_through_another_desks_say_so() -> None:
    from besa.core.linking import Imprint
    from besa.core.linking.tests.small import sighting

    phone, mail = sighting("phone", 1), sighting("email", 1)
    it = linker([(0, Imprint((phone,))), (1, Imprint((mail, phone))), (2, Imprint((mail,)))])
    seen = cluster_seen(it.cluster(LAYERS[0], 0), sees={0, 2})
    assert seen.pieces == (frozenset({0}), frozenset({2}))
    assert seen.beyond
