"""Every answer keeps to itself: strict policy, nothing cached, no third party, errors included."""

from __future__ import annotations

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory

from besa.node.platform.headers import CONTENT_SECURITY_POLICY, Headers


def test_the_policy_allows_nothing_inline_and_nobody_else() -> None:
    policy = dict(part.split(" ", 1) for part in CONTENT_SECURITY_POLICY.split("; "))
    assert policy["default-src"] == "'none'"
    for name in ("script-src", "style-src", "form-action", "connect-src"):
        assert policy[name] == "'self'", name
    assert policy["frame-ancestors"] == policy["base-uri"] == "'none'"
    for unsafe in ("unsafe", "http", "*", "nonce", "blob"):
        assert unsafe not in CONTENT_SECURITY_POLICY


@pytest.mark.parametrize("path", ["/healthz", "/no/such/page", "/staff/no-such-page", "/static/no-such-file.css"])
@pytest.mark.django_db
def test_every_answer_carries_the_headers(path: str, client: Client) -> None:
    answer = client.get(path)
    assert answer["Content-Security-Policy"] == CONTENT_SECURITY_POLICY
    assert answer["Referrer-Policy"] == "same-origin"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["X-Frame-Options"] == "DENY"
    assert answer["Cache-Control"] == "no-store"
    assert answer["Cross-Origin-Opener-Policy"] == "same-origin"
    assert "geolocation=()" in answer["Permissions-Policy"]
    assert "noindex" in answer["X-Robots-Tag"]
    assert "Server" not in answer


def test_what_a_page_sets_itself_is_kept(rf: RequestFactory) -> None:
    def page(request: HttpRequest) -> HttpResponse:
        return HttpResponse(headers={"Cache-Control": "max-age=60"})

    assert Headers(page)(rf.get("/"))["Cache-Control"] == "max-age=60"


def test_tls_is_pinned_where_there_is_tls(rf: RequestFactory) -> None:
    headers = Headers(lambda request: HttpResponse())
    assert "Strict-Transport-Security" not in headers(rf.get("/"))
    headers.secure = True
    assert "max-age=63072000" in headers(rf.get("/"))["Strict-Transport-Security"]
