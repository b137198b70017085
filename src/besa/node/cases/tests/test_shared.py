"""The same number in a case, in a report and in another case: found by whoever may, announced to whoever may not."""

from __future__ import annotations

import pytest
from django.urls import reverse

from besa.node.cases import actions, queries, sightings
from besa.node.cases.models import Sighting
from besa.node.cases.tests.conftest import NOW, At, bring_in, marks, opened_case
from besa.node.reports import actions as reports

PHONE = "069 212 3456"
AS_A_CHILD_WRITES_IT = "ky numer me shkruan 00355 69-212-3456 cdo nate"


def wrote(team, file, text=PHONE, *, kind="phone", ring=None):
    ring = ring or team.anna
    return actions.add_identifier(file, kind=kind, text=text, whose="", about="", keyring=ring, now=NOW)


def of_police(team, text=PHONE):
    """A case of the police desk with the same number in it."""
    act = {"keyring": team.cara, "now": NOW}
    file = actions.open_case([], desk_id=team.police, title="x", urgency=1, **act)
    wrote(team, file, text, ring=team.cara)
    return file


def opened(file, ring):
    return actions.open_file(file, keyring=ring, now=NOW)


@pytest.mark.parametrize(
    ("kind", "typed", "told"),
    [
        ("phone", PHONE, AS_A_CHILD_WRITES_IT),
        ("phone", "+355692123456", f"nr {PHONE}"),
        ("handle", "demo_stranger_88", "instagram: Demo_Stranger_88"),
        ("handle", "https://t.me/demo_agencija", "telegram demo_agencija @demo_agencija"),
        ("email", "Lule.Bardhe@example.org", "lule.bardhe [at] example.org"),
        ("ip", "192.0.2.44", "hyri nga 192[.]0[.]2[.]44"),
    ],
)
def test_however_it_is_written_the_report_that_holds_it_is_found(team, case, kind, typed, told) -> None:
    one = bring_in(told)
    entry = wrote(team, case, typed, kind=kind)
    assert one.id in opened(case, team.ben).shared[entry].reports


def test_what_only_stands_in_a_note_is_found_too(team) -> None:
    file = opened_case(team)
    one = bring_in(AS_A_CHILD_WRITES_IT)
    note = actions.write_note(file, f"Nëna thotë se numri është {PHONE}.", keyring=team.anna, now=NOW)
    assert opened(file, team.ben).shared[note].reports == (one.id,)


def test_two_cases_of_a_desk_name_each_other(team) -> None:
    first, second = opened_case(team), opened_case(team)
    wrote(team, first)
    entry = wrote(team, second)
    [(_, reference)] = opened(second, team.ben).shared[entry].cases
    assert reference == opened(first, team.ben).line.reference


def test_of_another_desk_only_that_there_is_something_and_that_leaves_a_mark(team) -> None:
    theirs = of_police(team)
    file = opened_case(team)
    entry = wrote(team, file)
    seen = opened(file, team.anna).shared[entry]
    assert (seen.reports, seen.cases, seen.elsewhere) == ((), (), True)
    assert "cases.link.told" in marks(file)
    bring_in(AS_A_CHILD_WRITES_IT)
    assert opened(theirs, team.cara).shared[Sighting.objects.get(file=theirs).entry_id].elsewhere


def test_a_child_s_file_of_another_desk_is_not_even_announced(team, case) -> None:
    child = actions.open_child_file(case, name="Era", desk_id=team.hotline, keyring=team.anna, now=NOW)
    actions.write_note(child, f"Nëna: {PHONE}", keyring=team.anna, now=NOW)
    theirs = of_police(team, "+355 69 999 8888")
    note = actions.write_note(theirs, f"Kush është {PHONE}?", keyring=team.cara, now=NOW)
    actions.take_report_out(case, opened(case, team.anna).reports[0], keyring=team.anna, now=NOW)
    Sighting.objects.filter(file=case).delete()
    from besa.node.reports.models import Sighting as InReports

    InReports.objects.all().delete()
    assert note not in opened(theirs, team.cara).shared
    assert actions.look_up(PHONE, keyring=team.anna, now=NOW)[0][1].sort == "child"


def test_what_was_struck_out_or_erased_is_not_found(team) -> None:
    one, two = opened_case(team), opened_case(team)
    actions.strike_out(one, wrote(team, one), keyring=team.anna, now=NOW)
    actions.erase_entry(two, wrote(team, two), "mistake", keyring=team.anna, now=NOW)
    assert actions.look_up(PHONE, keyring=team.anna, now=NOW) == ()
    assert not Sighting.objects.exists()


