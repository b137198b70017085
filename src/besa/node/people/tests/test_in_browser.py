"""Sign-in, security keys, locking and every page in a real browser: JavaScript, accessibility, a phone's width."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal import auth as totp
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import BrowserContext, Page, expect
from tests.live import LiveServer

from besa.node.people import actions
from besa.node.people.models import Staff
from besa.node.people.tests.conftest import NEW_PASSWORD, PASSWORD, keyring_of_password

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PICTURES = os.environ.get("PICTURES_OF_PEOPLE")


class Served:
    """Our own application with our own static files (pytest-django's server would put Django's finder before them)."""

    def __init__(self) -> None:
        self.thread = LiveServer()
        self.url = self.thread.begin()


@pytest.fixture
def node_server(transactional_db) -> Iterator[Served]:
    served = Served()
    yield served
    served.thread.terminate()


@pytest.fixture
def context(chromium, node_server) -> Iterator[BrowserContext]:
    context = chromium.new_context(base_url=node_server.url, locale="en")
    yield context
    context.close()


@pytest.fixture
def page(context) -> Page:
    page = context.new_page()
    page.set_default_timeout(30_000)
    problems: list[str] = []
    page.on("pageerror", lambda error: problems.append(str(error)))
    page.on("console", lambda said: problems.append(said.text) if "Content Security" in said.text else None)
    yield page
    assert problems == []


def sign_in(page: Page, username: str, password: str = PASSWORD) -> None:
    page.goto("/staff/account/sign-in")
    page.get_by_label("User name").fill(username)
    page.get_by_label("Password").fill(password)
    page.get_by_role("button", name="Go on").click()


def set_up_app(page: Page) -> str:
    page.get_by_role("link", name="An app on your phone").click()
    secret = page.locator(".secret").inner_text().replace(" ", "")
    page.get_by_label("Six-digit code").fill(totp.format_hotp_value(totp.hotp_value(secret, int(time.time()) // 30)))
    page.get_by_role("button", name="Finish").click()
    page.get_by_role("heading", name="Spare codes").wait_for()
    page.get_by_role("link", name="Go on").click()
    return secret


def looks_right(page: Page, name: str, heading: str = "") -> None:
    """No barrier that axe knows, nothing wider than the screen; a picture when asked for."""
    expect(page.get_by_role("heading", level=1)).to_contain_text(heading)
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()
    for width in (320, 1280):
        page.set_viewport_size({"width": width, "height": 800})
        assert page.evaluate("document.documentElement.scrollWidth") <= width, f"{name} is wider than {width}"
        if PICTURES:
            page.screenshot(path=Path(PICTURES) / f"{name}-{width}.png", full_page=True)


def with_security_key(page: Page) -> None:
    devtools = page.context.new_cdp_session(page)
    devtools.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "usb",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    devtools.send("WebAuthn.addVirtualAuthenticator", {"options": options})


class TestPages:
    def test_every_page_can_be_used_by_everyone(self, node, colleague, page):
        bora = colleague("bora")
        sign_in(page, "ana")
        looks_right(page, "first-factor", "Set up your second step")
        page.goto("/staff/account/factors/key")
        looks_right(page, "add-security-key")
        page.goto("/staff/account/factors/app")
        looks_right(page, "add-app")
        page.goto("/staff/account/factors/first")
        secret = set_up_app(page)
        for name, path in {
            "account": "account/",
            "password": "account/password",
            "spare-codes": "account/factors/codes",
            "renew-codes": "account/factors/codes/new",
            "staff": "people/",
            "invite": "people/invite",
            "person": f"people/{bora.pseudonym}",
            "desks": "people/desks",
            "new-desk": "people/desks/new",
            "desk": "people/desks/hotline",
            "recover": "people/desks/hotline/recover",
            "missing": "people/s-nobody",
        }.items():
            page.goto(f"/staff/{path}")
            looks_right(page, name)
        actor = Staff.objects.get(pk=node.staff_id).actor
        actions.change_roles(node.staff_id, actor=actor, is_administrator=True, is_auditor=True, is_lawyer=True)
        page.goto("/staff/people/ledger")
        looks_right(page, "ledger", "Ledger")
        page.goto("/staff/people/desks/hotline")
        page.get_by_label("Colleague").select_option(label="Bora")
        page.get_by_role("button", name="Give the key").click()
        expect(page.get_by_role("status")).to_contain_text("now has the key")
        looks_right(page, "desk-with-two", "Hotline")
        page.get_by_role("link", name="Remove Bora").click()
        looks_right(page, "remove-member", "Remove Bora")
        page.goto("/staff/people/invite")
        page.get_by_label("Name", exact=True).fill("Cela")
        page.get_by_label("User name").fill("ana")
        page.get_by_role("button", name="Make the account").click()
        expect(page.get_by_role("alert")).to_be_visible()
        looks_right(page, "invite-mistake")
        page.get_by_label("User name").fill("cela")
        page.get_by_role("button", name="Make the account").click()
        looks_right(page, "invitation", "The account is made")
        page.get_by_role("button", name="Lock").click()
        looks_right(page, "locked", "This screen is locked")
        page.get_by_role("button", name="Sign out").click()
        looks_right(page, "sign-in", "Sign in")
        page.get_by_role("button", name="Go on").click()
        expect(page.get_by_role("alert")).to_be_visible()
        looks_right(page, "sign-in-mistake")
        sign_in(page, "ana")
        looks_right(page, "second-step", "Second step")
        assert secret

    def test_the_dark_look_has_contrast_too(self, node, page):
        page.emulate_media(color_scheme="dark")
        sign_in(page, "ana")
        set_up_app(page)
        for name, path in {"account": "account/", "staff": "people/", "desk": "people/desks/hotline"}.items():
            page.goto(f"/staff/{path}")
            looks_right(page, f"{name}-dark")

    def test_signing_in_needs_no_mouse(self, node, page):
        page.goto("/staff/account/sign-in")
        page.keyboard.press("Tab")
        expect(page.get_by_role("link", name="Go to the main part")).to_be_focused()
        page.keyboard.press("Enter")
        for _ in range(2):
            page.keyboard.press("Tab")
        page.keyboard.type("ana")
        page.keyboard.press("Tab")
        page.keyboard.type(PASSWORD)
        page.keyboard.press("Enter")
        expect(page.get_by_role("heading", name="Set up your second step")).to_be_visible()

    def test_it_all_works_without_javascript(self, node, chromium, node_server):
        context = chromium.new_context(base_url=node_server.url, locale="en", java_script_enabled=False)
        page = context.new_page()
        sign_in(page, "ana")
        set_up_app(page)
        page.goto("/staff/people/")
        page.get_by_role("button", name="Lock").click()
        page.get_by_label("Password").fill(PASSWORD)
        page.get_by_role("button", name="Unlock").click()
        expect(page.get_by_role("heading", name="Staff")).to_be_visible()
        context.close()


class TestSecurityKeys:
    def test_a_security_key_is_set_up_and_used(self, node, page):
        with_security_key(page)
        sign_in(page, "ana")
        page.get_by_role("link", name="A security key or passkey").click()
        page.get_by_role("button", name="Add the key").click()
        page.get_by_role("heading", name="Spare codes").wait_for()
        assert Authenticator.objects.filter(type="webauthn", user__username="ana").count() == 1
        page.goto("/staff/account/")
        page.get_by_role("button", name="Sign out").click()
        sign_in(page, "ana")
        page.get_by_role("button", name="Use the security key").click()
        page.wait_for_url("**/staff/people/desks")
        assert "Security key 1" in page.goto("/staff/account/").text()

    def test_another_key_is_not_accepted(self, node, page, chromium, node_server):
        with_security_key(page)
        sign_in(page, "ana")
        page.get_by_role("link", name="A security key or passkey").click()
        page.get_by_role("button", name="Add the key").click()
        page.get_by_role("heading", name="Spare codes").wait_for()
        thief = chromium.new_context(base_url=node_server.url, locale="en").new_page()
        with_security_key(thief)
        sign_in(thief, "ana")
        thief.get_by_role("button", name="Use the security key").click()
        expect(thief.locator("#key-problem")).to_contain_text("was not accepted")
        thief.goto("/staff/people/")
        expect(thief.get_by_role("heading", name="Second step")).to_be_visible()
        thief.context.close()

    def test_an_administrator_sees_the_password_change_of_a_first_day(self, ana, page):
        invitation = actions.create_staff(actor=ana.actor, username="bora", display_name="Bora")
        sign_in(page, "bora", invitation.starting_password)
        looks_right(page, "first-password", "Choose your own")
        page.get_by_label("Password you have now").fill(invitation.starting_password)
        page.get_by_label("New password", exact=True).fill(NEW_PASSWORD)
        page.get_by_label("New password again").fill(NEW_PASSWORD)
        page.get_by_role("button", name="Save the new password").click()
        set_up_app(page)
        expect(page.get_by_role("heading", name="Bora")).to_be_visible()


class TestLockingByItself:
    @pytest.fixture
    def ana_in(self, node, page) -> Page:
        page.clock.install()
        sign_in(page, "ana")
        set_up_app(page)
        page.goto("/staff/reading/7?a=1")
        return page

    def test_it_warns_a_minute_before_and_then_locks(self, ana_in):
        ana_in.clock.fast_forward("14:10")
        expect(ana_in.get_by_role("alert")).to_contain_text("locks in one minute")
        looks_right(ana_in, "locking-soon")
        ana_in.clock.fast_forward("15:00")
        expect(ana_in.get_by_role("heading", name="This screen is locked")).to_be_visible()

    def test_a_key_press_keeps_it_open(self, ana_in):
        ana_in.clock.fast_forward("14:10")
        expect(ana_in.get_by_role("alert")).to_be_visible()
        ana_in.keyboard.press("Shift")
        expect(ana_in.get_by_role("alert")).to_be_hidden()
        ana_in.clock.fast_forward("14:00")
        assert "/staff/reading/7" in ana_in.url

    def test_what_was_typed_is_back_after_unlocking(self, ana_in):
        ana_in.get_by_label("Reply").fill("Faleminderit që na shkruajte.\nНе си сам.")
        ana_in.clock.fast_forward("15:30")
        expect(ana_in.get_by_role("heading", name="This screen is locked")).to_be_visible()
        ana_in.get_by_label("Password").fill(PASSWORD)
        ana_in.get_by_role("button", name="Unlock").click()
        ana_in.wait_for_url("**/staff/reading/7?a=1")
        expect(ana_in.get_by_label("Reply")).to_have_value("Faleminderit që na shkruajte.\nНе си сам.")
        expect(ana_in.get_by_role("status")).to_contain_text("What you were writing is back")

    def test_going_back_shows_nothing_of_a_locked_page(self, ana_in):
        ana_in.get_by_role("button", name="Lock").click()
        expect(ana_in.get_by_role("heading", name="This screen is locked")).to_be_visible()
        ana_in.go_back()
        expect(ana_in.get_by_role("heading", name="This screen is locked")).to_be_visible()

    def test_locking_one_tab_locks_the_others(self, ana_in):
        other = ana_in.context.new_page()
        other.goto("/staff/people/")
        other.get_by_role("button", name="Lock").click()
        ana_in.clock.fast_forward("00:05")
        expect(ana_in.get_by_role("heading", name="This screen is locked")).to_be_visible()

    def test_someone_removed_is_out_at_the_next_click(self, ana_in, ana, node, colleague, chromium, node_server):
        bora = colleague("bora")
        actions.grant_membership(node.desk_id, bora.pk, keyring=keyring_of_password(ana))
        page = chromium.new_context(base_url=node_server.url, locale="en").new_page()
        sign_in(page, "bora")
        set_up_app(page)
        actions.remove_member(node.desk_id, bora.pk, keyring=keyring_of_password(Staff.objects.get(pk=ana.pk)))
        page.goto("/staff/reading/7")
        expect(page.get_by_role("heading", name="Sign in")).to_be_visible()
        page.context.close()


class TestGivingAccessAgain:
    def test_two_administrators_the_person_and_a_compared_key(self, ana, node, colleague, page, chromium, node_server):
        second, bora = colleague("second", is_administrator=True), colleague("bora")
        actions.grant_membership(node.desk_id, bora.pk, keyring=keyring_of_password(ana))
        sign_in(page, "ana")
        set_up_app(page)
        page.goto(f"/staff/people/{second.pseudonym}")
        looks_right(page, "person-nobody-could-confirm", "Second")
        page.goto(f"/staff/people/{bora.pseudonym}")
        page.get_by_text("Give a new starting password").press("Enter")
        page.get_by_role("button", name="Ask a second administrator").first.press("Enter")
        expect(page.get_by_role("status")).to_contain_text("A second administrator can confirm it")
        looks_right(page, "person-asked", "Bora")
        other = chromium.new_context(base_url=node_server.url, locale="en").new_page()
        sign_in(other, "second")
        set_up_app(other)
        other.goto("/staff/people/")
        looks_right(other, "staff-waiting", "Staff")
        other.get_by_role("link", name="Bora").first.click()
        other.get_by_text("Confirm", exact=True).press("Enter")
        looks_right(other, "person-confirm", "Bora")
        other.get_by_role("button", name="Yes, I spoke with them").press("Enter")
        expect(other.get_by_role("heading", level=1)).to_contain_text("A new starting password")
        starting = other.locator(".secret").inner_text()
        actions.change_password(bora.pk, actor=bora.actor, old=starting, new=NEW_PASSWORD)
        other.context.close()
        theirs = chromium.new_context(base_url=node_server.url, locale="en").new_page()
        sign_in(theirs, "bora", NEW_PASSWORD)
        theirs.get_by_role("link", name="An app on your phone").click()
        secret = theirs.locator(".secret").inner_text().replace(" ", "")
        code = totp.format_hotp_value(totp.hotp_value(secret, int(time.time()) // 30))
        theirs.get_by_label("Six-digit code").fill(code)
        theirs.get_by_role("button", name="Finish").click()
        theirs.get_by_role("heading", name="Please read this").wait_for()
        expect(theirs.get_by_role("main")).to_contain_text("Ana asked for it and Second confirmed it.")
        looks_right(theirs, "told", "Please read this")
        theirs.get_by_role("button", name="I have read this").press("Enter")
        theirs.goto("/staff/account/")
        looks_right(theirs, "account-told", "Bora")
        groups = theirs.locator(".secret").inner_text()
        theirs.context.close()
        page.goto("/staff/people/desks/hotline")
        looks_right(page, "desk-waits", "Hotline")
        page.get_by_role("link", name="Give the key again").press("Enter")
        expect(page.locator(".secret")).to_have_text(groups)
        looks_right(page, "give-again", "Give Bora the key")
        page.get_by_role("button", name="All groups are the same").press("Enter")
        expect(page.get_by_role("status")).to_contain_text("now has the key")
