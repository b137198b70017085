"""The clocks of a referral: somebody takes it, the provider keeps it, and a source that asked hears the outcome."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest

from besa.core.casework import Outcome
from besa.core.formats import Moment, Referral
from besa.node.platform.actors import OPERATOR
from besa.node.platform.models import LedgerEntry
from besa.node.referrals import actions as referrals
from besa.node.referrals import queries as known
from besa.node.referrals.tests.conftest import NOW, Team, items, referral, written
from besa.node.reports import actions, queries
from besa.node.reports.models import Report
from besa.node.reports.values import QueueFilter

HOUR = timedelta(hours=1)
DAY = timedelta(days=1)


def calm(number: int, **more: object) -> Referral:
    """Nobody in it, nothing written: no rule calls it urgent."""
    plain = {"people": (), "texts": (), "category": "", "incident_type": "Misleading Domain Name"}
    return referral(number, **{**plain, **more})


@pytest.fixture
def arrived(take_in) -> Report:
    take_in(written([calm(1)]))
    found = Report.objects.get()
    assert found.urgency < 2
    return found


def test_nobody_waits_for_an_answer_and_somebody_takes_it_in_time(arrived: Report) -> None:
    assert (arrived.waiting_since, arrived.answer_due) == (None, None)
    assert arrived.take_due == NOW + 3 * HOUR


def test_where_a_child_may_be_in_danger_somebody_takes_it_within_an_hour(take_in) -> None:
    take_in(written([referral(1, escalation="Tonight")]))
    urgent = Report.objects.get()
    assert urgent.urgency >= 2
    assert urgent.take_due == NOW + HOUR


def test_taking_it_stops_the_clock_and_giving_it_back_starts_it_again(team: Team, arrived: Report) -> None:
    actions.claim(arrived.id, keyring=team.anna, now=NOW + HOUR)
    arrived.refresh_from_db()
    assert (arrived.take_due, arrived.first_taken_at) == (None, NOW + HOUR)
    actions.return_to_queue(arrived.id, keyring=team.anna, now=NOW + 5 * HOUR)
    arrived.refresh_from_db()
    assert (arrived.take_due, arrived.first_taken_at) == (NOW + 8 * HOUR, NOW + HOUR)


def test_what_is_opened_again_is_to_be_taken_again(team: Team, arrived: Report) -> None:
    actions.claim(arrived.id, keyring=team.anna, now=NOW)
    actions.close(arrived.id, Outcome.OUTSIDE, keyring=team.anna, now=NOW)
    actions.reopen(arrived.id, keyring=team.anna, now=NOW + DAY)
    arrived.refresh_from_db()
    assert (arrived.take_due, arrived.waiting_since) == (NOW + DAY + 3 * HOUR, None)


def test_judging_it_again_promises_nobody_an_answer(team: Team, arrived: Report) -> None:
    actions.claim(arrived.id, keyring=team.anna, now=NOW)
    actions.judge_again(arrived.id, 3, keyring=team.anna, now=NOW)
    arrived.refresh_from_db()
    assert arrived.answer_due is None


def test_it_is_kept_a_year_from_when_the_sender_received_it(take_in) -> None:
    at = NOW - 100 * DAY
    received = Moment(text=f"{at:%Y-%m-%dT%H:%M:%SZ}", offset=0, utc=at)
    take_in(written([referral(1, received=received)]))
    assert Report.objects.get().kept_until == at + 365 * DAY


def test_without_that_day_it_is_kept_at_least_a_year_from_the_latest_thing_told(arrived: Report) -> None:
    assert arrived.kept_until is not None
    assert 363 * DAY < arrived.kept_until - NOW < 365 * DAY


def test_late_is_what_nobody_took_and_the_first_to_be_lost_stands_first(team: Team, take_in) -> None:
    for number, days in ((1, 20), (2, 360), (3, 200)):
        at = NOW - days * DAY
        take_in(written([calm(number, received=Moment(text=at.isoformat(), offset=0, utc=at))]))
    late = QueueFilter(overdue=True)
    assert queries.queue(late, keyring=team.anna, now=NOW + HOUR).total == 0
    assert queries.queue(late, keyring=team.anna, now=NOW + 3 * HOUR).total == 3
    assert queries.counts(keyring=team.anna, now=NOW + 3 * HOUR)["overdue"] == 3
    assert (queries.not_taken(NOW + 3 * HOUR), queries.due_promises(NOW + 300 * HOUR)) == (3, 0)
    kept = queries.queue(QueueFilter(order="kept", kept_before=NOW + 200 * DAY), keyring=team.anna, now=NOW)
    assert [(row.kept_until - NOW).days for row in kept.rows if row.kept_until] == [5, 165]


@pytest.fixture
def asking(team: Team, source, take_in) -> Report:
    referrals.promise_outcome(source, asked=True, actor=OPERATOR, now=NOW)
    asked = known.source("ncmec")
    assert asked.asks_outcome
    [item] = items(written([referral(7)]))
    run, _ = referrals.begin(asked, file=uuid4().bytes, fmt="cybertip_xml", size=1, actor=OPERATOR, now=NOW)
    referrals.take_in([item], run=run, source=asked, actor=OPERATOR, now=NOW)
    return Report.objects.get()


def test_a_source_that_asked_is_promised_the_outcome_and_it_leaves_a_mark(asking: Report) -> None:
    assert (asking.waiting_since, asking.answer_due) == (None, NOW + 30 * DAY)
    assert LedgerEntry.objects.filter(verb="referrals.source.promised").count() == 1


def test_what_comes_first_is_owed_first(team: Team, asking: Report) -> None:
    def late(at) -> int:
        return queries.queue(QueueFilter(overdue=True), keyring=team.anna, now=at).total

    assert late(NOW + 4 * HOUR) == 1
    actions.claim(asking.id, keyring=team.anna, now=NOW + 4 * HOUR)
    assert late(NOW + 5 * HOUR) == 0
    assert late(NOW + 30 * DAY) == 1


def test_closing_does_not_keep_the_promise_and_telling_the_outcome_does(team: Team, asking: Report) -> None:
    actions.claim(asking.id, keyring=team.anna, now=NOW)
    list(referrals.feedback("ncmec", keyring=team.anna, now=NOW + HOUR))
    asking.refresh_from_db()
    assert (asking.source_told_at, asking.answer_due) == (None, NOW + 30 * DAY)
    actions.close(asking.id, Outcome.POLICE, keyring=team.anna, now=NOW + 2 * HOUR)
    asking.refresh_from_db()
    assert asking.answer_due == NOW + 30 * DAY
    for hours in (3, 9):
        list(referrals.feedback("ncmec", keyring=team.anna, now=NOW + hours * HOUR))
    asking.refresh_from_db()
    assert (asking.source_told_at, asking.answer_due) == (NOW + 3 * HOUR, None)


def test_a_source_that_heard_an_outcome_is_owed_the_new_one_when_the_report_is_opened_again(
    team: Team, asking: Report
) -> None:
    actions.claim(asking.id, keyring=team.anna, now=NOW)
    actions.close(asking.id, Outcome.POLICE, keyring=team.anna, now=NOW)
    list(referrals.feedback("ncmec", keyring=team.anna, now=NOW + HOUR))
    actions.reopen(asking.id, keyring=team.anna, now=NOW + 40 * DAY)
    asking.refresh_from_db()
    assert (asking.source_told_at, asking.answer_due) == (None, NOW + 70 * DAY)


def test_opening_it_again_before_the_source_heard_anything_keeps_the_promise_it_had(team: Team, asking: Report) -> None:
    actions.claim(asking.id, keyring=team.anna, now=NOW)
    actions.close(asking.id, Outcome.POLICE, keyring=team.anna, now=NOW)
    actions.reopen(asking.id, keyring=team.anna, now=NOW + 5 * DAY)
    asking.refresh_from_db()
    assert (asking.source_told_at, asking.answer_due) == (None, NOW + 30 * DAY)


def test_a_list_that_was_not_written_to_its_end_told_nobody(team: Team, asking: Report) -> None:
    actions.claim(asking.id, keyring=team.anna, now=NOW)
    actions.close(asking.id, Outcome.POLICE, keyring=team.anna, now=NOW)
    next(iter(referrals.feedback("ncmec", keyring=team.anna, now=NOW)))
    asking.refresh_from_db()
    assert asking.source_told_at is None
