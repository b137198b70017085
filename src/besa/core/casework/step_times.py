"""How long a step took, over many reports: the middle one and the slowest tenth, never an average that one hides in."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta


@dataclass(frozen=True)
class StepTime:
    """`median` and `ninetieth` are of the `done` ones (None if there is none); the rest of `total` is not done yet.

    What is not done yet may take longer than anything measured: show both numbers.
    """

    done: int
    total: int
    median: timedelta | None
    ninetieth: timedelta | None


def step_time(spans: Iterable[timedelta | None]) -> StepTime:
    """None stands for a step that is not done. Percentiles by nearest rank: each is a span that really was."""
    every = list(spans)
    done = sorted(span for span in every if span is not None)
    return StepTime(len(done), len(every), _at(done, 50), _at(done, 90))


def _at(spans: list[timedelta], percent: int) -> timedelta | None:
    return spans[-(-len(spans) * percent // 100) - 1] if spans else None
