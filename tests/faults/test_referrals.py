"""Files of referrals on a real node: taken in, killed half-way and taken up again, given back as they came."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.node import PASSWORD, Node

pytestmark = pytest.mark.faults

_BESA = [sys.executable, "-m", "besa.node.faces.cli"]
_COUNT = """
from besa.node.reports.models import Report, Access
from besa.node.referrals.models import Referral, Import
from django.db.models import Count
print("COUNTS", Report.objects.count(), Access.objects.count(), Referral.objects.count(),
      Import.objects.get().new, Import.objects.get().state)
"""


def write(file: Path, count: int) -> None:
    """So many plain referrals in one XML file; made in a process that has no node."""
    people = (
        "<personOrUserReported><espIdentifier>{n}</espIdentifier><screenName>person{n}</screenName>"
        "<ipCaptureEvent><ipAddress>192.0.2.{o}</ipAddress><eventName>Login</eventName></ipCaptureEvent>"
        "</personOrUserReported>"
    )
    with file.open("w", encoding="utf-8") as stream:
        stream.write('<?xml version="1.0" encoding="UTF-8"?>\n<reports>\n')
        for number in range(count):
            stream.write(
                f'<report reportId="{50_000 + number}"><incidentSummary><incidentType>Child Sex Trafficking'
                "</incidentType><incidentDateTime>2026-02-27T20:15:00Z</incidentDateTime></incidentSummary>"
                f"<reporter><reportingPerson/></reporter>{people.format(n=number, o=number % 250)}"
                f"<additionalInfo>Note {number}: ë ш</additionalInfo></report>\n"
            )
        stream.write("</reports>\n")


def counts(node: Node) -> list[str]:
    return node.python(_COUNT).rpartition("COUNTS")[2].split()


def kill_all(node: Node, process: subprocess.Popen[bytes]) -> None:
    os.killpg(process.pid, signal.SIGKILL)
    process.wait(10)


def test_an_import_killed_again_and_again_loses_and_doubles_nothing(node: Node, tmp_path: Path) -> None:
    file = tmp_path / "many.xml"
    write(file, 3_000)
    chance = random.Random(3)
    command = [*_BESA, "referrals", "import", str(file), "--from", "ncmec"]
    for _ in range(4):
        process = subprocess.Popen(
            command, env=node.environ, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
        )
        time.sleep(chance.uniform(2.0, 5.0))
        kill_all(node, process)
    node.run("referrals", "import", str(file), "--from", "ncmec", timeout=300)
    assert counts(node) == ["3000", "3000", "3000", "3000", "done"]
    node.run("ledger", "verify")
    told = node.run("referrals", "import", str(file), "--from", "ncmec", timeout=300)
    assert counts(node) == ["3000", "3000", "3000", "3000", "done"]
    assert "read 0" in told


def test_two_imports_of_the_same_reports_at_once_take_each_in_once(node: Node, tmp_path: Path) -> None:
    one, other = tmp_path / "one.xml", tmp_path / "other.xml"
    write(one, 1_500)
    other.write_bytes(one.read_bytes() + b"<!-- the same reports in another file -->\n")
    running = [
        subprocess.Popen(
            [*_BESA, "referrals", "import", str(file), "--from", "ncmec", "--processes", "1"],
            env=node.environ,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )
        for file in (one, other)
    ]
    for process in running:
        _, said = process.communicate(timeout=300)
        assert process.returncode == 0, said.decode()
    total = node.python(_COUNT.replace("Import.objects.get().new, Import.objects.get().state", "0"))
    assert total.rpartition("COUNTS")[2].split()[:3] == ["1500", "1500", "1500"]


def test_what_came_in_comes_out_as_it_was_and_the_source_hears_what_became_of_it(node: Node, tmp_path: Path) -> None:
    folder, out = tmp_path / "in", tmp_path / "out"
    folder.mkdir()
    write(folder / "few.xml", 5)
    (folder / "letter.bin").write_bytes(bytes(range(256)))
    told = node.run("referrals", "import", str(folder), "--from", "ncmec", check=False)
    assert "letter.bin is in no format" in told
    password = tmp_path / "password"
    password.write_text(PASSWORD, encoding="utf-8")
    who = ("--user", "anna", "--password-file", str(password))
    node.run("referrals", "export", "ncmec", "--to", str(out), *who)
    whole = (folder / "few.xml").read_bytes()
    exported = [file.read_bytes() for file in sorted(out.iterdir())]
    assert len(exported) == 5
    assert all(raw in whole for raw in exported)
    node.run("referrals", "feedback", "ncmec", "--to", str(tmp_path / "feedback.csv"), *who)
    lines = (tmp_path / "feedback.csv").read_text(encoding="utf-8").splitlines()
    assert {line.split(",")[0] for line in lines[1:]} == {str(50_000 + number) for number in range(5)}
    assert "referrals.referral.exported" in node.python(
        "from besa.node.platform.models import LedgerEntry\nprint(*LedgerEntry.objects.values_list('verb', flat=True))"
    )
