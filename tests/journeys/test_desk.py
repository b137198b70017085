"""A colleague signs in, reads the most urgent first, answers; the child reads it. On a phone, and in every language."""

from __future__ import annotations

import os
import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from besa.node.platform.languages import CODES, html_tag
from tests.journeys.conftest import DESK, NARROW, PHONE, Visit
from tests.journeys.people import Colleague, Reporter, press

Check = Callable[[Page], None]
LANGUAGES = CODES if not os.environ.get("BESA_DATABASE_URL") else CODES[:1]


@pytest.mark.parametrize(
    ("size", "js"),
    [
        pytest.param(DESK, True, id="desk"),
        pytest.param(PHONE, True, id="phone"),
        pytest.param(DESK, False, id="desk without JavaScript"),
    ],
)
def test_the_desk_answers_and_the_child_reads_it(
    visit: Visit, check: Check, anna: Colleague, size: dict[str, int], js: bool
) -> None:
    story = f"Kërcënim {size['width']} {js}: do ta vras veten sonte. Numri 069 212 3456."
    child = Reporter(visit(), "sq")
    code = child.report(story)
    page = visit(size, js=js, state=anna.state)
    look = (lambda: check(page)) if js else (lambda: None)
    page.goto("/staff/queue")
    look()
    page.goto("/staff/queue?order=newest")
    press(page.locator('ol.lines a[href*="/reports/"]').first)
    look()
    assert story in page.inner_text("main")
    press(page.locator('button[formaction$="/claim"]'))
    look()
    page.fill('[name="answer"]', "Faleminderit që na shkrove. Nuk je vetëm.")
    page.fill('[name="note"]', "Telefono shkollën nesër.")
    press(page.locator('button[formaction$="/note"]'))
    look()
    assert page.input_value('[name="answer"]').startswith("Faleminderit"), "an unsent answer survives another act"
    press(page.locator('button[formaction$="/answer"]'))
    look()
    assert "Nuk je vetëm." in page.inner_text("main")

    child.open(code)
    assert "Nuk je vetëm." in child.page.inner_text("main")
    assert "Telefono" not in child.page.content()
    child.page.fill('[name="text"]', "Faleminderit!")
    press(child.page.locator('form:has([name="text"]) button').first)

    page.reload()
    assert "Faleminderit!" in page.inner_text("main")
    look()


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_staff_page_in_every_language(visit: Visit, check: Check, anna: Colleague, language: str) -> None:
    Reporter(visit(), "sq").report(f"Raport për {language}")
    page = visit(DESK, state=anna.state)
    page.goto("/staff/account/")
    page.locator('select[name="language"], [name="language"]').first.select_option(language)
    press(page.locator('form:has([name="language"]) button').first)
    try:
        for path in ("queue", "mine", "deadlines", "search", "account/", "people/", "people/invite", "people/desks", "people/desks/new", "people/desks/hotline"):  # fmt: skip  # noqa: E501
            page.goto(f"/staff/{path}")
            assert page.locator("html").get_attribute("lang") == html_tag(language), path
            check(page)
        page.goto("/staff/queue")
        press(page.locator('ol.lines a[href*="/reports/"]').first)
        check(page)
        page.goto("/staff/no-such-page")
        check(page)
    finally:
        page.goto("/staff/account/")
        page.locator('[name="language"]').first.select_option("en")
        press(page.locator('form:has([name="language"]) button').first)


@pytest.mark.parametrize("size", [PHONE, NARROW], ids=["phone", "400 percent"])
def test_the_desk_fits_on_a_phone(visit: Visit, check: Check, anna: Colleague, size: dict[str, int]) -> None:
    Reporter(visit(), "mk").report("Многу долг збор " + "а" * 200 + " https://example.org/" + "b" * 150)
    page = visit(size, state=anna.state)
    for path in ("queue", "mine", "deadlines", "search", "account/", "people/", "people/desks"):
        page.goto(f"/staff/{path}")
        check(page)
    page.goto("/staff/queue?order=newest")
    press(page.locator('ol.lines a[href*="/reports/"]').first)
    check(page)


@pytest.mark.parametrize("js", [True, False], ids=["JavaScript", "no JavaScript"])
def test_searching_by_words_and_by_number(visit: Visit, check: Check, anna: Colleague, js: bool) -> None:
    Reporter(visit(), "mk").report("Ми се заканува Ѓорѓи од маалото, бројот е 070 345 678")
    page = visit(DESK, js=js, state=anna.state)
    for words, kind in (("gjorgji maaloto", "text"), ("+38970345678", "identifier")):
        page.goto("/staff/search")
        page.fill('[name="words"]', words)
        choices = page.locator('[name="kind"]')
        values = [choices.nth(i).get_attribute("value") for i in range(choices.count())]
        wanted = next((v for v in values if v and (kind in v or v in kind)), values[0])
        page.locator(f'[name="kind"][value="{wanted}"]').check(force=True)
        _purpose(page)
        press(page.locator("main form button").first)
        page.wait_for_selector('#hits a[href*="/reports/"]')
        if js:
            check(page)
    page.goto("/staff/search")
    press(page.locator("main form button").first)
    assert page.locator(".mistakes").is_visible()
    if js:
        check(page)


def _purpose(page: Page) -> None:
    box = page.locator('[name="purpose"]')
    if box.evaluate("e => e.tagName") == "SELECT":
        box.select_option(index=1)
    else:
        box.fill("Kontroll")


def test_locking_keeps_what_was_typed(visit: Visit, check: Check, anna: Colleague) -> None:
    Reporter(visit(), "sq").report("Për kyçje: do të takohemi nesër")
    page = visit(DESK, state=anna.state)
    page.goto("/staff/queue?order=newest")
    press(page.locator('ol.lines a[href*="/reports/"]').first)
    page.fill('[name="note"]', "shënim i papërfunduar")
    press(page.locator("form#lock button"))
    assert "shënim" not in page.content()
    check(page)
    page.fill('[name="password"]', "gabim gabim gabim")
    press(page.locator("main form button").first)
    check(page)
    page.fill('[name="password"]', anna.password)
    press(page.locator("main form button").first)
    # Unlocking gives the session a new name, so the other tests need the new cookies.
    anna.state = page.context.storage_state()
    if page.locator('main input[type="hidden"][name="note"]').count():
        # The page was still keeping the draft when the screen locked: it asks whether to go on with it.
        check(page)
        press(page.locator("main form button").first)
    assert page.input_value('textarea[name="note"]') == "shënim i papërfunduar"


def test_the_queue_works_by_keys(visit: Visit, anna: Colleague) -> None:
    for number in range(2):
        Reporter(visit(), "sq").report(f"Tastiera {number}")
    page = visit(DESK, state=anna.state)
    page.goto("/staff/queue")
    page.keyboard.press("j")
    page.keyboard.press("j")
    page.keyboard.press("k")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/staff/reports/"))
    page.keyboard.press("n")
    assert page.evaluate("document.activeElement.name") == "note"
    page.keyboard.type("b c j k")
    assert "b c j k" in page.input_value('[name="note"]'), "keys in a text are letters"


def test_the_sign_in_pages_are_in_order(visit: Visit, check: Check) -> None:
    page = visit(PHONE, accept="sq")
    page.goto("/staff/")
    check(page)
    page.fill('[name="login"]', "nobody")
    page.fill('[name="password"]', "gabim gabim gabim")
    press(page.locator("main form button").first)
    assert page.locator(".mistakes, .mistake").count()
    check(page)
    page.goto("/staff/queue")
    assert "/sign-in" in page.url
