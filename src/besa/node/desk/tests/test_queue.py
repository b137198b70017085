"""An analyst sees the most urgent report first and why, finds their way by filters, and takes a report."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from besa.node.desk.models import SavedView
from besa.node.desk.tests.conftest import At, bring_in, marks
from besa.node.reports import actions
from besa.node.reports.models import Report


def shown(page: str) -> list[str]:
    return re.findall(r"data-line>([0-9A-Z]{4}-[0-9A-Z]{4})<", page)


@pytest.fixture
def three(team):
    """A calm old report, an urgent younger one, and a new one in between."""
    now = timezone.now()
    calm = bring_in("Një pyetje për cilësimet e telefonit.", now=now - timedelta(hours=200), age_band="15-17")
    urgent = bring_in("Një histori.", now=now - timedelta(hours=1), age_band="12", where="instagram")
    middle = bring_in("Una altra.", now=now - timedelta(minutes=5), age_band="15-17", language="mk", door="carer")
    judged = (
        (calm, 0, [], 120),
        (urgent, 3, ["happening-now", "reported-before"], 2),
        (middle, 1, ["reported-before"], 72),
    )
    for one, urgency, reasons, hours in judged:
        since = one.received.received_at
        Report.objects.filter(pk=one.id).update(
            urgency=urgency, reasons=reasons, answer_due=since + timedelta(hours=hours)
        )
    return calm, urgent, middle


def names(*brought) -> list[str]:
    return [one.received.reference for one in brought]


def test_the_most_urgent_stands_first_then_who_waits_longest(anna: At, three) -> None:
    calm, urgent, middle = three
    assert shown(anna.page("queue")) == names(urgent, middle, calm)


def test_a_line_says_in_words_how_urgent_why_since_when_and_by_when(anna: At, three) -> None:
    page = anna.page("queue")
    line = page[page.index("data-line") - 300 : page.index("</li>", page.index("data-line"))]
    text = re.sub(r"<[^>]+>", " ", line)
    for words in ("Now", "It is happening now", "Reported before", "waits 1 h", "answer in", "Unread", "New"):
        assert words in text, words
    for words in ("Nobody's", "Shqip", "12", "Instagram", "Child or teenager", "Take"):
        assert words.replace("'", "&#x27;") in text or words in text, words


def test_a_broken_promise_is_said_with_a_sign_and_words(anna: At, three) -> None:
    page = anna.page("queue", query="?overdue=1")
    assert 'class="promise broken"' in page
    assert "answer 3 days late" in page


@pytest.mark.parametrize(
    ("query", "wanted"),
    [
        ("urgency=3", "urgent"),
        ("language=mk", "middle"),
        ("reason=happening-now", "urgent"),
        ("reason=reported-before", "urgent middle"),
        ("overdue=1", "calm"),
        ("unread=1", "urgent middle calm"),
        ("claimed=mine", ""),
        ("claimed=nobody", "urgent middle calm"),
        ("state=waiting", ""),
        ("state=fresh", "urgent middle calm"),
        ("state=closed", ""),
        ("order=newest", "middle urgent calm"),
        ("order=due", "calm urgent middle"),
        ("urgency=9&language=xx&state=nonsense&order=DROP&page=-1", "urgent middle calm"),
    ],
)
def test_each_filter_shows_what_it_says(anna: At, three, query: str, wanted: str) -> None:
    one = dict(zip(("calm", "urgent", "middle"), three, strict=True))
    assert shown(anna.page("queue", query=f"?{query}")) == names(*(one[name] for name in wanted.split()))


def test_filters_add_up_and_stay_chosen(anna: At, three) -> None:
    page = anna.page("queue", query="?language=mk&unread=1")
    assert shown(page) == names(three[2])
    assert re.search(r'<option value="mk" selected>', page)
    assert re.search(r'name="unread"[^>]*checked', page)


def test_nothing_found_is_said(anna: At, three) -> None:
    assert "Nothing fits this filter." in anna.page("queue", query="?urgency=2")


def test_an_empty_queue_is_said(anna: At) -> None:
    assert "Nothing waits." in anna.page("queue")


def test_the_counts_on_top_lead_to_what_they_count(anna: At, three) -> None:
    actions.claim(three[1].id, keyring=anna.ring, now=timezone.now())
    page = re.sub(r"\s+", " ", anna.page("queue"))
    for name, count in (("Open", 3), ("Unread", 3), ("Late", 1), ("Mine", 1)):
        assert f"{name} <b>{count}</b>" in page, name
    assert 'href="/staff/queue?claimed=mine"' in page


def test_the_queue_is_cut_into_pages_on_the_server(anna: At) -> None:
    for _ in range(51):
        bring_in("x")
    first = anna.page("queue", query="?language=sq")
    assert len(shown(first)) == 50
    assert "Page 1 of 2" in first
    assert 'href="?language=sq&amp;page=2"' in first
    second = anna.page("queue", query="?language=sq&page=2")
    assert len(shown(second)) == 1
    assert not set(shown(first)) & set(shown(second))


def test_the_number_of_queries_does_not_grow_with_the_queue(anna: At, ben: At) -> None:
    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            anna.page("queue")
        return len(queries)

    first = bring_in("x")
    anna.page("queue")
    few = asked()
    for turn in range(12):
        one = bring_in("x", language="mk" if turn % 2 else "sq")
        actions.claim(one.id, keyring=(anna if turn % 2 else ben).ring, now=timezone.now())
    assert asked() <= few + 1, "one more may ask for the names of colleagues"
    assert few <= 24
    assert first.received.reference in anna.page("queue")


def test_a_whole_page_of_the_queue_is_light(anna: At) -> None:
    for _ in range(50):
        bring_in("x", where="instagram", age_band="13-14")
    Report.objects.update(reasons=["happening-now", "reported-before"], urgency=2)
    packed = anna.get("queue", **{"Accept-Encoding": "gzip"})
    assert packed.headers["Content-Encoding"] == "gzip"
    assert len(packed.content) < 12 * 1024


def test_taking_a_report_needs_no_opening_and_keeps_the_place(anna: At, three) -> None:
    urgent = three[1]
    anna.page("queue", query="?urgency=3")
    response = anna.post("queue_claim", data={"report": str(urgent.id)})
    assert response["Location"] == f"/staff/queue?urgency=3#r-{urgent.id}"
    assert marks(urgent.id) == ["reports.report.received", "reports.report.claimed"]
    page = anna.page("queue")
    assert "In work" in page
    assert Report.objects.get(pk=urgent.id).claimed_by_id == anna.ring.staff_id


def test_who_comes_second_is_told_who_was_faster(anna: At, ben: At, three) -> None:
    urgent = three[1]
    anna.post("queue_claim", data={"report": str(urgent.id)})
    page = ben.told("queue_claim", data={"report": str(urgent.id)})
    assert "Anna was faster and has this report now." in page
    assert Report.objects.get(pk=urgent.id).claimed_by_id == anna.ring.staff_id


def test_a_report_that_was_closed_meanwhile_is_said_kindly(anna: At, ben: At, three) -> None:
    urgent, now = three[1], timezone.now()
    actions.claim(urgent.id, keyring=anna.ring, now=now)
    from besa.core.casework import Outcome

    actions.close(urgent.id, Outcome.HELPED, keyring=anna.ring, now=now)
    Report.objects.filter(pk=urgent.id).update(claimed_by=None)
    assert "moved on meanwhile" in ben.told("queue_claim", data={"report": str(urgent.id)})


@pytest.mark.parametrize("typed", ["", "nonsense", "00000000-0000-4000-8000-000000000000"])
def test_taking_what_does_not_exist_is_not_found(anna: At, typed: str) -> None:
    assert anna.post("queue_claim", data={"report": typed}).status_code == 404


def test_news_counts_what_is_new_since_the_page_was_loaded(anna: At, three) -> None:
    since = int((timezone.now() - timedelta(minutes=30)).timestamp())
    response = anna.get("news", query=f"?since={since}", **{"X-Besa-Background": "1"})
    assert response.json() == {"new": 1, "text": "1 new report or message."}
    actions.open_report(three[2].id, keyring=anna.ring, now=timezone.now())
    assert anna.get("news", query=f"?since={since}").json()["new"] == 0


@pytest.mark.parametrize("since", ["", "x", "9" * 30, "-5e3"])
def test_news_without_a_sensible_moment_is_no_news(anna: At, three, since: str) -> None:
    assert anna.get("news", query=f"?since={since}").json() == {"new": 0, "text": ""}


def test_asking_for_news_does_not_keep_the_screen_open(anna: At) -> None:
    session = anna.client.session
    session["seen"] = session["seen"] - 600
    session.save()
    anna.get("news", query="?since=1", **{"X-Besa-Background": "1"})
    assert anna.client.session["seen"] == session["seen"]
    anna.page("queue")
    assert anna.client.session["seen"] > session["seen"]


def test_a_view_is_kept_under_a_name_for_oneself_only(anna: At, ben: At, three) -> None:
    page = anna.told("save_view", data={"name": "Skopje late", "language": "mk", "overdue": "1", "order": "nonsense"})
    assert "Skopje late" in page
    view = SavedView.objects.get()
    assert view.query == "language=mk&overdue=1"
    assert 'href="/staff/queue?language=mk&amp;overdue=1" aria-current="page"' in page
    assert "Skopje late" not in ben.page("queue")
    ben.post("forget_view", view.pk)
    assert SavedView.objects.exists(), "nobody removes a colleague's view"
    assert "Skopje late" not in anna.told("forget_view", view.pk)


def test_there_is_an_end_to_saved_views(anna: At) -> None:
    for number in range(20):
        anna.post("save_view", data={"name": f"v{number}", "urgency": "3"})
    assert "You have 20 views already." in anna.told("save_view", data={"name": "one more", "urgency": "3"})
    assert "Give the view a name" in anna.told("save_view", data={"name": " ", "urgency": "3"})


def test_one_s_own_work_is_a_page_of_its_own(anna: At, ben: At, three) -> None:
    now = timezone.now()
    actions.claim(three[1].id, keyring=anna.ring, now=now)
    actions.claim(three[0].id, keyring=ben.ring, now=now)
    assert shown(anna.page("mine")) == names(three[1])
    assert shown(ben.page("mine")) == names(three[0])


def test_deadlines_show_what_is_late_and_what_is_due_next(anna: At, three) -> None:
    calm, urgent, middle = three
    page = anna.page("deadlines")
    late, due = page.split("Due next")
    assert shown(late) == names(calm)
    assert shown(due) == names(urgent, middle)
    assert "Late (1)" in page


def test_who_holds_no_desk_s_key_sees_no_queue(team, sit) -> None:
    from besa.node.people.models import Membership

    Membership.objects.filter(staff=team.ben.staff_id).delete()
    assert sit(team.ben).get("queue").status_code == 403


def test_the_queue_wants_a_signed_in_unlocked_person(client) -> None:
    response = client.get("/staff/queue")
    assert response.status_code == 302
    assert "/sign-in" in response["Location"]


def test_somebody_at_two_desks_sees_both_by_name_and_can_look_at_one(team, sit, three) -> None:
    from besa.node.people import actions as people
    from besa.node.people.keyring import keyring_of
    from besa.node.people.models import Staff

    person = Staff.objects.get(pk=team.anna.staff_id)
    people.create_desk(
        actor=person.actor, slug="night", name="Night desk", kind="helpline", receives_public=False,
        first_member_id=person.pk,
    )  # fmt: skip
    both = sit(keyring_of(person, team.anna.own))
    page = both.page("queue")
    assert len(shown(page)) == 3
    assert "All my desks" in page
    assert re.search(r'<span class="soft">Hotline</span>', page)
    assert shown(both.page("queue", query="?desk=hotline")) == shown(page)
    assert shown(both.page("queue", query="?desk=night")) == []
    assert shown(both.page("queue", query="?desk=police")) == shown(page), "a desk that is not one's own is no filter"
