"""The self-check sees what is wrong, says how to mend it, and never stays silent because something broke."""

from __future__ import annotations

import dataclasses
import json
import os
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.db import connection, transaction

from besa.node.platform import backup_diary, confirmations, country, environment, home, ledger, selfcheck, worker
from besa.node.platform.actors import OPERATOR
from besa.node.platform.environment import Environment
from besa.node.platform.models import Job
from besa.node.platform.selfcheck import FAILS, OK, WARNING, Finding, Occasion, Report, judge
from besa.node.platform.selfchecks import backups, database, deployment, keys, machine
from besa.node.platform.selfchecks import ledger as ledger_checks

NOW = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)


@pytest.fixture
def env(tmp_path: Path) -> Environment:
    home.create(tmp_path / "home", home.NodeIdentity(node="a" * 32, kind=home.LIVE, name="n"))
    folder = tmp_path / "home"
    return dataclasses.replace(
        environment.current(), home=folder, keys=folder / "keys", origin="https://besa.example.org"
    )


def grades(findings: Iterator[Finding]) -> dict[str, str]:
    return {finding.subject: finding.grade for finding in findings}


def occasion(env: Environment, **changes: object) -> Occasion:
    return Occasion(dataclasses.replace(env, **changes), NOW)  # type: ignore[arg-type]


def test_a_check_that_breaks_is_a_failure_and_the_next_one_still_runs(env: Environment) -> None:
    def breaks(_: Occasion) -> Iterator[Finding]:
        yield Finding("seen before", OK, "")
        raise RuntimeError("the disk is gone")

    def works(_: Occasion) -> Iterator[Finding]:
        yield Finding("works", OK, "")

    report = judge({"Breaks": breaks, "works": works}, occasion(env))
    assert [finding.grade for finding in report.findings] == [OK, FAILS, OK]
    assert "the disk is gone" in report.findings[1].seen


@pytest.mark.parametrize(("found", "code"), [([OK], 0), ([OK, WARNING], 1), ([WARNING, FAILS, OK], 2), ([], 0)])
def test_the_exit_code_is_that_of_the_worst_finding(found: list[str], code: int) -> None:
    assert Report(tuple(Finding("", grade, "") for grade in found)).exit_code == code


@pytest.mark.django_db
def test_every_finding_that_is_not_well_says_how_to_mend_it() -> None:
    report = selfcheck.run(environment.current(), now=datetime.now(UTC))
    assert {finding.subject for finding in report.findings} >= {"Origin", "Database", "Worker", "Promised answers"}
    for finding in report.findings:
        assert finding.subject
        assert finding.seen
        assert bool(finding.cure) == (finding.grade != OK), finding
        assert "could not be checked" not in finding.seen, finding
    json.dumps(report.as_dict())


def test_without_https_a_live_node_fails(env: Environment) -> None:
    assert grades(deployment.origin(occasion(env))) == {"Origin": OK}
    assert grades(deployment.origin(occasion(env, origin="http://127.0.0.1:8000"))) == {"Origin": FAILS}


def test_a_demonstration_open_to_the_world_fails(env: Environment, monkeypatch: pytest.MonkeyPatch) -> None:
    assert grades(deployment.kind(occasion(env))) == {"Kind of node": OK}
    monkeypatch.setattr(home, "is_demo", lambda: True)
    assert grades(deployment.kind(occasion(env))) == {"Kind of node": FAILS}
    assert grades(deployment.kind(occasion(env, origin="http://127.0.0.1:8000"))) == {"Kind of node": WARNING}


@pytest.mark.parametrize(
    ("url", "grade"),
    [
        ("https://weather.example.org/", OK),
        ("http://weather.example.org/", FAILS),
        ("https://besa.example.org/other", FAILS),
        ("nowhere", FAILS),
    ],
)
def test_the_exit_leads_to_another_site_over_https(env: Environment, url: str, grade: str) -> None:
    assert grades(deployment.exit_page(occasion(env, exit_url=url))) == {"Exit page": grade}


