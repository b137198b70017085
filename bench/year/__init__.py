"""A synthetic year of referrals for a country the size of Albania, and what the queue and the links make of it.

The generator (`generator` and what it imports) knows nothing of rules: it imports only `besa.core.formats`. The
evaluation (`measuring` with `judging` and `joining`; `evaluation` with its tables) calls the public functions of triage
and linking and changes nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

REPORTS = 16_000


def measure(
    *, reports: int = REPORTS, seeds: Sequence[int] = (1,), wordings: str = "both", to: str = ""
) -> list[dict[str, object]]:
    """Rows for the common table; the tables themselves are printed, and written to the Markdown file `to`."""
    from bench.year.evaluation import evaluate

    found = evaluate(reports=reports, seeds=seeds, wordings=wordings, show=lambda part: print(part, flush=True))
    if to:
        Path(to).write_text(found.text, encoding="utf-8")
    return found.rows
