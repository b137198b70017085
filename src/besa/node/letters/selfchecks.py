"""What can be wrong with letters: what was erased and is alive. Who confirmed their words, the country's check says."""

from __future__ import annotations

from collections.abc import Iterator

from besa.node.letters import queries
from besa.node.platform.selfcheck import FAILS, OK, WARNING, Finding, Occasion, check


@check("Erased letters")
def erased(occasion: Occasion) -> Iterator[Finding]:
    """What was erased is gone, also after a restore."""
    alive = sorted(queries.alive_again().values())
    yield Finding(
        "Erased letters",
        FAILS if alive else OK,
        f"{len(alive)} that were erased are alive" if alive else "none is alive again",
        "An old backup brought them back, or the machine stopped while erasing. Run `besa erase-again`."
        if alive
        else "",
        tuple(alive[:20]),
    )
    missing = len(queries.unlisted_tombstones())
    yield Finding(
        "Erased letters, list",
        WARNING if missing else OK,
        f"{missing} are not on the list" if missing else "each is on the list that a restore goes by",
        "The list erased.txt in BESA_HOME was lost. Run `besa erase-again`: it writes it again." if missing else "",
    )
