"""A cheap phone on a bad line: the first visit is small, and pages that are the same for everybody ask no database."""

from __future__ import annotations

import gzip
import re
from pathlib import Path
from typing import Any

import pytest

from besa.node.intake.tests.conftest import tell
from besa.node.intake.tests.visitor import Visitor
from besa.node.platform import languages

STATIC = Path(__file__).resolve().parents[2] / "platform" / "static" / "platform"
FILES = ("besa.css", "public.js", "favicon.svg")
LIMIT = 20 * 1024


def compressed(name: str) -> int:
    return len(gzip.compress((STATIC / name).read_bytes(), 9))


class TestWeight:
    @pytest.mark.parametrize("code", languages.CODES)
    @pytest.mark.parametrize("page", ["", "questions/what/?door=child"])
    def test_a_first_visit_is_four_requests_and_under_twenty_kilobytes(
        self, visitor: Visitor, code: str, page: str
    ) -> None:
        response = visitor.client.get(f"/{code}/{page}", headers={"Accept-Encoding": "gzip"})
        assert response.headers["Content-Encoding"] == "gzip"
        html = gzip.decompress(response.content).decode()
        asked = re.findall(r'<(?:link|script|img)[^>]*(?:href|src)="([^"]+)"', html)
        assert [Path(address).name.split(".")[0] for address in asked] == ["favicon", "besa", "public"]
        headers = sum(len(f"{name}: {value}\r\n") for name, value in response.headers.items())
        total = len(response.content) + headers + sum(compressed(name) + 400 for name in FILES)
        assert total <= LIMIT

    def test_the_style_sheet_stays_small(self) -> None:
        assert compressed("besa.css") <= 4 * 1024
        assert (STATIC / "besa.css").stat().st_size <= 12 * 1024

    def test_nothing_comes_from_anywhere_else(self, visitor: Visitor) -> None:
        for page in ("", "questions/what/", "messages/", "leaving/"):
            html = visitor.open(f"/en/{page}").html
            assert not re.findall(r'(?:src|href|action)="(?:https?:)?//', html)
        assert "http" not in (STATIC / "public.js").read_text(encoding="utf-8")
        assert "url(" not in (STATIC / "besa.css").read_text(encoding="utf-8")


class TestQuestionsToTheDatabase:
    @pytest.mark.parametrize("page", ["", "who/", "leaving/", "messages/", "questions/what/?door=child", "nothing/"])
    def test_pages_before_the_first_word_ask_nothing(
        self, visitor: Visitor, django_assert_num_queries: Any, page: str
    ) -> None:
        visitor.open("/en/")
        with django_assert_num_queries(0):
            visitor.client.get(f"/en/{page}")

    def test_a_question_asks_little(self, visitor: Visitor, django_assert_max_num_queries: Any) -> None:
        tell(visitor).open("/en/questions/when/")
        with django_assert_max_num_queries(1):
            visitor.client.get("/en/questions/when/")
        sent = {**visitor.filled(when="today"), "go": "next"}
        with django_assert_max_num_queries(5):
            visitor.client.post("/en/questions/when/", sent)
