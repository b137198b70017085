"""A person's own choice of language wins and stays; a browser's wish comes after it, the country's language last."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory
from django.utils import formats
from django.utils.translation import get_language, override

from besa.node.platform import country, environment, languages
from besa.node.platform.selfcheck import FAILS, OK, WARNING, Occasion
from besa.node.platform.selfchecks.words import confirmed


def _asked(path: str, *, wants: str = "", cookie: str = "", staff_language: str = "") -> HttpRequest:
    request = RequestFactory().get(path, headers={"Accept-Language": wants} if wants else {})
    if cookie:
        request.COOKIES["lang"] = cookie
    if staff_language:
        request.user = type("Colleague", (), {"language": staff_language})()
    return request


class TestBest:
    def test_an_address_wins_over_everything(self) -> None:
        assert languages.best(_asked("/mk/report/", wants="sq", cookie="en")) == "mk"

    def test_an_earlier_choice_wins_over_the_browser(self) -> None:
        assert languages.best(_asked("/", wants="en", cookie="cnr")) == "cnr"

    def test_a_colleague_gets_the_language_they_set(self) -> None:
        assert languages.best(_asked("/staff/", wants="en", cookie="mk", staff_language="sr")) == "sr"

    def test_a_colleagues_setting_does_not_leak_to_public_pages(self) -> None:
        assert languages.best(_asked("/sq/", staff_language="sr")) == "sq"

    def test_a_made_up_cookie_is_ignored(self) -> None:
        assert languages.best(_asked("/", wants="mk", cookie="xx")) == "mk"

    def test_nobody_asking_gets_the_countrys_language(self) -> None:
        assert languages.best(_asked("/")) == country.load("al").default_language


@pytest.mark.parametrize(
    ("wants", "given"),
    [
        ("sq-AL,sq;q=0.9,en;q=0.5", "sq"),
        ("als", "sq"),
        ("mk-MK", "mk"),
        ("sr-RS,sr;q=0.8", "sr"),
        ("sr-Cyrl", "sr"),
        ("sr-Latn-RS,en;q=0.7", "sr-latn"),
        ("sr-Latn-ME", "cnr"),
        ("sr-ME", "cnr"),
        ("cnr", "cnr"),
        ("bs-BA", "sr-latn"),
        ("hr", "sr-latn"),
        ("sh", "sr-latn"),
        ("bs-Cyrl", "sr"),
        ("hr-ME", "cnr"),
        ("de-CH,fr;q=0.9,mk;q=0.3", "mk"),
        ("en;q=0,sq;q=0.1", "sq"),
        ("de", "fallback"),
        ("*", "fallback"),
        ("", "fallback"),
        ("\x00;;q=zz,,,", "fallback"),
    ],
)
def test_browsers_are_understood(wants: str, given: str) -> None:
    assert languages.negotiate(wants, default="fallback") == given


class TestMiddleware:
    def test_the_page_is_made_in_the_language_and_says_so(self) -> None:
        seen: list[str | None] = []

        def page(request: HttpRequest) -> HttpResponse:
            seen.append(get_language())
            return HttpResponse()

        with override("en"):
            answer = languages.LanguageOfRequest(page)(_asked("/sr-latn/"))
            assert get_language() == "en"
        assert seen == ["sr-latn"]
        assert answer.headers["Content-Language"] == "sr-Latn"

    def test_an_address_in_a_language_is_remembered(self) -> None:
        answer = languages.LanguageOfRequest(lambda request: HttpResponse())(_asked("/mk/", cookie="sq"))
        assert answer.cookies["lang"].value == "mk"

    def test_nothing_is_set_again_or_without_a_choice(self) -> None:
        page = languages.LanguageOfRequest(lambda request: HttpResponse())
        assert not page(_asked("/mk/", cookie="mk")).cookies
        assert not page(_asked("/", wants="mk")).cookies

    def test_a_page_that_clears_the_cookie_has_the_last_word(self) -> None:
        def leave(request: HttpRequest) -> HttpResponse:
            response = HttpResponse()
            response.delete_cookie("lang")
            return response

        assert languages.LanguageOfRequest(leave)(_asked("/mk/")).cookies["lang"].value == ""


def test_every_language_has_a_tag_a_name_and_waits_for_a_native_speaker() -> None:
    assert [languages.html_tag(code) for code in languages.CODES] == [
        "sq",
        "mk",
        "sr-Cyrl",
        "sr-Latn",
        "cnr-Latn",
        "en",
    ]
    assert languages.autonym("sr") == "Српски"
    assert languages.unconfirmed_languages() == ("sq", "mk", "sr", "sr-latn", "cnr")


def test_montenegrin_is_known_to_django_with_serbian_latin_behind_it() -> None:
    from django.utils.translation import get_language_info

    assert get_language_info("cnr")["name_local"] == "crnogorski"
    info: dict[str, dict[str, object]] = {}
    languages.register(info)
    assert info["cnr"]["fallback"] == ["sr-latn"]


@pytest.mark.parametrize(
    ("code", "short", "clock"),
    [
        ("sq", "3.11.2026", "14:05"),
        ("mk", "3.11.2026", "14:05"),
        ("sr", "3.11.2026.", "14:05"),
        ("sr-latn", "3.11.2026.", "14:05"),
        ("cnr", "3.11.2026.", "14:05"),
        ("en", "3 Nov 2026", "14:05"),
    ],
)
def test_no_date_can_be_read_two_ways(code: str, short: str, clock: str) -> None:
    moment = datetime(2026, 11, 3, 14, 5, tzinfo=UTC)
    with override(code):
        assert formats.date_format(moment, "SHORT_DATE_FORMAT") == short
        assert formats.date_format(moment, "TIME_FORMAT") == clock
        assert formats.date_format(moment, "DATE_FORMAT").startswith(("3", "03"))


class TestSelfCheck:
    """`besa check` says whose words nobody has confirmed, and which are not compiled."""

    def test_it_names_the_languages_that_wait_for_a_native_speaker(self) -> None:
        found = list(confirmed(Occasion(environment.current(), datetime(2026, 11, 22, tzinfo=UTC))))
        assert [finding.grade for finding in found] == [WARNING]
        assert "Shqip, Македонски, Српски, Srpski, Crnogorski" in found[0].seen

    def test_a_catalogue_that_is_not_compiled_fails(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        file = tmp_path / "intake" / "locale" / "mk" / "LC_MESSAGES" / "django.po"
        file.parent.mkdir(parents=True)
        file.write_text('msgid ""\nmsgstr "X-Confirmed-By: A. Reader"\n\n', encoding="utf-8")
        monkeypatch.setattr(languages, "_CATALOGUES", tmp_path)
        assert languages.unconfirmed_languages() == ()
        found = list(confirmed(Occasion(environment.current(), datetime(2026, 11, 22, tzinfo=UTC))))
        assert [(finding.grade, finding.details) for finding in found] == [(FAILS, ("intake/mk",))]
        file.with_suffix(".mo").touch()
        found = list(confirmed(Occasion(environment.current(), datetime(2026, 11, 22, tzinfo=UTC))))
        assert [finding.grade for finding in found] == [OK]
