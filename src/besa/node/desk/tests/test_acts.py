"""Whoever has a report in hand does one thing after the other; each leaves one mark, and no typed word is lost."""

from __future__ import annotations

import secrets

import pytest
from django.test import Client
from django.utils import timezone

from besa.core.casework import Outcome
from besa.node.desk.tests.conftest import At, bring_in, marks
from besa.node.desk.views.acts import NAMES
from besa.node.reports import actions, queries
from besa.node.reports.models import Message, Report


@pytest.fixture
def one(team):
    return bring_in("Një histori.")


@pytest.fixture
def held(one, anna):
    actions.claim(one.id, keyring=anna.ring, now=timezone.now())
    return one


def answer(text: str, **more: str) -> dict[str, str]:
    return {"answer": text, "submission": secrets.token_hex(16), **more}


def last(report) -> str:
    return [verb for verb in marks(report.id) if verb != "reports.report.opened"][-1]


def row(report) -> Report:
    return Report.objects.get(pk=report.id)


def test_take_answer_note_label_judge_refer_close_reopen(anna: At, one) -> None:
    assert "This report is yours now." in anna.told("claim", one.id)
    assert last(one) == "reports.report.claimed"

    assert "Your answer is sent." in anna.told("answer", one.id, data=answer("Faleminderit që na shkrove."))
    assert last(one) == "reports.answer.sent"
    conversation = queries.conversation(queries.find_by_code(one.code))
    assert [m.text for m in conversation.messages] == ["Faleminderit që na shkrove."]

    assert "Your note is saved." in anna.told("note", one.id, data={"note": "Called the school."})
    assert last(one) == "reports.note.written"

    told = anna.told("classify", one.id, data={"labels": ["grooming", "girl"], "labels_were": ""})
    assert "The labels are saved." in told
    assert last(one) == "reports.report.classified"
    assert 'value="grooming" checked' in told

    assert "The urgency is changed." in anna.told("judge", one.id, data={"urgency": "3"})
    assert last(one) == "reports.report.judged"
    assert row(one).urgency == 3

    told = anna.told("refer", one.id, data={"authority": "police_cyber", "reason": "A threat with a deadline."})
    assert "A threat with a deadline." in told
    assert last(one) == "reports.report.referred_out"

    assert "The report is closed." in anna.told("close", one.id, data={"outcome": "police"})
    assert last(one) == "reports.report.closed"
    assert (row(one).state, row(one).outcome) == ("closed", "police")

    assert "The report is open again." in anna.told("reopen", one.id)
    assert last(one) == "reports.report.reopened"


def test_give_back_and_hand_over(anna: At, ben: At, held) -> None:
    assert "Everybody can take this report again." in anna.told("return", held.id)
    assert last(held) == "reports.report.returned"
    anna.post("claim", held.id)
    page = anna.page("report", held.id)
    assert f'<option value="{ben.ring.staff_id}">Ben</option>' in page
    assert f'<option value="{anna.ring.staff_id}">' not in page, "nobody hands over to themselves"
    assert "Your colleague has this report now." in anna.told("hand_over", held.id, data={"to": str(ben.ring.staff_id)})
    assert last(held) == "reports.report.handed_over"
    assert row(held).claimed_by_id == ben.ring.staff_id


def test_handing_over_to_another_desk_is_refused(anna: At, cara: At, held) -> None:
    assert "not possible" in anna.told("hand_over", held.id, data={"to": str(cara.ring.staff_id)})
    assert row(held).claimed_by_id == anna.ring.staff_id


def test_an_act_leads_back_to_its_place(anna: At, held) -> None:
    assert anna.post("note", held.id, data={"note": "x"})["Location"] == f"/staff/reports/{held.id}#notes"
    anna.page("queue", query="?claimed=mine")
    back = anna.post("close", held.id, data={"outcome": "advice"})["Location"]
    assert back == f"/staff/queue?claimed=mine#r-{held.id}"


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("answer", {"answer": " ", "submission": "0" * 32}, "Write an answer before you send it."),
        ("answer", {"answer": "x" * 20_001, "submission": "0" * 32}, "too long"),
        ("answer", {"answer": "x", "submission": "zz"}, "Please load the page again."),
        (
            "answer",
            {"answer": "Kam një pyetje: [pyetja jote]", "submission": "0" * 32},
            "in brackets first: [pyetja jote]",
        ),
        ("note", {"note": ""}, "Write a note before you save it."),
        ("classify", {"labels": ["nonsense"], "labels_were": ""}, "not in use any more"),
        ("judge", {}, "Choose how urgent it is."),
        ("judge", {"urgency": "7"}, "Select a valid choice"),
        ("hand_over", {"to": ""}, "Choose a colleague."),
        ("hand_over", {"to": "x"}, "Choose a colleague."),
        ("refer", {"authority": "", "reason": "x"}, "Choose who it is passed to."),
        ("refer", {"authority": "police_cyber", "reason": " "}, "Say in a sentence why"),
        ("close", {}, "Choose how it ended."),
    ],
)
def test_what_is_missing_is_said_and_nothing_happens(
    anna: At, held, name: str, data: dict[str, object], said: str
) -> None:
    before = marks()
    page = anna.told(name, held.id, data=data)
    assert said in page
    assert [verb for verb in marks() if verb != "reports.report.opened"] == [
        verb for verb in before if verb != "reports.report.opened"
    ]


