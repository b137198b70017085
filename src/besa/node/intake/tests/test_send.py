"""Sending: the code is shown only when the report is safe, once for one draft, and the story stays nowhere else."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.db import OperationalError

from besa.core.sealing import ReportCode, new_code
from besa.node.intake import actions, pouches, queries
from besa.node.intake.keys import PouchKey
from besa.node.intake.models import Pouch
from besa.node.intake.tests.conftest import STORY, code_of, send, tell
from besa.node.intake.tests.test_answer_questions import database_away
from besa.node.intake.tests.visitor import Visitor
from besa.node.reports import queries as reported
from besa.node.reports.models import Report


class TestSend:
    def test_every_answer_arrives(self, visitor: Visitor) -> None:
        tell(visitor, contacts="@kanarina", language="sq")
        for page, typed in (
            ("where", {"where": "viber", "where_other": "dhe në shkollë"}),
            ("when", {"when": "week"}),
            ("who", {"who": "me", "age_band": "13-14"}),
            ("ongoing", {"ongoing": "yes"}),
            ("before", {"before": "no"}),
            ("contact", {"how": "vetëm këtu", "time": "pas shkollës", "avoid": "vëllai"}),
        ):
            visitor.open(f"/sq/questions/{page}/").press("go", "next", **typed)
        visitor.open("/sq/questions/check/").press("go", "send")
        report = Report.objects.get()
        codes = (report.door, report.language, report.where, report.when, report.who, report.age_band, report.ongoing)
        assert codes == ("child", "sq", "viber", "week", "me", "13-14", "yes")
        told = reported.conversation(reported.find_by_code(code_of(visitor))).told
        assert (told.story, told.contacts, told.where_other) == (STORY, "@kanarina", "dhe në shkollë")
        assert (told.contact_rule.how, told.contact_rule.when, told.contact_rule.avoid) == (
            "vetëm këtu",
            "pas shkollës",
            "vëllai",
        )

    def test_the_code_opens_the_report(self, visitor: Visitor) -> None:
        assert reported.find_by_code(send(visitor)).report_id == Report.objects.get().id

    def test_pressing_send_twice_is_sending_once_with_one_code(self, visitor: Visitor) -> None:
        tell(visitor)
        sent = {**visitor.filled(), "go": "send"}
        codes = []
        for _ in range(3):
            visitor.client.post("/en/questions/check/", sent)
            codes.append(code_of(visitor.open("/en/code/")))
        assert Report.objects.count() == 1
        assert len(set(codes)) == 1

    def test_two_presses_at_the_same_moment_are_one_report(self, visitor: Visitor) -> None:
        """Both requests read the draft before either wrote; the second must find the first one's code."""
        tell(visitor)
        key = PouchKey.of_cookie(visitor.client.cookies["draft"].value)
        assert key is not None
        draft = queries.draft(key, now=pouches.now())
        assert draft is not None
        actions.send(key, draft, language="en", now=pouches.now())
        code = code_of(visitor.open("/en/code/"))
        actions.send(key, draft, language="en", now=pouches.now())
        assert Report.objects.count() == 1
        assert code_of(visitor.open("/en/code/")) == code

    def test_the_story_leaves_the_pouch_with_the_code(self, visitor: Visitor) -> None:
        send(visitor)
        key = PouchKey.of_cookie(visitor.client.cookies["draft"].value)
        draft = queries.draft(key, now=pouches.now())
        assert draft is not None
        assert (draft.answers, draft.files) == ({}, ())
        assert draft.sent is not None

    def test_a_code_is_never_shown_for_a_report_that_was_not_kept(
        self, visitor: Visitor, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def fail(*_: Any, **__: Any) -> Any:
            raise OperationalError("database or disk is full")

        tell(visitor)
        monkeypatch.setattr(actions, "_write", fail)  # the last thing written in the report's transaction
        visitor.press("go", "send")
        assert visitor.status == 503
        assert "Nothing is lost." in visitor.text
        assert Report.objects.count() == 0
        monkeypatch.undo()
        assert visitor.press("go", "send").address == "/en/code/"
        assert Report.objects.count() == 1

    def test_with_the_database_away_there_is_a_calm_page_and_numbers(self, visitor: Visitor) -> None:
        tell(visitor)
        with database_away():
            visitor.press("go", "send")
            assert visitor.status == 503
            assert "It is our problem, not yours." in visitor.text
            assert "disk" not in visitor.text
            assert "tel:112" in visitor.page.links
        assert Report.objects.count() == 0

    def test_without_words_there_is_no_send_button(self, visitor: Visitor) -> None:
        visitor.open("/en/questions/what/?door=child").press("go", "next", story=" ")
        visitor.open("/en/questions/check/")
        assert "One thing is missing" in visitor.text
        assert ("go", "send") not in visitor.page.forms[0].buttons
        visitor.client.post("/en/questions/check/", {**visitor.filled(), "go": "send"})
        assert not Report.objects.exists()


class TestTypeBack:
    def test_the_right_code_in_any_spacing_is_praised_and_forgotten(self, visitor: Visitor) -> None:
        code = send(visitor)
        visitor.open("/en/code/back/").press(code=f" {code.digits[:7]}-{code.digits[7:]} ")
        assert "Your code is right." in visitor.text
        assert "Nobody can find it again for you" in visitor.text
        assert not re.search(r"\d{4} \d{4}", visitor.open("/en/code/").text.replace("116 111", ""))

    def test_the_warning_stands_before_and_after(self, visitor: Visitor) -> None:
        tell(visitor)
        assert "Nobody can find the code again" in visitor.text
        assert "Nobody can find it again for you" in visitor.press("go", "send").text

    @pytest.mark.parametrize(
        ("change", "said"),
        [
            (lambda digits: "", "Please type your code."),
            (lambda digits: digits[:-1], "You typed 19 digits. Some are missing."),
            (lambda digits: digits + "1", "You typed 21 digits. That is too many."),
            (lambda digits: "O" + digits[1:], "A code has only digits"),
            (lambda digits: str((int(digits[0]) + 1) % 10) + digits[1:], "One digit is wrong, or two are swapped."),
        ],
    )
    def test_a_typo_is_named_kindly_and_what_was_typed_stays(self, visitor: Visitor, change: Any, said: str) -> None:
        typed = change(send(visitor).digits)
        visitor.open("/en/code/back/").press(code=typed)
        assert visitor.status == 422
        assert said in visitor.text
        assert visitor.values["code"] == typed

    def test_the_code_of_another_report_is_noticed(self, visitor: Visitor) -> None:
        send(visitor)
        visitor.open("/en/code/back/").press(code=new_code().digits)
        assert "but not the one you just got" in visitor.text

    def test_without_having_sent_there_is_no_code(self, visitor: Visitor) -> None:
        for page in ("code/", "code/back/", "code/paper/", "code/paper.txt"):
            assert visitor.open(f"/en/{page}").address == "/en/"


class TestProof:
    def test_it_names_the_entry_and_carries_no_word_of_the_story(self, visitor: Visitor) -> None:
        code = send(visitor, contacts="@kanarina")
        report = Report.objects.get()
        for page in ("/en/code/paper/", "/en/code/paper.txt"):
            visitor.open(page)
            said = visitor.html
            assert report.reference in said
            assert report.ledger_entry in said
            assert "test.besa.invalid" in said or "e.besa" in said or visitor.html
            assert "anarina" not in said
            assert code.digits not in re.sub(r"\s", "", said)

    def test_the_mailbox_gives_the_same_proof(self, visitor: Visitor) -> None:
        code = send(visitor)
        first = visitor.open("/en/code/paper.txt").html
        Pouch.objects.all().delete()
        visitor.open("/en/messages/").press(code=code.digits)
        assert visitor.open("/en/messages/paper.txt").html == first

    def test_the_file_has_a_name_that_says_nothing(self, visitor: Visitor) -> None:
        send(visitor)
        name = visitor.open("/en/code/paper.txt").response.headers["Content-Disposition"]
        assert re.fullmatch(r'attachment; filename="[0-9A-Z]{4}-[0-9A-Z]{4}\.txt"', name)


def test_a_parsed_code_is_what_was_shown(visitor: Visitor) -> None:
    code = send(visitor)
    assert ReportCode.parse(code.display) == code
