"""Cases with people at them: Anna and Ben at the hotline, Cara at the police desk, each with a browser."""

from __future__ import annotations

from uuid import UUID

import pytest

from besa.node.cases import actions
from besa.node.desk.tests.conftest import At, anna, ben, cara, marks, open_session, sit  # noqa: F401
from besa.node.faces.tests.roles import become  # noqa: F401
from besa.node.platform.tests.erased_again import place  # noqa: F401 - a fixture
from besa.node.reports.tests.conftest import NOW, bring, bring_in, renewed, team  # noqa: F401


@pytest.fixture
def room() -> str:
    return "cases"


@pytest.fixture
def case(team) -> UUID:  # noqa: F811
    """The file of a case that Anna opened from one report."""
    one = bring_in("Më shkruan një burrë. +355 69 212 3456")
    return opened_case(team, one.id)


def opened_case(team, *reports: UUID, urgency: int = 1, title: str = "Burri nga loja") -> UUID:  # noqa: F811
    return actions.open_case(reports, desk_id=team.hotline, title=title, urgency=urgency, keyring=team.anna, now=NOW)
