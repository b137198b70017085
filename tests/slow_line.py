"""A slow line for every window of a test browser: what only works because this machine answers at once shows itself.

`SLOW_LINE=400 .venv/bin/pytest tests/journeys` waits 400 ms for each answer, as a cheap phone far from a mast does.
"""

from __future__ import annotations

import os
from typing import Any

from playwright.sync_api import Browser, BrowserContext, Page

_BYTES_A_SECOND = 60_000


def slowed(browser: Browser) -> Browser:
    """`browser`, whose windows wait SLOW_LINE milliseconds for each answer; as it is when that is not set."""
    wait = int(os.environ.get("SLOW_LINE", "0"))
    if wait:
        new_context = browser.new_context

        def slow_context(**settings: Any) -> BrowserContext:
            context = new_context(**settings)
            new_page = context.new_page

            def slow_page() -> Page:
                page = new_page()
                _slow(page, wait)
                return page

            context.new_page = slow_page  # type: ignore[method-assign]
            return context

        browser.new_context = slow_context  # type: ignore[method-assign]
    return browser


def _slow(page: Page, wait: int) -> None:
    session = page.context.new_cdp_session(page)
    session.send("Network.enable")
    session.send(
        "Network.emulateNetworkConditions",
        {
            "offline": False,
            "latency": wait,
            "downloadThroughput": _BYTES_A_SECOND,
            "uploadThroughput": _BYTES_A_SECOND,
        },
    )
