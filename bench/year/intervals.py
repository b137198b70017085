"""Shares with 95 % confidence intervals. Sources: Wilson 1927; for differences Newcombe 1998 (method 10).

Cases that are alike are drawn again in groups (bootstrap).
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt

_Z = 1.959964


@dataclass(frozen=True)
class Share:
    """`hits` of `of`; `low` and `high` bound the share. Of nothing, nothing is known: 0 to 1."""

    hits: int
    of: int
    low: float
    high: float

    @property
    def value(self) -> float:
        return self.hits / self.of if self.of else float("nan")

    def __str__(self) -> str:
        return f"{self.value:.3f} [{self.low:.3f}, {self.high:.3f}]" if self.of else "none"


def share(hits: int, of: int) -> Share:
    """Wilson's score interval."""
    if not of:
        return Share(0, 0, 0.0, 1.0)
    p, square = hits / of, _Z * _Z
    middle = (p + square / (2 * of)) / (1 + square / of)
    half = _Z * sqrt(p * (1 - p) / of + square / (4 * of * of)) / (1 + square / of)
    return Share(hits, of, max(0.0, middle - half), min(1.0, middle + half))


def resampled(groups: Sequence[tuple[int, int]], rnd: random.Random, *, times: int = 2_000) -> tuple[float, float]:
    """Bounds of a share whose cases come in groups (hits, of) that are alike: whole groups are drawn again."""
    shares = []
    for _ in range(times if groups else 0):
        drawn = rnd.choices(groups, k=len(groups))
        shares.append(sum(hits for hits, _ in drawn) / sum(of for _, of in drawn))
    shares.sort()
    return (shares[int(0.025 * times)], shares[int(0.975 * times)]) if shares else (0.0, 1.0)


def difference(one: Share, other: Share) -> tuple[float, float, float]:
    """`one` less `other`, with the bounds of the difference."""
    p, q = one.value, other.value
    low = p - q - sqrt((p - one.low) ** 2 + (other.high - q) ** 2)
    high = p - q + sqrt((one.high - p) ** 2 + (q - other.low) ** 2)
    return p - q, low, high
