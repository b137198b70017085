"""The mailbox: the code opens it, answers are marked as new once, and nothing typed is lost when it closes."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from besa.core.sealing import ReportCode, new_code
from besa.node.intake import actions
from besa.node.intake.models import Pouch
from besa.node.intake.tests.conftest import STORY, send
from besa.node.intake.tests.test_answer_questions import database_away
from besa.node.intake.tests.visitor import Visitor
from besa.node.reports import actions as reports
from besa.node.reports.models import Message, Report, ReporterAccess
from besa.node.reports.tests.conftest import Team


@pytest.fixture
def code(visitor: Visitor) -> ReportCode:
    """The code of a report; the browser that sent it has forgotten everything since."""
    code = send(visitor)
    visitor.client.get("/en/exit/")
    assert not Pouch.objects.exists()
    return code


def enter(visitor: Visitor, code: ReportCode) -> Visitor:
    return visitor.open("/en/messages/").press(code=code.display)


def answer(team: Team, text: str = "We are here for you.") -> None:
    report = Report.objects.get()
    now = timezone.now()
    reports.open_report(report.id, keyring=team.anna, now=now)
    reports.claim(report.id, keyring=team.anna, now=now)
    reports.answer(report.id, text, keyring=team.anna, submission=b"x" * 16, now=now)


class TestEnter:
    def test_before_an_answer_it_says_how_it_stands_and_when_one_is_promised(
        self, visitor: Visitor, code: ReportCode
    ) -> None:
        enter(visitor, code)
        assert "Nobody has read the newest ones yet." in visitor.text
        assert "We promise to answer within" in visitor.text
        assert STORY in visitor.text

    def test_a_code_that_opens_nothing_says_so_and_keeps_what_was_typed(self, visitor: Visitor) -> None:
        other = new_code()
        enter(visitor, other)
        assert visitor.status == 422
        assert "This code opens nothing." in visitor.text
        assert visitor.values["code"] == other.display
        assert not Pouch.objects.exists()

    def test_a_deleted_report_answers_exactly_like_one_that_never_was(self, visitor: Visitor, code: ReportCode) -> None:
        enter(visitor, code).open("/en/messages/delete/").press(sure="on")
        visitor.client.cookies.clear()
        gone = enter(visitor, code).html
        never_code = new_code()
        never = enter(visitor, never_code).html
        for page in (code.display, never_code.display):
            gone, never = gone.replace(page, ""), never.replace(page, "")
        assert visitor.status == 422
        assert _without_token(gone) == _without_token(never)

    def test_the_cookie_holds_neither_code_nor_key_in_clear(self, visitor: Visitor, code: ReportCode) -> None:
        enter(visitor, code)
        [row] = Pouch.objects.all()
        assert code.digits.encode() not in bytes(row.sealed)
        assert code.digits not in str(visitor.client.cookies)
        assert visitor.client.cookies["mailbox"]["httponly"]


class TestAnswers:
    def test_a_new_answer_is_marked_once(self, visitor: Visitor, code: ReportCode, team: Team) -> None:
        answer(team)
        enter(visitor, code)
        assert "You have 1 new message." in visitor.text
        assert "We are here for you." in visitor.text
        assert "We answered you." in visitor.text
        assert "You have" not in visitor.open("/en/messages/open/").text
        assert Message.objects.get(side="desk").read_at is not None

    def test_a_word_from_the_desk_is_never_markup(self, visitor: Visitor, code: ReportCode, team: Team) -> None:
        answer(team, "<b>bold</b>")
        assert "&lt;b&gt;bold&lt;/b&gt;" in enter(visitor, code).html


class TestWriteMore:
    def test_a_message_arrives_once_however_often_the_button_is_pressed(
        self, visitor: Visitor, code: ReportCode
    ) -> None:
        sent = {**enter(visitor, code).filled(text="He wrote again."), "go": "write"}
        for _ in range(3):
            visitor.client.post("/en/messages/open/", sent)
        assert Message.objects.count() == 1
        assert "He wrote again." in visitor.open("/en/messages/open/?done=written").text

    def test_the_same_words_from_a_new_page_are_a_new_message(self, visitor: Visitor, code: ReportCode) -> None:
        enter(visitor, code)
        for _ in range(2):
            visitor.press("go", "write", text="Please answer.")
        assert Message.objects.count() == 2

    def test_an_empty_message_asks_kindly(self, visitor: Visitor, code: ReportCode) -> None:
        enter(visitor, code).press("go", "write", text=" ")
        assert visitor.status == 422
        assert "Please write something first." in visitor.text

    def test_when_the_database_is_away_the_words_stay(self, visitor: Visitor, code: ReportCode) -> None:
        enter(visitor, code)
        sent = {**visitor.filled(text="half a story"), "save": "yes"}
        assert visitor.client.post("/en/messages/open/", sent).status_code == 204
        with database_away():
            visitor.press("go", "write", text="half a story and more")
        assert visitor.status == 503
        assert visitor.open("/en/messages/open/").values["text"] == "half a story"

    def test_typed_words_survive_a_mailbox_that_closed_meanwhile(self, visitor: Visitor, code: ReportCode) -> None:
        enter(visitor, code)
        Pouch.objects.update(expires=timezone.now())
        visitor.press("go", "write", text="I was away for a while.")
        assert "What you just typed is not lost." in visitor.text
        visitor.press(code=code.digits)
        assert visitor.values["text"] == "I was away for a while."


class TestClosing:
    def test_it_closes_after_fifteen_minutes_without_use(self, visitor: Visitor, code: ReportCode) -> None:
        enter(visitor, code)
        left = Pouch.objects.get().expires - timezone.now()
        assert timedelta(minutes=14) < left <= actions.MAILBOX_IDLE == timedelta(minutes=15)
        Pouch.objects.update(expires=timezone.now())
        visitor.open("/en/messages/open/")
        assert visitor.address == "/en/messages/?ended=1"
        assert "because nobody used them for a while" in visitor.text

    def test_closing_leaves_the_conversation_and_nothing_here(self, visitor: Visitor, code: ReportCode) -> None:
        enter(visitor, code)
        visitor.press(form=2)
        assert visitor.address == "/en/"
        assert not Pouch.objects.exists()
        assert enter(visitor, code).status == 200

    @pytest.mark.parametrize("page", ["open/", "paper/", "paper.txt", "delete/"])
    def test_without_the_code_nothing_opens(self, visitor: Visitor, code: ReportCode, page: str) -> None:
        assert visitor.open(f"/en/messages/{page}").address == "/en/messages/"


class TestDelete:
    def test_it_explains_asks_and_then_destroys(self, visitor: Visitor, code: ReportCode) -> None:
        enter(visitor, code).open("/en/messages/delete/")
        assert "Nobody can bring them back" in visitor.text
        visitor.press()
        assert visitor.status == 422
        assert "Please tick the box if you are sure." in visitor.text
        assert Report.objects.get().state != "erased"
        visitor.press(sure="on")
        assert "It is deleted." in visitor.text
        assert bytes(Report.objects.get().sealed_told) == b""
        assert not ReporterAccess.objects.exists()
        assert not Pouch.objects.exists()

    def test_an_open_page_of_a_deleted_report_asks_for_a_code(self, visitor: Visitor, code: ReportCode) -> None:
        enter(visitor, code)
        other = Visitor()
        enter(other, code).open("/en/messages/delete/").press(sure="on")
        for page in ("open/", "paper/"):
            assert visitor.open(f"/en/messages/{page}").address == "/en/messages/"


def _without_token(html: str) -> str:
    import re

    return re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", html)
