"""In PostgreSQL the staff face can do every act on a case with the rights it is given, and no other face any of it."""

from __future__ import annotations

import pytest
from django.apps import apps
from django.db import ProgrammingError, transaction

from besa.node.cases import actions, queries, tasks
from besa.node.cases.tests.conftest import NOW, bring_in, opened_case

pytestmark = pytest.mark.only_on("postgresql")


def test_the_staff_face_may_do_all_of_it(team, become) -> None:
    one, two = bring_in("+355 69 212 3456"), bring_in("x")
    become("staff")
    act = {"keyring": team.anna, "now": NOW}
    file = opened_case(team, one.id)
    actions.add_reports(file, [two.id], **act)
    actions.gather(file, one.id, **act)
    child = actions.open_child_file(file, name="Era", desk_id=team.hotline, **act)
    note = actions.write_note(child, "x", **act)
    actions.strike_out(child, note, **act)
    actions.tick_off(child, actions.set_task(child, "x", due=NOW, to=None, **act), **act)
    actions.set_deadline(file, clock="reply", text="", due=None, **act)
    actions.judge(file, 3, **act)
    actions.give_access(child, team.police, **act)
    actions.take_access(child, team.police, **act)
    actions.take_report_out(file, two.id, **act)
    actions.assign(file, to=team.ben.staff_id, **act)
    actions.close(file, "helped", **act)
    actions.conclude_reports(file, **act)
    actions.reopen(file, **act)
    assert actions.open_file(file, **act).line.reports == 1
    assert queries.cases(keyring=team.anna, now=NOW).total == 1
    assert list(actions.rewrap_files(team.hotline, keyring=team.anna)) == []
    number = actions.add_identifier(file, kind="phone", text="069 212 3456", whose="", about="", **act)
    assert actions.open_file(file, **act).shared[number].reports
    assert actions.look_up("069 212 3456", **act)
    actions.tell_of_cases(one.id, **act)
    actions.erase_entry(file, number, "mistake", **act)
    for one_file in (child, file):
        if one_file == file:
            actions.assign(file, to=team.ben.staff_id, **act)
            actions.close(file, "helped", **act)
        actions.ask_to_erase(one_file, "asked", **act)
        actions.keep(one_file, **act)
        actions.ask_to_erase(one_file, "asked", **act)
        assert actions.erase_file(one_file, keyring=team.ben, now=NOW) == 1


def test_the_worker_sees_which_files_hang_on_older_keys_and_nothing_else(team, case, become) -> None:
    become("worker")
    tasks.look_at_keys()
    for name in ("filed", "entry", "duty", "sighting", "erasing"):
        with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
            apps.get_model("cases", name).objects.exists()
    with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
        list(apps.get_model("cases", "access").objects.values_list("sealed"))


@pytest.mark.parametrize("role", ["public", "partners"])
def test_no_other_face_reads_anything_of_it(team, case, become, role: str) -> None:
    become(role)
    for model in apps.get_app_config("cases").get_models():
        with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
            model.objects.exists()


def test_nothing_that_was_written_can_be_deleted(team, case, become) -> None:
    become("staff")
    for name in ("case", "file", "entry", "duty"):
        with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
            apps.get_model("cases", name).objects.all()._raw_delete("default")
