"""A search names its purpose first, is on record, and shows results at once and the rest bit by bit."""

from __future__ import annotations

import re

import pytest

from besa.node.desk import tasks
from besa.node.desk.models import Search
from besa.node.desk.tests.conftest import At, bring_in, marks
from besa.node.desk.views import search as pages
from besa.node.platform.models import LedgerEntry

CANARY = "kanarinat e Gjirokastrës"


def find(at: At, words: str, kind: str = "text", purpose: str = "work") -> str:
    response = at.post("search", data={"words": words, "kind": kind, "purpose": purpose})
    assert response.status_code == 302, response.content.decode()
    return at.client.get(response["Location"]).content.decode()


@pytest.fixture
def reports(team):
    return bring_in(f"Mbrëmë pashë {CANARY} në park. Numri 069 212 3456."), bring_in("Asgjë për to. 069 999 9999")


def test_words_are_found_and_shown_with_the_line_they_stand_in(anna: At, reports) -> None:
    one, other = reports
    page = find(anna, "kanarinat gjirokastres")
    assert one.received.reference in page
    assert CANARY in page
    assert other.received.reference not in page
    assert "Looked through 2 of 2 reports." in page


def test_an_identifier_is_found_however_it_is_written(anna: At, reports) -> None:
    one, other = reports
    page = find(anna, "+355692123456", kind="identifier")
    assert one.received.reference in page
    assert other.received.reference not in page


@pytest.mark.parametrize("kind", ["text", "identifier"])
def test_nothing_found_is_said(anna: At, reports, kind: str) -> None:
    assert "your desk may read" in find(anna, "nuk-ekziston@example.org", kind=kind)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ({"words": "x", "kind": "text"}, "Say what you search for it for."),
        ({"words": "x", "kind": "text", "purpose": "curiosity"}, "Select a valid choice"),
        ({"words": "", "kind": "text", "purpose": "work"}, "Type what you are looking for."),
        ({"words": "x", "purpose": "work"}, "Choose where to look."),
    ],
)
def test_no_search_without_words_and_a_purpose(anna: At, reports, data: dict[str, str], said: str) -> None:
    before = marks()
    response = anna.post("search", data=data)
    assert response.status_code == 200
    assert said in response.content.decode()
    assert marks() == before
    assert not Search.objects.exists()


def test_the_search_is_on_record_before_it_runs_and_each_shown_report_gets_a_mark(anna: At, reports) -> None:
    one, other = reports
    response = anna.post("search", data={"words": CANARY, "kind": "text", "purpose": "quality"})
    row = Search.objects.get()
    assert (row.purpose, row.kind, row.staff_id) == ("quality", "text", anna.ring.staff_id)
    entry = LedgerEntry.objects.get(name=row.ledger_entry)
    assert (entry.verb, entry.object_id) == ("desk.search.text", f"search/{row.id}")
    anna.client.get(response["Location"])
    assert marks(one.id) == ["reports.report.received", "desk.search.shown"]
    assert marks(other.id) == ["reports.report.received"]


def test_the_words_stand_in_no_address_and_no_table(anna: At, reports) -> None:
    response = anna.post("search", data={"words": CANARY, "kind": "text", "purpose": "work"})
    assert re.fullmatch(r"/staff/search/[0-9a-f-]{36}", response["Location"])
    row = Search.objects.get()
    for column in (row.sealed_words, row.wrapped_key, row.fingerprint):
        assert b"kanarinat" not in bytes(column)
    anna.client.get(response["Location"])
    entries = str(list(LedgerEntry.objects.values_list("actor", "verb", "object_id")))
    assert "kanarinat" not in entries
    assert "kanarinat" not in str(dict(anna.client.session))


def test_the_same_words_leave_the_same_fingerprint_and_others_another(anna: At, reports) -> None:
    for words in ("Kanarinat  e", "kanarinat e", "tjetër"):
        find(anna, words)
    first, second, third = (bytes(row.fingerprint) for row in Search.objects.order_by("at"))
    assert first == second != third


