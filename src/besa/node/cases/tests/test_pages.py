"""The pages of cases: what is shown and said, what stays when something is wrong, to whom nothing exists."""

from __future__ import annotations

import re
from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from besa.node.cases import actions, queries, urls
from besa.node.cases.models import Case, File
from besa.node.cases.sheet import sheet
from besa.node.cases.tests.conftest import NOW, At, bring_in, marks, opened_case, renewed
from besa.node.people import actions as people
from besa.node.reports import actions as report_actions
from besa.node.reports import queries as reports
from besa.node.reports.models import Report

OF_A_FILE = [p.name for p in urls.urlpatterns if "file_id" in str(p.pattern) and "entry_id" not in str(p.pattern)]
TYPED = {
    "what": str(uuid4()),
    "role": "reported",
    "name": "x",
    "about": "x",
    "kind": "phone",
    "text": "x",
    "day": "2026-03-01",
    "clock": "reply",
    "desk": "1",
    "to": "1",
    "urgency": "1",
    "outcome": "helped",
}


def test_a_case_is_opened_from_a_report_and_shown(anna: At, team) -> None:
    one = bring_in("Përshëndetje")
    page = anna.page("new", query=f"?report={one.id}")
    assert one.received.reference in page
    assert "reports.report.opened" not in marks(one.id)
    page = anna.told(
        "new", data={"report": str(one.id), "into": "new", "title": "Burri <b>", "urgency": "2", "desk": team.hotline}
    )
    assert "Burri &lt;b&gt;" in page
    assert "The case is open." in page
    assert one.received.reference in page
    assert Case.objects.get().urgency == 2


def test_several_reports_are_put_into_a_case_that_is_open(anna: At, case) -> None:
    ids = [str(bring_in("x").id), str(bring_in("y").id)]
    row = File.objects.get(pk=case).case
    asked = anna.post("new", data={"report": ids})
    assert asked.status_code == 200
    assert row.reference in asked.content.decode()
    page = anna.told("new", data={"report": ids, "title": "", "into": str(row.id)})
    assert "Added to the case." in page
    assert len(actions.open_file(case, keyring=anna.ring, now=NOW).reports) == 3


def test_a_new_case_without_a_name_is_asked_for_one_and_keeps_the_rest(anna: At, team) -> None:
    one = bring_in("x")
    response = anna.post(
        "new", data={"report": str(one.id), "into": "new", "title": "", "urgency": "3", "desk": team.hotline}
    )
    assert response.status_code == 422
    assert "Give the new case a name" in response.content.decode()
    assert '<option value="3" selected>' in response.content.decode()


@pytest.mark.parametrize("report", ["nonsense", "2f7d1c52-0000-4000-8000-000000000000"])
def test_a_report_that_is_not_there_opens_no_case(anna: At, report: str) -> None:
    assert anna.get("new", query=f"?report={report}").status_code == 404


