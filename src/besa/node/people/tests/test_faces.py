"""What a process of the public face loads of this room: tables and public keys, no sign-in."""

from __future__ import annotations

import os
import subprocess
import sys

PROGRAM = """
import sys, django
django.setup()
from django.conf import settings
from django.urls import get_resolver
from besa.node.people import queries
get_resolver().url_patterns
loaded = [m for m in sys.modules if m.split(".")[0] in ("allauth", "fido2", "qrcode")]
loaded += [m for m in sys.modules if m.startswith("besa.node.people.") and m.rsplit(".")[-1] in
           ("gate", "backend", "adapters", "views", "forms", "step_forms", "session_keys", "urls")]
staff_only = ("allauth", "django.contrib.auth", "django.contrib.messages")
apps = [a for a in settings.INSTALLED_APPS if a.startswith(staff_only)]
print(loaded, apps, settings.AUTH_USER_MODEL, hasattr(queries, "receiving_desks"))
"""


def test_a_public_process_loads_no_sign_in():
    environment = {**os.environ, "BESA_FACE": "public"}
    done = subprocess.run([sys.executable, "-c", PROGRAM], env=environment, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[] [] people.Staff True"


def test_the_public_urls_lead_to_no_staff_page():
    program = PROGRAM + "\nprint('staff/' in str(get_resolver().url_patterns))"
    environment = {**os.environ, "BESA_FACE": "public"}
    done = subprocess.run([sys.executable, "-c", program], env=environment, capture_output=True, text=True, check=True)
    assert done.stdout.strip().endswith("False")
