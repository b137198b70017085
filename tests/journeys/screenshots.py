"""Take pictures of the main pages into docs/pictures: `make screenshots`. On a phone and at a desk; sq, mk and en.

Everything on them is invented: the node, its colleague and its reports are made for the pictures and thrown away.
"""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from tests.journeys.people import Colleague, Reporter, enrol, press
from tests.node import Node

PICTURES = Path(__file__).resolve().parents[2] / "docs" / "pictures"
PHONE = {"width": 360, "height": 740}
DESK = {"width": 1180, "height": 800}
LANGUAGES = ("sq", "mk", "en")
STORIES = {
    "sq": "Dikush që nuk e njoh më shkruan çdo natë dhe do që të takohemi të shtunën. Numri i tij është 069 212 3456.",
    "mk": "Некој што не го познавам ми пишува секоја вечер и сака да се видиме во сабота. Неговиот број е 070 345 678.",
    "en": "Somebody I do not know writes to me every night and wants to meet on Saturday. His number is 069 212 3456.",
}


def main() -> None:
    path = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
    if not path:
        sys.exit("There is no Chromium. Run tools/chromium first.")
    PICTURES.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        node = Node.make(Path(folder))
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox", "--disable-dev-shm-usage"])
        try:
            node.serve(processes=1)
            colleague = enrol(node, browser)
            for language in LANGUAGES:
                _public(browser, node, language)
            for language in LANGUAGES:
                _desk(browser, node, colleague, language)
        finally:
            browser.close()
            node.close()
    total = sum(picture.stat().st_size for picture in PICTURES.glob("*.png"))
    sys.stdout.write(f"{len(list(PICTURES.glob('*.png')))} pictures in docs/pictures, {total // 1024} KB\n")


def _window(browser: Browser, node: Node, size: dict[str, int], state: object = None) -> Page:
    context = browser.new_context(
        base_url=node.origin,
        viewport=size,  # type: ignore[arg-type]
        storage_state=state,  # type: ignore[arg-type]
        reduced_motion="reduce",
    )
    return context.new_page()


def _take(page: Page, name: str) -> None:
    page.wait_for_load_state("networkidle")
    page.screenshot(path=PICTURES / f"{name}.png", animations="disabled", caret="hide")


def _public(browser: Browser, node: Node, language: str) -> None:
    page = _window(browser, node, PHONE)
    reporter = Reporter(page, language).start()
    _take(page, f"start-{language}-phone")
    reporter.door()
    page.fill('[name="story"]', STORIES[language])
    _take(page, f"question-{language}-phone")
    reporter.answer()
    _take(page, f"where-{language}-phone")
    reporter.answer(where="instagram").answer(when="today").answer(who="me", age_band="13-14").answer(ongoing="yes")
    reporter.answer(before="no").answer().answer()
    _take(page, f"check-{language}-phone")
    reporter.answer("send")
    _take(page, f"code-{language}-phone")
    reporter.open(reporter.code)
    _take(page, f"messages-{language}-phone")
    desk = _window(browser, node, DESK)
    Reporter(desk, language).start()
    _take(desk, f"start-{language}-desk")
    for one in (page, desk):
        one.context.close()


def _desk(browser: Browser, node: Node, colleague: Colleague, language: str) -> None:
    page = _window(browser, node, DESK, colleague.state)
    page.goto("/staff/account/")
    page.locator('[name="language"]').first.select_option(language)
    press(page.locator('form:has([name="language"]) button').first)
    page.goto("/staff/queue")
    _take(page, f"queue-{language}-desk")
    press(page.locator('ol.lines a[href*="/reports/"]').first)
    _take(page, f"report-{language}-desk")
    page.set_viewport_size(PHONE)  # type: ignore[arg-type]
    page.goto("/staff/queue")
    _take(page, f"queue-{language}-phone")
    page.goto("/staff/account/")
    page.locator('[name="language"]').first.select_option("en")
    press(page.locator('form:has([name="language"]) button').first)
    page.context.close()


if __name__ == "__main__":
    main()