def test_what_is_written_on_each_page_stands_on_the_file(anna: At, team, case) -> None:
    anna.told("person", case, data={"role": "reported", "name": "Agron", "about": "flet\nshqip"})
    page = anna.page("identifier", case)
    [whose] = re.findall(r'<option value="([0-9a-f-]{36})">Agron', page)
    anna.told("identifier", case, data={"kind": "handle", "text": "agron_x", "whose": whose, "about": "nga loja"})
    anna.told("event", case, data={"day": "2026-02-27", "time": "21:30", "text": "Kërkoi foto"})
    anna.told("note", case, data={"text": "Thirrëm\r\nshkollën"})
    anna.told("task", case, data={"text": "Thirr nënën", "to": team.ben.staff_id, "due": "2026-03-02T10:00"})
    page = anna.told("deadline", case, data={"clock": "reply", "text": "", "due": ""})
    for words in ("Agron", "agron_x", "2026-02-27 21:30", "Kërkoi foto", "Thirrëm\nshkollën", "Thirr nënën"):
        assert words in page, words
    assert "A body that was asked answers" in page
    assert "not confirmed" in page


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("person", {"role": "", "name": "Kept"}, "Choose who it is."),
        ("person", {"role": "child", "name": "Kept"}, "child"),
        ("identifier", {"kind": "phone", "text": ""}, "Write it as it stands"),
        ("event", {"day": "yesterday", "text": "Kept"}, "Write the day as"),
        ("note", {"text": " "}, "Please write something"),
        ("task", {"text": "Kept", "due": "soon"}, "valid"),
        ("deadline", {"text": "Kept"}, "Choose a clock or a time."),
        ("deadline", {"due": "2026-03-02T10:00"}, "Say what for"),
        ("child", {"name": "Kept", "desk": ""}, "Choose a desk."),
        ("assign", {"to": "999"}, "valid"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_typed_is_lost(anna: At, case, name: str, data: dict, said: str) -> None:
    before = marks(case)
    response = anna.post(name, case, data=data)
    page = response.content.decode()
    assert response.status_code == 422
    assert said in page
    assert 'role="alert"' in page
    if "Kept" in data.values():
        assert "Kept" in page
    assert [verb for verb in marks(case)[len(before) :] if verb != "cases.file.opened"] == []


def test_the_life_of_a_case_on_its_page(anna: At, ben: At, case) -> None:
    assert "This case is yours now." in anna.told("take", case)
    page = anna.told("close", case, data={"outcome": "helped"})
    assert "The child was helped directly" in page
    assert "Take the case" not in page
    again = anna.post("close", case, data={"outcome": "helped"})
    assert again.status_code == 422
    assert "moved on meanwhile" in again.content.decode()
    assert "The case is open again." in ben.told("reopen", case)


def test_struck_out_entries_and_done_tasks_stay_readable(anna: At, case) -> None:
    note = actions.write_note(case, "Gabim i madh", keyring=anna.ring, now=NOW)
    task = actions.set_task(case, "Thirr", due=None, to=None, keyring=anna.ring, now=NOW)
    page = anna.told("strike", case, data={"what": str(note)})
    assert "1 entry was struck out" in page
    assert re.search(r"<s[^>]*>\s*Gabim i madh", page)
    page = anna.told("done", case, data={"what": str(task)})
    assert "1 done" in page


def test_access_is_given_and_taken_away_on_the_page(anna: At, cara: At, ben: At, team, case) -> None:
    assert cara.get("file", case).status_code == 404
    page = anna.told("access", case, data={"desk": team.police})
    assert "The desk can open this file now." in page
    assert cara.get("file", case).status_code == 200
    assert "1 report of another desk" in cara.page("file", case)
    assert "Take access away" not in ben.page("file", case)
    assert "Only a lead" in ben.told("take_access", case, data={"what": team.police})
    anna.told("take_access", case, data={"what": team.police})
    assert cara.get("file", case).status_code == 404


def test_a_desk_that_takes_its_own_access_away_lands_in_its_list(anna: At, cara: At, team, case) -> None:
    actions.give_access(case, team.police, keyring=team.anna, now=NOW)
    response = cara.post("take_access", case, data={"what": team.police})
    assert response["Location"] == reverse("cases:list")


def test_the_child_s_file_is_a_page_of_its_own(anna: At, cara: At, team, case) -> None:
    page = anna.told("child", case, data={"name": "Era", "desk": team.hotline})
    assert "Era" in page
    assert "File of child 1" in page
    child = File.objects.get(sort="child").id
    actions.give_access(case, team.police, keyring=team.anna, now=NOW)
    seen = cara.page("file", case)
    assert str(child) not in seen
    assert "File of child" not in seen
    assert cara.get("file", child).status_code == 404
    for name in ("assign", "judge", "close", "child"):
        assert anna.get(name, child).status_code == 404


def test_whoever_may_open_only_the_child_s_file_is_led_there(cara: At, team, case) -> None:
    child = actions.open_child_file(case, name="Era", desk_id=team.hotline, keyring=team.anna, now=NOW)
    actions.give_access(child, team.police, keyring=team.anna, now=NOW)
    case_id = File.objects.get(pk=case).case_id
    assert cara.get("case", case_id)["Location"] == reverse("cases:file", args=[child])
    page = cara.page("file", child)
    assert "Burri nga loja" not in page
    assert str(case) not in page


def test_the_list_says_what_is_late_and_opens_nothing(anna: At, team, case) -> None:
    before = marks()
    page = anna.page("list")
    assert "late" in page
    assert "Burri nga loja" not in page
    assert marks() == before
    assert "You have no case." in anna.page("list", query="?show=mine&page=x")
    assert "No case was closed yet." in anna.page("list", query="?show=closed")


def test_what_is_about_to_expire_stands_by_its_time(anna: At, cara: At, team, case) -> None:
    now = timezone.now()
    for hours, text in ((2, "x"), (50, "x"), (900, "x")):
        actions.set_task(case, text, due=now + timedelta(hours=hours), to=None, keyring=team.anna, now=now)
    before = marks()
    page = anna.page("expiring")
    for heading in ("Late (2)", "Within a day (1)", "Within a week (1)", "Later (1)"):
        assert heading in page, heading
    assert "A reporter was promised an answer" in page
    assert "Primero" in page
    assert marks() == before
    assert "Nothing is late." in cara.page("expiring")


def test_for_a_referral_nobody_was_promised_an_answer(anna: At, team, case) -> None:
    now = timezone.now()
    due = {"take_due": now + timedelta(hours=1), "answer_due": now + timedelta(days=20)}
    Report.objects.update(source="provider", **due)
    for page in (anna.page("expiring"), anna.page("file", case)):
        assert "Somebody takes the referral" in page
        assert "The source was promised the outcome" in page
        assert "A reporter was promised an answer" not in page


def test_looking_ahead_opens_nothing_and_leaves_no_mark(anna: At, case) -> None:
    before = marks()
    assert anna.get("file", case, **{"Sec-Purpose": "prefetch"}).status_code == 204
    assert anna.get("identifier", case, **{"Sec-Fetch-Dest": "image"}).status_code == 204
    assert marks() == before


def test_a_file_that_was_tampered_with_is_not_shown(anna: At, case) -> None:
    File.objects.filter(pk=case).update(sealed_title=b"x" * 80)
    response = anna.get("file", case)
    assert response.status_code == 409
    assert "cannot be opened" in response.content.decode()


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("name", OF_A_FILE)
def test_another_desk_s_file_is_as_if_it_never_was(cara: At, case, name: str, method: str) -> None:
    before = marks()

    def ask(file_id):
        address = reverse(f"cases:{name}", args=[file_id])
        response = getattr(cara.client, method)(address, TYPED if method == "post" else {})
        return response.status_code, response.headers.get("Location", ""), _plain(response.content.decode(), file_id)

    existing, never = ask(case), ask(uuid4())
    assert existing == never
    assert existing[0] in (404, 405)
    assert marks() == before


def test_for_another_desk_neither_the_case_nor_the_button_on_the_report_exists(cara: At, case) -> None:
    row = File.objects.get(pk=case).case
    assert cara.get("case", row.id).status_code == cara.get("case", uuid4()).status_code == 404
    for page in (cara.page("list"), cara.page("expiring"), cara.page("list", query="?show=closed"), cara.page("new")):
        assert row.reference not in page


def test_a_post_to_a_file_of_the_wrong_shape_is_not_found(anna: At, case) -> None:
    for name in ("strike", "done", "unfile", "gather", "take_access"):
        assert anna.post(name, case, data={"what": "x"}).status_code == 404, name


def test_part_for_the_report_s_page_names_the_cases_one_may_open(anna: At, team, case) -> None:
    from django.template.loader import render_to_string

    [one] = actions.open_file(case, keyring=team.anna, now=NOW).reports
    found = queries.cases_of_report(one, keyring=team.anna, now=NOW)
    page = render_to_string("cases/parts/open_case.html", {"report_id": one, "cases": found})
    assert found[0].reference in page
    assert f"{reverse('cases:new')}?report={one}" in page


def test_pages_cost_the_same_however_full_a_file_is(anna: At, team, django_assert_max_num_queries) -> None:
    file = opened_case(team, *(bring_in("x").id for _ in range(5)))
    for n in range(10):
        actions.add_person(file, role="other", name=f"{n}", about="", keyring=team.anna, now=NOW)
        actions.write_note(file, "x", keyring=team.anna, now=NOW)
    with django_assert_max_num_queries(45):
        anna.page("file", file)


def _plain(page: str, file_id: object) -> str:
    page = page.replace(str(file_id), "ID")
    return re.sub(r'name="csrfmiddlewaretoken" value="[^"]+"', "", page)


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("person", {"role": "other", "name": "x"}),
        ("identifier", {"kind": "phone", "text": "x"}),
        ("event", {"day": "2026-03-01", "text": "x"}),
        ("note", {"text": "x"}),
        ("task", {"text": "x"}),
        ("deadline", {"clock": "reply"}),
        ("child", {"name": "x", "desk": "{hotline}"}),
    ],
)
def test_a_double_click_writes_once(anna: At, team, case, name: str, data: dict) -> None:
    sent = {**data, "submission": str(uuid4())}
    sent["desk"] = team.hotline
    first, second = anna.post(name, case, data=sent), anna.post(name, case, data=sent)
    assert first.status_code == second.status_code == 302
    seen = actions.open_file(case, keyring=anna.ring, now=NOW)
    assert len(seen.entries) + (len(seen.duties) - 1) + len(seen.others) == 1


