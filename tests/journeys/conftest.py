"""A served node, Debian's Chromium, and colleagues who are signed in."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page

from tests.journeys.people import Colleague, enrol
from tests.node import Node

PHONE = {"width": 360, "height": 740}
DESK = {"width": 1366, "height": 900}
NARROW = {"width": 320, "height": 640}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def node(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Node]:
    made = Node.make(tmp_path_factory.mktemp("journeys"), idle_minutes="1", lock_minutes="60", pace_per_minute="100000")
    # Leaving must end somewhere neutral that exists without a network.
    made.settings["BESA_EXIT_URL"] = f"{made.origin}/healthz"
    try:
        made.serve(processes=1)
        yield made
    finally:
        made.close()


@pytest.fixture(scope="session")
def browser(chromium: Browser) -> Browser:
    return chromium


Visit = Callable[..., Page]


@pytest.fixture
def visit(browser: Browser, node: Node) -> Iterator[Visit]:
    """visit(size, js=True, accept=..., state=...) opens a fresh window; what it loads and complains of is watched."""
    contexts: list[BrowserContext] = []
    complaints: list[str] = []

    def new(
        size: dict[str, int] = PHONE,
        *,
        js: bool = True,
        accept: str = "sq",
        state: object = None,
    ) -> Page:
        context = browser.new_context(
            base_url=node.origin,
            viewport=size,  # type: ignore[arg-type]
            java_script_enabled=js,
            locale=accept,
            storage_state=state,  # type: ignore[arg-type]
            reduced_motion="reduce",
        )
        contexts.append(context)
        context.set_default_timeout(30_000)
        page = context.new_page()
        page.on(
            "console", lambda m: complaints.append(m.text) if m.type == "error" and "status of" not in m.text else None
        )
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("request", lambda r: complaints.append(r.url) if not r.url.startswith((node.origin, "data:")) else None)
        return page

    yield new
    for context in contexts:
        context.close()
    assert complaints == [], "no script error, no refused inline code, no request to anybody else"


@pytest.fixture(scope="session")
def axe() -> Axe:
    return Axe()


@pytest.fixture
def check(axe: Axe) -> Callable[[Page], None]:
    """check(page): a name, a language, nothing wider than the screen, and no axe violation."""
    return lambda page: checked(page, axe)


_TOO_WIDE = """[...document.querySelectorAll('body *')].filter(e => e.getBoundingClientRect().right > innerWidth + 1)
    .slice(0, 12).map(e => e.tagName + '.' + e.className + '#' + e.id)"""


def checked(page: Page, axe: Axe) -> None:
    page.wait_for_load_state()
    assert page.title().strip()
    assert page.locator("html").get_attribute("lang")
    width = page.evaluate("[document.documentElement.scrollWidth, window.innerWidth]")
    assert width[0] <= width[1], f"{page.url} is {width[0]} wide on a screen of {width[1]}: {page.evaluate(_TOO_WIDE)}"
    results = axe.run(page)
    assert results.violations_count == 0, f"{page.url}: {results.generate_report()}"


@pytest.fixture(scope="session")
def anna(node: Node, browser: Browser) -> Colleague:
    """The first administrator, who has signed in, chosen a password and set up the second step."""
    return enrol(node, browser)
