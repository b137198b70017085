"""What `besa check` says about cases."""

from __future__ import annotations

from types import SimpleNamespace

from besa.node.cases import selfchecks, tasks
from besa.node.cases.models import Access
from besa.node.people import actions as people
from besa.node.platform.selfcheck import FAILS, OK, WARNING


def grades(check) -> list[str]:
    return [finding.grade for finding in check(SimpleNamespace())]


def test_keys_that_somebody_who_left_could_use_are_counted(team, case) -> None:
    assert grades(selfchecks.keys) == [OK, OK]
    people.remove_member(team.hotline, team.ben.staff_id, keyring=team.anna)
    assert grades(selfchecks.keys) == [WARNING, OK]


def test_a_file_without_a_key_is_a_failure(team, case) -> None:
    Access.objects.filter(file=case).delete()
    assert grades(selfchecks.keys) == [OK, FAILS]


def test_the_hourly_look_names_older_keys_and_files_nobody_opens(team, case, caplog) -> None:
    tasks.look_at_keys()
    assert caplog.messages == []
    people.remove_member(team.hotline, team.ben.staff_id, keyring=team.anna)
    tasks.look_at_keys()
    assert caplog.messages == [f"1 files of cases of desk {team.hotline} are still under an older key"]
    Access.objects.filter(file=case).delete()
    caplog.clear()
    tasks.look_at_keys()
    assert caplog.messages == ["1 cases have a file that no desk can open: run `besa check`"]