def test_an_erased_report_is_shared_no_more(team) -> None:
    one = bring_in(AS_A_CHILD_WRITES_IT)
    file = opened_case(team)
    entry = wrote(team, file)
    assert opened(file, team.anna).shared[entry].reports == (one.id,)
    reports.claim(one.id, keyring=team.anna, now=NOW)
    reports.erase_by_desk(one.id, keyring=team.anna, now=NOW)
    assert opened(file, team.anna).shared == {}


def test_searching_finds_one_s_own_cases_marks_them_and_no_others(team) -> None:
    mine, theirs = opened_case(team), of_police(team)
    wrote(team, mine)
    for ring, file in ((team.ben, mine), (team.cara, theirs)):
        [(_, found)] = actions.look_up("+355 69 2123456", keyring=ring, now=NOW)
        assert found.file_id == file
        assert marks(file)[-1] == "cases.file.found"
    assert actions.look_up("nothing of this", keyring=team.ben, now=NOW) == ()


def test_a_report_s_page_names_the_cases_with_the_same_number(team) -> None:
    one = bring_in(AS_A_CHILD_WRITES_IT)
    assert actions.tell_of_cases(one.id, keyring=team.anna, now=NOW) == ((), False)
    file = opened_case(team)
    wrote(team, file)
    lines, elsewhere = actions.tell_of_cases(one.id, keyring=team.ben, now=NOW)
    assert [line.reference for line in lines] == [opened(file, team.ben).line.reference]
    assert not elsewhere
    of_police(team)
    assert actions.tell_of_cases(one.id, keyring=team.ben, now=NOW)[1]
    assert marks(one.id)[-1] == "cases.link.told"
    actions.add_reports(file, [one.id], keyring=team.anna, now=NOW)
    assert actions.tell_of_cases(one.id, keyring=team.ben, now=NOW)[0] == ()


def test_the_pages_say_so_and_put_the_report_into_the_case(anna: At, team) -> None:
    one = bring_in(AS_A_CHILD_WRITES_IT)
    file = opened_case(team)
    wrote(team, file)
    of_police(team)
    page = anna.page("file", file)
    assert one.received.reference in page
    assert "something of another desk that you may not see" in page
    page = anna.told("put_in", file, data={"what": str(one.id)})
    assert "The report is in this case now." in page
    assert "in this case" in page
    assert (
        "Another desk has a case with the same number"
        in anna.client.get(reverse("desk:report", args=[one.id])).content.decode()
    )


def test_the_desk_s_search_shows_the_cases_with_it_and_to_other_desks_theirs(anna: At, cara: At, team) -> None:
    mine, theirs = opened_case(team), of_police(team)
    wrote(team, mine)
    asked = {"words": "00355 69 2123456", "kind": "identifier", "purpose": "work"}
    for at, own, other in ((anna, mine, theirs), (cara, theirs, mine)):
        page = at.client.post(reverse("desk:search"), asked, follow=True).content.decode()
        assert reverse("cases:file", args=[own]) in page
        assert str(other) not in page
    none = anna.client.post(reverse("desk:search"), {**asked, "words": "069 999 0000"}, follow=True)
    assert "In cases" not in none.content.decode()


def test_the_index_holds_no_word_of_it(team) -> None:
    wrote(team, opened_case(team))
    for row in Sighting.objects.all():
        assert len(bytes(row.token)) == 16
    assert sightings.tokens({"text": "thjesht fjalë"}) == frozenset()


def test_a_thing_in_thousands_of_reports_costs_no_more_queries(team, django_assert_max_num_queries) -> None:
    file = opened_case(team)
    entry = wrote(team, file)
    for _ in range(30):
        bring_in(AS_A_CHILD_WRITES_IT)
    with django_assert_max_num_queries(12):
        found = queries.shared_by(file, keyring=team.anna)
    assert (len(found[entry].reports), found[entry].more) == (20, 10)


@pytest.mark.django_db(transaction=True)
def test_each_act_brings_its_own_transaction(transactional_db, team) -> None:
    one = bring_in(AS_A_CHILD_WRITES_IT)
    of_police(team)
    file = opened_case(team)
    act = {"keyring": team.anna, "now": NOW}
    wrote(team, file)
    assert actions.tell_of_cases(one.id, **act)[1]
    assert actions.look_up(PHONE, **act)
    actions.open_file(file, **act)
    actions.add_reports(file, [one.id], **act)
    actions.gather_all(file, **act)
    actions.assign(file, to=team.anna.staff_id, **act)
    actions.close(file, "helped", **act)
    actions.conclude_reports(file, **act)
    actions.ask_to_erase(file, "asked", **act)
    actions.keep(file, **act)
    actions.ask_to_erase(file, "asked", **act)
    actions.erase_file(file, keyring=team.ben, now=NOW)
    assert actions.list_tombstones() == 0
