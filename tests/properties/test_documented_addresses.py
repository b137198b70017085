"""Schemathesis over the hand-written description of the public addresses: no 500, and every header on every answer."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import requests
import schemathesis
from hypothesis import HealthCheck, settings

from tests.node import Node
from tests.phone import Phone

schema = schemathesis.openapi.from_path(Path(__file__).parent / "public.yaml")


@pytest.fixture(scope="module")
def headers(node: Node) -> dict[str, str]:
    """Cookie and token of a visitor in the middle of a report: forms are really read."""
    with Phone(node.origin, language="en") as phone:
        page = phone.get("questions/what/?door=child")
        phone.submit(page, page.form("story"), ("go", "next"), story="prova")
        cookies = "; ".join(f"{cookie.name}={cookie.value}" for cookie in phone.http.cookies.jar)
    return {"Cookie": cookies, "X-CSRFToken": page.form("story").values["csrfmiddlewaretoken"], "Origin": node.origin}


@pytest.fixture(scope="module")
def session() -> Iterator[requests.Session]:
    """One line for all calls, closed at the end."""
    with requests.Session() as opened:
        yield opened


@schema.parametrize()
@settings(max_examples=20, deadline=None, suppress_health_check=list(HealthCheck))
def test_no_documented_address_fails(case: Any, node: Node, headers: dict[str, str], session: requests.Session) -> None:
    session.cookies.clear()
    answer = case.call(session=session, base_url=node.origin, headers=headers, allow_redirects=False, timeout=30)
    assert answer.status_code < 500, (case.method, case.path, answer.status_code)
    assert "Content-Security-Policy" in {name.title() for name in answer.headers}
