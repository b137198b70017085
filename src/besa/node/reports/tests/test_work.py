"""Desk work: claim, hand over, return, classify, judge, refer, close, reopen; each act once, each with its mark."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connection

from besa.core.casework import NotPossible, Outcome, State
from besa.node.platform.models import LedgerEntry
from besa.node.reports import actions, queries
from besa.node.reports.models import Label, Report, Step
from besa.node.reports.tests.conftest import NOW, Brought, Team
from besa.node.reports.values import QueueFilter


def verbs(brought: Brought) -> list[str]:
    entries = LedgerEntry.objects.filter(object_id=str(brought.id)).order_by("id")
    return [verb.removeprefix("reports.report.") for verb in entries.values_list("verb", flat=True)]


def test_a_whole_life_leaves_every_mark(bring: Callable[..., Brought], team: Team) -> None:
    brought = bring()
    actions.open_report(brought.id, keyring=team.anna, now=NOW)
    actions.claim(brought.id, keyring=team.anna, now=NOW)
    actions.classify(brought.id, frozenset({"grooming"}), keyring=team.anna, now=NOW)
    actions.judge_again(brought.id, 2, keyring=team.anna, now=NOW)
    actions.refer_out(brought.id, "police", "Kërcënim me afat", keyring=team.anna, now=NOW)
    actions.hand_over(brought.id, to=team.ben.staff_id, keyring=team.anna, now=NOW)
    actions.close(brought.id, Outcome.POLICE, keyring=team.ben, now=NOW)
    actions.reopen(brought.id, keyring=team.anna, now=NOW)
    actions.claim(brought.id, keyring=team.ben, now=NOW)
    actions.return_to_queue(brought.id, keyring=team.ben, now=NOW)
    assert verbs(brought) == (
        [
            "received",
            "opened",
            "claimed",
            "classified",
            "judged",
            "referred_out",
            "handed_over",
            "closed",
            "reopened",
            "claimed",
            "returned",
        ]
    )
    steps = list(Step.objects.order_by("id").values_list("act", "before", "after"))
    assert [before for _, before, _ in steps[1:]] == [after for _, _, after in steps[:-1]], "no step leaves a gap"
    opened = actions.open_report(brought.id, keyring=team.anna, now=NOW)
    assert opened.referrals_out[0].reason == "Kërcënim me afat"
    assert opened.row.state == State.NEW


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("run", range(3))
def test_of_many_who_claim_at_once_exactly_one_gets_it(bring: Callable[..., Brought], team: Team, run: int) -> None:
    brought = bring()
    got: list[str] = []
    ready = threading.Barrier(8)

    def try_it(number: int) -> None:
        keyring = (team.anna, team.ben)[number % 2]
        try:
            ready.wait()
            actions.claim(brought.id, keyring=keyring, now=NOW)
            got.append(keyring.actor.pseudonym)
        except actions.NotClaimed:
            pass
        finally:
            connection.close()

    threads = [threading.Thread(target=try_it, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    # Claiming one's own again changes nothing, so several may succeed, but only of one person.
    assert len(set(got)) == 1
    assert Step.objects.filter(report=brought.id).count() == 1
    assert verbs(brought) == ["received", "claimed"]


def test_a_colleagues_report_is_not_taken(bring: Callable[..., Brought], team: Team) -> None:
    brought = bring()
    actions.claim(brought.id, keyring=team.anna, now=NOW)
    with pytest.raises(actions.NotClaimed) as caught:
        actions.claim(brought.id, keyring=team.ben, now=NOW)
    assert caught.value.by == team.anna.staff_id
    for act in (
        lambda: actions.close(brought.id, Outcome.HELPED, keyring=team.ben, now=NOW),
        lambda: actions.return_to_queue(brought.id, keyring=team.ben, now=NOW),
        lambda: actions.classify(brought.id, frozenset(), keyring=team.ben, now=NOW),
        lambda: actions.hand_over(brought.id, to=team.ben.staff_id, keyring=team.ben, now=NOW),
        lambda: actions.refer_out(brought.id, "police", "x", keyring=team.ben, now=NOW),
        lambda: actions.judge_again(brought.id, 1, keyring=team.ben, now=NOW),
        lambda: actions.erase_by_desk(brought.id, keyring=team.ben, now=NOW),
    ):
        with pytest.raises(actions.NotClaimed):
            act()
    assert Report.objects.get().claimed_by_id == team.anna.staff_id


def test_a_lead_returns_what_a_colleague_left_behind(bring: Callable[..., Brought], team: Team) -> None:
    brought = bring()
    actions.claim(brought.id, keyring=team.ben, now=NOW)
    actions.return_to_queue(brought.id, keyring=team.anna, now=NOW)
    report = Report.objects.get()
    assert (report.state, report.claimed_by_id) == (State.NEW, None)


def test_it_is_not_handed_to_somebody_who_could_not_open_it(bring: Callable[..., Brought], team: Team) -> None:
    brought = bring()
    actions.claim(brought.id, keyring=team.anna, now=NOW)
    with pytest.raises(ValueError, match="member"):
        actions.hand_over(brought.id, to=team.cara.staff_id, keyring=team.anna, now=NOW)


def test_an_act_the_table_does_not_know_changes_nothing(bring: Callable[..., Brought], team: Team) -> None:
    brought = bring()
    with pytest.raises(NotPossible):
        actions.reopen(brought.id, keyring=team.anna, now=NOW)
    assert verbs(brought) == ["received"]
    assert not Step.objects.exists()


def test_labels_are_ended_never_deleted(bring: Callable[..., Brought], team: Team) -> None:
    brought = bring()
    actions.claim(brought.id, keyring=team.anna, now=NOW)
    actions.classify(brought.id, frozenset({"grooming", "coercion"}), keyring=team.anna, now=NOW)
    actions.classify(brought.id, frozenset({"grooming"}), keyring=team.anna, now=NOW + timedelta(hours=1))
    standing = [label.code for label in actions.open_report(brought.id, keyring=team.anna, now=NOW).labels]
    assert standing == ["grooming"]
    assert Label.objects.get(code="coercion").ended_at == NOW + timedelta(hours=1)
    with pytest.raises(ValueError, match="not a label"):
        actions.classify(brought.id, frozenset({"made_up"}), keyring=team.anna, now=NOW)


def test_a_person_may_judge_in_both_directions(bring: Callable[..., Brought], team: Team) -> None:
    brought = bring()
    actions.claim(brought.id, keyring=team.anna, now=NOW)
    due = {}
    for urgency in (3, 0):
        actions.judge_again(brought.id, urgency, keyring=team.anna, now=NOW)
        report = Report.objects.get()
        assert report.urgency == urgency
        due[urgency] = report.answer_due
    assert due[3] < due[0], "the promised answer follows the urgency"
    opened = actions.open_report(brought.id, keyring=team.anna, now=NOW)
    assert [entry.by for entry in opened.assessments] == [None, team.anna.staff_id, team.anna.staff_id]


def test_reopening_starts_the_clock_again(bring: Callable[..., Brought], team: Team) -> None:
    brought = bring()
    actions.claim(brought.id, keyring=team.anna, now=NOW)
    actions.close(brought.id, Outcome.HELPED, keyring=team.anna, now=NOW)
    closed = Report.objects.get()
    assert (closed.outcome, closed.closed_at, closed.answer_due) == ("helped", NOW, None)
    actions.reopen(brought.id, keyring=team.ben, now=NOW + timedelta(days=1))
    report = Report.objects.get()
    assert (report.outcome, report.closed_at, report.claimed_by_id) == ("", None, None)
    assert report.waiting_since == NOW + timedelta(days=1)


def test_the_most_urgent_and_longest_waiting_come_first(bring: Callable[..., Brought], team: Team) -> None:
    later = bring(now=NOW + timedelta(hours=1))
    first = bring(now=NOW)
    urgent = bring("I want to kill myself tonight.", language="en", now=NOW + timedelta(hours=2))
    page = queries.queue(QueueFilter(), keyring=team.anna, now=NOW)
    assert [row.report_id for row in page.rows] == [urgent.id, first.id, later.id]
    assert page.rows[0].reasons
    assert page.total == 3


def test_filters_show_what_they_say(bring: Callable[..., Brought], team: Team) -> None:
    mine, other = bring(language="mk"), bring(language="sq")
    actions.claim(mine.id, keyring=team.anna, now=NOW)
    late = NOW + timedelta(days=30)

    def shown(at: object = NOW, **wanted: object) -> set[object]:
        page = queries.queue(QueueFilter(**wanted), keyring=team.anna, now=at)  # type: ignore[arg-type]
        return {row.report_id for row in page.rows}

    assert shown(language="mk") == {mine.id}
    assert shown(claimed="mine") == {mine.id}
    assert shown(claimed="nobody") == {other.id}
    assert shown(states=("in_work",)) == {mine.id}
    assert shown(overdue=True) == set()
    assert shown(at=late, overdue=True) == {mine.id, other.id}
    assert shown(unread=True) == {mine.id, other.id}
    assert shown(desk=team.police) == set()
    for order in ("urgency", "newest", "due", "nonsense"):
        assert shown(order=order) == {mine.id, other.id}
