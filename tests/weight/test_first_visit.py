"""The first visit, cold, over the wire: at most 20 KB and 4 requests for a reporter, 60 KB for a colleague."""

from __future__ import annotations

from dataclasses import dataclass, field

import pytest
from playwright.sync_api import Page

from besa.node.platform.languages import CODES
from tests.journeys.conftest import DESK, Visit
from tests.journeys.people import Colleague, Reporter

pytestmark = pytest.mark.browser


@dataclass
class Wire:
    """What went over the wire while a page was loaded: bytes with headers, as the browser counts them."""

    page: Page
    sizes: dict[str, float] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)

    def load(self, path: str) -> Wire:
        session = self.page.context.new_cdp_session(self.page)
        names: dict[str, str] = {}

        def sent(event: dict[str, dict[str, str]]) -> None:
            names[str(event["requestId"])] = event["request"]["url"]
            self.asked.append(event["request"]["url"])

        def done(event: dict[str, float]) -> None:
            # What the page before had asked for may still arrive; it is not this page's.
            if url := names.get(str(event["requestId"])):
                self.sizes[url] = event["encodedDataLength"]

        session.on("Network.requestWillBeSent", sent)
        session.on("Network.loadingFinished", done)
        session.send("Network.enable")
        session.send("Network.setCacheDisabled", {"cacheDisabled": True})
        self.page.goto(path, wait_until="networkidle")
        return self

    @property
    def bytes(self) -> float:
        return sum(self.sizes.values())


@pytest.mark.parametrize("language", CODES)
@pytest.mark.parametrize("path", ["", "questions/what/?door=child"], ids=["start", "first question"])
def test_a_first_visit_is_light(visit: Visit, language: str, path: str) -> None:
    wire = Wire(visit()).load(f"/{language}/{path}")
    assert wire.bytes <= 20 * 1024, wire.sizes
    assert wire.bytes > 2000, "the wire was really measured"
    assert len(wire.asked) <= 4, wire.asked


def test_static_files_are_kept_by_the_browser_and_pages_are_not(visit: Visit) -> None:
    page = visit()
    answers = []
    page.on("response", lambda answer: answers.append(answer))  # noqa: PLW0108 - Playwright marks the handler
    page.goto("/sq/", wait_until="networkidle")
    for answer in answers:
        kept = answer.headers.get("cache-control", "")
        if "/static/" in answer.url:
            assert "immutable" in kept, answer.url
        else:
            assert kept == "no-store"
        assert answer.headers.get("content-encoding") in ("br", "gzip") or answer.url.endswith(".svg"), answer.url


def test_the_second_page_costs_one_request(visit: Visit) -> None:
    page = visit()
    page.goto("/sq/", wait_until="networkidle")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("requestfinished", lambda request: None)
    page.goto("/sq/who/", wait_until="networkidle")
    from_wire = [url for url in asked if "/static/" not in url]
    assert len(from_wire) == 1, asked


@pytest.mark.parametrize("path", ["queue", "queue?order=newest", "search", "account/", "people/"])
def test_the_desk_is_light_too(visit: Visit, anna: Colleague, path: str) -> None:
    for number in range(3):
        Reporter(visit(), "sq").report(f"Raporti {number}")
    wire = Wire(visit(DESK, state=anna.state)).load(f"/staff/{path}")
    assert wire.bytes <= 60 * 1024, wire.sizes
    assert len(wire.asked) <= 12, wire.asked


def test_a_report_page_is_light_too(visit: Visit, anna: Colleague) -> None:
    Reporter(visit(), "sq").report("Një tregim i gjatë. " * 400)
    page = visit(DESK, state=anna.state)
    page.goto("/staff/queue?order=newest")
    path = page.locator('ol.lines a[href*="/reports/"]').first.get_attribute("href")
    wire = Wire(page).load(str(path))
    assert wire.bytes <= 60 * 1024, wire.sizes
