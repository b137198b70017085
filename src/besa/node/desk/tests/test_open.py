"""A report is opened as an act: with a mark first, and then shown whole and in words."""

from __future__ import annotations

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from besa.node.desk.tests.conftest import At, bring_in, marks
from besa.node.platform.actors import REPORTER
from besa.node.platform.models import LedgerEntry
from besa.node.reports import actions, queries
from besa.node.reports.models import Report
from besa.node.reports.tests.conftest import sealed_upload
from besa.node.reports.values import ContactRule

PHONE = "+355 69 212 3456"


@pytest.fixture
def one(team):
    return bring_in(
        f"Ndodhi në shkollë. Numri i tij është {PHONE}. <b>Kujdes</b> & faleminderit.",
        contacts="arta@example.org",
        where="other",
        where_other="Një lojë e re",
        when="week",
        who="me",
        age_band="13-14",
        ongoing="yes",
        before="unknown",
        contact_rule=ContactRule(how="Vetëm këtu", when="Pas orës 16", avoid="Prindërit"),
        files=(sealed_upload(b"x" * 2000, "biseda.txt"),),
    )


def words(page: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page))


def test_everything_the_reporter_told_is_there_in_the_analyst_s_words(anna: At, one) -> None:
    page = words(anna.page("report", one.id))
    for said in (
        one.received.reference,
        "Ndodhi në shkollë.",
        "&lt;b&gt;Kujdes&lt;/b&gt; &amp; faleminderit.",
        "arta@example.org",
        "Somewhere else: Një lojë e re",
        "In the last 7 days",
        "13 or 14",
        "Yes, it is still happening",
        "I do not remember",
        "Vetëm këtu",
        "Pas orës 16",
        "Prindërit",
        "biseda.txt",
    ):
        assert said in page, said


def test_opening_leaves_a_mark_each_time_and_unmarks_unread(anna: At, one) -> None:
    anna.page("report", one.id)
    assert marks(one.id) == ["reports.report.received", "reports.report.opened"]
    anna.page("report", one.id)
    assert marks(one.id).count("reports.report.opened") == 2
    assert not Report.objects.get(pk=one.id).unread


def test_no_mark_no_report(anna: At, one, monkeypatch) -> None:
    from besa.node.platform import ledger

    def broken(**_: object) -> None:
        raise OSError("the disk is full")

    monkeypatch.setattr(ledger, "record", broken)
    response = anna.get("report", one.id)
    assert response.status_code == 503
    assert "shkollë" not in response.content.decode()


@pytest.mark.parametrize(
    "headers",
    [
        {"Sec-Purpose": "prefetch"},
        {"Sec-Purpose": "prefetch;prerender"},
        {"Purpose": "prefetch"},
        {"X-Moz": "prefetch"},
        {"X-Purpose": "preview"},
        {"Sec-Fetch-Dest": "iframe"},
        {"Sec-Fetch-Dest": "image"},
    ],
)
def test_a_browser_that_only_looks_ahead_opens_nothing(anna: At, one, headers: dict[str, str]) -> None:
    response = anna.get("report", one.id, **headers)
    assert (response.status_code, response.content) == (204, b"")
    assert marks(one.id) == ["reports.report.received"]


@pytest.mark.parametrize("method", ["head", "post", "options", "put", "delete"])
def test_only_asking_for_the_page_opens_it(anna: At, one, method: str) -> None:
    response = getattr(anna.client, method)(f"/staff/reports/{one.id}")
    assert response.status_code == 405
    assert marks(one.id) == ["reports.report.received"]


def test_a_real_visit_opens_it(anna: At, one) -> None:
    assert anna.get("report", one.id, **{"Sec-Fetch-Dest": "document"}).status_code == 200


def test_why_it_is_urgent_stands_in_words(anna: At, team) -> None:
    one = bring_in("x", ongoing="yes", when="now")
    Report.objects.filter(pk=one.id).update(urgency=2, reasons=["happening-now"])
    page = words(anna.page("report", one.id))
    assert "Why it is this urgent" in page
    assert "It is happening now" in page


def test_a_rule_s_words_are_marked_where_they_stand(anna: At, team) -> None:
    one = bring_in("I thought about it. I want to kill myself tonight. That is all.", language="en")
    page = anna.page("report", one.id)
    found = re.search(r'<mark class="now" title="[^"]+">([^<]*kill myself[^<]*)</mark>', page)
    assert found, "the words a rule rests on are marked, and say which rule"
    assert "That is all." in page


def test_no_rule_applied_is_no_all_clear(anna: At, team) -> None:
    one = bring_in("x")
    assert "read it yourself" in anna.page("report", one.id)


def test_identifiers_are_listed_with_how_often_the_desk_saw_them_elsewhere(anna: At, one, team) -> None:
    assert "seen in" not in anna.page("report", one.id)
    bring_in("Edhe mua: 0692123456")
    bring_in("Edhe mua: 069/212-3456")
    page = words(anna.page("report", one.id))
    assert "seen in 2 other reports" in page
    assert "Phone number" in page
    assert "E-mail address" in page


