"""The public parser takes whatever is thrown at it: never a 500, never an exception's text."""

from __future__ import annotations

import http.client
import random
import string
from collections.abc import Iterator
from urllib.parse import quote

import httpx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.node import Node
from tests.phone import Phone

PATHS = [
    "/", "/sq/", "/mk/who/", "/sr/leaving/", "/cnr/exit/", "/en/questions/what/", "/en/questions/where/",
    "/en/questions/when/", "/en/questions/who/", "/en/questions/ongoing/", "/en/questions/before/",
    "/en/questions/contact/", "/en/questions/files/", "/en/questions/check/", "/en/questions/wait/", "/en/code/",
    "/en/code/back/", "/en/code/paper/", "/en/code/paper.txt", "/en/messages/", "/en/messages/open/",
    "/en/messages/file/", "/en/messages/close/", "/en/messages/paper/", "/en/messages/paper.txt",
    "/en/messages/delete/", "/en/messages/deleted/", "/healthz", "/static/platform/besa.css", "/partners/checkpoint",
    "/staff/", "/staff/account/sign-in",
]  # fmt: skip
FIELDS = [
    "story", "contacts", "where", "where_other", "when", "who", "age_band", "ongoing", "before", "how", "time", "avoid",
    "door", "go", "save", "from", "homepage", "code", "typed", "text", "token", "sure", "remove", "whole", "ticket",
    "found", "t", "again", "login", "password",
]  # fmt: skip
TEXT = st.text(alphabet=st.characters(codec=None, exclude_categories=()), max_size=60)
VALUES = TEXT | st.sampled_from(
    ["", "next", "check", "send", "back", "child", "yes", "unknown", "0" * 20, "1" * 5000, "../../etc/passwd", "\x00"]
)
FORM, PARTS = "application/x-www-form-urlencoded", "multipart/form-data"
KINDS = [
    "", "text/plain", "application/json", FORM, f"{FORM}; charset=utf-16", f"{FORM}; charset=nonsense", PARTS,
    f"{PARTS}; boundary=", f"{PARTS}; boundary=x", f"{PARTS}; boundary={'x' * 500}", f"{PARTS}; boundary=\xff",
    "multipart/mixed; boundary=x",
]  # fmt: skip
_FILE = b'--x\r\nContent-Disposition: form-data; name="file"; filename="a.txt"\r\n'
_CODED = _FILE + b"Content-Transfer-Encoding: base64\r\n\r\n"
BODIES = (
    st.binary(max_size=300)
    | st.sampled_from([b"--x\r\n", b"--x--", _FILE + b"\r\nabc", _FILE + b"\r\nabc\r\n--x--\r\n"])
    | st.binary(max_size=80).map(lambda raw: _CODED + raw + b"\r\n--x--\r\n")
)
HEADERS = [
    "Cookie", "Accept-Language", "Accept-Encoding", "User-Agent", "Referer", "X-Forwarded-For", "Range", "Origin",
    "If-None-Match", "If-Modified-Since", "X-Forwarded-Proto", "X-HTTP-Method-Override", "Sec-Purpose",
]  # fmt: skip
_LINE = "".join(letter for letter in string.printable if letter not in "\r\n\x0b\x0c")
HEADER_VALUES = st.text(_LINE, max_size=80).map(str.strip) | st.sampled_from(
    ["draft=x", "mailbox=" + "A" * 43, "lang=../..", "csrf=1", "session=" + "9" * 200, "bytes=0-,1-,2-", "sq;q=x,mk"]
)
MANY = settings(max_examples=150, deadline=None)


@pytest.fixture(scope="module")
def phone(node: Node) -> Iterator[httpx.Client]:
    """With cookies and a token of our own pages, so that forms are really read."""
    with Phone(node.origin, language="en") as caller:
        page = caller.get("questions/what/?door=child")
        caller.submit(page, page.form("story"), ("go", "next"), story="prova")
        headers = {"X-CSRFToken": page.form("story").values["csrfmiddlewaretoken"], "Origin": node.origin}
        cookies = dict(caller.http.cookies)
    # A line of its own for each call: a server may close one whose body it did not want to read.
    limits = httpx.Limits(max_keepalive_connections=0)
    with httpx.Client(base_url=node.origin, headers=headers, cookies=cookies, limits=limits, timeout=30) as client:
        yield client