def test_a_double_click_opens_one_case(anna: At, team) -> None:
    one, two = bring_in("x"), bring_in("y")
    sent = {"report": f"{one.id} {two.id}", "into": "new", "title": "x", "urgency": "1", "desk": team.hotline}
    page = anna.page("new", query=f"?report={one.id}+{two.id}")
    [sent["submission"]] = re.findall(r'name="submission" value="([0-9a-f-]{36})"', page)
    first, second = anna.post("new", data=sent), anna.post("new", data=sent)
    assert first["Location"] == second["Location"]
    assert Case.objects.get().filed.count() == 2


def test_a_bundle_of_more_reports_than_a_form_has_fields_becomes_one_case(anna: At, team) -> None:
    from besa.node.reports.models import Report

    first = bring_in("x")
    row = Report.objects.get(pk=first.id)
    access = row.accesses.get()
    ids = []
    for n in range(250):
        row.pk, row.reference, row.submission = uuid4(), f"T{n:07}", None
        row.save(force_insert=True)
        access.pk, access.report_id = None, row.pk
        access.save(force_insert=True)
        ids.append(str(row.pk))
    page = anna.told(
        "new", data={"report": " ".join(ids), "into": "new", "title": "Tufa", "urgency": "1", "desk": team.hotline}
    )
    assert "Tufa" in page
    assert Case.objects.get().filed.count() == 250


