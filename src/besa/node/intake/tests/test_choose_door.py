"""The first page: numbers, doors, languages; nothing is remembered before anything is told."""

from __future__ import annotations

import pytest

from besa.node.intake.models import Pouch
from besa.node.intake.tests.visitor import Visitor
from besa.node.platform import country, languages

PAGES = ["", "who/", "leaving/", "messages/", "questions/what/?door=child", "nothing-is-here/"]
pytestmark = pytest.mark.django_db


class TestLanguage:
    def test_the_browser_is_asked_first(self) -> None:
        assert Visitor().open("/", **{"Accept-Language": "mk-MK,en;q=0.5"}).page.language == "mk"

    def test_what_was_chosen_wins_over_the_browser(self) -> None:
        visitor = Visitor().open("/cnr/")
        assert visitor.open("/", **{"Accept-Language": "mk"}).page.language == "cnr-Latn"

    def test_the_address_wins_over_what_was_chosen_before(self) -> None:
        visitor = Visitor().open("/cnr/")
        assert visitor.open("/sq/who/", **{"Accept-Language": "mk"}).page.language == "sq"

    @pytest.mark.parametrize("page", PAGES)
    def test_every_page_leads_to_itself_in_every_language(self, page: str) -> None:
        visitor = Visitor().open(f"/sr-latn/{page}")
        assert visitor.page.language == "sr-Latn"
        for code in languages.CODES:
            if code != "sr-latn":
                assert f"/{code}/{page}" in visitor.page.links


class TestStart:
    @pytest.mark.parametrize("code", languages.CODES)
    def test_the_numbers_to_call_come_before_the_doors(self, code: str) -> None:
        visitor = Visitor().open(f"/{code}/")
        numbers = country.load("al").first("emergency", "child_helpline", "police")
        assert len(numbers) == 3
        for number in numbers:
            assert f"tel:{number.tel}" in visitor.page.links
            assert visitor.html.index(f"tel:{number.tel}") < visitor.html.index("door=child")

    def test_three_doors_lead_to_the_first_question(self) -> None:
        links = Visitor().open("/en/").page.links
        for door in ("child", "carer", "other"):
            assert f"/en/questions/what/?door={door}" in links

    def test_it_says_that_it_is_not_your_fault_and_who_reads(self) -> None:
        text = Visitor().open("/en/").text
        assert "It is not your fault. You will be believed." in text
        assert "Only trained people" in text
        assert "the police or child protection" in text

    def test_looking_around_leaves_nothing_behind(self) -> None:
        visitor = Visitor()
        for page in PAGES:
            visitor.open(f"/en/{page}")
        assert not Pouch.objects.exists()
        assert "draft" not in visitor.client.cookies

    @pytest.mark.parametrize("page", PAGES)
    def test_titles_say_nothing_about_what_the_site_is_for(self, page: str) -> None:
        title = Visitor().open(f"/en/{page}").page.title.lower()
        assert title
        for word in ("child", "abuse", "report", "police", "danger", "help", "tell"):
            assert word not in title

    @pytest.mark.parametrize("page", ["", "who/", "leaving/"])
    def test_search_engines_may_find_the_way_in(self, page: str) -> None:
        assert Visitor().open(f"/en/{page}").response.headers["X-Robots-Tag"] == "all"

    def test_search_engines_stay_out_of_the_questions(self) -> None:
        assert "noindex" in Visitor().open("/en/questions/what/").response.headers["X-Robots-Tag"]
