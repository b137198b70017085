"""Deadlines of referrals: in the line, on the report's page, in the filters and on a page of their own."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from besa.core.casework import Outcome
from besa.node.desk.tests.conftest import At, bring_in
from besa.node.desk.tests.referred import NOW, referral, source, take_in, viral, written
from besa.node.desk.tests.test_queue_of_referrals import shown, words
from besa.node.referrals.models import Source
from besa.node.reports import actions as reports
from besa.node.reports.models import Report

__all__ = ["source", "take_in"]

DAY = timedelta(days=1)
HOUR = timedelta(hours=1)


@pytest.fixture
def arrived(take_in) -> Report:
    take_in(written([referral(1)]))
    return Report.objects.get()


def clocks(report: Report, **moments) -> Report:
    for name, moment in moments.items():
        setattr(report, name, moment)
    report.save()
    return report


@pytest.mark.parametrize(
    ("take", "said", "state"),
    [
        (timedelta(hours=2, minutes=30), "to be taken within 2 h", "running"),
        (timedelta(minutes=10), "to be taken within 10 min", "soon"),
        (-2 * HOUR, "nobody took it: 2 h late", "broken"),
    ],
)
def test_a_line_says_when_it_is_to_be_taken_and_never_that_an_answer_is_owed(
    anna: At, arrived: Report, take: timedelta, said: str, state: str
) -> None:
    clocks(arrived, take_due=timezone.now() + take)
    for page in (anna.page("queue"), anna.page("report", arrived.id)):
        assert re.search(rf'class="promise {state}"[^/]*/i> {said}<', page)
        assert "answer" not in words(page.partition('class="lines"')[2].partition("</ol>")[0])
        assert re.search(r"came \d+ days ago", words(page))


def test_once_taken_nothing_is_owed(anna: At, arrived: Report) -> None:
    anna.post("claim", arrived.id)
    assert 'class="promise' not in anna.page("queue")
    assert "In my hands, nothing owed" in words(anna.page("mine")).split("NCMEC")[0]


@pytest.mark.parametrize(
    ("left", "said"),
    [
        (40 * DAY, ""),
        (20.5 * DAY, "kept by the provider for 20 days more"),
        (2 * HOUR, "kept by the provider for"),
        (-DAY, "the provider may have deleted it"),
    ],
)
def test_a_line_says_what_providers_delete_soon(anna: At, arrived: Report, left: timedelta, said: str) -> None:
    clocks(arrived, take_due=None, kept_until=timezone.now() + left)
    line = words(anna.page("queue").partition('class="lines"')[2])
    assert said in line
    assert ("provider" in line) == bool(said)


def test_the_page_of_deadlines_shows_all_clocks_with_who_says_so(anna: At, take_in) -> None:
    take_in(written([referral(n) for n in range(3)]))
    late, soon, kept = Report.objects.order_by("id")
    now = timezone.now()
    clocks(late, take_due=now - HOUR)
    clocks(soon, take_due=now + HOUR)
    clocks(kept, take_due=None, kept_until=now + 5 * DAY)
    page = anna.page("deadlines")
    first, _, rest = page.partition('id="next"')
    following, _, last = rest.partition('id="kept"')
    assert (shown(first), shown(following)) == ([late.reference], [soon.reference])
    assert shown(last)[0] == kept.reference
    said = words(page)
    for part in ("Late (1)", "1 h where it is urgent, else 3 h", "Defaults of Primero", "REPORT Act", "2026-11-22"):
        assert part in said
    assert "not confirmed by anybody" in said


@pytest.mark.parametrize("late", [49, 50, 53])
def test_what_comes_next_is_shown_however_much_is_late(anna: At, take_in, late: int) -> None:
    take_in(written([referral(n) for n in range(late + 2)]))
    now = timezone.now()
    Report.objects.update(take_due=now - HOUR)
    coming = list(Report.objects.order_by("id")[:2])
    for number, report in enumerate(coming, 1):
        clocks(report, take_due=now + number * HOUR)
    following = anna.page("deadlines").partition('id="next"')[2].partition("</section>")[0]
    assert shown(following) == [report.reference for report in coming]


def test_the_filters_agree_with_the_page(anna: At, take_in) -> None:
    take_in(written([referral(n) for n in range(3)]))
    late, kept, _ = Report.objects.order_by("id")
    now = timezone.now()
    Report.objects.update(take_due=now + HOUR, kept_until=now + 90 * DAY)
    clocks(late, take_due=now - HOUR, kept_until=now + 6 * DAY)
    clocks(kept, take_due=None, kept_until=now + 2 * DAY)
    assert shown(anna.page("queue", query="?overdue=1")) == [late.reference]
    assert shown(anna.page("queue", query="?order=kept&kept=7")) == [kept.reference, late.reference]
    assert shown(anna.page("queue", query="?kept=3")) == [kept.reference]
    assert shown(anna.page("queue", query="?order=due"))[0] == late.reference
    assert len(shown(anna.page("queue", query="?kept=x"))) == 3


def test_a_desk_without_referrals_has_no_filter_for_what_providers_keep(anna: At) -> None:
    bring_in("Dikush më shkruan.")
    assert 'id="f-kept"' not in anna.page("queue")


def test_outcomes_that_a_source_waits_for_are_counted_until_they_are_told(anna: At, arrived: Report) -> None:
    clocks(arrived, answer_due=timezone.now() - DAY)
    anna.post("claim", arrived.id)
    reports.close(arrived.id, Outcome.POLICE, keyring=anna.ring, now=NOW)
    page = words(anna.page("deadlines"))
    assert "Outcomes not told yet" in page
    assert re.search(r"NCMEC 1 .* outcome to the source 24 h late", page)
    reports.told_source([arrived.id], now=NOW)
    assert "Outcomes not told yet" not in anna.page("deadlines")


def test_the_report_s_page_lists_the_clocks_of_a_referral(anna: At, arrived: Report) -> None:
    page = words(anna.page("report", arrived.id).partition('id="clocks"')[2].partition("</section>")[0])
    for part in ("Received", "To be taken by", "First read", "The provider keeps it at least until"):
        assert part in page
    assert "Answer promised" not in page
    assert "The sender does not say when it received the report" in page


def test_a_source_that_asks_is_known_by_it(anna: At, arrived: Report) -> None:
    assert "It asked to hear" not in anna.page("referrals")
    Source.objects.update(asks_outcome=True)
    assert "It asked to hear what becomes of its reports." in anna.page("referrals")


def test_how_long_each_step_took_by_source(anna: At, take_in) -> None:
    take_in(written([viral(n) for n in range(4)]))
    first, second, *_ = Report.objects.order_by("id")
    now = timezone.now()
    Report.objects.update(received_at=now - 5 * HOUR)
    Report.objects.filter(pk=first.pk).update(first_read_at=now - 4 * HOUR, source_told_at=now - 2 * HOUR)
    Report.objects.filter(pk=second.pk).update(first_read_at=now - 2 * HOUR, assessed_at=now)
    bring_in("Dikush më shkruan.")
    Report.objects.filter(source="public").update(received_at=now - HOUR)
    page = words(anna.page("times"))
    public, _, ours = page.partition("NCMEC (4)")
    assert "First answered" in public
    assert "First answered" not in ours
    for part in ("First opened 2 2 1 h 3 h", "Somebody took it 0 4 – –", "Outcome told to the source 1 3 3 h 3 h"):
        assert part in ours
    assert "Classified 1 3 5 h 5 h" in ours


def test_times_of_another_desk_are_not_shown(cara: At, arrived: Report) -> None:
    Report.objects.update(received_at=timezone.now())
    assert "NCMEC" not in cara.page("times")
    assert "Nothing came in." in cara.page("times", query="?days=nonsense")
