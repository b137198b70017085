"""The auditor's page in a real browser: no barrier, nothing wider than the screen, in every language of the staff."""

from __future__ import annotations

import os
from datetime import timedelta

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.utils import timezone
from playwright.sync_api import Page, expect

from besa.node.desk import actions
from besa.node.desk.tests.test_in_browser import context, page  # noqa: F401 - fixtures
from besa.node.people.models import Staff
from besa.node.platform import languages

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PICTURES = os.environ.get("PICTURES_OF_DESK")


@pytest.fixture
def searched(team) -> None:
    Staff.objects.filter(pk=team.anna.staff_id).update(is_auditor=True)
    now = timezone.now()
    for number in range(53):
        ring = (team.anna, team.ben, team.cara)[number % 3]
        kind = ("identifier", "text")[number % 2]
        words = f"kanarinat {number % 5}"
        purpose = ("work", "link", "reporter", "request", "quality")[number % 5]
        actions.begin_search(kind, words, purpose=purpose, keyring=ring, now=now - timedelta(hours=number))


@pytest.mark.parametrize("width", [320, 360, 1280])
@pytest.mark.parametrize("language", languages.CODES)
def test_no_barrier_that_axe_knows_and_nothing_wider_than_the_screen(
    page: Page,  # noqa: F811
    team,
    searched: None,
    width: int,
    language: str,
) -> None:
    Staff.objects.filter(pk=team.anna.staff_id).update(language=language)
    page.set_viewport_size({"width": width, "height": 800})
    page.goto("/staff/searches?begin=2020-01-01")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    result = Axe().run(page)
    assert result.violations_count == 0, result.generate_report()
    if PICTURES:
        page.screenshot(path=f"{PICTURES}/searches-{language}-{width}.png", full_page=True)


def test_an_auditor_narrows_pages_and_follows_one_thing(page: Page, searched: None) -> None:  # noqa: F811
    page.goto("/staff/queue")
    page.get_by_role("link", name="Searches").click()
    expect(page.get_by_role("status").last).to_contain_text("53 searches")
    page.get_by_label("Desk", exact=True).select_option("police")
    page.get_by_role("button", name="Show", exact=True).click()
    expect(page.locator("tbody tr")).to_have_count(17)
    page.get_by_role("link", name="Show everything").click()
    page.get_by_role("link", name="Next page").click()
    expect(page.locator("tbody tr")).to_have_count(3)
    page.locator("tbody a[href*='mark=']").first.click()
    expect(page.get_by_role("status").last).to_contain_text("all after the same thing")
