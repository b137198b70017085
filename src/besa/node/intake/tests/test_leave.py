"""Exit: one plain link on every page that destroys what was not sent and leads to a page that says nothing."""

from __future__ import annotations

import re

import pytest

from besa.node.intake.models import Pouch
from besa.node.intake.tests.conftest import send, tell
from besa.node.intake.tests.test_add_files import file, on_disk
from besa.node.intake.tests.test_answer_questions import database_away
from besa.node.intake.tests.visitor import Visitor
from besa.node.platform import country, languages
from besa.node.reports.models import Report

EVERYWHERE = ["", "who/", "leaving/", "messages/", "questions/what/", "nothing-is-here/"]


class TestLink:
    @pytest.mark.parametrize("page", EVERYWHERE)
    @pytest.mark.parametrize("code", ["sq", "sr"])
    def test_it_stands_on_every_page_twice_before_anything_else(self, visitor: Visitor, page: str, code: str) -> None:
        links = visitor.open(f"/{code}/{page}").page.links
        assert [links[place] for place in (0, 1, 3)] == ["#main", f"/{code}/exit/", f"/{code}/exit/"]

    def test_it_stands_on_the_inner_pages_too(self, visitor: Visitor) -> None:
        code = send(visitor)
        for page in ("code/", "code/back/", "code/paper/"):
            assert visitor.open(f"/en/{page}").page.links.count("/en/exit/") == 2
        visitor.open("/en/messages/").press(code=code.digits)
        for page in ("messages/open/", "messages/delete/", "messages/paper/"):
            assert visitor.open(f"/en/{page}").page.links.count("/en/exit/") == 2


class TestExit:
    def test_it_destroys_the_draft_its_files_and_every_cookie(self, visitor: Visitor) -> None:
        tell(visitor).open("/en/questions/files/").press("go", "add", files=file())
        response = visitor.client.get("/en/exit/")
        assert response.status_code == 302
        assert not Pouch.objects.exists()
        assert on_disk() == []
        for name in ("draft", "mailbox", "csrf", "lang"):
            cookie = response.cookies[name]
            assert (cookie.value, cookie["max-age"], cookie["path"]) == ("", 0, "/")

    def test_it_closes_the_mailbox_and_keeps_what_was_sent(self, visitor: Visitor) -> None:
        code = send(visitor)
        visitor.open("/en/messages/").press(code=code.digits)
        visitor.client.get("/en/exit/")
        assert not Pouch.objects.exists()
        assert Report.objects.count() == 1

    def test_it_leads_to_the_countrys_neutral_page_and_leaves_no_cache(self, visitor: Visitor) -> None:
        response = visitor.client.get("/en/exit/")
        assert response.headers["Location"] == country.load("al").exit_url
        assert response.headers["Clear-Site-Data"] == '"cache", "storage"'
        assert response.headers["Cache-Control"] == "no-store"
        assert response.headers["Referrer-Policy"] == "same-origin"

    def test_going_back_afterwards_shows_nothing_that_was_typed(self, visitor: Visitor) -> None:
        send(visitor)
        visitor.client.get("/en/exit/")
        for page in ("code/", "questions/check/", "questions/when/"):
            assert visitor.open(f"/en/{page}").address == "/en/"

    def test_one_can_leave_when_the_database_is_away(self, visitor: Visitor) -> None:
        tell(visitor)
        with database_away():
            response = visitor.client.get("/en/exit/")
        assert response.status_code == 302
        assert response.cookies["draft"].value == ""

    def test_a_browser_that_only_fetches_ahead_destroys_nothing(self, visitor: Visitor) -> None:
        tell(visitor)
        response = visitor.client.get("/en/exit/", headers={"Sec-Purpose": "prefetch;prerender"})
        assert response.status_code == 204
        assert Pouch.objects.count() == 1


class TestTraces:
    def test_no_page_of_the_journey_may_be_kept_by_the_browser(self, visitor: Visitor) -> None:
        code = send(visitor)
        pages = ("code/", "code/paper.txt", "questions/what/", "messages/", "exit/", "nothing/")
        seen = [visitor.client.get(f"/en/{page}") for page in pages]
        seen.append(visitor.open("/en/messages/").press(code=code.digits).response)
        assert {response.headers["Cache-Control"] for response in seen} == {"no-store"}

    @pytest.mark.parametrize("code", languages.CODES)
    def test_a_short_page_says_what_exit_does_not_do(self, visitor: Visitor, code: str) -> None:
        visitor.open(f"/{code}/")
        assert f"/{code}/leaving/" in visitor.page.links
        assert visitor.open(f"/{code}/leaving/").status == 200

    def test_history_is_named_honestly(self, visitor: Visitor) -> None:
        assert "It does not delete the history of your browser." in visitor.open("/en/leaving/").text

    def test_without_javascript_the_page_covers_itself_and_one_link_shows_it_again(self, visitor: Visitor) -> None:
        html = visitor.open("/en/").html
        assert re.search(r'<a class="cover" href="#again">.+</a><a class="cover" href="#main">', html)
        assert "http-equiv" not in html
