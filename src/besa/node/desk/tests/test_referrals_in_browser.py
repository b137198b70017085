"""Referrals in a real browser: no barrier, at phone and desk width, with the keyboard alone, without a script."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from besa.node.desk.tests.conftest import open_session
from besa.node.desk.tests.referred import link, meeting, referral, source, take_in, viral, written
from besa.node.desk.tests.test_in_browser import context, page
from besa.node.links.queries import bundles_of, links_of
from besa.node.people.models import Staff
from besa.node.reports.models import Report

__all__ = ["context", "page", "source", "take_in"]

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def day(team, take_in) -> dict[str, str]:
    """Ten repeats, one that cannot wait, two about one person; the paths of the pages about them."""
    data = written([*(viral(n) for n in range(10)), meeting(11), referral(20), referral(20, source_id="77", texts=())])
    take_in(data.replace(b"<additionalInfo>", b"<mood>dark</mood><additionalInfo>", 1))
    take_in(b"<?xml version='1.0'?><reports><report><incidentSummary>no end")
    link()
    urgent = Report.objects.get(danger=4)
    joined = next(
        row
        for row in Report.objects.all()
        if any(one.joins and one.level == "person" for one in links_of(row.pk, keyring=team.anna))
    )
    repeat = next(row for row in Report.objects.all() if bundles_of(row.pk, keyring=team.anna))
    (bundle, *_) = bundles_of(repeat.pk, keyring=team.anna)
    return {
        "queue": "queue?why=1&source=ncmec",
        "urgent": f"reports/{urgent.pk}",
        "joined": f"reports/{joined.pk}",
        "unread": f"reports/{Report.objects.get(danger=None).pk}",
        "cluster": f"reports/{joined.pk}/links/person-reported",
        "bundle": f"bundles/{bundle.token.hex()}",
        "referrals": "referrals",
        "deadlines": "deadlines",
        "times": "times?days=365",
    }


@pytest.mark.parametrize(("width", "scheme"), [(320, "dark"), (1280, "light")])
def test_no_page_has_a_barrier(page: Page, day: dict[str, str], width: int, scheme: str) -> None:
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size({"width": width, "height": 800})
    for name, path in day.items():
        page.goto(f"/staff/{path}")
        page.evaluate("for (const box of document.querySelectorAll('details')) box.open = true")
        found = Axe().run(page)
        assert found.violations_count == 0, f"{name}: {found.generate_report()}"
        assert page.evaluate("document.documentElement.scrollWidth") <= width, name


def test_a_bundle_is_done_with_the_keyboard_alone(page: Page, day: dict[str, str]) -> None:
    page.goto(f"/staff/{day['bundle']}")
    page.get_by_label("How urgent is it?").focus()
    page.keyboard.press("ArrowDown")
    page.get_by_label("Also those that are urgent").focus()
    page.keyboard.press("Space")
    page.get_by_role("button", name="Show what would be done").focus()
    page.keyboard.press("Enter")
    button = page.get_by_role("button", name="Do it to 10 reports")
    expect(button).to_be_in_viewport()
    button.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_text("10 of 10 reports are done.")).to_be_visible()
    assert Axe().run(page).violations_count == 0


def test_two_are_kept_apart_and_it_is_said_where_one_looks(page: Page, day: dict[str, str]) -> None:
    page.goto(f"/staff/{day['joined']}")
    page.locator("#together").get_by_role("button", name="Keep apart").first.focus()
    page.keyboard.press("Enter")
    expect(page.locator("#heard-together")).to_be_in_viewport()
    page.locator("#together").get_by_role("button", name="Take it back").first.focus()
    page.keyboard.press("Enter")
    expect(page.locator("#heard-together")).to_have_text("The decision is taken back.")


def test_single_keys_lead_from_the_queue_to_the_bundle(page: Page, day: dict[str, str]) -> None:
    """Filter, keep the view, open a report, its bundle: nothing but keys."""
    page.goto("/staff/queue")
    page.keyboard.press("f")
    for _ in range(20):
        if page.evaluate("document.activeElement.name") == "source":
            break
        page.keyboard.press("Tab")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    page.get_by_role("button", name="Show", exact=True).focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**source=ncmec**")
    page.keyboard.press("v")
    page.keyboard.type("From NCMEC")
    page.keyboard.press("Enter")
    expect(page.get_by_role("link", name="From NCMEC")).to_be_visible()
    page.goto(f"/staff/{day['bundle']}")
    page.locator("[data-line]").first.focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/reports/**")
    page.keyboard.press("t")
    page.keyboard.press("Tab")
    expect(page.locator("a[href*='/bundles/']").first).to_be_focused()


def test_evidence_leads_to_its_place(page: Page, day: dict[str, str]) -> None:
    page.goto(f"/staff/{day['urgent']}")
    page.locator(".evidence a[href^='#people-1']").first.focus()
    page.keyboard.press("Enter")
    expect(page.locator("#people-1")).to_be_in_viewport()


def test_everything_works_without_a_script(chromium, address, team, day: dict[str, str]) -> None:
    plain = chromium.new_context(base_url=address, java_script_enabled=False, viewport={"width": 1280, "height": 800})
    cookies = open_session(Staff.objects.get(pk=team.anna.staff_id), team.anna)
    plain.add_cookies([{"name": name, "value": value, "url": address} for name, value in cookies.items()])
    page = plain.new_page()
    page.goto(f"/staff/{day['bundle']}")
    page.get_by_label("How urgent is it?").select_option("1")
    page.get_by_label("Also those that are urgent").check()
    page.get_by_role("button", name="Show what would be done").click()
    page.get_by_role("button", name="Do it to 10 reports").click()
    while page.get_by_role("button", name="Go on").count():
        page.get_by_role("button", name="Go on").click()
    expect(page.get_by_text("10 of 10 reports are done.")).to_be_visible()
    plain.close()
