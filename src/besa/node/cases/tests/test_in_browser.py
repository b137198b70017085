"""Cases in a real browser: with the keyboard alone, without JavaScript, on a phone, and with nothing axe knows of."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.utils import timezone
from playwright.sync_api import BrowserContext, Page, expect

from besa.node.cases import actions
from besa.node.cases.models import Entry, File
from besa.node.cases.tests.conftest import bring_in, open_session
from besa.node.people.models import Staff

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def browser_of(chromium, address: str, ring, **more) -> BrowserContext:
    context = chromium.new_context(base_url=address, locale="en", viewport={"width": 1280, "height": 800}, **more)
    cookies = open_session(Staff.objects.get(pk=ring.staff_id), ring)
    context.add_cookies([{"name": name, "value": value, "url": address} for name, value in cookies.items()])
    return context


@pytest.fixture
def page(chromium, address, team) -> Iterator[Page]:
    context = browser_of(chromium, address, team.anna)
    page = context.new_page()
    page.set_default_timeout(30_000)
    problems: list[str] = []
    page.on("pageerror", lambda error: problems.append(str(error)))
    page.on("console", lambda said: problems.append(said.text) if "Content Security" in said.text else None)
    yield page
    assert problems == []
    context.close()


def full_case(team):
    """A case with a bit of everything, and a child's file in it."""
    now = timezone.now()
    one = bring_in("Më shkruan. +355 69 212 3456", now=now - timedelta(minutes=30))
    file = actions.open_case(
        [one.id], desk_id=team.hotline, title="Burri nga loja", urgency=3, keyring=team.anna, now=now
    )
    act = {"keyring": team.anna, "now": now}
    man = actions.add_person(file, role="reported", name="I panjohuri 'Agi'", about="Rreth 30 vjeç, flet shqip", **act)
    actions.add_identifier(file, kind="handle", text="agi_" + "x" * 60, whose=str(man), about="nga loja", **act)
    actions.add_event(file, when="2026-02-27 21:30", text="Kërkoi foto dhe kërcënoi", **act)
    actions.strike_out(file, actions.write_note(file, "Gabim", **act), **act)
    actions.write_note(file, "Folëm me shkollën.\nNesër përsëri.", **act)
    actions.set_task(file, "Thirr shkollën", due=now - timedelta(hours=2), to=team.ben.staff_id, **act)
    actions.tick_off(file, actions.set_task(file, "Lexo", due=None, to=None, **act), **act)
    actions.set_deadline(file, clock="reply", text="Policia", due=now + timedelta(days=3), **act)
    actions.give_access(file, team.police, **act)
    child = actions.open_child_file(file, name="Era", desk_id=team.hotline, **act)
    actions.add_person(child, role="carer", name="Nëna", about="", **act)
    actions.assign(file, to=team.anna.staff_id, **act)
    return one, file, child


def test_a_case_is_opened_filled_and_closed_without_a_mouse_or_a_script(chromium, address, team) -> None:
    one = bring_in("x")
    context = browser_of(chromium, address, team.anna, java_script_enabled=False)
    page = context.new_page()
    page.goto(f"/staff/cases/new?report={one.id}")
    page.get_by_label("What the new case is called").focus()
    page.keyboard.type("Burri nga loja")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Burri nga loja")
    page.get_by_role("link", name="Add a person").press("Enter")
    page.get_by_label("Who is it in this matter?").select_option("reported")
    page.get_by_label("Name, or how they are called").fill("Agi")
    page.get_by_role("button", name="Add the person").press("Enter")
    expect(page.locator("#people")).to_contain_text("Agi")
    page.get_by_role("button", name="Take over what it names").press("Enter")
    page.get_by_role("button", name="Take the case").press("Enter")
    page.get_by_role("link", name="Close the case").press("Enter")
    page.get_by_label("How did it end?").select_option("helped")
    page.get_by_role("button", name="Close the case").press("Enter")
    expect(page.locator("#top")).to_contain_text("Closed")
    page.goto("/staff/cases/")
    expect(page.get_by_text("There is no open case.")).to_be_visible()
    context.close()


