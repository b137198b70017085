"""What can be wrong with letters: what was erased and is alive. Who confirmed their words, the country's check says."""

from __future__ import annotations

from collections.abc import Iterator

from besa.node.letters import queries
from besa.node.platform import selfcheck
from besa.node.platform.selfcheck import Finding, Occasion, check


@check("Erased letters")
def erased(occasion: Occasion) -> Iterator[Finding]:
    """What was erased is gone, also after a restore."""
    yield from selfcheck.erased(
        "Erased letters", alive=queries.alive_again().values(), unlisted=len(queries.unlisted_tombstones())
    )
