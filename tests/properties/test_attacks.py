"""Every way in that the threat model names: scripts, forged posts, planted cookies, guessing, paths, bombs."""

from __future__ import annotations

import io
import re
import time
import zipfile
from pathlib import Path

import httpx
import pytest

from besa.core.sealing import new_code
from tests.node import PASSWORD, Node
from tests.phone import Page, Phone

PAGES = ["", "who/", "leaving/", "messages/", "questions/what/?door=child", "no-such-page/"]


def test_no_page_holds_inline_script_or_style(node: Node) -> None:
    with Phone(node.origin) as phone:
        code = phone.report("<script>alert(1)</script><img src=x onerror=alert(1)>")
        pages = [phone.get(path) for path in PAGES] + [phone.get("code/"), phone.get("code/paper/"), phone.open(code)]
        pages += [phone.get("messages/delete/"), phone.get("/staff/account/sign-in")]
        for page in pages:
            assert not re.findall(r"<script(?![^>]*\ssrc=)[^>]*>", page.html), page.url
            assert not re.findall(r"<[^>]+\s(?:on\w+|style)\s*=", page.html), page.url
            assert "<style" not in page.html
            assert "javascript:" not in page.html
            outside = re.findall(r'(?:src|href|action)="(?:https?:)?//(?!127\.0\.0\.1)[^"]*', page.html)
            assert outside == [], page.url
        assert "<script>alert" not in pages[-3].html
        assert "&lt;script&gt;alert" in pages[-3].html, "what was told is shown as text"


def test_every_answer_has_the_strict_headers(node: Node) -> None:
    with Phone(node.origin) as phone:
        for path in (*PAGES, "/healthz", "/staff/queue", "/static/none.css", "/"):
            answer = phone.http.get(phone._path(path) if path != "/" else "/", follow_redirects=False)
            policy = answer.headers["Content-Security-Policy"]
            assert "default-src 'none'" in policy
            assert "unsafe" not in policy
            assert answer.headers["X-Content-Type-Options"] == "nosniff"
            assert answer.headers["X-Frame-Options"] == "DENY"
            assert answer.headers["Referrer-Policy"] in ("same-origin", "no-referrer")
            assert not re.search(r"\d", answer.headers.get("server", "")), "no version for whoever collects them"


def test_cookies_are_closed_to_scripts_and_to_other_sites(node: Node) -> None:
    with Phone(node.origin) as phone:
        page = phone.get("questions/what/?door=child")
        answer = phone.http.post(
            page.url, data={**page.form("story").values, "story": "x", "go": "next"}, follow_redirects=False
        )
        set_cookies = answer.headers.get_list("set-cookie")
        assert set_cookies
        for cookie in set_cookies:
            assert "httponly" in cookie.lower(), cookie
            assert "samesite" in cookie.lower(), cookie
            assert "expires" not in cookie.lower(), "nothing outlives the browser"


class TestForgedPosts:
    def test_a_post_without_our_token_changes_nothing(self, node: Node) -> None:
        with Phone(node.origin) as phone:
            page = phone.get("questions/what/?door=child")
            form = page.form("story")
            form.values["csrfmiddlewaretoken"] = "x" * 64
            answer = phone.submit(page, form, ("go", "next"), story="E falsifikuar")
            assert answer.status != 403, "a child is never turned away"
            assert "/questions/where/" not in answer.url
            assert 'value="E falsifikuar"' not in phone.get("questions/what/").html

    def test_another_site_cannot_post_with_the_visitors_cookies(self, node: Node) -> None:
        with Phone(node.origin) as phone:
            page = phone.get("questions/what/?door=child")
            phone.submit(page, page.form("story"), ("go", "next"), story="Fjalët e mia")
            page = phone.get("questions/check/")
            phone.http.headers["Origin"] = "https://evil.example"
            answer = phone.submit(page, page.form("go"), ("go", "send"))
            assert 'class="code"' not in answer.html
            phone.http.headers["Origin"] = node.origin
            assert "/check/" in phone.get("questions/check/").url, "nothing was sent"

    def test_staff_posts_without_token_are_refused(self, node: Node) -> None:
        answer = httpx.post(f"{node.origin}/staff/account/sign-in", data={"login": "anna", "password": PASSWORD})
        assert answer.status_code in (400, 403)
        assert "session" not in answer.headers.get("set-cookie", "")


