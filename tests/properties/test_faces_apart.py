"""The public process holds no desk code, no sign-in code, and works with the public key files alone."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.node import Node
from tests.phone import Phone

NEVER = (
    "besa.node.desk",
    "besa.node.demo",
    "besa.node.people.views",
    "besa.node.people.adapters",
    "allauth",
    "django_htmx",
)
_PROBE = """
import json, pathlib
from besa.node.faces import wsgi
from django.test import Client
from django.urls import resolve, Resolver404
for path in ("/", "/sq/", "/sq/questions/what/", "/sq/messages/", "/nothing/"):
    Client(headers={"host": "127.0.0.1"}).get(path)
staff = []
for path in ("/staff/", "/staff/queue", "/staff/account/sign-in", "/partners/checkpoint"):
    try:
        resolve(path); staff.append(path)
    except Resolver404:
        pass
import sys
print("RESULT" + json.dumps([sorted(sys.modules), staff]))
"""


@pytest.fixture(scope="module")
def public(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Node]:
    """A public face whose machine has only keys/public."""
    node = Node.make(tmp_path_factory.mktemp("public"))
    keys = node.home.parent / "public-keys"
    shutil.copytree(node.home / "keys" / "public", keys / "public")
    (node.home / "keys").rename(node.home.parent / "keys-elsewhere")
    node.settings["BESA_KEYS"] = str(keys)
    node.settings["BESA_FACE"] = "public"
    try:
        node.serve(face="public", processes=1)
        yield node
    finally:
        node.close()


def test_it_takes_a_report_and_shows_it_again_with_the_code(public: Node) -> None:
    with Phone(public.origin) as phone:
        code = phone.report("Vetëm faqja publike", files={"a.txt": b"x" * 1000})
        assert "Vetëm faqja publike" in phone.open(code).text


def test_its_process_holds_no_staff_code(public: Node) -> None:
    import json
    import subprocess
    import sys

    done = subprocess.run(
        [sys.executable, "-c", _PROBE], env=public.environ, capture_output=True, text=True, check=True, timeout=60
    )
    modules, staff = json.loads(done.stdout.rpartition("RESULT")[2])
    assert "besa.node.intake.views.questions" in modules, "the pages really were loaded"
    assert [name for name in modules if name.startswith(NEVER)] == []
    assert staff == [], "no address of another face exists"


def test_staff_pages_are_not_there(public: Node) -> None:
    with Phone(public.origin) as phone:
        for path in ("/staff/", "/staff/queue", "/staff/account/sign-in"):
            assert phone.get(path).status == 404


def test_the_staff_face_has_no_public_form(node: Node, tmp_path: Path) -> None:
    import json
    import subprocess
    import sys

    probe = _PROBE.replace(
        '"/staff/", "/staff/queue", "/staff/account/sign-in", "/partners/checkpoint"', '"/sq/", "/sq/questions/what/"'
    )
    done = subprocess.run(
        [sys.executable, "-c", probe], env={**node.environ, "BESA_FACE": "staff"}, capture_output=True, text=True,
        check=True, timeout=60,
    )  # fmt: skip
    modules, public = json.loads(done.stdout.rpartition("RESULT")[2])
    assert public == []
    assert [name for name in modules if name.startswith("besa.node.intake")] == []
