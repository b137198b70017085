"""In a real browser: a lawyer proposes, a second one accepts and sees which answers turn, the history shows it."""

from __future__ import annotations

import os

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from besa.core.jurisdiction.law.changing import as_written
from besa.node.desk.tests.conftest import open_session
from besa.node.law import actions, queries
from besa.node.law.models import WorkList
from besa.node.law.tests.conftest import CELL, NOW, SOURCE, sourced
from besa.node.people.keyring import Keyring
from besa.node.people.models import Staff

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PROVISION = "cets201.25.1.d"
PICTURES = os.environ.get("PICTURES_OF_LAW")


@pytest.fixture
def at(chromium: Browser, address):
    """at(keyring, width) opens a window in which somebody is signed in."""
    contexts = []

    def opened(ring: Keyring, width: int = 1180, *, js: bool = True) -> Page:
        context = chromium.new_context(
            base_url=address, locale="en", viewport={"width": width, "height": 800}, java_script_enabled=js
        )
        cookies = open_session(Staff.objects.get(pk=ring.staff_id), ring)
        context.add_cookies([{"name": name, "value": value, "url": address} for name, value in cookies.items()])
        context.set_default_timeout(30_000)
        contexts.append(context)
        return context.new_page()

    yield opened
    for context in contexts:
        context.close()


def look(page: Page, name: str, width: int) -> None:
    assert page.evaluate("document.documentElement.scrollWidth") <= width, name
    result = Axe().run(page)
    assert result.violations_count == 0, result.generate_report()
    if PICTURES:
        page.screenshot(path=f"{PICTURES}/{name}-{width}.png", full_page=True)


def test_a_lawyer_proposes_and_a_second_one_accepts(at, lejla, vesna) -> None:
    page = at(lejla, js=False)
    page.goto("/staff/")
    page.get_by_label("Look for an entry").fill("france nationals abroad")
    page.get_by_role("button", name="Look").click()
    page.locator(f'a[href$="/{CELL}"]').first.click()
    page.get_by_role("link", name="Propose a change of this").click()
    page.get_by_label("What the entry says").select_option("conditional")
    page.get_by_label("Under which condition").fill("the moon")
    page.get_by_label("Why you propose this").fill("The code was amended.")
    page.get_by_role("button", name="Propose it").click()
    expect(page.get_by_role("alert")).to_contain_text("'the moon' is not on the closed list")
    page.get_by_label("Under which condition").fill("all: [offender_present, {child_under: 5}]")
    page.get_by_role("button", name="Propose it").click()
    expect(page.get_by_role("status")).to_contain_text("Another lawyer decides on it.")
    expect(page.get_by_role("button", name="Accept")).to_have_count(0)

    other = at(vesna, 360)
    other.goto("/staff/law/changes")
    look(other, "changes", 360)
    other.locator(f'li:has-text("{CELL}") a').first.click()
    expect(other.get_by_role("heading", name="Which answers would change")).to_be_visible()
    look(other, "change", 360)
    turned = other.locator("table.turned").first
    expect(turned).to_contain_text("French criminal court in 2016")
    other.get_by_label("Your reason").fill("I read it, too.")
    other.get_by_role("button", name="Accept: it counts from now on").click()
    expect(other.get_by_role("status")).to_contain_text("The change counts from now on.")
    expect(other.get_by_role("heading", name="Which answers changed")).to_be_visible()

    page.goto(f"/staff/law/entries/{CELL}")
    expect(page.locator("ol.history")).to_contain_text("Accepted by Vesna")
    expect(page.locator("main")).to_contain_text("the child was under 5")
    assert queries.current().by_id[CELL].claims[0].value == "conditional"


@pytest.mark.parametrize(("language", "width"), [("mk", 320), ("sq", 1180)])
def test_no_barrier_that_axe_knows_and_nothing_wider_than_the_screen(at, lejla, vesna, language, width) -> None:
    tasks = [[f"mk.law.{name}", "unknown", 9, 99, ""] for name in ("grooming", "csam_access", "vicarious")]
    readers = {"cases": ["court_france_assizes_2016"], "cells": {CELL: [0]}}
    WorkList.objects.create(version="v", made_on=NOW, tasks=tasks, readers=readers)
    quoted = {
        "language": "de",
        "text": "Ein Beispiel.",
        "source": {"id": "N_CODE", "at": "1"},
        "english": "An example.",
    }
    claims = [sourced("no", wording=quoted)]
    made = actions.propose(
        CELL, claims=claims, sources={"N_CODE": SOURCE}, reason="Read again.", keyring=vesna, now=NOW
    )  # fmt: skip
    (said,) = as_written(PROVISION, queries.current())
    weaker = actions.propose(
        PROVISION, claims=[{**said, "modality": "may"}], sources={}, reason="Read again.", keyring=vesna, now=NOW
    )
    Staff.objects.update(language=language)
    page = at(lejla, width)
    for name, path in (
        ("law", ""),
        ("state", "states/xk"),
        ("treaty", "treaties/opsc"),
        ("cell", f"entries/{CELL}"),
        ("propose", "entries/al.law.age_of_consent/propose?claim=0"),
        ("worklist", "work?of=mk"),
        ("decide", f"changes/{made}"),
        ("provision", f"entries/{PROVISION}/propose"),
        ("weaker", f"changes/{weaker}"),
    ):
        page.goto(f"/staff/law/{path}")
        look(page, f"{name}-{language}", width)
