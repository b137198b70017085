"""Whatever breaks, a child meets a calm page in its language with the right status, and never a closed door."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import OperationalError

from besa.core.sealing import Turns
from besa.node.intake.tests.conftest import STORY, send, tell
from besa.node.intake.tests.visitor import Visitor
from besa.node.intake.views import start
from besa.node.platform import languages
from besa.node.reports.models import Report
from besa.node.reports.queries import reporter


class TestForgedForms:
    def test_a_lost_check_asks_to_press_once_more_with_every_word_kept(self, visitor: Visitor) -> None:
        visitor.open("/en/questions/what/?door=carer")
        visitor.client.cookies["csrf"] = "x" * 32
        visitor.press("go", "next", story=STORY, contacts="@kanarina")
        assert visitor.status == 400
        assert "Nothing is lost." in visitor.text
        assert visitor.values["story"] == STORY
        assert visitor.press().address == "/en/questions/where/"
        assert visitor.open("/en/questions/what/").values["contacts"] == "@kanarina"

    def test_without_any_cookie_it_says_what_to_do_instead_of_going_in_circles(self, visitor: Visitor) -> None:
        visitor.open("/en/questions/what/?door=child")
        visitor.client.cookies.clear()
        visitor.press("go", "next", story=STORY)
        visitor.client.cookies.clear()
        visitor.press()
        assert visitor.status == 400
        assert "one small cookie" in visitor.text
        assert "tel:112" in visitor.page.links

    def test_words_from_another_site_are_not_shown_as_ours(self, visitor: Visitor) -> None:
        visitor.open("/en/questions/what/?door=child")
        response = visitor.client.post(
            "/en/questions/what/", visitor.filled(story="forged words"), headers={"Origin": "https://evil.example"}
        )
        assert response.status_code == 400
        assert "forged words" not in response.content.decode()

    def test_words_from_another_sites_sandbox_are_not_shown_as_ours_either(self, visitor: Visitor) -> None:
        response = visitor.client.post(
            "/en/questions/what/", {"story": "forged words"}, headers={"Origin": "null", "Sec-Fetch-Site": "cross-site"}
        )
        assert response.status_code == 400
        assert "forged words" not in response.content.decode()

    def test_a_browser_that_hides_its_origin_is_let_in(self, visitor: Visitor) -> None:
        visitor.open("/en/questions/what/?door=child")
        sent = {**visitor.filled(story=STORY), "go": "next"}
        response = visitor.client.post("/en/questions/what/", sent, headers={"Origin": "null"})
        assert response.headers["Location"] == "/en/questions/where/"

    def test_every_form_is_checked(self, visitor: Visitor) -> None:
        code = send(visitor)
        visitor.open("/en/messages/").press(code=code.digits)
        for page in (
            "questions/what/",
            "questions/files/",
            "questions/check/",
            "code/back/",
            "messages/",
            "messages/open/",
            "messages/file/",
            "messages/close/",
            "messages/delete/",
        ):
            response = visitor.client.post(f"/en/{page}", {"story": "forged", "text": "forged", "sure": "on"})
            assert response.status_code == 400, page
        assert Report.objects.get().state == "new"


class TestPages:
    @pytest.mark.parametrize("code", languages.CODES)
    def test_a_wrong_address_is_answered_in_the_language_with_numbers_and_a_way_out(
        self, visitor: Visitor, code: str
    ) -> None:
        visitor.open(f"/{code}/nothing/here/")
        assert visitor.status == 404
        assert visitor.page.language == languages.html_tag(code)
        assert f"/{code}/exit/" in visitor.page.links
        assert "tel:112" in visitor.page.links

    @pytest.mark.parametrize("face", ["staff", "partners"])
    def test_a_wrong_address_on_a_face_without_public_pages_is_calm_too(
        self, visitor: Visitor, settings: Any, face: str
    ) -> None:
        settings.ROOT_URLCONF = f"besa.node.faces.{face}"
        visitor.open("/en/questions/what/")
        assert visitor.status == 404
        assert "This page is not here" in visitor.text

    def test_an_accident_of_ours_shows_a_reference_and_nothing_else(
        self, visitor: Visitor, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def broken(*_: object) -> str:
            raise RuntimeError("secret inside")

        monkeypatch.setattr(start.promise, "in_general", broken)
        visitor.open("/en/")
        assert visitor.status == 500
        assert "It is our problem, not yours." in visitor.text
        assert "secret inside" not in visitor.html
        assert "Traceback" not in visitor.html

    def test_a_full_disk_is_a_calm_503(self, visitor: Visitor, monkeypatch: pytest.MonkeyPatch) -> None:
        def full(*_: object) -> str:
            raise OperationalError("database or disk is full")

        monkeypatch.setattr(start.promise, "in_general", full)
        assert visitor.open("/en/").status == 503
        assert "full" not in visitor.text

    def test_a_flood_of_guesses_is_a_calm_503_and_reports_still_arrive(
        self, visitor: Visitor, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        code = send(visitor)
        monkeypatch.setattr(reporter, "TURNS", Turns(at_once=1, waiting=0))
        with reporter.TURNS.turn():
            visitor.open("/en/messages/").press(code=code.digits)
            assert visitor.status == 503
            send(Visitor())
        assert Report.objects.count() == 2
        visitor.open("/en/messages/").press(code=code.digits)
        assert visitor.address == "/en/messages/open/"

    def test_far_too_much_text_is_a_clear_413(self, visitor: Visitor) -> None:
        visitor.open("/en/questions/what/?door=child").press("go", "next", story="x" * 3_000_000)
        assert visitor.status == 413
        assert "That was too much at once" in visitor.text

    def test_nothing_is_ever_forbidden(self, visitor: Visitor) -> None:
        tell(visitor)
        for page in ("", "exit/", "code/", "messages/open/", "messages/file/", "questions/check/", "questions/nope/"):
            for method in ("get", "post", "put", "delete"):
                response = getattr(visitor.client, method)(f"/en/{page}")
                assert response.status_code != 403
                assert response.status_code < 500

    def test_the_strict_policy_holds_everywhere(self, visitor: Visitor) -> None:
        for page in ("", "questions/what/", "messages/", "nothing/"):
            response = visitor.client.get(f"/en/{page}")
            assert "default-src 'none'" in response.headers["Content-Security-Policy"]
            html = response.content.decode()
            assert " style=" not in html
            assert "<style" not in html
            assert " on" + "click" not in html
            assert "<script>" not in html
