"""In PostgreSQL the staff face can propose and decide with the rights it is given, and can rewrite nothing."""

from __future__ import annotations

import pytest
from django.db import ProgrammingError, transaction

from besa.core.jurisdiction import auditing
from besa.node.law import actions, queries, tasks
from besa.node.law.models import Change
from besa.node.law.tests.conftest import CELL, NOW, UNKNOWN, sourced

pytestmark = [pytest.mark.only_on("postgresql"), pytest.mark.django_db]


def test_the_staff_face_decides_and_the_worker_makes_the_list(become, propose, vesna, lejla, monkeypatch) -> None:
    monkeypatch.setattr(auditing, "model_cases", lambda law, on: iter(()))
    monkeypatch.setattr(auditing, "cases_across_borders", lambda law, on: iter(()))
    become("staff")
    made = propose(sourced("no"))
    actions.accept(made, keyring=vesna, now=NOW)
    actions.refuse(propose(UNKNOWN), answer="No.", keyring=vesna, now=NOW)
    actions.withdraw(propose(UNKNOWN), keyring=lejla, now=NOW)
    assert [one.state for one in queries.history(CELL)].count("accepted") == 1
    become("worker")
    tasks.renew()
    become("staff")
    assert queries.worklist() is not None


def test_nobody_rewrites_or_deletes_what_was_proposed(become, propose) -> None:
    propose()
    for role in ("staff", "worker", "public", "partners"):
        become(role)
        for act in (lambda: Change.objects.update(claims=[]), lambda: Change.objects.all()._raw_delete("default")):
            with pytest.raises(ProgrammingError), transaction.atomic():
                act()
    become("public")
    with pytest.raises(ProgrammingError), transaction.atomic():
        queries.waiting()