def test_nobody_else_opens_one_s_search(anna: At, ben: At, reports) -> None:
    response = anna.post("search", data={"words": CANARY, "kind": "text", "purpose": "work"})
    assert ben.client.get(response["Location"]).status_code == 404


def test_words_are_forgotten_after_a_day(anna: At, reports) -> None:
    from datetime import timedelta

    from django.utils import timezone

    response = anna.post("search", data={"words": CANARY, "kind": "text", "purpose": "work"})
    Search.objects.update(at=timezone.now() - timedelta(days=1, minutes=1))
    find(anna, "tjetër")
    tasks.forget()
    assert anna.client.get(response["Location"]).status_code == 404
    assert sorted(bool(words) for words in Search.objects.values_list("sealed_words", flat=True)) == [False, True]
    assert Search.objects.count() == 2, "who searched when and what for stays"


def test_other_desks_reports_are_not_found(cara: At, reports) -> None:
    assert reports[0].received.reference not in find(cara, CANARY)
    assert reports[0].received.reference not in find(cara, "0692123456", kind="identifier")


def test_a_long_search_goes_on_in_slices_until_its_end(anna: At, team, monkeypatch) -> None:
    wanted = [bring_in("gjilpëra në kashtë"), *(bring_in("kashtë") for _ in range(60)), bring_in("gjilpëra")]
    monkeypatch.setattr(pages, "FIRST_SECONDS", 0)
    monkeypatch.setattr(pages, "SLICE_SECONDS", 0)
    page = find(anna, "gjilpëra")
    assert wanted[-1].received.reference in page, "the newest is there at once"
    assert wanted[0].received.reference not in page
    seen, steps = page, 0
    while onward := re.search(r'class="button small" href="([^"]+)"', page):
        page = anna.client.get(onward[1].replace("&amp;", "&").partition("#")[0]).content.decode()
        seen += page
        steps += 1
        assert steps < 20
    assert steps >= 2
    assert wanted[0].received.reference in seen
    assert "Looked through 62 of 62 reports." in page


def test_a_slice_for_the_page_s_script_is_only_the_slice(anna: At, reports) -> None:
    response = anna.post("search", data={"words": CANARY, "kind": "text", "purpose": "work"})
    part = anna.client.get(f"{response['Location']}?part=1").content.decode()
    assert "<html" not in part
    assert reports[0].received.reference in part


@pytest.mark.parametrize("query", ["after=x&looked=y", "after=-1", "after=1'--&looked=99999999999"])
def test_a_cursor_of_nonsense_breaks_nothing(anna: At, reports, query: str) -> None:
    response = anna.post("search", data={"words": CANARY, "kind": "text", "purpose": "work"})
    assert anna.client.get(f"{response['Location']}?{query}").status_code == 200


def test_looking_ahead_at_results_marks_nothing(anna: At, reports) -> None:
    response = anna.post("search", data={"words": CANARY, "kind": "text", "purpose": "work"})
    before = marks()
    assert anna.client.get(response["Location"], headers={"Sec-Purpose": "prefetch"}).status_code == 204
    assert marks() == before


def test_from_a_report_one_press_finds_where_else_a_number_was_seen(anna: At, reports) -> None:
    again = bring_in("Prapë ai: +355 69 212 3456")
    page = anna.page("report", again.id)
    value = re.search(r'name="identifier" value="([^"]+)"', page)[1]
    found = anna.told("look_up", again.id, data={"identifier": value, "answer": "half an answer"})
    assert reports[0].received.reference in found
    assert Search.objects.get().purpose == "link"
    assert "half an answer" in anna.page("report", again.id), "what was typed is kept"


def test_an_identifier_seen_very_often_is_shown_up_to_a_limit_and_that_is_said(anna: At, team, monkeypatch) -> None:
    monkeypatch.setattr(pages, "_MOST_SEEN", 2)
    many = [bring_in("0692123456") for _ in range(3)]
    page = find(anna, "0692123456", kind="identifier")
    assert "The newest 2 of 3 reports are shown." in page
    assert sum(one.received.reference in page for one in many) == 2
