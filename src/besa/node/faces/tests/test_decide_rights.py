"""Every table is decided about: a new one without a line in its room's rights.py fails here."""

from __future__ import annotations

import re

import pytest
from django.apps import apps

from besa.node.desk import rights as desk
from besa.node.faces import database_roles


def test_each_table_has_a_decision_and_each_decision_a_table() -> None:
    tables = {model._meta.db_table for model in apps.get_models(include_auto_created=True)} | {"django_migrations"}
    decided = set(database_roles.declared())
    assert sorted(tables - decided) == [], "say in the room's rights.py what each process may do to these"
    assert sorted(decided - tables) == [], "these tables are no more"


def test_each_column_named_exists() -> None:
    columns = {
        model._meta.db_table: {one.column for one in model._meta.local_concrete_fields} for model in apps.get_models()
    }
    for table, rights in database_roles.declared().items():
        for role, text in rights.items():
            named = {name for group in re.findall(r"\(([^)]*)\)", text) for name in group.split(", ")}
            assert named <= columns.get(table, set()), (table, role)


def test_a_room_decides_about_its_own_tables_only(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(desk.RIGHTS, "people_staff", {"staff": "SELECT"})
    with pytest.raises(database_roles.RightsUnclear, match="another room decides"):
        database_roles.declared()


@pytest.mark.parametrize("text", ["ALL", "SELECT; DROP TABLE x", "select", "SELECT (id); --", "TRUNCATE", ""])
def test_what_is_no_list_of_rights_is_refused(monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    monkeypatch.setitem(desk.RIGHTS, "desk_draft", {"staff": text})
    with pytest.raises(database_roles.RightsUnclear):
        database_roles.declared()


def test_nobody_but_the_worker_may_touch_a_mark_and_only_its_place() -> None:
    rights = database_roles.declared()["platform_ledgerentry"]
    assert {role for role, text in rights.items() if "UPDATE" in text} == {"worker"}
    assert "UPDATE (sequence)" in rights["worker"]
    assert not any("DELETE" in text for text in rights.values())


def test_a_name_is_never_read_as_a_statement() -> None:
    made = database_roles.script('postgresql:///od"d; DROP', "o'd\"d-")
    assert 'ON DATABASE "od""d; DROP" FROM' in made
    assert "rolname = 'o''d\"d-public'" in made
    assert 'CREATE ROLE "o\'d""d-public"' in made
