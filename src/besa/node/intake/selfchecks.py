"""What can be wrong with what comes in: files that pile up before their reports are sent."""

from __future__ import annotations

from collections.abc import Iterator

from besa.node.intake import incoming
from besa.node.platform.selfcheck import OK, WARNING, Finding, Occasion, check


@check("Files on their way in")
def waiting_files(occasion: Occasion) -> Iterator[Finding]:
    """Files can be taken: what waits in unsent reports is far from its ceiling."""
    limit = occasion.env.incoming_limit_mb
    waiting = incoming.Weight().bytes() / (1024 * 1024)
    full = waiting > 0.8 * limit
    yield Finding(
        "Files on their way in",
        WARNING if full else OK,
        f"{waiting:.0f} of {limit} MB wait in reports that were not sent yet",
        "Somebody may be flooding the node: above the ceiling no files are taken, words are. What waits goes by itself "
        "after BESA_DRAFT_HOURS; raise BESA_INCOMING_LIMIT_MB if the disk is large."
        if full
        else "",
    )
