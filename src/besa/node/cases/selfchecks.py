"""What can be wrong with cases: what was erased and is alive, keys that somebody who left could still use."""

from __future__ import annotations

from collections.abc import Iterator

from besa.node.cases import queries
from besa.node.people import queries as people
from besa.node.platform import selfcheck
from besa.node.platform.selfcheck import OK, WARNING, Finding, Occasion, check


@check("Erased parts of cases")
def erased(occasion: Occasion) -> Iterator[Finding]:
    """What was erased is gone, also after a restore; and what was kept long enough is looked at."""
    yield from selfcheck.erased(
        "Erased parts of cases", alive=queries.alive_again().values(), unlisted=len(queries.unlisted_tombstones())
    )
    old = queries.beyond_retention(occasion.now)
    yield Finding(
        "Retention of cases",
        WARNING if old else OK,
        f"{len(old)} closed cases are kept for longer than the retention" if old else "none is kept for too long",
        "Two members of their desk, one of them a lead, erase them from the case's page, or know why not."
        if old
        else "",
        old[:20],
    )


@check("Keys of the cases")
def keys(occasion: Occasion) -> Iterator[Finding]:
    """Whoever left a desk, or kept a copy of its older key, opens no case; and each file has somebody who opens it."""
    older = queries.every_desk_under_older_keys()
    yield selfcheck.older_keys(
        "Keys of the cases",
        older,
        names=people.desk_names(older),
        what="files",
        cure="A lead of the desk presses 'Put all reports under the newest key', which does the cases too.",
    )
    yield selfcheck.closed_to_everybody("Files of cases open to a desk", queries.closed_to_everybody())
