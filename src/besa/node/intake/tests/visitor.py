"""A visitor without JavaScript: reads pages, fills in what they offer, presses their buttons, keeps their cookies.

Only what a page really contains can be filled in or pressed, hidden fields and the check against forged forms included.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any

from django.http import HttpResponse
from django.test import Client


@dataclass
class Form:
    """One form of a page: its fields as they stand, the choices it offers and its buttons."""

    action: str
    multipart: bool
    values: dict[str, str] = field(default_factory=dict)
    choices: dict[str, list[str]] = field(default_factory=dict)
    files: set[str] = field(default_factory=set)
    buttons: list[tuple[str, str]] = field(default_factory=list)


class _Page(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.forms: list[Form] = []
        self.text: list[str] = []
        self.title = ""
        self.language = ""
        self.links: list[str] = []
        self._area: str | None = None
        self._in_title = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "html":
            self.language = given["lang"]
        elif tag == "title":
            self._in_title = True
        elif tag == "a":
            self.links.append(given.get("href", ""))
        elif tag == "form":
            self.forms.append(Form(given.get("action", ""), "multipart" in given.get("enctype", "")))
        elif self.forms and tag in ("input", "textarea", "button"):
            self._field(tag, given)

    def _field(self, tag: str, given: dict[str, str]) -> None:
        form, name, kind = self.forms[-1], given.get("name", ""), given.get("type", "text")
        if tag == "button":
            form.buttons.append((name, given.get("value", "")))
        elif tag == "textarea":
            self._area = name
            form.values[name] = ""
        elif kind in ("radio", "checkbox"):
            form.choices.setdefault(name, []).append(given.get("value", "on"))
            if "checked" in given:
                form.values[name] = given.get("value", "on")
        elif kind == "file":
            form.files.add(name)
        elif name:
            form.values[name] = given.get("value", "")

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea" and self._area is not None:
            # A browser drops the first line break of a text area.
            text = self.forms[-1].values[self._area]
            self.forms[-1].values[self._area] = text.removeprefix("\r\n").removeprefix("\n")
            self._area = None
        self._in_title = False

    def handle_data(self, data: str) -> None:
        if self._area is not None:
            self.forms[-1].values[self._area] += data
        elif self._in_title:
            self.title += data
        else:
            self.text.append(data)


class Visitor:
    """`open` an address, `fill` fields, `press` a button; `page`, `status` and `text` tell what one sees then."""

    def __init__(self, **environ: Any) -> None:
        self.client = Client(enforce_csrf_checks=True, raise_request_exception=False, **environ)
        self.response: Any = HttpResponse()
        self.page = _Page()
        self.address = ""

    def open(self, address: str, **headers: str) -> Visitor:
        self._seen(self.client.get(address, headers=headers or None, follow=True), address)
        return self

    def press(self, name: str = "", value: str = "", *, form: int = 0, files: Any = None, **typed: str) -> Visitor:
        """Fill in `typed` (and `files`) in the form and press one of its buttons."""
        sent = self.filled(form=form, **typed)
        offered = self.page.forms[form]
        if name:
            assert (name, value) in offered.buttons, f"no button {name}={value} among {offered.buttons}"
            sent[name] = value
        if files is not None:
            assert offered.files == {"file"}
            sent["file"] = files
        address = offered.action or self.address
        kind = {} if offered.multipart else {"content_type": "application/x-www-form-urlencoded"}
        body = sent if offered.multipart else _encoded(sent)
        self._seen(self.client.post(address, body, follow=True, **kind), address)
        return self

    def filled(self, *, form: int = 0, **typed: str) -> dict[str, Any]:
        """What the form would send."""
        offered = self.page.forms[form]
        for key, text in typed.items():
            if key in offered.choices:
                assert text in offered.choices[key], f"{key} offers {offered.choices[key]}, not {text}"
            else:
                assert key in offered.values, f"no field {key} among {sorted(offered.values)}"
        return {**offered.values, **typed}

    @property
    def status(self) -> int:
        return int(self.response.status_code)

    @property
    def html(self) -> str:
        return str(self.response.content.decode())

    @property
    def text(self) -> str:
        return " ".join(" ".join(self.page.text).split())

    @property
    def values(self) -> dict[str, str]:
        return self.page.forms[0].values

    def _seen(self, response: Any, address: str) -> None:
        self.response = response
        chain = getattr(response, "redirect_chain", [])
        self.address = chain[-1][0] if chain else address
        self.page = _Page()
        if "html" in response.headers.get("Content-Type", ""):
            self.page.feed(self.html)


def _encoded(sent: dict[str, Any]) -> str:
    from urllib.parse import urlencode

    return urlencode(sent)
