"""The people of the journeys: a reporter who answers question after question, and a colleague who signs in."""

from __future__ import annotations

import base64
import hmac
import re
import struct
import time
from dataclasses import dataclass
from typing import Any

from playwright.sync_api import Browser, Locator, Page

from tests.node import PASSWORD, Node

NEW_PASSWORD = "krejt tjeter fjalekalim 2027"
STORY = "Dikush që nuk e njoh më shkruan çdo natë dhe kërkon fotografi. Numri i tij është 069 212 3456."


def press(control: Locator) -> None:
    """Click what leads to another page, and wait until that page is there: a click alone waits for nothing."""
    with control.page.expect_navigation():
        control.click()


@dataclass
class Reporter:
    """Works by the names of fields and buttons, so that every language is the same walk."""

    page: Page
    language: str = "sq"

    def start(self) -> Reporter:
        self.page.goto(f"/{self.language}/")
        return self

    def door(self, name: str = "child") -> Reporter:
        press(self.page.locator(f'a[href*="door={name}"]'))
        return self

    def answer(self, go: str = "next", **fields: str) -> Reporter:
        for name, value in fields.items():
            places = self.page.locator(f'[name="{name}"]')
            if places.first.get_attribute("type") == "radio":
                self.page.locator(f'input[name="{name}"][value="{value}"]').check(force=True)
            else:
                places.first.fill(value)
        press(self.page.locator(f'button[name="go"][value="{go}"]'))
        return self

    def add_file(self, name: str, content: bytes, *, go: str = "next", media_type: str = "text/plain") -> Reporter:
        self.page.set_input_files('input[type="file"]', {"name": name, "mimeType": media_type, "buffer": content})
        press(self.page.locator(f'button[name="go"][value="{go}"]'))
        return self

    @property
    def code(self) -> str:
        return re.sub(r"\D", "", self.page.locator("p.code").inner_text())

    def report(self, story: str = STORY) -> str:
        """The shortest way from the start to the code."""
        self.start().door().answer(story=story).answer("check").answer("send")
        return self.code

    def open(self, code: str) -> Reporter:
        self.page.goto(f"/{self.language}/messages/")
        self.page.fill('[name="code"]', code)
        press(self.page.locator("main form button").first)
        return self


@dataclass
class Colleague:
    """`state` are the cookies of a signed-in, unlocked browser; `secret` is in the authenticator app."""

    username: str
    password: str
    secret: str
    state: Any


def enrol(node: Node, browser: Browser) -> Colleague:
    """First sign-in: the starting password, one's own password, the authenticator app, the spare codes."""
    context = browser.new_context(base_url=node.origin, locale="en")
    page = context.new_page()
    page.goto("/staff/")
    page.fill('[name="login"]', "anna")
    page.fill('[name="password"]', PASSWORD)
    press(page.locator("main form button").first)
    secret = ""
    for _ in range(6):
        if page.locator(".secret").count():
            secret = re.sub(r"\s", "", page.locator(".secret").inner_text())
            page.fill('[name="code"]', totp(secret))
            press(page.locator("main form button").first)
        elif page.locator('a[href$="/factors/app"]').count():
            press(page.locator('a[href$="/factors/app"]'))
        elif page.locator('[name="old"], [name="old_password"], [name="oldpassword"]').count():
            boxes = page.locator('main input[type="password"]')
            boxes.nth(0).fill(PASSWORD)
            for number in range(1, boxes.count()):
                boxes.nth(number).fill(NEW_PASSWORD)
            press(page.locator("main form button").first)
        elif page.locator("main .codes").count():
            press(page.locator("main a.button").first)
        else:
            break
    assert page.url.endswith("/staff/queue"), (page.url, page.inner_text("main")[:500])
    state = context.storage_state()
    context.close()
    return Colleague("anna", NEW_PASSWORD, secret, state)


def totp(secret: str, *, at: float | None = None) -> str:
    """The six digits of RFC 6238 for a base-32 secret."""
    key = base64.b32decode(secret + "=" * (-len(secret) % 8))
    digest = hmac.digest(key, struct.pack(">Q", int((at or time.time()) // 30)), "sha1")
    offset = digest[-1] & 15
    number = struct.unpack(">I", digest[offset : offset + 4])[0] & 0x7FFFFFFF
    return f"{number % 1_000_000:06d}"