@pytest.mark.parametrize("code", country.choices())
def test_every_unconfirmed_point_of_a_country_is_told(env: Environment, code: str) -> None:
    told = [line for finding in deployment.pack(occasion(env, country=code)) for line in finding.details]
    assert len(told) == len(confirmations.items(country.load(code)))


@pytest.mark.django_db
def test_what_somebody_confirmed_is_told_no_more(env: Environment) -> None:
    here = country.load("al")
    for item in confirmations.items(here):
        confirmations.confirm(item, by="Ana Hoxha", home=env.home, now=NOW)
    assert grades(deployment.pack(occasion(env, country="al"))) == {"Country": OK}


def test_a_file_of_confirmations_that_cannot_be_read_is_a_failure(env: Environment) -> None:
    (env.home / confirmations.FILE).write_text("- item: [", encoding="utf-8")
    [finding] = deployment.pack(occasion(env, country="al"))
    assert (finding.grade, "confirmations.yaml" in finding.cure) == (FAILS, True)


def test_a_machine_without_time_zones_is_told(env: Environment, monkeypatch: pytest.MonkeyPatch) -> None:
    assert grades(deployment.clock_on_the_wall(occasion(env))) == {"Time zone": OK}
    monkeypatch.setattr(country, "zone", lambda name: None)
    assert grades(deployment.clock_on_the_wall(occasion(env))) == {"Time zone": WARNING}


def test_a_worker_that_is_silent_is_told(env: Environment) -> None:
    assert grades(machine.heartbeat(occasion(env))) == {"Worker": FAILS}
    beat = env.home / worker.HEARTBEAT
    beat.write_text((NOW - timedelta(seconds=5)).isoformat())
    assert grades(machine.heartbeat(occasion(env))) == {"Worker": OK}
    beat.write_text((NOW - timedelta(minutes=5)).isoformat())
    assert grades(machine.heartbeat(occasion(env))) == {"Worker": FAILS}


@pytest.mark.django_db
def test_a_clock_behind_the_ledger_is_told(env: Environment) -> None:
    with transaction.atomic():
        ledger.record(
            actor=OPERATOR, verb="platform.backup.made", object_id="n", payload={}, now=NOW + timedelta(hours=1)
        )
    assert grades(machine.clock(occasion(env))) == {"Clock": FAILS}


@pytest.mark.django_db
def test_an_entry_that_waits_too_long_is_told(env: Environment) -> None:
    with transaction.atomic():
        ledger.record(actor=OPERATOR, verb="platform.backup.made", object_id="n", payload={}, now=NOW)
    later = Occasion(env, NOW + timedelta(seconds=30))
    assert grades(ledger_checks.sequenced(later)) == {"Ledger, waiting entries": OK}
    later = Occasion(env, NOW + timedelta(minutes=2))
    assert grades(ledger_checks.sequenced(later)) == {"Ledger, waiting entries": FAILS}


@pytest.mark.django_db
def test_jobs_that_were_given_up_are_told(env: Environment) -> None:
    assert grades(database.waiting_jobs(occasion(env))) == {"Jobs": OK}
    Job.objects.create(kind="x", due=NOW, failed=True)
    assert grades(database.waiting_jobs(occasion(env))) == {"Jobs": WARNING}


@pytest.mark.django_db
def test_the_database_of_the_tests_is_as_durable_as_a_real_one(env: Environment) -> None:
    found = {finding.subject: finding for finding in database.durability(occasion(env))}
    assert "is off" not in found["Database"].seen.replace("data_checksums is off", "")
    assert found["Database"].grade != FAILS


@pytest.mark.django_db(transaction=True)
@pytest.mark.only_on("sqlite")
@pytest.mark.parametrize("pragma", ["synchronous=NORMAL", "secure_delete=OFF", "trusted_schema=ON", "temp_store=FILE"])
def test_a_database_that_forgets_its_settings_is_told(env: Environment, pragma: str) -> None:
    with connection.cursor() as cursor:
        name = pragma.partition("=")[0]
        cursor.execute(f"PRAGMA {name}")
        before = cursor.fetchone()[0]
        cursor.execute(f"PRAGMA {pragma}")
        try:
            found = {finding.subject: finding for finding in database.durability(occasion(env))}
        finally:
            cursor.execute(f"PRAGMA {name}={before}")
    assert found["Database"].grade == FAILS
    assert name in found["Database"].seen


