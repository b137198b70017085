"""Weigh a first visit as a cheap phone pays for it: every byte that comes over the wire, headers and icon included.

A plain client over real sockets follows what the page links to (stylesheets, scripts, icons, images, and what they
import) and counts what it reads. Where there is a Chromium, it loads the same pages as a check: it would also see what
a script fetches.
"""

from __future__ import annotations

import gzip
import re
import shutil
import socket
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import urljoin, urlsplit

from bench.node import running_node

PORT = 8191
PAGES = {"start page": "", "first question": "questions/what/?door=child"}
Row = dict[str, object]


@dataclass
class Visit:
    """One browser: its cookies, what it keeps, and every answer it got since `count` was last emptied."""

    port: int
    cookies: dict[str, str] = field(default_factory=dict)
    kept: set[str] = field(default_factory=set)
    count: list[tuple[str, int]] = field(default_factory=list)  # path, bytes on the wire

    def open(self, path: str) -> None:
        """Load a page and everything it needs that is not kept yet."""
        self.count = []
        todo = [path]
        while todo:
            one = todo.pop(0)
            if one in self.kept:
                continue
            kind, body, keep = self._get(one)
            if keep:
                self.kept.add(one)
            todo += [link for link in _linked(kind, body, one) if link not in (*todo, *(p for p, _ in self.count))]

    def _get(self, path: str) -> tuple[str, str, bool]:
        """Media type, text and whether it may be kept; follows no redirect, as none is expected."""
        head = [
            f"GET {path} HTTP/1.1",
            f"Host: 127.0.0.1:{self.port}",
            "Accept: */*",
            "Accept-Encoding: gzip, deflate, br",
            "Connection: close",
        ]
        if self.cookies:
            head.append("Cookie: " + "; ".join(f"{name}={value}" for name, value in self.cookies.items()))
        with socket.create_connection(("127.0.0.1", self.port), timeout=30) as line:
            line.sendall(("\r\n".join(head) + "\r\n\r\n").encode())
            answer = b"".join(iter(lambda: line.recv(65536), b""))
        self.count.append((path, len(answer)))
        top, _, body = answer.partition(b"\r\n\r\n")
        lines = top.decode("latin-1").split("\r\n")
        if lines[0].split()[1] != "200":
            raise RuntimeError(f"{path} answered {lines[0]}")
        headers = [(name.lower(), value.strip()) for name, _, value in (line.partition(":") for line in lines[1:])]
        for name, value in headers:
            if name == "set-cookie":
                cookie, _, content = value.partition(";")[0].partition("=")
                self.cookies[cookie] = content
        told = dict(headers)
        if told.get("transfer-encoding") == "chunked":
            body = b"".join(_chunks(body))
        kind = told.get("content-type", "").partition(";")[0]
        keep = "max-age=" in told.get("cache-control", "") and "max-age=0" not in told.get("cache-control", "")
        return kind, _text(body, told.get("content-encoding", "")) if kind in ("text/html", "text/css") else "", keep

    @property
    def bytes(self) -> int:
        return sum(size for _, size in self.count)


def _chunks(body: bytes) -> Iterator[bytes]:
    while body:
        size, _, rest = body.partition(b"\r\n")
        yield rest[: int(size, 16)]
        body = rest[int(size, 16) + 2 :]


def _text(body: bytes, encoding: str) -> str:
    if encoding == "br":
        import brotli

        return str(brotli.decompress(body).decode())
    return (gzip.decompress(body) if encoding == "gzip" else body).decode()


