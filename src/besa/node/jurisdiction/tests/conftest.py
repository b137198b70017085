"""Cases across borders with people at them: Anna and Ben at the hotline, Cara at the police desk."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import pytest

from besa.core.jurisdiction import casefile
from besa.node.cases.tests.conftest import opened_case  # noqa: F401
from besa.node.desk.tests.conftest import At, anna, ben, cara, marks, open_session, sit  # noqa: F401
from besa.node.faces.tests.roles import become  # noqa: F401
from besa.node.jurisdiction import actions
from besa.node.platform.tests.erased_again import place  # noqa: F401 - a fixture
from besa.node.reports.tests.conftest import NOW, bring, bring_in, renewed, team  # noqa: F401

FACTS: dict[str, Any] = {
    "title": "Burri nga loja",
    "case": {
        "acts": ["distribute", "possess"],
        "offence": {"from": "2021-03-01", "to": "2021-05-30"},
        "places": {"conduct": ["al"]},
        "offender": {"nationality": ["al", "unknown"], "present_in": ["rs"], "age": 40},
        "child": {"residence": ["xk"]},
    },
}


@pytest.fixture
def room() -> str:
    return "jurisdiction"


@pytest.fixture
def one(team) -> UUID:  # noqa: F811
    """An assessment of the hotline."""
    return described(team)


def described(team, *, file: UUID | None = None, **facts: Any) -> UUID:  # noqa: F811
    case = casefile.from_mapping({**FACTS, "case": {**FACTS["case"], **facts}})
    return actions.describe(case, desk_id=team.hotline, file_id=file, keyring=team.anna, now=NOW)
