"""Plant a proposed change of the law, so that the second demo lawyer has something to decide."""

from __future__ import annotations

from datetime import UTC, datetime

from besa.node.demo.people import require_demo
from besa.node.law import actions, queries
from besa.node.people.keyring import Keyring


def plant(rings: dict[str, Keyring], *, now: datetime | None = None) -> None:
    """One lawyer proposes to say "unknown" where law is known from memory alone; nothing is claimed of any State."""
    require_demo()
    recalled = next(
        cell.id for cell in queries.current().cells() if all(claim.confidence == "recalled" for claim in cell.claims)
    )
    actions.propose(
        recalled,
        claims=[{"value": "unknown", "confidence": "unknown"}],
        sources={},
        reason="Nobody has found where this stands. Until somebody does, it is honest to say that it is not known.",
        keyring=rings["lejla"],
        now=now or datetime.now(UTC),
    )
