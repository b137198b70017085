"""Work on a case: who has it, what is written, what is owed, and what comes first in the lists."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from besa.core.casework import NotPossible
from besa.node.cases import actions, queries
from besa.node.cases.models import Duty
from besa.node.cases.tests.conftest import NOW, bring_in, marks, opened_case
from besa.node.reports import actions as on_reports
from besa.node.reports import queries as reports

HOUR = timedelta(hours=1)


def file(case, keyring):
    return actions.open_file(case, keyring=keyring, now=NOW)


def test_who_takes_a_case_stops_its_first_clock(team, case) -> None:
    actions.assign(case, to=team.ben.staff_id, keyring=team.anna, now=NOW + HOUR)
    seen = file(case, team.ben)
    assert (seen.line.state, seen.line.assigned_to) == ("in_work", team.ben.staff_id)
    assert Duty.objects.get(clock="assign").done_at == NOW + HOUR
    actions.assign(case, to=team.anna.staff_id, keyring=team.ben, now=NOW + HOUR)
    assert marks(case).count("cases.case.assigned") == 2


def test_a_case_is_given_only_to_somebody_who_can_open_it(team, case) -> None:
    with pytest.raises(actions.NotAMember):
        actions.assign(case, to=team.cara.staff_id, keyring=team.anna, now=NOW)


def test_raising_the_urgency_shortens_the_first_clock(team, case) -> None:
    actions.judge(case, 3, keyring=team.anna, now=NOW)
    assert Duty.objects.get(clock="assign").due == NOW + HOUR


def test_a_case_is_closed_by_whoever_works_on_it_and_opened_again(team, case) -> None:
    with pytest.raises(NotPossible):
        actions.close(case, "helped", keyring=team.anna, now=NOW)
    actions.assign(case, to=team.anna.staff_id, keyring=team.anna, now=NOW)
    actions.close(case, "helped", keyring=team.anna, now=NOW)
    assert queries.expiring(keyring=team.anna) == ()
    assert queries.cases(keyring=team.anna, now=NOW).total == 0
    [line] = queries.cases(keyring=team.anna, now=NOW, show="closed").lines
    assert line.outcome == "helped"
    actions.reopen(case, keyring=team.ben, now=NOW)
    assert file(case, team.ben).line.state == "reopened"
    actions.assign(case, to=team.anna.staff_id, keyring=team.anna, now=NOW)
    assert file(case, team.ben).line.state == "in_work"


def test_an_unknown_outcome_is_refused(team, case) -> None:
    actions.assign(case, to=team.anna.staff_id, keyring=team.anna, now=NOW)
    with pytest.raises(ValueError, match="outcome"):
        actions.close(case, "vanished", keyring=team.anna, now=NOW)


def test_what_was_written_is_read_by_the_whole_desk_and_can_be_struck_out(team, case) -> None:
    man = actions.add_person(case, role="reported", name="Agron", about="30 vjeç", keyring=team.anna, now=NOW)
    actions.add_identifier(
        case, kind="phone", text="069 212 3456", whose=str(man), about="", keyring=team.anna, now=NOW
    )
    actions.add_event(case, when="2026-02-27", text="Kërkoi foto", keyring=team.anna, now=NOW)
    note = actions.write_note(case, "Gabim", keyring=team.anna, now=NOW)
    actions.strike_out(case, note, keyring=team.ben, now=NOW)
    actions.strike_out(case, note, keyring=team.ben, now=NOW)
    entries = {entry.sort: entry for entry in file(case, team.ben).entries}
    assert entries["person"].fields == {"name": "Agron", "about": "30 vjeç"}
    assert entries["identifier"].fields["whose"] == str(man)
    assert entries["event"].fields["when"] == "2026-02-27"
    assert entries["note"].ended_by == team.ben.staff_id
    assert entries["note"].fields["text"] == "Gabim"
    assert marks(case).count("cases.entry.struck") == 1


def test_what_belongs_to_another_file_is_not_reached_through_this_one(team, case) -> None:
    other = opened_case(team)
    note = actions.write_note(other, "x", keyring=team.anna, now=NOW)
    man = actions.add_person(other, role="other", name="x", about="", keyring=team.anna, now=NOW)
    duty = actions.set_task(other, "x", due=NOW, to=None, keyring=team.anna, now=NOW)
    for act in (
        lambda: actions.strike_out(case, note, keyring=team.anna, now=NOW),
        lambda: actions.tick_off(case, duty, keyring=team.anna, now=NOW),
        lambda: actions.add_identifier(
            case, kind="phone", text="x", whose=str(man), about="", keyring=team.anna, now=NOW
        ),
    ):
        with pytest.raises(queries.NoSuchCase):
            act()


def test_a_task_goes_to_somebody_who_can_open_the_file(team, case) -> None:
    with pytest.raises(queries.NoSuchCase):
        actions.set_task(case, "x", due=None, to=team.cara.staff_id, keyring=team.anna, now=NOW)


def test_a_deadline_runs_by_its_clock_or_until_the_time_one_says(team, case) -> None:
    actions.set_deadline(case, clock="reply", text="", due=None, keyring=team.anna, now=NOW)
    actions.set_deadline(case, clock="", text="Gjykata", due=NOW + HOUR, keyring=team.anna, now=NOW)
    due = {duty.clock: duty.due for duty in file(case, team.anna).duties}
    assert due["reply"] == NOW + 72 * HOUR
    assert due[""] == NOW + HOUR
    for clock in ("best_interests", "nothing", ""):
        with pytest.raises(ValueError, match=r"clock|time"):
            actions.set_deadline(case, clock=clock, text="", due=None, keyring=team.anna, now=NOW)


def test_a_child_s_file_begins_with_the_clocks_for_the_child(team, case) -> None:
    child = actions.open_child_file(case, name="Era", desk_id=team.hotline, keyring=team.anna, now=NOW)
    due = {duty.clock: duty.due for duty in file(child, team.anna).duties}
    assert due == {"safety": NOW + 24 * HOUR, "best_interests": NOW + 7 * 24 * HOUR}


def test_what_is_done_is_owed_no_more_and_done_once(team, case) -> None:
    duty = actions.set_task(case, "Thirr", due=NOW, to=None, keyring=team.anna, now=NOW)
    assert duty in {line.duty_id for line in queries.expiring(keyring=team.ben)}
    actions.tick_off(case, duty, keyring=team.ben, now=NOW)
    actions.tick_off(case, duty, keyring=team.anna, now=NOW)
    assert duty not in {line.duty_id for line in queries.expiring(keyring=team.ben)}
    assert marks(case).count("cases.duty.done") == 1
    done = next(one for one in file(case, team.anna).duties if one.duty_id == duty)
    assert done.done_by == team.ben.staff_id


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(hours=st.lists(st.integers(-100, 100), min_size=1, max_size=5))
def test_the_earliest_comes_first_in_both_lists(team, hours: list[int]) -> None:
    from django.db import transaction

    with transaction.atomic():
        for hour in hours:
            one = opened_case(team)
            actions.assign(one, to=team.anna.staff_id, keyring=team.anna, now=NOW)
            actions.set_deadline(one, clock="", text="", due=NOW + hour * HOUR, keyring=team.anna, now=NOW)
        opened_case(team, urgency=0)
        lines = queries.cases(keyring=team.ben, now=NOW).lines
        due = [line.due for line in lines]
        assert due == sorted(due)
        assert [line.due for line in queries.expiring(keyring=team.ben)] == due
        assert [bool(line.late) for line in lines] == [at <= NOW for at in due]
        transaction.set_rollback(True)


def test_lists_cost_the_same_however_many_cases_there_are(team, django_assert_max_num_queries) -> None:
    for _ in range(8):
        opened_case(team)
    with django_assert_max_num_queries(9):
        assert len(queries.cases(keyring=team.anna, now=NOW).lines) == 8


def with_reports(team, *, closed: bool = True):
    """A case of four reports: one read, one that Ben has, one unread, one closed."""
    read, bens, unread, done = (bring_in("x").id for _ in range(4))
    act = {"keyring": team.anna, "now": NOW}
    for one in (read, bens, done):
        on_reports.open_report(one, **act)
    on_reports.claim(bens, keyring=team.ben, now=NOW)
    on_reports.claim(done, **act)
    on_reports.close(done, "advice", **act)
    case = opened_case(team, read, bens, unread, done)
    actions.assign(case, to=team.anna.staff_id, **act)
    if closed:
        actions.close(case, "helped", **act)
    return case, read, bens, unread, done


def test_a_closed_case_closes_its_reports_so_that_their_sources_hear_of_it(team) -> None:
    case, read, bens, unread, done = with_reports(team)
    assert actions.conclude_reports(case, keyring=team.anna, now=NOW) == (1, 2)
    rows = {row.report_id: row for row in reports.rows_of([read, bens, unread, done], keyring=team.anna)}
    assert (rows[read].state, rows[read].outcome) == ("closed", "helped")
    assert (rows[bens].state, rows[bens].claimed_by) == ("in_work", team.ben.staff_id)
    assert rows[unread].state == "new"
    assert rows[done].outcome == "advice"
    assert actions.conclude_reports(case, keyring=team.ben, now=NOW) == (1, 1)


def test_an_open_case_closes_no_report(team) -> None:
    case, *_ = with_reports(team, closed=False)
    with pytest.raises(NotPossible):
        actions.conclude_reports(case, keyring=team.anna, now=NOW)


def test_reports_of_another_desk_are_left_alone(team) -> None:
    case, *_ = with_reports(team)
    actions.give_access(case, team.police, keyring=team.anna, now=NOW)
    assert actions.conclude_reports(case, keyring=team.cara, now=NOW) == (0, 0)