class _Links(HTMLParser):
    """What a browser loads with a page without being asked."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "link" and set(given.get("rel", "").split()) & {"stylesheet", "icon", "preload", "manifest"}:
            self.found.append(given.get("href", ""))
        elif tag in ("script", "img", "iframe", "source", "video", "audio", "embed"):
            self.found.append(given.get("src", ""))


def _linked(kind: str, text: str, page: str) -> list[str]:
    """Addresses on this node that the page or stylesheet needs, each once.

    Raises:
        RuntimeError: it needs something from elsewhere, which no page of ours may.
    """
    if kind == "text/html":
        reader = _Links()
        reader.feed(text)
        found = reader.found
    else:
        found = re.findall(r"(?:url\(|@import\s+)[\"']?([^\"')\s;]+)", text)
    links = dict.fromkeys(urljoin(page, link) for link in found if link and not link.startswith("data:"))
    if abroad := [link for link in links if urlsplit(link).netloc]:
        raise RuntimeError(f"{page} loads {abroad[0]}")
    return list(links)


def measure() -> list[Row]:
    """Weigh both pages in all six languages, first and second visit."""
    from besa.node.platform.languages import CODES

    rows: list[Row] = []
    with running_node(PORT) as node:
        for name, path in PAGES.items():
            first: dict[str, Visit] = {}
            again: dict[str, tuple[int, int]] = {}
            for code in CODES:
                first[code] = visit = Visit(PORT)
                visit.open(f"/{code}/{path}")
                answers = list(visit.count)
                visit.open(f"/{code}/{path}")
                again[code] = (visit.bytes, len(visit.count))
                visit.count = answers
            rows += _rows(name, first, again)
        rows += _in_chromium(node.port)
    return rows


def _rows(name: str, first: dict[str, Visit], again: dict[str, tuple[int, int]]) -> list[Row]:
    heaviest = max(first, key=lambda code: first[code].bytes)
    parts = sorted(first[heaviest].count, key=lambda one: -one[1])
    each = ", ".join(f"{code} {visit.bytes / 1024:.1f}" for code, visit in first.items())
    split = ", ".join(f"{path.rpartition('/static/')[2].partition('?')[0] or path} {size}" for path, size in parts)
    return [
        {
            "what": f"{name}, first visit, heaviest of {len(first)} languages ({heaviest})",
            "measured": first[heaviest].bytes / 1024,
            "unit": "KB",
            "asked": "≤ 20",
            "anchor": "527",
        },
        {
            "what": f"{name}, first visit: requests, most of {len(first)} languages",
            "measured": max(len(visit.count) for visit in first.values()),
            "asked": "≤ 4",
            "anchor": "34",
        },
        {"what": f"{name}, first visit, each language", "measured": each, "unit": "KB"},
        {"what": f"{name}, first visit in {heaviest}, part by part", "measured": split, "unit": "bytes"},
        {
            "what": f"{name}, second visit, heaviest",
            "measured": max(size for size, _ in again.values()) / 1024,
            "unit": "KB",
        },
        {"what": f"{name}, second visit: requests", "measured": max(number for _, number in again.values())},
    ]


def _in_chromium(port: int) -> list[Row]:
    """The same in Chromium, which counts for itself; where there is none, that is said."""
    from besa.node.platform.languages import CODES

    path = shutil.which("chromium") or shutil.which("chromium-browser")
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        path = None
    if path is None:
        return [{"what": "the same in Chromium", "measured": "not measured: there is no Chromium"}]
    rows: list[Row] = []
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=path, args=["--no-sandbox"])
        for name, address in PAGES.items():
            seen: list[tuple[float, int]] = []
            for code in CODES:
                page = browser.new_context().new_page()
                sizes: list[float] = []
                asked: list[str] = []
                session = page.context.new_cdp_session(page)
                session.on("Network.requestWillBeSent", lambda event, asked=asked: asked.append(event["requestId"]))
                session.on(
                    "Network.loadingFinished", lambda event, sizes=sizes: sizes.append(event["encodedDataLength"])
                )
                session.send("Network.enable")
                page.goto(f"http://127.0.0.1:{port}/{code}/{address}", wait_until="networkidle")
                seen.append((sum(sizes), len(asked)))
                page.context.close()
            heaviest, most = max(size for size, _ in seen) / 1024, max(number for _, number in seen)
            rows.append({"what": f"{name}, first visit as Chromium counts it", "measured": heaviest, "unit": "KB"})
            rows.append({"what": f"{name}, first visit as Chromium counts it: requests", "measured": most})
        browser.close()
    return rows
