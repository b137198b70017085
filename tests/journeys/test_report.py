"""A child reports and reads the answer: in every language, with JavaScript and without, on a phone and at a desk."""

from __future__ import annotations

import os
from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from besa.node.platform.languages import CODES, html_tag
from tests.journeys.conftest import DESK, NARROW, PHONE, Visit
from tests.journeys.people import STORY, Reporter, press

Check = Callable[[Page], None]
# Every language once on each database would only look at the same pages twice.
LANGUAGES = CODES if not os.environ.get("BESA_DATABASE_URL") else CODES[:1]
WAYS = [
    pytest.param(PHONE, True, id="phone"),
    pytest.param(PHONE, False, id="phone without JavaScript"),
    pytest.param(DESK, True, id="desk"),
]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("size", "js"), WAYS)
def test_the_whole_way_from_the_first_page_to_the_mailbox(
    visit: Visit, check: Check, language: str, size: dict[str, int], js: bool
) -> None:
    page = visit(size, js=js)
    look = _looker(check if js else None, page, language)
    reporter = Reporter(page, language).start()
    look()
    reporter.door("child")
    look()
    reporter.answer(story=STORY, contacts="instagram.com/i_huaji")
    look()
    reporter.answer(where="instagram")
    look()
    reporter.answer(when="today")
    look()
    reporter.answer(who="me", age_band="13-14")
    look()
    reporter.answer(ongoing="yes")
    look()
    reporter.answer(before="no")
    look()
    reporter.answer(how="këtu", time="pas orës 16", avoid="babai")
    look()
    reporter.add_file("bisede.txt", b"hello\n" * 100)
    look()
    for told in (STORY, "i_huaji", "13", "babai", "bisede.txt"):
        assert told in page.inner_text("main")
    reporter.answer("send")
    look()
    code = reporter.code
    assert len(code) == 20
    press(page.locator('a[href$="/code/back/"]'))
    look()
    page.fill('[name="code"]', code[:-1] + str((int(code[-1]) + 1) % 10))
    press(page.locator("main form button").first)
    assert page.locator(".mistakes, .mistake").count(), "a typo is named"
    look()
    page.fill('[name="code"]', " ".join(code[i : i + 4] for i in range(0, 20, 4)))
    press(page.locator("main form button").first)
    look()
    assert code not in page.content(), "once it is written down the page forgets it"
    reporter.open(code)
    look()
    assert STORY in str(page.text_content("main"))
    page.fill('[name="text"]', "Edhe diçka.")
    press(page.locator('form:has([name="text"]) button').first)
    look()
    assert "Edhe diçka." in page.inner_text("main")


def _looker(check: Check | None, page: Page, language: str) -> Callable[[], None]:
    def look() -> None:
        assert page.locator("html").get_attribute("lang") == html_tag(language)
        assert page.locator("a.exit").is_visible(), "Exit is on every page"
        assert page.locator("nav.languages a").count() == len(CODES) - 1
        if check:
            check(page)

    return look


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_mistake_is_said_kindly_and_loses_nothing(visit: Visit, check: Check, language: str) -> None:
    page = visit()
    reporter = Reporter(page, language).start().door().answer(story="", contacts="")
    assert page.locator(".mistakes").is_visible()
    check(page)
    reporter.answer(story=STORY)
    page.go_back()
    assert page.input_value('[name="story"]') == STORY, "the browser's own Back works after a mistake, nothing is lost"
    page.goto(f"/{language}/questions/files/")
    reporter.add_file("foto.jpg", b"\xff\xd8\xff\xe0" + b"x" * 5000, media_type="image/jpeg")
    assert page.locator(".mistakes").is_visible(), "a picture is refused with a reason"
    check(page)
    page.goto(f"/{language}/messages/")
    for typed in ("", "12", "abc", "1" * 20, "1" * 30):
        page.fill('[name="code"]', typed)
        press(page.locator("main form button").first)
        assert page.locator(".mistakes").is_visible()
        check(page)
    page.goto(f"/{language}/no-such-page/")
    check(page)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_other_pages(visit: Visit, check: Check, language: str) -> None:
    page = visit()
    for path in ("who/", "leaving/", "messages/"):
        page.goto(f"/{language}/{path}")
        check(page)
    reporter = Reporter(page, language)
    code = reporter.report()
    page.goto(f"/{language}/code/paper/")
    check(page)
    for telling in (STORY[:13], STORY[-14:-1]):
        assert telling not in page.inner_text("main"), "the proof carries no story"
    reporter.open(code)
    page.goto(f"/{language}/messages/delete/")
    check(page)
    press(page.locator("main form button").first)
    check(page)
    page.locator('[name="sure"]').check(force=True)
    press(page.locator("main form button").first)
    assert page.url.endswith("/deleted/")
    check(page)
    reporter.open(code)
    assert page.locator(".mistakes").is_visible(), "the code opens nothing any more"