def test_brackets_that_are_no_blank_may_be_sent(anna: At, held) -> None:
    assert "Your answer is sent." in anna.told("answer", held.id, data=answer("Shiko [1] dhe [2]."))


def test_a_double_press_sends_once(anna: At, held) -> None:
    data = answer("Një herë.")
    assert "Your answer is sent." in anna.told("answer", held.id, data=data)
    assert "Your answer is sent." in anna.told("answer", held.id, data=data)
    assert Message.objects.filter(report=held.id).count() == 1
    assert marks(held.id).count("reports.answer.sent") == 1


def test_line_ends_arrive_as_they_were_typed(anna: At, held) -> None:
    anna.post("answer", held.id, data=answer("Një\r\n\r\ndy"))
    conversation = queries.conversation(queries.find_by_code(held.code))
    assert conversation.messages[0].text == "Një\n\ndy"


def test_a_colleague_who_does_not_hold_it_is_told_who_does(anna: At, ben: At, held) -> None:
    page = ben.told("answer", held.id, data=answer("Edhe unë."))
    assert "Anna has this report now. What you wrote is kept." in page
    assert "Edhe unë." in page, "the draft is on the page again"
    assert not Message.objects.filter(report=held.id).exists()


def test_answering_before_taking_it_is_said_kindly(anna: At, one) -> None:
    page = anna.told("answer", one.id, data=answer("Para se ta marr."))
    assert "Take this report first. What you wrote is kept." in page
    assert "Para se ta marr." in page


def test_a_report_closed_meanwhile_keeps_what_was_typed(anna: At, held) -> None:
    actions.close(held.id, Outcome.ADVICE, keyring=anna.ring, now=timezone.now())
    page = anna.told("answer", held.id, data=answer("Vonë."))
    assert "moved on meanwhile" in page
    assert "Vonë." in page


def test_two_take_it_at_once_and_one_has_it(anna: At, ben: At, one) -> None:
    anna.page("report", one.id)
    ben.page("report", one.id)
    assert "This report is yours now." in anna.told("claim", one.id)
    assert "Anna has this report now." in ben.told("claim", one.id)
    assert marks(one.id).count("reports.report.claimed") == 1


def test_a_lead_may_give_back_what_a_colleague_holds(anna: At, ben: At, one) -> None:
    actions.claim(one.id, keyring=ben.ring, now=timezone.now())
    assert "return" in anna.page("report", one.id)
    assert "Everybody can take this report again." in anna.told("return", one.id)


def test_a_member_may_not(anna: At, ben: At, held) -> None:
    assert "/return" not in ben.page("report", held.id)
    assert "Anna has this report now." in ben.told("return", held.id)


def test_only_what_is_possible_now_is_offered(anna: At, ben: At, held) -> None:
    mine, theirs = anna.page("report", held.id), ben.page("report", held.id)
    for act in ("answer", "classify", "judge", "refer", "close", "hand-over", "return", "erase"):
        assert f"/{act}" in mine, act
        assert f'/{act}"' not in theirs, act
    assert f"reports/{held.id}/note" in theirs, "everybody at the desk may write notes"
    assert f"reports/{held.id}/claim" not in mine


@pytest.mark.parametrize("name", NAMES)
def test_no_act_by_merely_looking(anna: At, held, name: str) -> None:
    before = marks()
    assert anna.get(name.replace("-", "_"), held.id).status_code == 405
    assert marks() == before


@pytest.mark.parametrize("name", NAMES)
def test_no_act_from_another_site(anna: At, held, name: str) -> None:
    strict = Client(enforce_csrf_checks=True, headers={"Accept-Language": "en"})
    strict.cookies.update(anna.client.cookies)
    before = marks()
    assert strict.post(f"/staff/reports/{held.id}/{name}", {"outcome": "helped"}).status_code == 403
    assert marks() == before
