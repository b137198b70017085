"""What can be wrong with what reporters are promised: an answer in time, and rules that see what is urgent."""

from __future__ import annotations

from collections.abc import Iterator

from besa.core import triage
from besa.node.people import queries as people
from besa.node.platform import selfcheck
from besa.node.platform.selfcheck import FAILS, OK, WARNING, Finding, Occasion, check
from besa.node.reports import queries


@check("Promised answers")
def overdue(occasion: Occasion) -> Iterator[Finding]:
    """Nobody waits longer than they were told."""
    late = queries.due_promises(occasion.now)
    yield Finding(
        "Promised answers",
        WARNING if late else OK,
        f"{late} reporters wait longer than promised" if late else "none is overdue",
        "The desk sees them first in its queue; give it more hands or change the clocks of the country pack."
        if late
        else "",
    )


@check("Referrals that lie with nobody")
def not_taken(occasion: Occasion) -> Iterator[Finding]:
    """Somebody takes each referral in time."""
    late = queries.not_taken(occasion.now)
    yield Finding(
        "Referrals that lie with nobody",
        WARNING if late else OK,
        f"{late} should have been taken by somebody" if late else "each was taken in time, or has time left",
        "The desk's page 'Deadlines' shows them, those that wait longest first." if late else "",
    )


@check("Reports as they arrived")
def arrivals(occasion: Occasion) -> Iterator[Finding]:
    """No story, file, answer or urgency was changed behind the node's back: each is as its ledger entry says."""
    changed = queries.changed(only_open=occasion.quick)
    yield Finding(
        "Reports as they arrived",
        FAILS if changed else OK,
        f"{len(changed)} are not as the ledger saw them arrive" if changed else "each is as the ledger says",
        "Somebody wrote to the database. Keep a copy, find out who, and compare with a backup." if changed else "",
        changed[:20],
    )


@check("Erased reports")
def erased(occasion: Occasion) -> Iterator[Finding]:
    """What was erased is gone, also after a restore."""
    yield from selfcheck.erased(
        "Erased reports", alive=queries.alive_again().values(), unlisted=len(queries.unlisted_tombstones())
    )


@check("Keys of the records")
def keys(occasion: Occasion) -> Iterator[Finding]:
    """Whoever left a desk, or kept a copy of its older key, opens nothing; and whoever stays opens everything."""
    older = queries.every_desk_under_older_keys()
    yield selfcheck.older_keys(
        "Keys of the records",
        older,
        names=people.desk_names(older),
        what="reports",
        cure="A lead of the desk presses 'Put all reports under the newest key'; the page says what is left and why.",
    )
    lost = queries.closed_to_their_desk()
    yield Finding(
        "Reports open to their desk",
        FAILS if lost else OK,
        f"{len(lost)} cannot be opened by their own desk" if lost else "each has a key for its desk",
        "Somebody wrote to the database. Keep a copy, find out who, and compare with a backup." if lost else "",
        lost[:20],
    )


@check("Triage rules")
def rules(occasion: Occasion) -> Iterator[Finding]:
    """The rules load: without them no report can be taken in. A rule that does not load raises, and so fails here."""
    yield Finding("Triage rules", OK, f"version {triage.current().version} loads")
