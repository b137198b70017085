"""The desk in a real browser: single keys, focus that stays, drafts that keep themselves, searches that go on."""

from __future__ import annotations

import time
from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.utils import timezone
from playwright.sync_api import BrowserContext, Page, expect

from besa.node.desk.models import Draft
from besa.node.desk.tests.conftest import bring_in, marks, open_session
from besa.node.desk.views import search as search_pages
from besa.node.people.models import Staff
from besa.node.reports import actions
from besa.node.reports.models import Message, Report

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def context(chromium, address, transactional_db, team) -> Iterator[BrowserContext]:
    context = chromium.new_context(base_url=address, locale="en", viewport={"width": 1280, "height": 800})
    cookies = open_session(Staff.objects.get(pk=team.anna.staff_id), team.anna)
    context.add_cookies([{"name": name, "value": value, "url": address} for name, value in cookies.items()])
    yield context
    context.close()


@pytest.fixture
def page(context) -> Iterator[Page]:
    page = context.new_page()
    page.set_default_timeout(30_000)
    problems: list[str] = []
    page.on("pageerror", lambda error: problems.append(str(error)))
    page.on("console", lambda said: problems.append(said.text) if "Content Security" in said.text else None)
    yield page
    assert problems == []


@pytest.fixture
def three(team):
    return [bring_in(f"Histori {n}") for n in range(3)]


def focused(page: Page) -> str:
    return page.evaluate("document.activeElement.textContent.trim()")


def shown(page: Page) -> list[str]:
    return page.locator("[data-line]").all_text_contents()


def test_j_and_k_walk_the_queue_enter_opens_and_b_comes_back_to_the_same_line(page: Page, three) -> None:
    page.goto("/staff/queue")
    order = shown(page)
    for key, at in (("j", 0), ("j", 1), ("j", 2), ("j", 2), ("k", 1), ("ArrowDown", 2), ("ArrowUp", 1)):
        page.keyboard.press(key)
        assert focused(page) == order[at], key
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text(order[1])
    page.keyboard.press("b")
    page.wait_for_url("**/staff/queue*")
    assert focused(page) == order[1]


def test_c_takes_the_report_under_the_focus_and_the_focus_stays(page: Page, team, three) -> None:
    page.goto("/staff/queue")
    order = shown(page)
    page.keyboard.press("j")
    page.keyboard.press("j")
    page.keyboard.press("c")
    page.wait_for_url("**#r-*")
    assert focused(page) == order[1]
    assert Report.objects.get(reference=order[1]).claimed_by_id == team.anna.staff_id


def test_when_the_line_leaves_the_list_the_next_one_has_the_focus(page: Page, three) -> None:
    page.goto("/staff/queue?claimed=nobody")
    order = shown(page)
    page.keyboard.press("j")
    page.keyboard.press("c")
    page.wait_for_url("**#r-*")
    assert shown(page) == order[1:]
    assert focused(page) == order[1]


def test_keys_do_nothing_while_somebody_types_and_can_be_switched_off(page: Page, three) -> None:
    page.goto("/staff/search")
    page.get_by_label("Search for").fill("")
    page.keyboard.type("jkcb?/")
    assert page.get_by_label("Search for").input_value() == "jkcb?/"
    page.goto("/staff/queue")
    page.keyboard.press("?")
    expect(page.get_by_role("dialog")).to_be_visible()
    assert Axe().run(page).violations_count == 0
    page.get_by_label("Use single keys on this device").uncheck()
    page.keyboard.press("Escape")
    page.keyboard.press("j")
    assert focused(page) not in shown(page)
    page.reload()
    page.keyboard.press("j")
    assert focused(page) not in shown(page), "it stays off"


def test_what_is_typed_keeps_itself_and_comes_back(page: Page, team, three) -> None:
    one = three[0]
    actions.claim(one.id, keyring=team.anna, now=timezone.now())
    page.goto(f"/staff/reports/{one.id}")
    page.keyboard.press("r")
    page.keyboard.type("Faleminderit që na shkrove.")
    expect(page.locator("#answer-kept")).to_contain_text("Kept")
    page.keyboard.press("Escape")
    page.locator("#note").fill("Called")
    page.goto("/staff/queue")  # leaving keeps the last letters too
    deadline = time.monotonic() + 5
    while time.monotonic() < deadline:
        page.goto(f"/staff/reports/{one.id}")
        if page.locator("#note").input_value() == "Called":
            break
    assert page.locator("#note").input_value() == "Called"
    assert page.locator("#answer").input_value() == "Faleminderit që na shkrove."
    assert "Faleminderit" not in str(list(Draft.objects.values_list("sealed", flat=True)))


