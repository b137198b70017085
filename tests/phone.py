"""A cheap phone without JavaScript: follows links, fills in forms, sends files, keeps cookies."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any
from urllib.parse import urljoin

import httpx


@dataclass
class Form:
    """A form as the page shows it: `values` of its fields, `buttons` by (name, value)."""

    action: str
    method: str
    values: dict[str, str] = field(default_factory=dict)
    buttons: list[tuple[str, str]] = field(default_factory=list)
    multipart: bool = False


class _Forms(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.forms: list[Form] = []
        self._area: str | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        about = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.forms.append(
                Form(
                    about.get("action", ""),
                    about.get("method", "get"),
                    multipart="multipart" in about.get("enctype", ""),
                )
            )
        elif self.forms and about.get("name"):
            self._field(tag, about)

    def _field(self, tag: str, about: dict[str, str]) -> None:
        form = self.forms[-1]
        kind = about.get("type", "text")
        if tag == "textarea":
            self._area = about["name"]
            form.values[self._area] = ""
        elif tag == "button":
            form.buttons.append((about["name"], about.get("value", "")))
        elif tag == "input" and kind not in ("file", "submit", "radio", "checkbox"):
            form.values[about["name"]] = about.get("value", "")
        elif tag == "input" and kind in ("radio", "checkbox") and "checked" in about:
            form.values[about["name"]] = about.get("value", "on")

    def handle_data(self, data: str) -> None:
        if self._area and self.forms:
            form = self.forms[-1]
            # The first line end after <textarea> is not content.
            form.values[self._area] += data if form.values[self._area] else data.removeprefix("\n").removeprefix("\r\n")

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea":
            self._area = None


@dataclass
class Page:
    """One answer, read."""

    url: str
    status: int
    html: str
    forms: list[Form]

    def form(self, name: str = "") -> Form:
        """The first form with a field or button `name`."""
        for form in self.forms:
            if not name or name in form.values or any(button == name for button, _ in form.buttons):
                return form
        raise AssertionError(f"no form with '{name}' on {self.url} ({self.status}): {self.html[:2000]}")

    @property
    def text(self) -> str:
        return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", self.html))


class Phone:
    """Speaks to one node; each has its own cookies. `source` chooses a loopback address to call from."""

    def __init__(self, origin: str, *, language: str = "sq", source: str = "", **headers: str) -> None:
        transport = httpx.HTTPTransport(local_address=source or None)
        self.http = httpx.Client(
            base_url=origin,
            transport=transport,
            follow_redirects=True,
            timeout=60,
            headers={"Origin": origin, "Accept-Encoding": "gzip, br", **headers},
        )
        self.language = language

    def __enter__(self) -> Phone:
        return self

    def __exit__(self, *_: object) -> None:
        self.http.close()

    def get(self, path: str) -> Page:
        return self.read(self.http.get(self._path(path)))

    def read(self, answer: httpx.Response) -> Page:
        reader = _Forms()
        if "html" in answer.headers.get("content-type", ""):
            reader.feed(answer.text)
        return Page(str(answer.url), answer.status_code, answer.text, reader.forms)

    def submit(
        self, page: Page, form: Form, button: tuple[str, str] | None = None, /, *, files: Any = None, **values: str
    ) -> Page:
        """Press a button (the first if none is named) with some fields filled in."""
        data = {**form.values, **values}
        pressed = button or (form.buttons[0] if form.buttons else None)
        if pressed:
            data[pressed[0]] = pressed[1]
        if files is None and form.multipart:
            files = {"file": ("", b"")}
        return self.read(self.http.post(urljoin(page.url, form.action), data=data, files=files))

    def report(self, story: str, *, files: dict[str, bytes] | None = None, door: str = "child", **answers: str) -> str:
        """The whole way from the first question to the code; returns the code's digits."""
        page = self.get(f"questions/what/?door={door}")
        page = self.submit(page, page.form("story"), ("go", "check"), story=story, **answers)
        if files:
            page = self.get("questions/files/")
            sent = [("file", (name, content, "application/octet-stream")) for name, content in files.items()]
            page = self.submit(page, page.form("whole"), ("go", "next"), files=sent)
        assert page.url.endswith("/questions/check/"), (page.url, page.status, page.text[:600])
        page = self.submit(page, page.form("go"), ("go", "send"))
        assert page.status == 200, (page.status, page.text[:600])
        return code_on(page)

    def open(self, code: str) -> Page:
        """Open the mailbox with a code."""
        page = self.get("messages/")
        return self.submit(page, page.form("code"), code=code)

    def _path(self, path: str) -> str:
        return path if path.startswith("/") else f"/{self.language}/{path}"


def code_on(page: Page) -> str:
    """The code a page shows."""
    shown = re.search(r'class="code">(.*?)</p>', page.html, re.DOTALL)
    assert shown, (page.url, page.text[:600])
    return re.sub(r"\D", "", re.sub(r"<[^>]+>", "", shown.group(1)))
