"""One question a page: most may stay empty, Back always works, nothing typed is lost."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import OperationalError, connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from besa.node.intake import steps
from besa.node.intake.forms import STORY_LENGTH
from besa.node.intake.models import Pouch
from besa.node.intake.tests.conftest import STORY, send, tell
from besa.node.intake.tests.visitor import Visitor
from besa.node.reports.models import Report


@contextmanager
def database_away() -> Iterator[None]:
    """Every statement fails, as with a full disk or a server that is gone."""

    def fail(*_: Any) -> Any:
        raise OperationalError("disk I/O error")

    with connection.execute_wrapper(fail):
        yield


class TestTheWay:
    def test_only_the_first_question_needs_an_answer(self, visitor: Visitor) -> None:
        visitor.open("/en/questions/what/?door=child").press("go", "next", story=STORY)
        for number in range(2, len(steps.STEPS) + 1):
            assert visitor.page.title == f"Question {number} of {len(steps.STEPS)}"
            visitor.press("go", "next")
        assert visitor.address == "/en/questions/check/"
        assert visitor.press("go", "send").status == 200
        assert Report.objects.get().where == "unknown"

    def test_nothing_at_all_asks_kindly_and_ties_the_words_to_the_field(self, visitor: Visitor) -> None:
        visitor.open("/en/questions/what/?door=child").press("go", "next", story="   ")
        assert visitor.status == 422
        assert "Please write a few words about what happened" in visitor.text
        assert 'aria-describedby="id_story_helptext id_story_error"' in visitor.html
        assert 'aria-invalid="true"' in visitor.html
        assert "#id_story" in visitor.page.links

    def test_a_link_alone_is_enough(self, visitor: Visitor) -> None:
        visitor.open("/en/questions/what/?door=other").press("go", "next", contacts="https://example.org/x")
        assert visitor.address == "/en/questions/where/"

    def test_back_keeps_what_was_just_typed_even_when_it_is_not_right(self, visitor: Visitor) -> None:
        tell(visitor).open("/en/questions/where/").press("go", "next", where="viber")
        visitor.press("go", "back")
        assert visitor.values["where"] == "viber"
        visitor.press("go", "back", where_other="x" * 2000)
        assert visitor.values["story"] == STORY
        assert visitor.open("/en/questions/where/").values["where_other"] == "x" * 2000

    def test_a_change_from_the_last_page_leads_back_to_it(self, visitor: Visitor) -> None:
        tell(visitor)
        assert "/en/questions/when/?from=check" in visitor.page.links
        visitor.open("/en/questions/when/?from=check").press("go", "next", when="today")
        assert visitor.address == "/en/questions/check/"
        assert "Today" in visitor.text

    def test_the_door_goes_along(self, visitor: Visitor) -> None:
        tell(visitor, door="carer").open("/en/questions/who/")
        assert visitor.page.forms[0].choices["who"] == ["child", "several", "unknown"]
        visitor.open("/en/questions/check/").press("go", "send")
        assert Report.objects.get().door == "carer"

    def test_a_question_without_a_draft_begins_at_the_start(self, visitor: Visitor) -> None:
        assert visitor.open("/en/questions/when/").address == "/en/"
        assert visitor.open("/en/questions/check/").address == "/en/"

    def test_the_language_can_change_in_the_middle(self, visitor: Visitor) -> None:
        visitor.open("/sq/questions/what/?door=child").press("go", "next", story=STORY)
        visitor.open("/mk/questions/where/").press("go", "back")
        assert (visitor.page.language, visitor.values["story"]) == ("mk", STORY)


class TestNothingIsLost:
    def test_too_long_a_story_stays_on_the_page_and_in_the_pouch(self, visitor: Visitor) -> None:
        story = "ш" * (STORY_LENGTH + 1)
        visitor.open("/en/questions/what/?door=child").press("go", "next", story=story)
        assert visitor.status == 422
        assert "too long by 1 letter." in visitor.text
        assert visitor.values["story"] == story
        assert visitor.open("/en/questions/what/").values["story"] == story

    def test_when_the_database_is_away_the_words_stay_on_the_page(self, visitor: Visitor) -> None:
        visitor.open("/en/questions/what/?door=child")
        with database_away():
            visitor.press("go", "next", story=STORY)
        assert visitor.status == 503
        assert "Nothing is lost." in visitor.text
        assert visitor.values["story"] == STORY
        assert visitor.press("go", "next").address == "/en/questions/where/"

    def test_typing_is_kept_by_the_way_without_leaving_the_page(self, visitor: Visitor) -> None:
        visitor.open("/en/questions/what/?door=child")
        sent = {**visitor.filled(story="half a sen"), "save": "yes"}
        assert visitor.client.post("/en/questions/what/", sent).status_code == 204
        assert visitor.open("/en/questions/what/").values["story"] == "half a sen"

    def test_a_choice_that_was_not_offered_is_not_kept(self, visitor: Visitor) -> None:
        tell(visitor).open("/en/questions/when/")
        sent = {**visitor.filled(), "when": "<script>", "go": "next"}
        assert visitor.client.post("/en/questions/when/", sent).status_code == 422
        assert "when" not in visitor.open("/en/questions/when/").values

    @settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
    @given(st.text(min_size=1, max_size=300).filter(lambda text: text.strip() and "\x00" not in text))
    def test_any_words_in_any_script_come_back_as_typed(self, visitor: Visitor, story: str) -> None:
        story = story.encode("utf-8", "ignore").decode().replace("\r\n", "\n").replace("\r", "\n")
        if not story.strip():
            return
        visitor.open("/en/questions/what/?door=child").press("go", "next", story=story)
        shown = visitor.open("/en/questions/what/").values["story"]
        assert shown.replace("\r\n", "\n").replace("\r", "\n") == story


class TestAfterSending:
    def test_other_questions_lead_to_the_code(self, visitor: Visitor) -> None:
        send(visitor)
        for page in ("when", "files", "check"):
            assert visitor.open(f"/en/questions/{page}/").address == "/en/code/"

    def test_a_door_begins_anew_and_says_that_something_was_sent(self, visitor: Visitor) -> None:
        send(visitor)
        visitor.open("/en/questions/what/?door=child")
        assert visitor.values["story"] == ""
        assert "You already sent something." in visitor.text
        visitor.press("go", "next", story="Something else").press("go", "check").press("go", "send")
        assert Report.objects.count() == 2

    def test_an_old_page_of_the_same_draft_cannot_bring_the_story_back(self, visitor: Visitor) -> None:
        tell(visitor).open("/en/questions/when/")
        sent = {**visitor.filled(when="today"), "go": "next"}
        visitor.open("/en/questions/check/").press("go", "send")
        assert visitor.client.post("/en/questions/when/", sent).headers["Location"] == "/en/code/"
        assert Pouch.objects.count() == 1
