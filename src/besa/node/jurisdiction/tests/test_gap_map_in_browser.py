"""A lawyer at the gap map in a real browser, on a phone; and nothing that axe knows of."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from besa.node.cases.tests.test_in_browser import browser_of
from besa.node.jurisdiction.gap_map_models import GapMap
from besa.node.jurisdiction.tests.test_gap_map import WORDS, few, made  # noqa: F401 - fixtures
from besa.node.people.models import Staff

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def look(page: Page) -> None:
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    result = Axe().run(page)
    assert result.violations_count == 0, result.generate_report()


def test_a_lawyer_reads_the_counts_says_what_for_and_opens_the_own_list(  # type: ignore[no-untyped-def]
    chromium: Browser,
    address: str,
    team,
    made: GapMap,  # noqa: F811
) -> None:
    Staff.objects.filter(pk=team.anna.staff_id).update(is_lawyer=True, language="mk")
    context = browser_of(chromium, address, team.anna)
    page = context.new_page()
    page.set_viewport_size({"width": 320, "height": 700})
    page.goto("/staff/jurisdiction/gaps")
    expect(page.locator("svg.share").first).to_be_visible()
    look(page)
    page.locator('a.button[href$="/gaps/own"]').click()
    look(page)
    page.locator("main form button").last.click()
    expect(page.get_by_role("alert").first).to_be_visible()
    look(page)
    page.locator('input[value="reform"]').check()
    page.locator('[name="words"]').fill(WORDS)
    page.locator("main form button").last.click()
    expect(page.locator("main")).to_contain_text("al.law.")
    look(page)
    context.close()