def sane(answer: httpx.Response) -> None:
    assert answer.status_code < 500, (answer.status_code, answer.request.method, answer.request.url)
    assert "Traceback" not in answer.text
    assert "Exception" not in answer.text
    assert answer.headers["Content-Security-Policy"].startswith("default-src 'none'")


@MANY
@given(path=st.sampled_from(PATHS), fields=st.dictionaries(st.sampled_from(FIELDS), VALUES, max_size=8))
def test_any_form_fields(phone: httpx.Client, path: str, fields: dict[str, str]) -> None:
    body = "&".join(f"{name}={quote(value.encode('utf-8', 'surrogatepass'))}" for name, value in fields.items())
    kind = {"Content-Type": "application/x-www-form-urlencoded"}
    sane(phone.post(path, content=body.encode(), headers=kind))
    sane(phone.get(f"{path}?{body}"))


@MANY
@given(
    path=st.sampled_from(PATHS),
    method=st.sampled_from(["GET", "POST", "PUT", "DELETE", "HEAD", "OPTIONS", "PATCH", "TRACE", "BESA"]),
    kind=st.sampled_from(KINDS),
    body=BODIES,
)
def test_any_method_and_body(phone: httpx.Client, path: str, method: str, kind: str, body: bytes) -> None:
    sane(phone.request(method, path, content=body, headers={"Content-Type": kind.encode("latin-1")}))


@pytest.fixture(scope="module")
def stranger(node: Node) -> Iterator[httpx.Client]:
    """Keeps nothing between two calls."""
    with httpx.Client(base_url=node.origin, cookies=None) as client:
        yield client


@MANY
@given(headers=st.dictionaries(st.sampled_from(HEADERS), HEADER_VALUES, max_size=5))
def test_any_headers(stranger: httpx.Client, headers: dict[str, str]) -> None:
    for path in ("/", "/en/", "/en/questions/what/", "/en/messages/open/", "/static/platform/besa.css"):
        stranger.cookies.clear()
        answer = stranger.get(path, headers=headers, follow_redirects=False)
        assert answer.status_code < 500, (path, headers, answer.status_code)


@MANY
@given(path=st.text(alphabet=st.characters(codec="utf-8", exclude_characters="\r\n"), max_size=60))
def test_any_address(stranger: httpx.Client, path: str) -> None:
    answer = stranger.get(f"/{quote(path, safe='/%?&=;.').lstrip('/')}")
    assert answer.status_code < 500, path


def test_broken_lines_of_http(node: Node) -> None:
    """What is not even HTTP is answered or cut off; the next visitor is served."""
    chance = random.Random(4)
    for _ in range(60):
        connection = http.client.HTTPConnection("127.0.0.1", node.port, timeout=5)
        connection.connect()
        raw = chance.choice(
            [
                chance.randbytes(200),
                b"GET / HTTP/1.1\r\nHost: \xff\r\n\r\n",
                b"GET /sq/ HTTP/9.9\r\n\r\n",
                b"POST /sq/questions/what/ HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: -5\r\n\r\n",
                b"POST /sq/questions/what/ HTTP/1.1\r\nHost: 127.0.0.1\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
                b"GET /" + b"a" * 70_000 + b" HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n",
                b"GET / HTTP/1.1\r\nHost: evil.example\r\n\r\n",
            ]
        )
        connection.sock.sendall(raw)
        connection.close()
    assert httpx.get(f"{node.origin}/sq/").status_code == 200


def test_a_host_that_is_not_ours_is_refused(node: Node) -> None:
    answer = httpx.get(f"{node.origin}/sq/", headers={"Host": "evil.example"})
    assert answer.status_code == 400
    assert "evil.example" not in answer.text