@pytest.mark.parametrize("door", ["child", "carer", "other"])
def test_every_door_leads_through_every_question(visit: Visit, check: Check, door: str) -> None:
    page = visit(NARROW)
    reporter = Reporter(page).start().door(door).answer(story="x")
    seen = set()
    while not page.url.endswith("/check/"):
        assert page.url not in seen
        seen.add(page.url)
        check(page)
        press(page.locator('button[name="go"][value="back"]'))
        press(page.locator('button[name="go"][value="next"]'))
        press(page.locator('button[name="go"][value="next"]'))
    assert len(seen) == 7
    check(page)
    reporter.answer("send")
    assert reporter.code


def test_the_chosen_language_always_wins_and_stays(visit: Visit) -> None:
    page = visit(accept="sq")
    page.goto("/")
    assert page.locator("html").get_attribute("lang") == "sq"
    Reporter(page, "sq").start().door().answer(story="teksti im")
    press(page.locator('nav.languages a[hreflang="mk"]'))
    assert page.locator("html").get_attribute("lang") == "mk"
    press(page.locator('button[name="go"][value="next"]'))
    assert page.locator("html").get_attribute("lang") == "mk"
    page.goto("/")
    assert page.url.endswith("/mk/"), "also when one comes back"
    page.goto("/mk/questions/what/")
    assert page.input_value('[name="story"]') == "teksti im", "changing the language loses nothing"


def test_the_browsers_own_back_works_and_nothing_is_lost(visit: Visit) -> None:
    page = visit()
    Reporter(page).start().door().answer(story=STORY).answer(where="tiktok").answer(when="week")
    page.go_back()
    assert page.locator('[name="when"]:checked').get_attribute("value") == "week"
    page.go_back()
    assert page.locator('[name="where"]:checked').get_attribute("value") == "tiktok"
    page.go_back()
    assert page.input_value('[name="story"]') == STORY


def test_at_four_hundred_percent_nothing_scrolls_sideways(visit: Visit, check: Check) -> None:
    page = visit(NARROW)
    reporter = Reporter(page, "mk")
    code = reporter.report("Многу долг збор: " + "а" * 300 + " https://example.org/" + "a" * 200)
    check(page)
    reporter.open(code)
    check(page)


def test_the_keyboard_alone_is_enough(visit: Visit) -> None:
    page = visit(DESK)
    page.goto("/sq/")
    _tab_to(page, 'a[href*="door=child"]')
    page.keyboard.press("Enter")
    page.wait_for_selector('[name="story"]')
    _tab_to(page, '[name="story"]')
    page.keyboard.type("Vetëm me tastierë")
    _tab_to(page, 'button[value="next"]')
    page.keyboard.press("Enter")
    page.wait_for_url("**/questions/where/")
    _tab_to(page, 'input[name="where"]')
    page.keyboard.press("ArrowDown")
    assert page.locator('input[name="where"]:checked').count() == 1
    _tab_to(page, 'button[value="check"]')
    page.keyboard.press("Enter")
    page.wait_for_url("**/check/")
    _tab_to(page, 'button[value="send"]')
    page.keyboard.press("Enter")
    page.wait_for_url("**/code/")
    assert len(Reporter(page).code) == 20


def _tab_to(page: Page, selector: str) -> None:
    """Press Tab until `selector` has the focus; every stop on the way must show that it has it."""
    for _ in range(60):
        page.keyboard.press("Tab")
        seen = page.evaluate(
            """() => { const e = document.activeElement, s = getComputedStyle(e);
            const r = e.getBoundingClientRect();
            return [s.outlineStyle !== 'none' || s.boxShadow !== 'none' || e.type === 'radio', r.width > 0, e.outerHTML.slice(0, 80)] }"""  # noqa: E501
        )
        assert seen[0], f"the focus cannot be seen on {seen[2]}"
        if page.evaluate("s => document.activeElement.matches(s)", selector):
            return
    raise AssertionError(f"{selector} cannot be reached by Tab")
