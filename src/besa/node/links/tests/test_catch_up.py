"""What arrives is linked to what belongs with it, what is erased is let go of, and a wall stays a wall."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import timedelta
from functools import partial
from uuid import UUID

import pytest

from besa.core.linking import LAYERS, Layer, Level, Side
from besa.node.links import actions, models, queries, tasks
from besa.node.links.linking import turn
from besa.node.platform.actors import REPORTER
from besa.node.platform.models import LedgerEntry
from besa.node.reports import actions as reports
from besa.node.reports import queries as reported
from besa.node.reports.models import Access, Report
from besa.node.reports.tests.conftest import NOW, Brought, Team, bring, team

__all__ = ["bring", "team"]

Bring = Callable[..., Brought]
PAGE = "https://example.org/people/a-page-of-somebody-12"


def linked() -> None:
    while actions.catch_up(now=NOW):
        pass


def two(bring: Bring) -> tuple[UUID, UUID]:
    """Two reports that name the same account number and page."""
    one, other = (bring(f"Shiko {PAGE} dhe instagram.com/dikush_9912 (069 123 4567), {word}") for word in ("a", "b"))
    linked()
    return one.id, other.id


def test_reports_that_share_things_are_linked_with_their_evidence(bring: Bring, team: Team) -> None:
    one, other = two(bring)
    lonely = bring("Asgjë tjetër.").id
    linked()
    found = queries.links_of(one, keyring=team.anna)
    assert found
    assert {link.other for link in found} == {other}
    assert all(each.seen == 2 for link in found for each in link.shared)
    assert queries.links_of(lonely, keyring=team.anna) == ()
    assert actions.catch_up(now=NOW) == 0


def test_whoever_may_not_read_the_other_report_learns_only_that_there_is_one(bring: Bring, team: Team) -> None:
    one, other = two(bring)
    Report.objects.filter(pk=other).update(desk_id=team.police)
    Access.objects.filter(report=other).update(desk_id=team.police)
    told = queries.links_of(one, keyring=team.anna)
    assert told
    for link in told:
        assert (link.other, link.reference, link.received_at, link.shared) == (None, "", None, ())
        assert (link.side, link.strength, link.word) == (Side.ANY, 0, "")
    # One line for each level, however many reports and links there are.
    assert len({link.level for link in told}) == len(told)
    with pytest.raises(reported.NoSuchReport):
        queries.cluster_of(other, LAYERS[0], keyring=team.anna)
    with pytest.raises(reported.NoSuchReport):
        queries.links_of(other, keyring=team.anna)
    with pytest.raises(reported.NoSuchReport):
        actions.decide_apart(LAYERS[0], one, [other], keyring=team.anna, now=NOW)


def test_neither_numbers_nor_weak_links_pass_a_wall(bring: Bring, team: Team) -> None:
    one, other = two(bring)
    hidden = [bring(f"Shiko {PAGE} dhe instagram.com/dikush_9912, {number}").id for number in range(3)]
    linked()
    before = queries.links_of(one, keyring=team.anna)
    for report in hidden:
        Report.objects.filter(pk=report).update(desk_id=team.police)
        Access.objects.filter(report=report).update(desk_id=team.police)
    told = queries.links_of(one, keyring=team.anna)
    assert {link.other for link in told} == {other, None}
    walled = [link for link in told if link.other is None]
    assert {link.level for link in walled} <= {link.level for link in before if link.joins}
    layer = Layer(Level.MEDIA, Side.ANY)
    reports_seen, beyond = queries.cluster_of(one, layer, keyring=team.anna)
    assert set(reports_seen) == {one, other}
    assert beyond is True
    # Five reports hold the page; told is a band.
    assert {each.seen for link in told for each in link.shared if link.level is Level.MEDIA} <= {10}


def test_an_erased_report_is_let_go_of(bring: Bring, team: Team) -> None:
    one, other = two(bring)
    actions.decide_same(LAYERS[0], one, other, keyring=team.anna, now=NOW)
    reports.claim(other, keyring=team.anna, now=NOW)
    reports.erase_by_desk(other, keyring=team.anna, now=NOW)
    linked()
    assert queries.links_of(one, keyring=team.anna) == ()
    assert not models.Sighting.objects.filter(report=other.bytes).exists()
    assert queries.decisions_of(one, keyring=team.anna) == ()


def test_new_words_of_a_reporter_are_compared_too(bring: Bring, team: Team) -> None:
    one = bring("Pa asgjë.")
    other = bring(f"Shiko {PAGE}")
    linked()
    handle = reported.find_by_code(one.code)
    reports.write_from_reporter(handle, f"Tani e di: {PAGE}", actor=REPORTER, submission=b"x" * 16, now=NOW)
    linked()
    assert {link.other for link in queries.links_of(one.id, keyring=team.anna)} == {other.id}


def test_a_decision_is_marked_kept_and_taken_back(bring: Bring, team: Team) -> None:
    one, other = two(bring)
    layer = Layer(Level.PERSON, Side.REPORTED)
    together = actions.decide_same(layer, one, other, keyring=team.anna, now=NOW)
    assert queries.cluster_of(one, layer, keyring=team.anna) in (((one, other), False), ((other, one), False))
    apart = actions.decide_apart(layer, one, [other], keyring=team.anna, now=NOW)
    assert queries.cluster_of(one, layer, keyring=team.anna) == ((one,), False)
    actions.withdraw(apart, keyring=team.anna, now=NOW + timedelta(minutes=1))
    assert len(queries.cluster_of(one, layer, keyring=team.anna)[0]) == 2
    assert [each.decision for each in queries.decisions_of(one, keyring=team.anna)] == [together]
    with pytest.raises(actions.NoSuchDecision):
        actions.withdraw(apart, keyring=team.anna, now=NOW)
    assert LedgerEntry.objects.filter(verb="links.decision.made", object_id=str(one)).count() == 2
    assert LedgerEntry.objects.filter(verb="links.decision.withdrawn", object_id=str(one)).count() == 1


def test_what_was_set_aside_links_nothing(bring: Bring, team: Team) -> None:
    one, _ = two(bring)
    shared = {each.token for link in queries.links_of(one, keyring=team.anna) for each in link.shared}
    made = [actions.set_aside(token, one, keyring=team.anna, now=NOW) for token in sorted(shared)]
    # Their words are alike all the same: a text is not a thing that can be set aside.
    assert {link.level for link in queries.links_of(one, keyring=team.anna)} <= {Level.TEXT}
    for decision in made:
        actions.withdraw(decision, keyring=team.anna, now=NOW)
    assert {link.level for link in queries.links_of(one, keyring=team.anna)} > {Level.TEXT}


def test_only_a_lead_sets_a_thing_aside_because_it_counts_everywhere(bring: Bring, team: Team) -> None:
    one, other = two(bring)
    token = next(each.token for link in queries.links_of(one, keyring=team.anna) for each in link.shared)
    with pytest.raises(actions.NotALead):
        actions.set_aside(token, one, keyring=team.ben, now=NOW)
    made = actions.set_aside(token, one, keyring=team.anna, now=NOW)
    # Whoever sees a report that holds it sees that, and may take it back: that hides nothing.
    assert [each.decision for each in queries.decisions_of(other, keyring=team.ben)] == [made]
    actions.withdraw(made, keyring=team.ben, now=NOW)
    assert queries.decisions_of(other, keyring=team.ben) == ()


def test_a_decision_is_known_at_both_ends_and_in_the_cluster(bring: Bring, team: Team) -> None:
    one, other = two(bring)
    layer = Layer(Level.PERSON, Side.REPORTED)
    made = actions.decide_apart(layer, one, [other], keyring=team.anna, now=NOW)
    for end in (one, other):
        [seen] = queries.decisions_of(end, keyring=team.anna)
        assert (seen.decision, seen.report, seen.others, seen.may_end) == (made, one, (other,), True)
        assert [each.decision for each in queries.decisions_among([end], layer, keyring=team.anna)] == [made]
    assert queries.decisions_among([one], Layer(Level.PERSON, Side.CHILD), keyring=team.anna) == ()
    assert queries.decisions_of(bring("Diçka krejt tjetër.").id, keyring=team.anna) == ()


def test_a_flood_is_linked_in_turns_and_the_worker_is_told_that_more_waits(
    bring: Bring, monkeypatch: pytest.MonkeyPatch
) -> None:
    for n in range(3):
        bring(f"Shiko {PAGE} ({n})")
    monkeypatch.setattr(tasks, "catch_up", partial(actions.catch_up, limit=1))
    monkeypatch.setattr(tasks, "_SECONDS", 0.0)
    assert tasks.link_what_arrived(), "no time at all, and three wait"
    assert len(reported.not_linked(limit=9)) == 3
    monkeypatch.setattr(tasks, "_SECONDS", 60.0)
    assert not tasks.link_what_arrived()
    assert reported.not_linked(limit=9) == ()


def test_the_worker_does_not_wait_for_a_turn_that_somebody_else_has(bring: Bring) -> None:
    bring(f"Shiko {PAGE}")
    with turn():
        began = time.monotonic()
        assert not tasks.link_what_arrived()
        assert time.monotonic() - began < 5
    assert len(reported.not_linked(limit=9)) == 1
