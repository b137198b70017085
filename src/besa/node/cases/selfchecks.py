"""What can be wrong with cases: clocks that nobody vouches for."""

from __future__ import annotations

from collections.abc import Iterator

from besa.core.casework import case_clocks
from besa.node.platform.selfcheck import OK, WARNING, Finding, Occasion, check


@check("Clocks of cases")
def clocks(occasion: Occasion) -> Iterator[Finding]:
    """Each clock was confirmed by somebody who knows the country's law."""
    waiting = [clock for clock in case_clocks().values() if not clock.confirmed]
    yield Finding(
        "Clocks of cases",
        WARNING if waiting else OK,
        f"{len(waiting)} of {len(case_clocks())} are not confirmed" if waiting else "all are confirmed",
        "Have a lawyer of the country read each, correct core/casework/clocks.yaml and write `confirmed: yes`."
        if waiting
        else "",
        tuple(f"{one.code}: {one.hours} h ({one.basis}); {one.citation}; read {one.read}" for one in waiting),
    )
