"""What the rules on instruments and conflicts name must be there: treaties, provisions, and clocks that are cited."""

from __future__ import annotations

from besa.core.jurisdiction.law import conflicts, instruments
from besa.core.jurisdiction.law.broken import LawBroken
from besa.core.jurisdiction.law.library import Law


def check(law: Law) -> None:
    """Refuse a rule that rests on what is not in the law's files; raises LawBroken."""
    for rule in law.instruments.values():
        for basis in rule.bases:
            _rests(law, instruments.FILE, rule.id, basis.treaty, basis.cites)
            there = (*basis.cites, basis.cell)
            for clock in basis.clocks:
                if clock.cite not in there and not (basis.treaty and _of(law, clock.cite) == basis.treaty):
                    raise LawBroken(
                        instruments.FILE, rule.id,
                        "the clock is from '{cite}', which its basis does not hold: cite it there, or correct it",
                        cite=clock.cite,
                    )  # fmt: skip
    for ident, treaty, cites in law.conflicts.cited():
        _rests(law, conflicts.FILE, ident, treaty, cites)


def _rests(law: Law, file: str, ident: str, treaty: str, cites: tuple[str, ...]) -> None:
    if treaty and treaty not in law.treaties:
        raise LawBroken(file, ident, "there is no treaties/{treaty}.yaml", treaty=treaty)
    for cite in cites:
        if cite not in law.provisions:
            raise LawBroken(file, ident, "there is no provision '{provision}'", provision=cite)
        if treaty and _of(law, cite) != treaty:
            raise LawBroken(
                file, ident, "'{cite}' is a provision of another treaty than '{treaty}'", cite=cite, treaty=treaty
            )


def _of(law: Law, provision: str) -> str:
    return law.provisions[provision].treaty if provision in law.provisions else ""
