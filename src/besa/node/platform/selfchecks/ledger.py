"""The ledger holds, and nothing waits longer for its place than was promised."""

from __future__ import annotations

from collections.abc import Iterator

from besa.node.platform import ledger, ledger_keys, restored_ledger
from besa.node.platform.selfcheck import FAILS, OK, WARNING, Finding, Occasion, check


@check("Ledger")
def holds(occasion: Occasion) -> Iterator[Finding]:
    """Every entry stands where it was signed."""
    if occasion.quick:
        yield Finding("Ledger", WARNING, "was not audited (--quick)", "Run `besa check` without --quick.")
        return
    keys = ledger_keys.public_file(ledger_keys.verifying()).decode()
    outcome = restored_ledger.check(occasion.env.home, occasion.env.database_url, {"keys": keys})
    yield Finding(
        "Ledger",
        OK if outcome.sound else FAILS,
        outcome.sentences[0],
        "" if outcome.sound else "Change nothing. Copy the home as it is, then read `besa ledger verify`.",
        outcome.sentences[1:],
    )


@check("Ledger, waiting entries")
def sequenced(occasion: Occasion) -> Iterator[Finding]:
    """Entries get their place within a minute."""
    waiting = ledger.waiting(occasion.now)
    if waiting.late:
        yield Finding(
            "Ledger, waiting entries",
            FAILS,
            f"{waiting.count} wait, the oldest since {waiting.oldest:%Y-%m-%d %H:%M:%S} UTC",
            "Start the worker. If it runs, its log says why it does not sequence.",
        )
    else:
        yield Finding("Ledger, waiting entries", OK, f"{waiting.count} wait, none longer than promised")
