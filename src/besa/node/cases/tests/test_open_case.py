"""Open a case from reports: what it holds, which clocks begin, and what it does not give."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest

from besa.core.formats import Account, Network, Person, Phone, Role, Text
from besa.node.cases import actions, queries
from besa.node.cases.models import Case, Duty
from besa.node.cases.tests.conftest import NOW, bring_in, marks, opened_case
from besa.node.referrals.tests.conftest import referral, source, take_in, written  # noqa: F401 - fixtures
from besa.node.reports import queries as reports
from besa.node.reports.models import Report


def test_a_case_holds_the_reports_it_was_opened_from(team) -> None:
    ids = [bring_in("Një").id, bring_in("Dy").id]
    file = opened_case(team, *ids)
    seen = actions.open_file(file, keyring=team.ben, now=NOW)
    assert set(seen.reports) == set(ids)
    assert seen.title == "Burri nga loja"
    assert seen.line.reports == 2
    assert seen.line.state == "new"


def test_opening_and_reading_leave_their_marks(team, case) -> None:
    actions.open_file(case, keyring=team.ben, now=NOW)
    verbs = marks(case)
    assert verbs[0] == "cases.case.opened"
    assert verbs[-1] == "cases.file.opened"
    assert "cases.report.filed" in verbs


@pytest.mark.parametrize(("urgency", "hours"), [(0, 3), (1, 3), (2, 1), (3, 1)])
def test_somebody_has_it_within_an_hour_where_it_is_urgent_and_three_otherwise(team, urgency: int, hours: int) -> None:
    opened_case(team, urgency=urgency)
    duty = Duty.objects.get(clock="assign")
    assert duty.due == NOW + timedelta(hours=hours)


def test_a_report_of_a_provider_starts_the_year_it_keeps_it(team) -> None:
    one = bring_in("x", now=NOW - timedelta(days=10))
    Report.objects.filter(pk=one.id).update(source="provider")
    opened_case(team, one.id)
    assert Duty.objects.get(clock="preservation").due == NOW + timedelta(days=355)


def test_where_the_report_tells_since_when_it_is_kept_the_year_ends_then(team) -> None:
    one = bring_in("x", now=NOW - timedelta(days=10))
    until = NOW + timedelta(days=20)
    Report.objects.filter(pk=one.id).update(source="provider", kept_until=until)
    opened_case(team, one.id)
    assert Duty.objects.get(clock="preservation").due == until


def test_an_older_report_added_later_brings_the_earlier_end(team) -> None:
    first, older, newer = (bring_in("x", now=NOW - timedelta(days=days)) for days in (10, 40, 5))
    Report.objects.update(source="provider")
    file = opened_case(team, first.id)
    actions.add_reports(file, [older.id, newer.id], keyring=team.anna, now=NOW)
    due = Duty.objects.filter(clock="preservation").order_by("due").values_list("due", flat=True)
    assert list(due) == [NOW + timedelta(days=325), NOW + timedelta(days=355)]


def test_adding_a_report_twice_is_adding_it_once(team, case) -> None:
    one = bring_in("Tjetër")
    assert actions.add_reports(case, [one.id, one.id], keyring=team.ben, now=NOW) == 1
    assert actions.add_reports(case, [one.id], keyring=team.ben, now=NOW) == 0
    assert marks(case).count("cases.report.filed") == 2


def test_a_report_can_be_taken_out_and_is_untouched_by_that(team, case) -> None:
    [one] = actions.open_file(case, keyring=team.anna, now=NOW).reports
    actions.take_report_out(case, one, keyring=team.anna, now=NOW)
    assert actions.open_file(case, keyring=team.anna, now=NOW).reports == ()
    assert reports.rows_of([one], keyring=team.anna)
    with pytest.raises(queries.NoSuchCase):
        actions.take_report_out(case, one, keyring=team.anna, now=NOW)


def test_a_report_one_cannot_open_opens_no_case(team) -> None:
    one = bring_in("Vetëm për linjën")
    for report in (one.id, uuid4()):
        with pytest.raises(reports.NoSuchReport):
            actions.open_case([report], desk_id=team.police, title="x", urgency=1, keyring=team.cara, now=NOW)
    assert not Case.objects.exists()


def test_a_case_is_opened_for_one_s_own_desk_only(team) -> None:
    with pytest.raises(queries.NoSuchCase):
        actions.open_case([], desk_id=team.police, title="x", urgency=1, keyring=team.anna, now=NOW)


def test_nothing_that_was_typed_stands_in_the_database_in_clear(team, case) -> None:
    typed = "Vuçidolli"
    child = actions.open_child_file(case, name=typed, desk_id=team.hotline, keyring=team.anna, now=NOW)
    actions.add_person(case, role="reported", name=typed, about=typed, keyring=team.anna, now=NOW)
    actions.write_note(child, typed, keyring=team.anna, now=NOW)
    actions.set_task(child, typed, due=None, to=None, keyring=team.anna, now=NOW)
    from django.apps import apps

    for model in apps.get_app_config("cases").get_models():
        for row in model.objects.values():
            for value in row.values():
                raw = bytes(value) if isinstance(value, (bytes, memoryview)) else str(value).encode()
                assert typed.encode() not in raw


def test_what_a_report_names_is_taken_over_once_and_both_marks_are_left(team, case) -> None:
    [one] = actions.open_file(case, keyring=team.anna, now=NOW).reports
    assert actions.gather(case, one, keyring=team.ben, now=NOW) == 1
    assert actions.gather(case, one, keyring=team.ben, now=NOW) == 0
    [found] = [e for e in actions.open_file(case, keyring=team.anna, now=NOW).entries if e.sort == "identifier"]
    assert (found.code, found.fields["text"]) == ("phone", "+355 69 212 3456")
    assert marks(one).count("reports.report.opened") == 2
    assert marks(case).count("cases.report.gathered") == 2


def test_of_a_referral_everything_but_the_child_s_is_taken_over(team, take_in) -> None:  # noqa: F811
    stranger = Person(
        role=Role.REPORTED,
        account=Account(service="Chatter", identifier="8800001", screen_names=("lule_bardhe_77",)),
        phones=(Phone(number="690000142", calling_code="+355"),),
        networks=(Network(ip="192.0.2.44"),),
    )
    child = Person(
        role=Role.CHILD,
        account=Account(service="Chatter", screen_names=("blue.kite",)),
        phones=(Phone(number="690000999", calling_code="+355"),),
    )
    said = Text(where="additionalInfo", text="He wrote to +355 69 000 0999 from lule@example.org.")
    take_in(written([referral(1, people=(stranger, child), texts=(said,))]))
    one = Report.objects.get(source="ncmec").pk
    file = opened_case(team, one)
    assert actions.gather(file, one, keyring=team.anna, now=NOW) > 3
    found = [entry.fields["text"] for entry in actions.open_file(file, keyring=team.anna, now=NOW).entries]
    text = " ".join(found)
    for theirs in ("+355690000142", "lule_bardhe_77", "192.0.2.44", "lule@example.org"):
        assert theirs in text, theirs
    for hers in ("690000999", "blue.kite"):
        assert hers not in text, hers
    seen = actions.open_file(file, keyring=team.anna, now=NOW)
    assert set(seen.shared) == {entry.entry_id for entry in seen.entries}, "each is known to stand in the report"
    assert actions.look_up("Chatter lule_bardhe_77", keyring=team.anna, now=NOW)


def test_what_all_reports_name_is_taken_over_at_once(team) -> None:
    ids = [bring_in(f"numri +355 69 212 345{n}").id for n in range(3)]
    file = opened_case(team, *ids)
    assert actions.gather_all(file, keyring=team.ben, now=NOW) == 3
    assert all(marks(one).count("reports.report.opened") == 1 for one in ids)
    actions.give_access(file, team.police, keyring=team.anna, now=NOW)
    assert actions.gather_all(file, keyring=team.cara, now=NOW) == 0
    child = actions.open_child_file(file, name="Era", desk_id=team.hotline, keyring=team.anna, now=NOW)
    with pytest.raises(queries.NoSuchCase):
        actions.gather_all(child, keyring=team.anna, now=NOW)


def test_what_was_erased_stands_in_nobody_s_way(team, case) -> None:
    [one] = actions.open_file(case, keyring=team.anna, now=NOW).reports
    actions.gather(case, one, keyring=team.anna, now=NOW)
    [entry] = actions.open_file(case, keyring=team.anna, now=NOW).entries
    actions.erase_entry(case, entry.entry_id, "mistake", keyring=team.anna, now=NOW)
    assert actions.gather(case, one, keyring=team.anna, now=NOW) == 1
