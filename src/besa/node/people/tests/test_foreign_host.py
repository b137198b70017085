"""A request for a host that is not ours: a plain 400 on every face and for static files; the name is not repeated."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

PROGRAM = """
import sys, django
django.setup()
from django.core.management import call_command
call_command("collectstatic", verbosity=0, interactive=False)
from django.conf import settings
from django.test import Client
static = "/static/platform/besa.css"
wrong = 0
for path in ("/", "/sq/", "/robots.txt", "/nowhere", "/staff/account/sign-in", "/staff/people/", "/partners/", static):
    for host in ("evil.example", "evil.example:80", "localhost.evil.example", "evil.example'><b>", ""):
        for method in ("get", "head", "post"):
            answer = getattr(Client(raise_request_exception=False), method)(path, headers={"host": host})
            said = repr(sorted(answer.headers.items())) + answer.content.decode()
            if answer.status_code != 400 or "evil" in said or "<b>" in said:
                print(path, repr(host), method, answer.status_code, said[:300])
                wrong += 1
    if "nowhere" not in path:
        print(path, Client().get(path, headers={"host": settings.ALLOWED_HOSTS[0]}).status_code)
print("wrong:", wrong)
"""


@pytest.mark.parametrize("face", ["all", "public", "staff", "partners"])
def test_it_is_a_bad_request_everywhere(face, tmp_path):
    environment = {**os.environ, "BESA_FACE": face}
    done = subprocess.run([sys.executable, "-c", PROGRAM], env=environment, capture_output=True, text=True, check=False)
    assert done.stdout.splitlines()[-1:] == ["wrong: 0"], done.stdout + done.stderr
    assert "/static/platform/besa.css 200" in done.stdout