class TestPlantedCookies:
    def test_a_planted_mailbox_cookie_is_replaced_when_a_code_opens(self, node: Node) -> None:
        planted = "A" * 43
        with Phone(node.origin) as phone:
            code = phone.report("x")
        with Phone(node.origin) as phone:
            phone.http.cookies.set("mailbox", planted, domain="127.0.0.1")
            opened = phone.open(code)
            assert opened.url.endswith("/messages/open/")
        with Phone(node.origin) as thief:
            thief.http.cookies.set("mailbox", planted, domain="127.0.0.1")
            assert not thief.get("messages/open/").url.endswith("/messages/open/")

    def test_a_planted_session_is_not_the_one_that_gets_signed_in(self, node: Node) -> None:
        with Phone(node.origin, language="staff") as phone:
            page = phone.get("/staff/account/sign-in")
            phone.http.cookies.set("session", "planted0planted0planted0planted0", domain="127.0.0.1")
            before = phone.http.cookies.get("session")
            page = phone.submit(page, page.form("login"), login="anna", password=PASSWORD)
            assert page.status == 200
            assert "/sign-in" not in page.url, "the password was right"
            after = [cookie.value for cookie in phone.http.cookies.jar if cookie.name == "session"]
            assert after
            assert any(value != before for value in after)
        with Phone(node.origin) as thief:
            thief.http.cookies.set("session", "planted0planted0planted0planted0", domain="127.0.0.1")
            assert "/sign-in" in thief.get("/staff/queue").url


class TestGuessingCodes:
    def test_a_wrong_code_takes_as_long_and_says_no_more(self, node: Node) -> None:
        with Phone(node.origin) as phone:
            code = phone.report("x")
        right, wrong = [], []
        texts = set()
        for _ in range(5):
            right.append(self._timed(node, code)[0])
            took, page = self._timed(node, new_code().digits)
            wrong.append(took)
            texts.add(re.sub(r'value="[^"]*"', "", page.text))
        assert min(wrong) > 0.5 * min(right) - 0.02
        assert min(wrong) > 0.01, "each guess costs an Argon2id"
        assert len(texts) == 1

    def test_guessing_shuts_nobody_out(self, node: Node) -> None:
        with Phone(node.origin) as phone:
            code = phone.report("x")
        with Phone(node.origin) as phone:
            for _ in range(30):
                assert phone.open(new_code().digits).status == 422
            assert phone.open(code).url.endswith("/messages/open/")

    def test_a_deleted_report_looks_like_one_that_never_was(self, node: Node) -> None:
        with Phone(node.origin) as phone:
            code = phone.report("x")
            phone.open(code)
            page = phone.get("messages/delete/")
            assert phone.submit(page, page.form(), sure="on").url.endswith("/deleted/")
            gone, never = phone.open(code), phone.open(new_code().digits)
        clean = [re.sub(r'value="[^"]*"', "", page.html) for page in (gone, never)]
        assert clean[0] == clean[1]

    def _timed(self, node: Node, code: str) -> tuple[float, Page]:
        with Phone(node.origin) as phone:
            page = phone.get("messages/")
            begun = time.perf_counter()
            page = phone.submit(page, page.form("code"), code=code)
            return time.perf_counter() - begun, page


@pytest.mark.parametrize(
    "path",
    [
        "/static/../keys/public/pepper", "/static/..%2f..%2fkeys/public/pepper", "/static/%2e%2e/%2e%2e/besa.sqlite3",
        "/static//etc/passwd", "/static/..\\..\\keys", "/static/platform/../../node.json", "/%2e%2e/%2e%2e/etc/passwd",
        "/sq/../../etc/passwd", "/sq/questions/..%2f..%2fkeys/", "/static/%00", "/static/platform/besa.css%00.txt",
        "/node.json", "/keys/public/pepper", "/besa.sqlite3", "/sealed/incoming/",
    ],
)  # fmt: skip
def test_no_path_leads_out_of_the_static_files(node: Node, path: str) -> None:
    import http.client

    connection = http.client.HTTPConnection("127.0.0.1", node.port, timeout=10)
    connection.putrequest("GET", path, skip_host=False)
    connection.endheaders()
    answer = connection.getresponse()
    body = answer.read()
    connection.close()
    assert answer.status in (301, 302, 400, 404), (path, answer.status)
    for secret in (b"root:", b"SQLite format", b'"kind": "live"', (node.home / "keys/public/pepper").read_bytes()):
        assert secret not in body


