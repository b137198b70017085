"""A node with one analyst, filled from inside: its own home, its own database, a signed-in browser."""

from __future__ import annotations

import base64
import json
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from bench.databases import own_settings
from bench.machine import database

_PASSWORD = "only-for-measuring-this"


def measured_apart(module: str, *arguments: str) -> list[dict[str, Any]]:
    """Run `python -m <module> --inside <arguments>` in a process, home and database of its own; its rows."""
    with (
        tempfile.TemporaryDirectory(prefix="besa-bench-") as folder,
        own_settings(home=str(Path(folder) / "node"), lock_minutes="720") as env,
    ):
        done = subprocess.run(
            [sys.executable, "-m", module, "--inside", *arguments],
            env=env,
            stdout=subprocess.PIPE,
            text=True,
            check=True,
        )
    return [{"on": database(), **row} for row in json.loads(done.stdout.splitlines()[-1])]


def set_up() -> Any:
    """Make the node of this process and its first analyst; returns the keyring."""
    from besa.node.faces import cli, new_node
    from besa.node.platform import home

    new_node.make_home(kind=home.LIVE, name="bench.besa.invalid")
    cli.set_up_django()
    new_node.upgrade()
    from besa.node.people.actions import set_up_first_administrator
    from besa.node.people.keyring import keyring_for

    set_up_first_administrator(
        username="admin", display_name="Admin", password=_PASSWORD, desk_slug="hotline", desk_name="Hotline"
    )
    return keyring_for("admin", _PASSWORD)


def browser(keyring: Any) -> Any:
    """A test client, signed in and unlocked as the sign-in pages leave a session; it takes gzip like a browser."""
    from django.conf import settings
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.http import HttpRequest
    from django.test import Client

    from besa.node.people import session_keys
    from besa.node.people.models import Staff
    from besa.node.people.sessions import SessionStore
    from besa.node.platform import cookies

    person = Staff.objects.get(pk=keyring.staff_id)
    request: Any = HttpRequest()
    request.session = SessionStore()
    request.session[SESSION_KEY] = str(person.pk)
    request.session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    request.session[HASH_SESSION_KEY] = person.get_session_auth_hash()
    request.session["second_step"] = "totp"
    session_keys.hold(request, person, keyring.own)
    request.session.save()
    client = Client(SERVER_NAME="127.0.0.1", headers={"Accept-Language": "en", "Accept-Encoding": "gzip"})
    client.cookies[settings.SESSION_COOKIE_NAME] = request.session.session_key
    client.cookies[cookies.name("keys")] = base64.urlsafe_b64encode(request.besa_key).decode()
    return client


def percentile(seconds: list[float], share: float) -> float:
    """Nearest rank, in milliseconds."""
    ordered = sorted(seconds)
    return 1000 * ordered[min(len(ordered) - 1, int(share * len(ordered)))]
