"""Leaving fast: nothing stays on the screen, behind Back, in cookies or in the draft; idle pages cover themselves."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import PHONE, Visit
from tests.journeys.people import Reporter

STORY = "Kjo nuk duhet të shihet nga askush tjetër"


def _typing(page: Page) -> None:
    Reporter(page).start().door().answer(story=STORY)
    page.goto("/sq/questions/what/")
    assert page.input_value('[name="story"]') == STORY


def _gone(page: Page) -> None:
    page.wait_for_url("**/healthz")
    assert [c["name"] for c in page.context.cookies() if c["name"] != "unrelated"] == []
    page.go_back()
    page.wait_for_timeout(300)
    shown = page.content()
    assert STORY not in shown
    assert page.locator(f'text="{STORY}"').count() == 0
    values = page.evaluate("[...document.querySelectorAll('input, textarea')].map(e => e.value).join(' ')")
    assert STORY not in values
    page.goto("/sq/questions/what/?door=child")
    assert page.input_value('[name="story"]') == "", "the draft is destroyed, not only hidden"


@pytest.mark.parametrize("js", [True, False], ids=["JavaScript", "no JavaScript"])
def test_exit_leaves_nothing_behind(visit: Visit, js: bool) -> None:
    page = visit(PHONE, js=js)
    _typing(page)
    page.locator("a.exit").click()
    _gone(page)


def test_shift_three_times_leaves(visit: Visit) -> None:
    page = visit()
    _typing(page)
    for _ in range(3):
        page.keyboard.press("Shift")
    _gone(page)


def test_typing_capital_letters_does_not_leave(visit: Visit) -> None:
    page = visit()
    _typing(page)
    page.focus('[name="story"]')
    for letter in "ABCDE":
        page.keyboard.press(f"Shift+{letter}")
    page.keyboard.press("Escape")
    page.wait_for_timeout(300)
    assert "/questions/what/" in page.url


def test_shift_is_counted_out_loud_and_forgotten_after_five_seconds(visit: Visit) -> None:
    page = visit()
    page.clock.install()
    Reporter(page).start()
    page.keyboard.press("Shift")
    expect(page.locator("#announce")).not_to_be_empty()
    page.keyboard.press("Shift")
    page.clock.fast_forward("00:06")
    page.keyboard.press("Shift")
    page.clock.fast_forward("00:01")
    assert page.url.endswith("/sq/")


def test_the_hidden_link_for_screen_readers_is_the_second_one(visit: Visit) -> None:
    page = visit()
    page.goto("/sq/")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.hasAttribute('data-exit')")


def test_an_idle_page_covers_itself_and_comes_back_unharmed(visit: Visit) -> None:
    page = visit()
    page.clock.install()
    Reporter(page).start().door()
    page.fill('[name="story"]', STORY)
    # Filling in may scroll, and a browser tells of that when it finds the time: the minute begins anew then.
    for _ in range(5):
        page.clock.fast_forward("01:05")
        if page.locator(".cover").first.is_visible():
            break
    expect(page.locator(".cover").first).to_be_visible()
    assert _soon(page, covered=True)
    page.locator(".cover").first.click()
    assert page.input_value('[name="story"]') == STORY
    page.clock.fast_forward("00:20")
    assert _soon(page, covered=False)


def test_without_javascript_an_idle_page_covers_itself_too(visit: Visit) -> None:
    page = visit(js=False)
    page.goto("/sq/")
    covers = page.locator(".cover")
    assert covers.first.evaluate("e => getComputedStyle(e).animationName") == "cover"
    expect(covers.first).not_to_be_visible()
    covers.first.evaluate("e => e.getAnimations().forEach(a => a.finish())")
    expect(covers.first).to_be_visible()


def _uncovered(page: Page) -> list[str]:
    """What can be seen at points all over the screen that is not the cover."""
    return page.evaluate(  # type: ignore[no-any-return]
        """() => { const seen = [];
        for (let x = 5; x < innerWidth; x += 40) for (let y = 5; y < innerHeight; y += 40) {
            const e = document.elementFromPoint(x, y);
            if (e && !e.closest('.cover')) seen.push(e.tagName);
        } return seen }"""
    )


def _soon(page: Page, *, covered: bool) -> bool:
    """Whether the screen is, within ten seconds, covered as a whole or free."""
    for _ in range(100):
        if (_uncovered(page) == []) is covered:
            return True
        page.wait_for_timeout(100)
    return False


def test_a_prefetching_browser_does_not_end_the_visit(visit: Visit) -> None:
    page = visit()
    _typing(page)
    page.context.request.get("/sq/exit/", headers={"Sec-Purpose": "prefetch"})
    page.reload()
    assert page.input_value('[name="story"]') == STORY
