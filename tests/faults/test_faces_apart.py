"""A face that runs alone answers for addresses of the others with a calm page, not with a failure of its own."""

from __future__ import annotations

import httpx
import pytest

from tests.node import Node


@pytest.mark.parametrize(
    ("face", "there", "elsewhere"),
    [
        ("public", "/sq/", ("/staff/", "/staff/desk/", "/partners/ledger/checkpoint")),
        ("staff", "/staff/account/sign-in", ("/", "/sq/", "/sq/questions/what/", "/partners/ledger/checkpoint")),
        ("partners", "/partners/ledger/keys", ("/", "/sq/", "/staff/")),
    ],
)
def test_what_belongs_to_another_face_is_not_found(
    node: Node, face: str, there: str, elsewhere: tuple[str, ...]
) -> None:
    node.run("upgrade", face="all")
    node.serve(face=face, processes=1)
    with httpx.Client(base_url=node.origin, follow_redirects=True) as visitor:
        assert visitor.get(there).status_code == 200
        assert visitor.get("/healthz").status_code == 200
        for path in elsewhere:
            assert visitor.get(path).status_code == 404, path
    assert "failure" not in node.said()
