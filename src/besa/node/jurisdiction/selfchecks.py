"""What can be wrong with assessments: what was erased and is alive, keys that somebody who left could still use."""

from __future__ import annotations

from collections.abc import Iterator

from besa.node.jurisdiction import queries
from besa.node.people import queries as people
from besa.node.platform import selfcheck
from besa.node.platform.selfcheck import Finding, Occasion, check


@check("Erased assessments")
def erased(occasion: Occasion) -> Iterator[Finding]:
    """What was erased is gone, also after a restore."""
    yield from selfcheck.erased(
        "Erased assessments", alive=queries.alive_again().values(), unlisted=len(queries.unlisted_tombstones())
    )


@check("Keys of the assessments")
def keys(occasion: Occasion) -> Iterator[Finding]:
    """Whoever left a desk, or kept a copy of its older key, opens none; and each has somebody who opens it."""
    older = queries.every_desk_under_older_keys()
    yield selfcheck.older_keys(
        "Keys of the assessments",
        older,
        names=people.desk_names(older),
        what="assessments",
        cure="A lead of the desk presses 'Put all reports under the newest key', which does the assessments too.",
    )
    yield selfcheck.closed_to_everybody("Assessments open to a desk", queries.closed_to_everybody())
