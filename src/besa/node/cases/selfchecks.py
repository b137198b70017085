"""What can be wrong with cases: clocks that nobody vouches for, keys that somebody who left could still use."""

from __future__ import annotations

from collections.abc import Iterator

from besa.core.casework import case_clocks
from besa.node.cases import queries
from besa.node.people import queries as people
from besa.node.platform.selfcheck import FAILS, OK, WARNING, Finding, Occasion, check


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


@check("Keys of the cases")
def keys(occasion: Occasion) -> Iterator[Finding]:
    """Whoever left a desk, or kept a copy of its older key, opens no case; and each file has somebody who opens it."""
    older = queries.every_desk_under_older_keys()
    names = people.desk_names(older)
    yield Finding(
        "Keys of the cases",
        WARNING if older else OK,
        f"{sum(older.values())} files are still under an older key of their desk" if older else "all under the newest",
        "A lead of the desk presses 'Put all reports under the newest key', which does the cases too." if older else "",
        tuple(f"{names.get(desk, desk)}: {number}" for desk, number in older.items()),
    )
    lost = queries.closed_to_everybody()
    yield Finding(
        "Files of cases open to a desk",
        FAILS if lost else OK,
        f"{len(lost)} cannot be opened by any desk" if lost else "each has a key for some desk",
        "Somebody wrote to the database. Keep a copy, find out who, and compare with a backup." if lost else "",
        lost[:20],
    )