def test_two_desks_and_the_wall_between_them(chromium, page: Page, address, team) -> None:
    _, file, child = full_case(team)
    page.goto(f"/staff/cases/files/{file}")
    page.get_by_role("link", name="File of child 1").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Era")
    police = browser_of(chromium, address, team.cara)
    theirs = police.new_page()
    theirs.goto("/staff/cases/")
    theirs.get_by_role("link", name=File.objects.get(pk=file).case.reference).click()
    expect(theirs.get_by_role("heading", level=1)).to_contain_text("Burri nga loja")
    expect(theirs.get_by_text("Era", exact=True)).to_have_count(0)
    expect(theirs.get_by_text("File of child")).to_have_count(0)
    expect(theirs.get_by_text("1 report of another desk")).to_be_visible()
    assert theirs.goto(f"/staff/cases/files/{child}").status == 404
    page.goto(f"/staff/cases/files/{file}")
    page.get_by_role("button", name="Take access away – Police").click()
    expect(page.get_by_role("status")).to_contain_text("has a new key")
    assert theirs.goto(f"/staff/cases/files/{file}").status == 404
    police.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 320])
def test_no_barrier_that_axe_knows_and_nothing_wider_than_the_screen(page: Page, team, width: int, scheme: str) -> None:
    one, file, child = full_case(team)
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size({"width": width, "height": 740})
    entry = Entry.objects.filter(file=file, sort="person").get().id
    actions.ask_to_erase(child, "asked", keyring=team.ben, now=timezone.now())
    forms = ("person", "identifier", "event", "task", "deadline", "child", "access", "assign", "close")
    paths = (
        "",
        "?show=closed",
        "expiring",
        f"new?report={one.id}",
        f"files/{file}",
        f"files/{child}",
        f"files/{file}/entries/{entry}/erase",
        f"files/{child}/erase",
        f"files/{child}/erase/agree",
        *(f"files/{file}/{name}" for name in forms),
    )
    for path in paths:
        page.goto(f"/staff/cases/{path}")
        page.evaluate("for (const box of document.querySelectorAll('details')) box.open = true")
        found = Axe().run(page)
        assert found.violations_count == 0, f"{path}: {found.generate_report()}"
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path


def test_two_people_erase_a_child_s_file_with_the_keyboard_alone(chromium, page: Page, address, team) -> None:
    _, file, child = full_case(team)
    other = browser_of(chromium, address, team.ben)
    asks = other.new_page()
    asks.goto(f"/staff/cases/files/{child}")
    asks.get_by_role("link", name="Erase this child's file").press("Enter")
    asks.get_by_label("Why is it erased?").select_option("asked")
    asks.get_by_role("button", name="Ask for it to be erased").press("Enter")
    expect(asks.get_by_role("status")).to_contain_text("A colleague must agree")
    page.goto(f"/staff/cases/files/{child}")
    page.get_by_role("link", name="See what goes, and agree").press("Enter")
    page.get_by_label("Type the number of the case to confirm").fill("C2222-2222")
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("This is not the number of this case.")
    assert Axe().run(page).violations_count == 0
    page.get_by_label("Type the number of the case to confirm").fill(File.objects.get(pk=file).case.reference)
    page.get_by_role("button", name="Erase it for ever").press("Enter")
    expect(page.get_by_role("status")).to_contain_text("1 file is erased, for ever.")
    assert page.goto(f"/staff/cases/files/{child}").status == 404
    page.goto(f"/staff/cases/files/{file}")
    expect(page.get_by_text("File of child")).to_have_count(0)
    other.close()


def test_the_paper_says_nothing_of_children_s_files_nor_offers_anything_to_press(page: Page, team) -> None:
    _, file, _ = full_case(team)
    page.goto(f"/staff/cases/files/{file}")
    page.emulate_media(media="print")
    expect(page.get_by_text("It names people: keep it locked away")).to_be_visible()
    expect(page.get_by_text("File of child")).not_to_be_visible()
    for button in page.locator("main button").all():
        expect(button).not_to_be_visible()
    expect(page.get_by_text("Folëm me shkollën.")).to_be_visible()


def test_a_form_with_mistakes_says_so_to_everybody(page: Page, team) -> None:
    _, file, _ = full_case(team)
    page.goto(f"/staff/cases/files/{file}/person")
    page.get_by_label("What we know about them").fill("Flet shqip")
    page.get_by_role("button", name="Add the person").click()
    expect(page.get_by_role("alert")).to_contain_text("Choose who it is.")
    assert page.get_by_label("What we know about them").input_value() == "Flet shqip"
    assert Axe().run(page).violations_count == 0