class TestPoisonedUploads:
    def _send(self, node: Node, name: str, content: bytes) -> Page:
        with Phone(node.origin, language="en") as phone:
            page = phone.get("questions/what/?door=child")
            phone.submit(page, page.form("story"), ("go", "next"), story="me skedar")
            page = phone.get("questions/files/")
            return phone.submit(
                page, page.form("whole"), ("go", "add"), files=[("file", (name, content, "text/plain"))]
            )

    @pytest.mark.parametrize(
        ("name", "content"),
        [
            ("pic.svg", b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>"),
            ("pic.txt", b"<?xml version='1.0'?><svg onload='alert(1)'/>"),
            ("pic.txt", b"\x89PNG\r\n\x1a\n" + b"\x00" * 100),
            ("photo.jpg", b"not really a picture"),
            ("clip.txt", b"\x00\x00\x00\x18ftypmp42" + b"\x00" * 100),
            ("run.exe", b"MZ\x90\x00" + b"\x00" * 100),
            ("page.txt", b"\x7fELF" + b"\x00" * 100),
        ],
    )
    def test_pictures_programs_and_svg_are_refused_whatever_they_are_called(
        self, node: Node, name: str, content: bytes
    ) -> None:
        before = _sealed(node)
        page = self._send(node, name, content)
        assert page.status == 422
        assert "mistake" in page.html
        assert _sealed(node) == before, "nothing of it stays on disk"

    def test_a_file_name_never_becomes_a_path_or_markup(self, node: Node) -> None:
        page = self._send(node, '../../../../tmp/<img src=x onerror=alert(1)>".txt', b"hello")
        assert page.status == 200
        assert "<img src=x" not in page.html
        assert "../" not in page.html
        assert all(re.fullmatch(r"[0-9a-f]{32}", name) for name in _sealed(node))

    def test_a_zip_bomb_is_never_unpacked(self, node: Node) -> None:
        packed = io.BytesIO()
        with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
            archive.writestr("bomb.txt", bytes(600_000_000))
        assert len(packed.getvalue()) < 1_000_000
        before = _memory(node)
        page = self._send(node, "dokument.docx", packed.getvalue())
        assert page.status == 200
        assert _memory(node) - before < 100_000_000

    def test_a_file_over_the_limit_is_refused_with_its_reason(self, node: Node) -> None:
        page = self._send(node, "big.txt", b"a" * 2_200_000)
        assert page.status == 422
        assert "2" in page.text

    def test_too_many_files_are_refused(self, node: Node) -> None:
        with Phone(node.origin, language="en") as phone:
            page = phone.get("questions/what/?door=child")
            phone.submit(page, page.form("story"), ("go", "next"), story="shume")
            page = phone.get("questions/files/")
            files = [("file", (f"{number}.txt", b"hello", "text/plain")) for number in range(8)]
            assert phone.submit(page, page.form("whole"), ("go", "add"), files=files).status == 422

    def test_html_hidden_in_a_text_is_only_text(self, node: Node) -> None:
        assert self._send(node, "page.html", b"<html><script>alert(1)</script>").status == 200


def test_a_class_of_thirty_behind_one_address_gets_through(node: Node) -> None:
    codes = set()
    for number in range(30):
        with Phone(node.origin) as phone:
            codes.add(phone.report(f"Nxënësi {number}"))
    assert len(codes) == 30


def _sealed(node: Node) -> set[str]:
    return {path.name for path in (node.home / "sealed").rglob("*") if path.is_file()}


def _memory(node: Node) -> int:
    """Resident bytes of all processes of the node."""
    total = 0
    for pid in node.pids():
        for line in Path(f"/proc/{pid}/status").read_text(encoding="ascii").splitlines():
            if line.startswith("VmRSS"):
                total += int(line.split()[1]) * 1024
    return total
