"""Who acts: every act names its actor, and the ledger keeps the actor's pseudonym."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Actor:
    """`kind` is reporter, system, staff or operator; `pseudonym` is what the ledger shows."""

    kind: str
    pseudonym: str


REPORTER = Actor("reporter", "reporter")
"""Any reporter: the ledger never tells two reporters apart."""

SYSTEM = Actor("system", "system")
"""The node's own jobs."""

OPERATOR = Actor("operator", "operator")
"""Whoever types commands on the machine itself."""
