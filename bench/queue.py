"""Measure the queue page on a node with 100,000 reports: through the real view, signed in, compressed.

`python -m bench.queue --reports 10000` measures another size; the node it fills is made for this and removed.
"""

# ruff: noqa: A005 - the benchmark is named after the page
from __future__ import annotations

import argparse
import json
import os
import random
import time
from datetime import timedelta
from typing import Any

REPORTS = 100_000
_TIMES = 30
_VIEWS = {
    "as it opens": "",
    "page 20": "page=20",
    "most urgent only": "urgency=3",
    "one reason": "reason=reported-before",
    "one language": "language=mk",
    "mine": "claimed=mine",
    "nobody's": "claimed=nobody",
    "unread": "unread=1",
    "what is late": "overdue=1",
    "last changed first": "order=newest",
    "due first": "order=due",
    "what providers delete first": "kept=7&order=kept",
    "closed": "state=closed",
    "rare together": "language=cnr&urgency=3&unread=1&claimed=nobody",
    "one source": "source=clearing",
    "the public": "source=public",
    "danger from strong signs up": "danger=3",
    "a rare axis": "novelty=4",
    "two axes and why": "actionability=3&decay=3&why=1",
}


def measure(reports: int = REPORTS) -> list[dict[str, Any]]:
    """Rows {what, measured, unit, asked}, from a process of its own with a node of its own."""
    from bench.analyst import measured_apart

    return measured_apart("bench.queue", "--reports", str(reports))


def _inside(reports: int) -> list[dict[str, Any]]:
    from bench.analyst import browser, percentile, set_up

    keyring = set_up()
    _fill(reports, keyring)
    client = browser(keyring)
    where = f"{reports:,} reports"
    taken: dict[str, list[float]] = {name: [] for name in _VIEWS}
    heaviest = 0
    for turn in range(_TIMES + 2):
        for name, query in _VIEWS.items():
            start = time.perf_counter()
            response = client.get(f"/staff/queue?{query}")
            seconds = time.perf_counter() - start
            assert response.status_code == 200, (name, response.status_code)
            heaviest = max(heaviest, len(response.content))
            if turn >= 2:
                taken[name].append(seconds)
    p95 = {name: percentile(times, 0.95) for name, times in taken.items()}
    slowest = max(p95, key=lambda name: p95[name])
    every = [seconds for times in taken.values() for seconds in times]
    measured = {
        "as it opens": p95["as it opens"],
        f"over {len(_VIEWS)} filters and orders": percentile(every, 0.95),
        f"slowest filter: {slowest}": p95[slowest],
    }
    middle = {
        "what": f"queue page, median over {len(_VIEWS)} filters and orders ({where})",
        "measured": percentile(every, 0.5),
    }
    rows: list[dict[str, Any]] = [
        {**middle, "unit": "ms", "asked": ""},
        *(
            {"what": f"queue page p95, {name} ({where})", "measured": figure, "unit": "ms", "asked": "≤ 150"}
            for name, figure in measured.items()
        ),
    ]
    weight = {"what": "queue page, compressed, without static files", "measured": heaviest / 1024}
    return [*rows, {**weight, "unit": "KB", "asked": "≤ 60 with them"}]


def _fill(reports: int, keyring: Any) -> None:
    """Reports as a year leaves them, half of them referred: four in ten closed, three wait for the reporter."""
    from django.db import connection
    from django.utils import timezone

    from besa.core.casework import State
    from besa.node.platform.actors import OPERATOR
    from besa.node.referrals import actions as referrals
    from besa.node.reports.actions.receive import new_reference
    from besa.node.reports.clocks import answer_due
    from besa.node.reports.models import Report

    chance = random.Random(4)
    now = timezone.now()
    desk = min(keyring.desk_ids)
    referrals.add_source("clearing", name="Clearing house", desk=desk, actor=OPERATOR, now=now)
    states = [State.CLOSED] * 8 + [State.WAITING] * 6 + [State.IN_WORK] * 2 + [State.NEW] * 3 + [State.REOPENED]
    languages = ["sq"] * 10 + ["mk"] * 4 + ["sr"] * 3 + ["sr-latn"] * 3 + ["en"] * 2 + ["cnr"]
    rules = ["reported-before", "happening-now"]
    batch: list[Report] = []
    for _ in range(reports):
        state = chance.choice(states)
        urgency = chance.choices((0, 1, 2, 3), (50, 30, 15, 5))[0]
        received = now - timedelta(minutes=chance.randrange(365 * 24 * 60))
        owed = state in (State.NEW, State.IN_WORK, State.REOPENED)
        # Most of what is owed came in lately: a desk that is a year behind is not what is measured here.
        waiting = max(received, now - timedelta(minutes=chance.randrange(6 * 24 * 60))) if owed else None
        row = Report(
            reference=new_reference(),
            submission=os.urandom(16),
            received_at=received,
            door=chance.choice(("child", "carer", "other")),
            language=chance.choice(languages),
            who="me",
            age_band=chance.choice(("5-11", "12", "13-14", "15-17", "unknown")),
            where=chance.choice(("instagram", "tiktok", "discord", "website", "unknown")),
            when="week",
            ongoing="yes",
            before="no",
            desk_id=desk,
            state=state,
            claimed_by_id=keyring.staff_id if state == State.IN_WORK and chance.random() < 0.01 else None,
            urgency=urgency,
            reasons=chance.sample(rules, min(urgency, 2)),
            unread=state == State.NEW or chance.random() < 0.02,
            waiting_since=waiting,
            answer_due=answer_due(waiting, urgency) if waiting else None,
            closed_at=received if state == State.CLOSED else None,
            changed_at=waiting or received,
            sealed_told=os.urandom(1300),
        )
        if chance.random() < 0.5:
            _refer(row, chance)
        batch.append(row)
        if len(batch) == 2000:
            Report.objects.bulk_create(batch)
            batch = []
    Report.objects.bulk_create(batch)
    with connection.cursor() as cursor:
        # What the databases do by themselves in the quiet hours of a real year.
        cursor.execute("ANALYZE")


def _refer(row: Any, chance: random.Random) -> None:
    """Make a report a referral: most levels in the middle, the highest rare."""
    from besa.core.casework import State
    from besa.node.reports.clocks import take_due

    row.source, row.rank = "clearing", chance.randrange(72_000)
    if row.waiting_since and row.state != State.IN_WORK:
        row.take_due = take_due(row.waiting_since, row.urgency)
    row.waiting_since = row.answer_due = None
    row.kept_until = row.received_at + timedelta(days=chance.randrange(1, 365))
    row.danger, row.actionability, row.decay = chance.choices(range(5), (2, 20, 50, 25, 3), k=3)
    row.novelty = chance.choices(range(5), (40, 20, 20, 19, 1))[0]
    row.reasons = ["trace-here", "fresh", "known-material"]


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--reports", type=int, default=REPORTS)
    parser.add_argument("--inside", action="store_true")
    chosen = parser.parse_args()
    print(json.dumps(_inside(chosen.reports) if chosen.inside else measure(chosen.reports), ensure_ascii=False))