def test_a_template_goes_in_at_the_cursor_with_its_first_blank_selected(page: Page, team, three) -> None:
    actions.claim(three[0].id, keyring=team.anna, now=timezone.now())
    page.goto(f"/staff/reports/{three[0].id}")
    before = len(marks())
    page.locator("#answer").fill("Përshëndetje!")
    page.locator("#template").select_option("one_detail")
    page.get_by_role("button", name="Put it into the answer").click()
    expect(page.locator("#answer")).to_be_focused()
    selected = "(box => box.value.slice(box.selectionStart, box.selectionEnd))(document.activeElement)"
    assert page.evaluate(selected) == "[pyetja jote]"
    page.keyboard.type("A e njeh?")
    assert "Kam një pyetje: A e njeh?" in page.locator("#answer").input_value()
    assert len(marks()) == before, "putting a template in opens nothing again"
    page.get_by_role("button", name="Send the answer").click()
    expect(page.locator("#heard-sent")).to_be_in_viewport()
    expect(page.locator("#heard-sent")).to_have_text("Your answer is sent.")
    assert Message.objects.count() == 1


def test_new_reports_are_announced_without_moving_the_focus(page: Page, team, three) -> None:
    page.clock.install()
    page.goto("/staff/queue")
    page.keyboard.press("j")
    where = focused(page)
    time.sleep(1.1)  # the page remembers whole seconds
    bring_in("E re", now=timezone.now())
    page.clock.fast_forward(31_000)
    expect(page.get_by_role("status").filter(has_text="new report")).to_contain_text("1 new report or message.")
    assert focused(page) == where
    page.get_by_role("link", name="Show", exact=True).click()
    expect(page.locator("[data-line]")).to_have_count(4)


def test_a_search_goes_on_by_itself_to_its_end(page: Page, team, monkeypatch) -> None:
    monkeypatch.setattr(search_pages, "FIRST_SECONDS", 0)
    monkeypatch.setattr(search_pages, "SLICE_SECONDS", 0)
    wanted = [bring_in("gjilpëra"), *(bring_in("kashtë") for _ in range(60)), bring_in("gjilpëra")]
    page.goto("/staff/queue")
    page.keyboard.press("/")
    page.get_by_label("Search for").fill("gjilpera")
    page.get_by_label("Words in the texts of the reports").check()
    page.get_by_label("What for?").select_option("work")
    page.get_by_role("button", name="Search").click()
    expect(page.locator("#hits [data-line]")).to_have_count(2)
    expect(page.locator("#hits")).to_contain_text("Looked through 62 of 62")
    assert set(shown(page)) == {wanted[0].received.reference, wanted[-1].received.reference}
    expect(page.locator("#search-said")).to_have_text("The search is finished.")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 320])
def test_no_barrier_that_axe_knows_and_nothing_wider_than_the_screen(
    page: Page, team, three, width: int, scheme: str
) -> None:
    one = bring_in("I want to kill myself tonight. +355 69 212 3456", language="en", age_band="12", ongoing="yes")
    actions.claim(one.id, keyring=team.anna, now=timezone.now())
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size({"width": width, "height": 740})
    paths = (
        "queue?urgency=3",
        f"reports/{one.id}",
        f"reports/{three[0].id}",
        "mine",
        "deadlines",
        "search",
        f"reports/{one.id}/erase",
    )
    for path in paths:
        page.goto(f"/staff/{path}")
        page.evaluate("for (const box of document.querySelectorAll('details')) box.open = true")
        found = Axe().run(page)
        assert found.violations_count == 0, f"{path}: {found.generate_report()}"
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path


def test_the_desk_s_first_visit_is_light(page: Page, three) -> None:
    sizes: list[int] = []

    def weigh(response) -> None:
        sizes.append(int(response.headers.get("content-length") or 0) or len(response.body()))

    page.on("response", weigh)
    page.goto("/staff/queue")
    page.wait_for_load_state("networkidle")
    assert 4 <= len(sizes) <= 8
    assert sum(sizes) <= 60 * 1024


def test_what_is_wrong_is_said_where_it_is_wrong(page: Page, team, three) -> None:
    actions.claim(three[0].id, keyring=team.anna, now=timezone.now())
    page.goto(f"/staff/reports/{three[0].id}")
    page.locator("#answer").fill("Kam një pyetje: [pyetja jote]")
    page.get_by_role("button", name="Send the answer").click()
    expect(page.locator("#heard-answer")).to_be_in_viewport()
    expect(page.locator("#answer")).to_be_focused()
    assert "[pyetja jote]" in page.locator("#answer").input_value()
    assert Axe().run(page).violations_count == 0
