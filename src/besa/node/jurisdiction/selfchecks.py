"""What can be wrong with assessments: what was erased and is alive, keys that somebody who left could still use."""

from __future__ import annotations

from collections.abc import Iterator

from besa.node.jurisdiction import queries
from besa.node.people import queries as people
from besa.node.platform.selfcheck import FAILS, OK, WARNING, Finding, Occasion, check


@check("Erased assessments")
def erased(occasion: Occasion) -> Iterator[Finding]:
    """What was erased is gone, also after a restore."""
    alive = sorted(queries.alive_again().values())
    yield Finding(
        "Erased assessments",
        FAILS if alive else OK,
        f"{len(alive)} that were erased are alive" if alive else "none is alive again",
        "An old backup brought them back, or the machine stopped while erasing. Run `besa erase-again`."
        if alive
        else "",
        tuple(alive[:20]),
    )
    missing = len(queries.unlisted_tombstones())
    yield Finding(
        "Erased assessments, list",
        WARNING if missing else OK,
        f"{missing} are not on the list" if missing else "each is on the list that a restore goes by",
        "The list erased.txt in BESA_HOME was lost. Run `besa erase-again`: it writes it again." if missing else "",
    )


@check("Keys of the assessments")
def keys(occasion: Occasion) -> Iterator[Finding]:
    """Whoever left a desk, or kept a copy of its older key, opens none; and each has somebody who opens it."""
    older = queries.every_desk_under_older_keys()
    names = people.desk_names(older)
    yield Finding(
        "Keys of the assessments",
        WARNING if older else OK,
        f"{sum(older.values())} are still under an older key of their desk" if older else "all under the newest",
        "A lead of the desk presses 'Put all reports under the newest key', which does the assessments too."
        if older
        else "",
        tuple(f"{names.get(desk, desk)}: {number}" for desk, number in older.items()),
    )
    lost = queries.closed_to_everybody()
    yield Finding(
        "Assessments open to a desk",
        FAILS if lost else OK,
        f"{len(lost)} cannot be opened by any desk" if lost else "each has a key for some desk",
        "Somebody wrote to the database. Keep a copy, find out who, and compare with a backup." if lost else "",
        lost[:20],
    )