def test_the_conversation_shows_who_said_what_and_whether_it_was_read(anna: At, ben: At, one) -> None:
    now = timezone.now()
    actions.claim(one.id, keyring=ben.ring, now=now)
    actions.answer(one.id, "A je mirë?", keyring=ben.ring, submission=b"1" * 16, now=now)
    page = words(anna.page("report", one.id))
    assert "A je mirë?" in page
    assert "not read yet" in page
    handle = queries.find_by_code(one.code)
    actions.mark_read_by_reporter(handle, now=now)
    actions.write_from_reporter(handle, "Po, jam mirë.", actor=REPORTER, submission=b"2" * 16, now=now)
    page = words(anna.page("report", one.id))
    assert "Po, jam mirë." in page
    assert "The reporter ·" in page
    assert "not read yet" not in page


def test_the_safe_contact_rule_stands_as_a_warning_before_the_answer_box(anna: At, one) -> None:
    actions.claim(one.id, keyring=anna.ring, now=timezone.now())
    page = anna.page("report", one.id)
    assert page.index('class="contact warn"') < page.index("Vetëm këtu") < page.index('name="answer"')


def test_no_rule_for_contact_is_said_too(anna: At, team) -> None:
    assert "said nothing about safe contact" in anna.page("report", bring_in("x").id)


def test_history_says_who_did_what_in_words(anna: At, ben: At, one) -> None:
    anna.page("report", one.id)
    anna.page("report", one.id)
    now = timezone.now()
    actions.claim(one.id, keyring=ben.ring, now=now)
    actions.hand_over(one.id, to=anna.ring.staff_id, keyring=ben.ring, now=now)
    page = words(anna.page("report", one.id))
    history = page[page.index("History") :]
    for said in ("The report arrived", "The reporter", "2 times", "A colleague took the report", "handed over: Anna"):
        assert said in history, said
    assert "Ben" in history
    assert "The report was opened and read" in history


def test_what_was_changed_in_the_database_is_not_shown(anna: At, one) -> None:
    sealed = bytearray(bytes(Report.objects.get(pk=one.id).sealed_told))
    sealed[40] ^= 1
    Report.objects.filter(pk=one.id).update(sealed_told=bytes(sealed))
    response = anna.get("report", one.id)
    assert response.status_code == 409
    assert "was changed by somebody" in response.content.decode()
    assert "reports.report.opened" not in marks(one.id)


def test_a_long_report_asks_the_tables_no_more_often(anna: At, team) -> None:
    def asked(report) -> int:
        with CaptureQueriesContext(connection) as found:
            anna.page("report", report.id)
        return len(found)

    short = bring_in("x 0692123456")
    asked(short)
    few = asked(short)
    long = bring_in(" ".join(f"nr 06921234{n:02}" for n in range(40)))
    handle = queries.find_by_code(long.code)
    now = timezone.now()
    for n in range(10):
        actions.write_from_reporter(
            handle, f"më tej {n} 06921235{n:02}", actor=REPORTER, submission=bytes([n]) * 16, now=now
        )
        actions.write_note(long.id, f"note {n}", keyring=anna.ring, now=now)
    assert asked(long) <= few + 1


def test_nothing_on_the_pages_needs_inline_script_or_style(anna: At, one) -> None:
    actions.claim(one.id, keyring=anna.ring, now=timezone.now())
    pages = [
        anna.page("report", one.id),
        anna.page("queue"),
        anna.page("search"),
        anna.page("mine"),
        anna.page("erase", one.id),
    ]
    for page in pages:
        assert not re.search(r"<[^>]+\sstyle=", page)
        assert not re.search(r"<[^>]+\son[a-z]+=", page)
        assert not re.search(r"<script(?![^>]*\ssrc=)(?![^>]*application/json)", page)
        assert "://" not in re.sub(r"<(?:div|q|bdi|textarea|option|dd)[^>]*>[^<]*", "", page), "nothing from elsewhere"


def test_a_line_end_at_the_start_of_a_draft_stays(anna: At, one) -> None:
    actions.claim(one.id, keyring=anna.ring, now=timezone.now())
    anna.post("draft", one.id, data={"answer": "\nAfter an empty line"})
    page = anna.page("report", one.id)
    # A browser drops the first line end after <textarea>.
    assert re.search(r"<textarea[^>]*name=\"answer\"[^>]*>\n\nAfter an empty line</textarea>", page)


def test_the_ledger_holds_no_word_of_the_report(anna: At, one) -> None:
    anna.page("report", one.id)
    rows = list(LedgerEntry.objects.values_list("actor", "verb", "object_id"))
    assert not any("shkoll" in str(row) or "2123456" in str(row) for row in rows)