def test_the_age_of_every_step_of_a_backup_is_told(env: Environment) -> None:
    subjects = ("Backup", "Backup, verified", "Recovery shares")
    assert grades(backups.ages(occasion(env))) == dict(zip(subjects, (FAILS, WARNING, WARNING), strict=True))
    fresh = (NOW - timedelta(hours=2)).isoformat()
    backup_diary.note(env.home, made=fresh, read_back=fresh, opened_with_shares=fresh, size=5)
    assert set(grades(backups.ages(occasion(env))).values()) == {OK}
    backup_diary.note(env.home, made=(NOW - timedelta(days=2)).isoformat())
    assert grades(backups.ages(occasion(env)))["Backup"] == WARNING
    backup_diary.note(env.home, made=(NOW - timedelta(days=9)).isoformat())
    assert grades(backups.ages(occasion(env)))["Backup"] == FAILS


def full_keys(env: Environment) -> None:
    for name in keys.EXPECTED:
        (env.keys / name).parent.mkdir(parents=True, exist_ok=True)
        (env.keys / name).write_bytes(b"k")
        (env.keys / name).chmod(0o600)
    for folder in (env.keys, *env.keys.iterdir()):
        folder.chmod(0o700)


def test_key_files_that_are_missing_or_open_are_told(env: Environment) -> None:
    full_keys(env)
    assert grades(keys.closed(occasion(env))) == {"Key files": OK}
    (env.keys / "public" / "pepper").chmod(0o644)
    [finding] = keys.closed(occasion(env))
    assert finding.grade == FAILS
    assert "keys/public/pepper has mode 644" in finding.seen
    (env.keys / "public" / "pepper").unlink()
    [finding] = keys.closed(occasion(env))
    assert "public/pepper is missing" in finding.seen


def test_a_public_process_that_can_read_the_workers_keys_is_told(
    env: Environment, monkeypatch: pytest.MonkeyPatch
) -> None:
    full_keys(env)
    me = keys.Who(os.geteuid() or 12345, frozenset())
    monkeypatch.setattr(keys, "_serving", lambda _: iter([(me, "public")]))
    monkeypatch.setattr(keys.Who, "_may", may_with(env, readable={"worker"}))
    [finding] = keys.apart(occasion(env))
    assert finding.grade == FAILS
    assert "worker" in finding.seen
    assert "staff" not in finding.seen
    monkeypatch.setattr(keys.Who, "_may", may_with(env, readable={"public"}))
    [finding] = keys.apart(occasion(env))
    assert finding.grade == OK


def may_with(env: Environment, *, readable: set[str]) -> object:
    """What a user may do to whom only some key folders are open."""

    def may(_: keys.Who, path: Path, bit: int) -> bool:
        assert bit in (1, 4)
        inside = path.is_relative_to(env.keys) and path != env.keys
        return not inside or path.relative_to(env.keys).parts[0] in readable

    return may


@pytest.mark.parametrize(
    ("uid", "groups", "mode", "expected"),
    [
        (1001, {1001}, 0o600, True),
        (1002, {1001}, 0o640, True),
        (1002, {1002}, 0o640, False),
        (1002, {1002}, 0o644, True),
        (1001, {1001}, 0o040, False),
        (0, set(), 0o000, True),
    ],
)
@pytest.mark.skipif("os.geteuid() != 0", reason="only root may give files to others")
def test_who_may_read_a_file_is_judged_as_the_system_does(
    tmp_path: Path, uid: int, groups: set[int], mode: int, expected: bool
) -> None:
    path = tmp_path / "key"
    path.write_bytes(b"k")
    os.chown(path, 1001, 1001)
    path.chmod(mode)
    for folder in path.parents:
        if folder.is_relative_to("/tmp") and folder != Path("/tmp"):
            folder.chmod(0o755)
    assert keys.Who(uid, frozenset(groups)).can_read(path) is expected
