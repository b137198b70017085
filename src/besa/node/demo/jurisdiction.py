"""Plant two invented cases across borders: one that the police described, and one behind the wall of a case."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any, Final

from besa.core.jurisdiction import casefile
from besa.node.cases import queries as cases
from besa.node.demo.people import require_demo
from besa.node.jurisdiction import actions
from besa.node.people.keyring import Keyring

_SOLD: Final[dict[str, Any]] = {
    "title": "Account offered for sale (invented)",
    "case": {
        "acts": ["possess", "distribute"],
        "offence": {"from": "2025-09-01", "to": "2025-11-30"},
        "places": {"conduct": ["al"], "access": ["al"], "server": ["us"], "ship": [], "aircraft": []},
        "offender": {"nationality": ["rs"], "residence": ["al"], "present_in": ["al"], "age": 34},
        "child": {"nationality": ["mk"], "residence": ["mk"], "age": {"from": 11, "to": 13}},
        "company": {"seat": ["us"]},
        "means": {"by_computer": "yes", "for_distribution": "yes", "organised_group": "no"},
        "material": "real",
        "extradition": [],
    },
}
_ASKED: Final[dict[str, Any]] = {
    "title": "Stranger who asks for pictures (invented)",
    "case": {
        "acts": ["groom"],
        "places": {"conduct": ["me", "unknown"], "effect": ["al"], "ship": [], "aircraft": []},
        "child": {"nationality": ["al"], "residence": ["al"], "age": 13},
        "means": {"by_computer": "yes"},
    },
}


def plant(rings: dict[str, Keyring], *, now: datetime | None = None) -> None:
    """Describe them as the demo staff would; call it after the cases are planted."""
    require_demo()
    at = (now or datetime.now(UTC)) - timedelta(minutes=20)
    police, hotline = rings["besnik"], rings["arta"]
    actions.describe(casefile.from_mapping(_SOLD), desk_id=min(police.desk_ids), keyring=police, now=at)
    shown = cases.cases(keyring=hotline, now=at).lines
    file = cases.file_of_case(max(shown, key=lambda one: one.urgency).case_id, keyring=hotline)
    described = casefile.from_mapping(_ASKED)
    actions.describe(described, desk_id=min(hotline.desk_ids), file_id=file, keyring=hotline, now=at)