def test_a_report_that_its_reporter_erased_is_only_counted(anna: At, team, case) -> None:
    [one] = actions.open_file(case, keyring=team.anna, now=NOW).reports
    actions.gather(case, one, keyring=team.anna, now=NOW)
    report_actions.claim(one, keyring=team.anna, now=NOW)
    report_actions.erase_by_desk(one, keyring=team.anna, now=NOW)
    page = anna.page("file", case)
    assert "1 report was erased" in page
    assert "taken over from a report that was erased" in page
    assert str(one) not in page


def test_an_entry_is_erased_on_its_page(anna: At, case) -> None:
    man = actions.add_person(case, role="reported", name="Agron", about="", keyring=anna.ring, now=NOW)
    actions.add_identifier(case, kind="phone", text="x", whose=str(man), about="", keyring=anna.ring, now=NOW)
    page = anna.page("erase_entry", case, man)
    assert "Agron" in page
    assert "1 identifier of this person goes with them." in page
    nothing = anna.post("erase_entry", case, man, data={"reason": ""})
    assert nothing.status_code == 422
    assert "Choose a reason." in nothing.content.decode()
    page = anna.told("erase_entry", case, man, data={"reason": "asked"})
    assert "2 entries are erased." in page
    assert "2 entries were erased" in page
    assert "Agron" not in page
    assert anna.get("erase_entry", case, man).status_code == 404


def test_a_member_is_told_that_others_entries_are_not_theirs_to_erase(anna: At, ben: At, case) -> None:
    note = actions.write_note(case, "Mbetet", keyring=anna.ring, now=NOW)
    page = ben.told("erase_entry", case, note, data={"reason": "mistake"})
    assert "Only a lead, or whoever wrote it" in page
    assert "Mbetet" in page


