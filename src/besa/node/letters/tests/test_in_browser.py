"""From an assessment to the preservation request in a real browser: without a script or a mouse, and on a phone."""

from __future__ import annotations

from pathlib import Path

import pypdf
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from besa.node.cases.tests.test_in_browser import browser_of
from besa.node.letters.tests.conftest import described

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_a_prosecutor_leaves_with_a_preservation_request(chromium, address, team, tmp_path: Path) -> None:
    one = described(team)
    context = browser_of(chromium, address, team.anna, java_script_enabled=False, accept_downloads=True)
    page = context.new_page()
    page.set_default_timeout(30_000)
    page.goto(f"/staff/jurisdiction/{one}")
    page.get_by_role("link", name="Letters", exact=True).press("Enter")
    page.get_by_label("Whose authority writes?").select_option("al")
    page.get_by_role("button", name="Show").press("Enter")
    page.get_by_role("radio", name="Request for expedited preservation").press("Space")
    page.get_by_role("button", name="Begin this letter").press("Enter")
    page.get_by_label("Authority that asks").fill("Prokuroria e Tiranës")
    first = page.get_by_role("group", name="Piece 1", exact=True)
    first.get_by_label("What is it?").select_option("account")
    first.get_by_label("As it is written").fill("agi_#1 <b>")
    first.get_by_label("Time, or from").fill("2026-02-10T20:15:00")
    first.get_by_label("Time zone of the source").select_option("60")
    page.get_by_role("button", name="Save, and look at it").press("Enter")
    expect(page.locator("article").first).to_contain_text("2026-02-10 19:15 (2026-02-10 20:15 +01:00)")
    with page.expect_download() as waiting:
        page.get_by_role("button", name="PDF").press("Enter")
    file = tmp_path / "letter.pdf"
    waiting.value.save_as(file)
    told = " ".join(" ".join(page.extract_text() for page in pypdf.PdfReader(file).pages).split())
    assert "agi_#1 <b>" in told
    assert "Prokuroria e Tiranës" in told
    context.close()


def test_the_pages_stay_on_a_phone_and_axe_finds_nothing(chromium, address, team) -> None:
    one = described(team)
    context = browser_of(chromium, address, team.anna)
    page = context.new_page()
    page.set_default_timeout(30_000)
    page.set_viewport_size({"width": 320, "height": 640})

    def look() -> None:
        assert page.evaluate("document.documentElement.scrollWidth") <= 320, page.url
        found = Axe().run(page)
        assert found.violations_count == 0, found.generate_report()

    page.goto(f"/staff/letters/of/{one}?issuer=al&letter=preservation")
    look()
    expect(page.get_by_role("radio", name="Request for expedited preservation")).to_be_checked()
    page.get_by_role("button", name="Begin this letter").click()
    page.get_by_label("What is it?").first.select_option("link")
    page.get_by_label("As it is written").first.fill("https://example.org/" + "a" * 200)
    page.get_by_role("button", name="Save", exact=True).click()
    look()
    page.get_by_role("link", name="Look at it first").click()
    look()
    page.go_back()
    page.get_by_label("Answer asked for by").evaluate("field => field.type = 'text'")
    page.get_by_label("Answer asked for by").fill("soon")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_role("alert").first).to_contain_text("Write the day as")
    look()
    page.get_by_role("link", name="Erase the letter").click()
    look()
    context.close()
