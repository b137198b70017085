"""The operator's file of address ranges: who is here, who is elsewhere, and what is wrong with a line."""

from __future__ import annotations

import os
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace

import pytest
from click.testing import CliRunner

from besa.core.formats import Account, Network, Person, Role
from besa.node.platform import environment
from besa.node.referrals import commands, selfchecks
from besa.node.referrals.here import NetworksUnusable, here, networks
from besa.node.referrals.tests.conftest import NOW, Team, referral, written
from besa.node.reports.models import Report

OURS = "# ours\n198.51.100.0/24   # one provider\n\n2a02:27b0::/32\n"


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    env = replace(environment.current(), networks=tmp_path / "networks.txt")
    monkeypatch.setattr(environment, "current", lambda: env)
    return env.networks


def seen_at(ip: str, number: int = 1):
    person = Person(
        role=Role.REPORTED,
        account=Account(service="Chatter", identifier=f"{number}"),
        networks=(Network(ip=ip, at=referral(1).occurred, port=443),),
    )
    return referral(number, people=(person,))


def judged(take_in, ip: str) -> Report:
    take_in(written([seen_at(ip)]))
    return Report.objects.get()


def test_an_address_of_the_file_can_be_acted_on_here(file: Path, take_in) -> None:
    file.write_text(OURS)
    found = judged(take_in, "198.51.100.77")
    assert (found.actionability, "trace-here" in found.reasons or "person-here" in found.reasons) == (4, True)


def test_any_other_address_is_elsewhere(file: Path, take_in) -> None:
    file.write_text(OURS)
    assert judged(take_in, "203.0.113.77").actionability == 0


def test_without_a_file_nobody_knows(file: Path, take_in) -> None:
    assert judged(take_in, "198.51.100.77").actionability == 3
    assert not here().networks.known


def test_a_changed_file_counts_at_once(file: Path) -> None:
    file.write_text(OURS)
    assert here().networks.hold("198.51.100.1")
    file.write_text("192.0.2.0/24\n")
    os.utime(file, (1, 1))
    assert not here().networks.hold("198.51.100.1")


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"192.0.2.0/24\n\nAlbtelecom\n", "line 3: 'Albtelecom' is no address range"),
        (b"192.0.2.1/24\n", "line 1"),
        (b"192.0.2.0/40\n", "line 1"),
        (b"\xff\xfe1\x009\x00", "it is not text in UTF-8"),
    ],
)
def test_a_line_that_is_no_range_is_named_and_no_file_is_taken_in(
    file: Path, team: Team, tmp_path: Path, content: bytes, said: str
) -> None:
    file.write_bytes(content)
    with pytest.raises(NetworksUnusable, match=said):
        here()
    sent = tmp_path / "sent.xml"
    sent.write_bytes(written([referral(1)]))
    told = CliRunner().invoke(commands.referrals, ["import", str(sent), "--from", "ncmec"])
    assert told.exit_code == 1
    assert said in told.output
    assert not Report.objects.exists()


def test_a_path_that_leads_nowhere_is_told_in_words(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(NetworksUnusable, match="cannot be read"):
        networks(tmp_path / "file" / "networks.txt")


def test_what_windows_writes_at_a_file_s_beginning_is_no_fault(file: Path) -> None:
    file.write_bytes(b"\xef\xbb\xbf192.0.2.0/24\r\n")
    assert here().networks.hold("192.0.2.9")


def test_how_long_providers_keep_logs_is_told_where_somebody_knows(monkeypatch: pytest.MonkeyPatch) -> None:
    assert here().log_days is None
    env = replace(environment.current(), log_days=180)
    monkeypatch.setattr(environment, "current", lambda: env)
    assert here().log_days == 180


def found(file: Path, now: datetime = NOW):
    [finding] = selfchecks.own_networks(SimpleNamespace(env=environment.current(), now=now))  # type: ignore[arg-type]
    return finding


def test_besa_check_says_how_many_ranges_and_of_when(file: Path, source) -> None:
    assert (found(file).grade, found(file).seen) == ("warning", "the country of every address is unknown")
    file.write_text(OURS)
    os.utime(file, (datetime(2026, 1, 5, tzinfo=UTC).timestamp(),) * 2)
    assert (found(file).grade, found(file).seen) == ("ok", "2 ranges, of 2026-01-05")
    assert found(file, NOW + timedelta(days=500)).grade == "warning"
    file.write_text("here\n")
    assert found(file).grade == "fails"
    assert "line 1" in found(file).seen


@pytest.mark.django_db
def test_a_node_without_sources_needs_no_file(file: Path) -> None:
    assert found(file).grade == "ok"