def test_a_case_is_erased_on_its_pages_by_two(anna: At, ben: At, case) -> None:
    assert anna.get("erase", case).status_code == 404  # it is open
    anna.told("take", case)
    child = actions.open_child_file(case, name="Era", desk_id=min(anna.ring.desk_ids), keyring=anna.ring, now=NOW)
    page = anna.told("close", case, data={"outcome": "helped"})
    assert "The case is kept until" in page
    assert "Convention 108+" in page
    page = ben.page("erase", case)
    assert "File of child 1" in page
    assert "These desks lose it: Hotline" in page
    assert "It was kept long enough" not in page
    page = ben.told("erase", case, data={"reason": "ordered"})
    assert "A colleague must agree" in page
    assert "Another person who can open it must agree." in page
    assert "You asked for this." in ben.page("agree", case)
    row = File.objects.get(pk=case).case
    refused = ben.told("agree", case, data={"reference": row.reference})
    assert "Two people who can open the file are needed" in refused
    assert "A court or an authority ordered it" in anna.page("agree", case)
    wrong = anna.post("agree", case, data={"reference": "C2222-2222"})
    assert wrong.status_code == 422
    assert "This is not the number of this case." in wrong.content.decode()
    page = anna.told("agree", case, data={"reference": row.reference.lower().replace("-", " ")})
    assert "2 files are erased, for ever." in page
    assert row.reference not in page
    for file in (case, child):
        assert anna.get("file", file).status_code == 404


def test_what_was_asked_is_refused_on_the_page(anna: At, ben: At, case) -> None:
    child = actions.open_child_file(case, name="Era", desk_id=min(anna.ring.desk_ids), keyring=anna.ring, now=NOW)
    ben.told("erase", child, data={"reason": "asked"})
    assert "The file is kept. Nothing was erased." in anna.told("keep", child)
    assert "moved on meanwhile" in ben.told("keep", child)
    assert "moved on meanwhile" in anna.told("agree", child, data={"reference": "x"})


def test_the_outcome_of_a_case_becomes_that_of_its_reports(anna: At, case) -> None:
    [one] = actions.open_file(case, keyring=anna.ring, now=NOW).reports
    anna.told("take", case)
    page = anna.told("close", case, data={"outcome": "helped"})
    assert "Close its open reports with the same outcome" in page
    page = anna.told("conclude", case)
    assert "0 reports were closed. 1 is left" in page
    report_actions.open_report(one, keyring=anna.ring, now=NOW)
    page = anna.told("conclude", case)
    assert "1 report was closed." in page
    assert "Close its open reports" not in page


def test_clocks_that_can_be_set_show_on_what_they_rest(anna: At, case) -> None:
    page = anna.page("deadline", case)
    assert "REPORT Act 2024" in page
    assert "365 days" in page
    assert "not confirmed" in page
    assert "The closed case is kept" not in page


def test_a_case_of_somebody_who_left_says_so(anna: At, team, case) -> None:
    actions.assign(case, to=team.ben.staff_id, keyring=team.anna, now=NOW)
    assert "cannot open it any more" not in anna.page("file", case)
    people.remove_member(team.hotline, team.ben.staff_id, keyring=team.anna)
    seen = actions.open_file(case, keyring=renewed(team.anna), now=NOW)
    assert sheet(seen, keyring=renewed(team.anna), now=NOW).left


def test_where_something_was_taken_over_from_is_shown_to_whoever_may_open_that_report(
    anna: At, cara: At, team, case
) -> None:
    [one] = actions.open_file(case, keyring=anna.ring, now=NOW).reports
    actions.gather(case, one, keyring=anna.ring, now=NOW)
    actions.give_access(case, team.police, keyring=anna.ring, now=NOW)
    reference = reports.rows_of([one], keyring=anna.ring)[0].reference
    assert anna.page("file", case).count(reference) > cara.page("file", case).count(reference) == 0
    assert str(one) not in cara.page("file", case)


def test_a_case_that_was_kept_long_enough_is_marked_in_the_list(anna: At, case) -> None:
    actions.assign(case, to=anna.ring.staff_id, keyring=anna.ring, now=NOW)
    actions.close(case, "helped", keyring=anna.ring, now=NOW)
    assert "kept long enough" not in anna.page("list", query="?show=closed")
    Case.objects.update(closed_at=NOW - timedelta(days=6 * 366))
    assert "kept long enough" in anna.page("list", query="?show=closed")
    assert "It was kept long enough" in anna.page("erase", case)
