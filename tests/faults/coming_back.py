"""A node that was lost comes back from its backup; and a colleague's browser, signed in without one."""

from __future__ import annotations

import json
import secrets
import shutil
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import psycopg

from tests.node import PASSWORD, Node, free_port
from tests.phone import Phone

KEYS = "keys.backup"

# Before other code of a test: `signed_in` are the cookies of Anna's browser, signed in and unlocked.
SIGNED_IN = """
from besa.node.desk.tests.conftest import open_session
from besa.node.people.keyring import keyring_for
from besa.node.people.models import Staff
Staff.objects.update(must_change_password=False)
signed_in = open_session(Staff.objects.get(username="anna"), keyring_for("anna", sys.argv[1]))
"""


def told(node: Node, code: str, *arguments: str) -> Any:
    """What `code` printed after RESULT, run with the node's rooms and the password as its first argument."""
    return json.loads(node.python(code, PASSWORD, *arguments).rpartition("RESULT")[2])


def colleague(node: Node, signed_in: dict[str, str]) -> Phone:
    """A browser with these cookies."""
    phone = Phone(node.origin)
    for name, value in signed_in.items():
        phone.http.cookies.set(name, value)
    return phone


def secret_file(node: Node) -> str:
    place = node.home.parent / "two-shares"
    place.write_text("\n".join(node.shares[1:]), encoding="utf-8")
    return str(place)


def empty_database(node: Node) -> str:
    """A new, empty database on the node's own server."""
    url, name = node.settings["BESA_DATABASE_URL"], f"besa_{secrets.token_hex(4)}"
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}" TEMPLATE template0')
    return urlsplit(url)._replace(path=f"/{name}").geturl()


def come_back(node: Node, backup: Path, *, erased: Path | None = None) -> tuple[Node, str]:
    """Lose the node's home and restore `backup` beside it, with the list `erased` if one is named; what it said."""
    shutil.rmtree(node.home)
    folder = node.home.parent
    back = folder / "back"
    url = f"sqlite:///{back / 'besa.sqlite3'}" if node.on_sqlite else empty_database(node)
    arguments = [
        "restore", str(backup), "--into", str(back), "--keys", str(folder / KEYS),
        "--secret-file", secret_file(node),
        *([] if node.on_sqlite else ["--database", url]),
        *(["--erased", str(erased)] if erased else []),
    ]  # fmt: skip
    node.settings["BESA_DATABASE_URL"] = url
    said = node.run(*arguments)
    restored = Node(back, free_port(), {**node.settings, "BESA_HOME": str(back)}, node.shares)
    restored.settings["BESA_ORIGIN"] = restored.origin
    return restored, said
