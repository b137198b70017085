"""A file leaves the desk as a download and nothing else, with a mark before its first byte."""

from __future__ import annotations

from uuid import uuid4

import pytest

from besa.node.desk.tests.conftest import At, bring_in, marks
from besa.node.reports import storage
from besa.node.reports.tests.conftest import sealed_upload

CONTENT = b"<script>alert(1)</script>" * 5000


def brought(name: str = "faqja.html"):
    upload = sealed_upload(CONTENT, name)
    return bring_in("x", files=(upload,)), upload.file_id


def test_it_is_a_download_that_no_browser_renders(anna: At, team) -> None:
    one, file_id = brought()
    response = anna.get("file", one.id, file_id, **{"Accept-Encoding": "gzip"})
    assert b"".join(response.streaming_content) == CONTENT
    headers = response.headers
    assert headers["Content-Type"] == "application/octet-stream"
    assert headers["Content-Disposition"] == 'attachment; filename="faqja.html"'
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert headers["Content-Length"] == str(len(CONTENT))
    assert headers["Cache-Control"] == "no-store"
    assert headers["Content-Encoding"] == "identity"


def test_each_download_leaves_a_mark_before_the_first_byte(anna: At, team) -> None:
    one, file_id = brought()
    response = anna.get("file", one.id, file_id)
    assert marks(one.id)[-1] == "reports.file.opened"
    assert b"".join(response.streaming_content) == CONTENT


@pytest.mark.parametrize(
    "headers", [{"Sec-Purpose": "prefetch"}, {"Sec-Fetch-Dest": "image"}, {"Sec-Fetch-Dest": "video"}]
)
def test_it_is_neither_fetched_ahead_nor_embedded(anna: At, team, headers: dict[str, str]) -> None:
    one, file_id = brought()
    assert anna.get("file", one.id, file_id, **headers).status_code == 204
    assert "reports.file.opened" not in marks(one.id)


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("../../etc/passwd", "_.._etc_passwd"),
        ('a"; filename="evil.exe', 'a\\"; filename=\\"evil.exe'),
        ("pa\u202efdp.exe", "pafdp.exe"),
        ("a\r\nSet-Cookie: x=1", "aSet-Cookie: x=1"),
        ("...", "file"),
        ("", "file"),
    ],
)
def test_a_name_plays_no_tricks(anna: At, team, name: str, safe: str) -> None:
    one, file_id = brought(name)
    response = anna.get("file", one.id, file_id)
    assert response.headers["Content-Disposition"] == f'attachment; filename="{safe}"'
    assert b"".join(response.streaming_content) == CONTENT
    assert "\u202e" not in anna.page("report", one.id)


def test_another_report_s_file_is_not_found_here(anna: At, team) -> None:
    one, _ = brought()
    _, other_file = brought()
    assert anna.get("file", one.id, other_file).status_code == 404
    assert anna.get("file", one.id, uuid4()).status_code == 404


def test_a_file_gone_from_the_disk_is_named(anna: At, team) -> None:
    one, file_id = brought()
    storage.destroy(file_id)
    response = anna.get("file", one.id, file_id)
    assert response.status_code == 409
    assert "was damaged or changed" in response.content.decode()


def test_what_the_page_shows_is_name_and_size(anna: At, team) -> None:
    one, _ = brought("biseda <b>.txt")
    page = anna.page("report", one.id)
    assert "biseda &lt;b&gt;.txt" in page
    assert "122.1" in page


def test_a_file_changed_on_the_disk_is_not_handed_out(anna: At, team) -> None:
    one, file_id = brought()
    sealed = bytearray(storage.path(file_id).read_bytes())
    sealed[100] ^= 1
    storage.path(file_id).write_bytes(sealed)
    assert anna.get("file", one.id, file_id).status_code == 409
