"""Letters with people at them: Anna and Ben at the hotline, Cara at the police desk; a case with its data abroad."""

from __future__ import annotations

from functools import cache
from typing import Any
from uuid import UUID

import pytest

from besa.core.jurisdiction import Answer, CaseFile, assess, casefile, current
from besa.node.cases.tests.conftest import opened_case
from besa.node.desk.tests.conftest import At, anna, ben, cara, marks, open_session, sit  # noqa: F401
from besa.node.faces.tests.roles import become  # noqa: F401
from besa.node.jurisdiction import actions as jurisdiction
from besa.node.letters import actions, filling, listing
from besa.node.letters.values import Draft
from besa.node.platform.tests.erased_again import place  # noqa: F401 - a fixture
from besa.node.reports.tests.conftest import NOW, bring, bring_in, renewed, team  # noqa: F401

FACTS: dict[str, Any] = {
    "title": "Burri nga loja",
    "decided_on": "2026-11-22",
    "reading": {"recalled": "yes", "undated": "yes"},
    "case": {
        "acts": ["distribute"],
        "offence": {"from": "2026-01-10", "to": "2026-02-10"},
        "places": {"conduct": ["al"], "effect": [], "access": ["al"], "server": ["us"], "ship": [], "aircraft": []},
        "offender": {"nationality": ["al"], "residence": ["al"], "present_in": ["al"], "age": 40},
        "child": {"nationality": ["rs"], "residence": ["rs"], "age": 12},
        "company": {"seat": ["us"]},
        "means": {"by_computer": "yes"},
        "material": "real",
        "extradition": [],
        "proceedings": [{"state": "al", "outcome": "pending"}],
    },
}


@pytest.fixture
def room() -> str:
    return "letters"


@pytest.fixture
def one(team) -> UUID:  # noqa: F811
    """An assessment of the hotline."""
    return described(team)


def facts() -> CaseFile:
    return casefile.from_mapping(FACTS)


def described(team, *, file: UUID | None = None, **case: Any) -> UUID:  # noqa: F811
    found = casefile.from_mapping({**FACTS, "case": {**FACTS["case"], **case}})
    return jurisdiction.describe(found, desk_id=team.hotline, file_id=file, keyring=team.anna, now=NOW)


def answer() -> Answer:
    found = facts()
    assert found.decided_on
    return assess(found.case, current(), decided_on=found.decided_on, reading=found.reading)


@cache
def draft(instrument: str = "preservation_abroad", to: str = "us", issuer: str = "al") -> Draft:
    """What `begin` makes of the case."""
    usable = listing.instruments(answer(), current(), issuer=issuer, day=NOW.date())
    return filling.begun(usable[instrument, to], answer(), current(), reference="XABC-DEFG")


@pytest.fixture
def letter(team, one) -> UUID:  # noqa: F811
    """A preservation request, begun by Anna."""
    return actions.begin(draft(), assessment_id=one, keyring=team.anna, now=NOW)


__all__ = ["opened_case"]
