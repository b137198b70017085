"""A prosecutor in a real browser: with the keyboard and no script, on a phone, on paper; and nothing axe knows of."""

from __future__ import annotations

import io
import unicodedata

import pypdf
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from besa.node.cases.tests.test_in_browser import browser_of
from besa.node.jurisdiction.models import Assessment
from besa.node.jurisdiction.tests.conftest import described

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_a_case_is_described_answered_asked_on_printed_and_leads_to_its_letters(chromium, address, team) -> None:
    context = browser_of(chromium, address, team.anna, java_script_enabled=False)
    page = context.new_page()
    page.set_default_timeout(30_000)
    page.goto("/staff/jurisdiction/")
    page.get_by_role("link", name="Describe a case").press("Enter")
    page.get_by_label("A title that your desk will know").focus()
    page.keyboard.type("Burri nga loja")
    page.keyboard.press("Enter")
    page.get_by_text("Sexual abuse, contact and exploitation").press("Enter")
    page.get_by_label("sexual activities with a child below the legal age").check()
    page.get_by_label("First day").fill("2024-05-02")
    page.get_by_label("Last day").fill("2024-05-01")
    page.get_by_role("button", name="Save and go on").press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("before it begins on 2024-05-02")
    expect(page.get_by_label("sexual activities with a child below the legal age")).to_be_checked()
    page.get_by_label("Last day").fill("2024-05-03")
    page.get_by_role("button", name="Save and go on").press("Enter")
    where = page.get_by_role("group", name="Where was the offender when acting?")
    where.get_by_label("State 1").fill("hrvatska")
    where.get_by_label("No other State").check()
    page.get_by_role("button", name="Save and go on").press("Enter")
    page.get_by_role("group", name="How old was the offender?").get_by_label("at least").fill("40")
    page.get_by_role("button", name="Save and see who can act").press("Enter")
    expect(page.get_by_text("no gap can be excluded").first).to_be_visible()
    asked = page.get_by_role("region", name="Ask next")
    expect(asked).to_contain_text("How old was the child?")
    asked.get_by_label("at least").fill("9")
    asked.get_by_label("at most").fill("10")
    asked.get_by_role("button", name="Save, and answer again").press("Enter")
    expect(page.get_by_text("At least one State can act under its own law.")).to_be_visible()
    row = page.get_by_role("row", name="Croatia")
    expect(row).to_contain_text("can act")
    row.get_by_role("link", name="Why").press("Enter")
    page.get_by_role("link", name="Open every step, to read or to print").press("Enter")
    expect(page.get_by_role("link", name="Criminal Code").first).to_be_visible()
    printed = pypdf.PdfReader(io.BytesIO(page.pdf()))
    assert "Printed on" in printed.pages[0].extract_text()
    page.get_by_role("link", name="The answer").press("Enter")
    expect(page.get_by_role("link", name="Letters")).to_be_visible()
    text = unicodedata.normalize("NFKC", pypdf.PdfReader(io.BytesIO(page.pdf())).pages[0].extract_text())
    text = " ".join(text.split())
    assert "Not legal advice; confirm with the competent central authority." in text
    assert "Ask next" not in text
    folded = page.locator(".strangers ul").first
    expect(folded).not_to_be_visible()
    page.emulate_media(media="print")
    expect(folded).to_be_visible()  # paper shows what waits behind a click
    page.emulate_media(media="screen")
    page.get_by_role("link", name="Letters").press("Enter")
    expect(page).to_have_url(f"{address}/staff/letters/of/{Assessment.objects.get().id}")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    context.close()


def test_no_barrier_that_axe_knows_and_nothing_wider_than_the_screen(chromium, address, team) -> None:
    one = described(team)
    context = browser_of(chromium, address, team.anna)
    page = context.new_page()
    axe = Axe()
    problems: list[str] = []
    page.on("console", lambda said: problems.append(said.text) if "Content Security" in said.text else None)
    phone, desk = 320, 1280
    for path, width in (
        ("", desk),
        ("new", phone),
        (f"{one}", desk),
        (f"{one}", phone),
        (f"{one}/facts/what", phone),
        (f"{one}/facts/more", phone),
        (f"{one}/why/al/distribute", phone),
    ):
        page.set_viewport_size({"width": width, "height": 800})
        page.goto(f"/staff/jurisdiction/{path}")
        found = axe.run(page).response["violations"]
        assert [(each["id"], each["nodes"][0]["html"][:120]) for each in found] == [], path
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path
    assert problems == []
    context.close()
