"""When an answer is promised: per urgency, counted from the moment the reporter began to wait."""

from __future__ import annotations

from datetime import datetime, timedelta

# The operator's own promise; what the country pack's clocks.yaml says wins where it names a time.
_PROMISED = {3: timedelta(hours=1), 2: timedelta(hours=8), 1: timedelta(hours=24), 0: timedelta(hours=72)}


def answer_due(since: datetime, urgency: int) -> datetime:
    """The moment by which a reporter waiting since `since` was promised an answer."""
    return since + _PROMISED[max(0, min(3, urgency))]
