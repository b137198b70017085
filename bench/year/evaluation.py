"""Measure synthetic years and tell what the queue and the links make of them; nothing here changes a rule."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from bench.year import link_tables, queue_tables
from bench.year.intervals import difference
from bench.year.measuring import BUNDLED, FLAG, Measured, measured
from bench.year.pool import Pool, ratio, share_of, told_by
from bench.year.stories import SETS
from bench.year.tables import table


@dataclass(frozen=True)
class Evaluation:
    text: str
    rows: list[dict[str, object]]


def evaluate(
    *, reports: int, seeds: Sequence[int], wordings: str = "both", show: Callable[[str], object] = str
) -> Evaluation:
    """Every table over all years together, each given to `show` as soon as it is there."""
    years = []
    for seed in seeds:
        years.append(measured(reports, seed, wordings))
        if len(seeds) > 1:
            show(f"Seed {seed}: {share_of(years[-1].cases)} of the planted cases in 24 h.\n")
    return tables(years, wordings=wordings, show=show)


def tables(years: Sequence[Measured], *, wordings: str, show: Callable[[str], object] = str) -> Evaluation:
    """The tables of years that were measured."""
    pool = Pool(years)
    parts = [_head(pool, wordings), *([_seeds(pool)] if len(years) > 1 else [])]
    for part in parts:
        show(part)
    for make in (
        queue_tables.orders, queue_tables.sets, queue_tables.capacity, queue_tables.kinds, queue_tables.missed,
        queue_tables.classes, queue_tables.alarms, queue_tables.subgroups, queue_tables.lessened,
        link_tables.joined, link_tables.planted, _times,
    ):  # fmt: skip
        parts.append(make(pool))
        show(parts[-1])
    return Evaluation("\n".join(parts), _rows(pool))


def _head(pool: Pool, wordings: str) -> str:
    kinds = {case.truth.urgent for case in pool.cases}
    one = pool.years[0]
    seeds = ", ".join(str(each.seed) for each in pool.years)
    return (
        f"# A synthetic year: {one.reports:,} referrals, seed {seeds}, wordings: {wordings}\n\n"
        f"{len(pool.cases)} urgent cases of {len(kinds)} kinds are planted; {one.capacity} referrals are read a "
        "day (08:00-16:00, every day), always the first of the queue. Intervals are of 95 %: Wilson, and Newcombe "
        "for differences; *by wording* draws whole wordings again instead of cases, since cases told in the same "
        "words are not independent. The generator knows nothing of the rules. How to read this: "
        "bench/year/README.md.\n"
    )


def _seeds(pool: Pool) -> str:
    rows = []
    for each in pool.years:
        sets = [share_of(told_by(each.cases, name)) for name in SETS]
        telling = each.linked.pairs[0]
        rows.append(
            [each.seed, len(each.cases), share_of(each.cases), *sets, share_of(each.cases, FLAG),
             f"{ratio(telling.right, telling.joined)} / {ratio(telling.hit, telling.wanted)}"]
        )  # fmt: skip
    pooled = [share_of(told_by(pool.cases, name)) for name in SETS]
    rows.append(["**all**", len(pool.cases), share_of(pool.cases), *pooled, share_of(pool.cases, FLAG), ""])
    head = ["seed", "planted", "in 24 h", *(f"{name} set" for name in SETS), FLAG, "persons: precision / recall"]
    return table("Seed by seed", head, rows)


def _times(pool: Pool) -> str:
    one = pool.years[-1]
    rows = [[name, f"{value:.1f} s", f"{one.reports / value:,.0f}/s"] for name, value in one.seconds.items()]
    note = "Processor time of one year, added up over processes, except where it says clock or all."
    return table("Run times", ["step", "seconds", "referrals"], rows, note)


def _rows(pool: Pool) -> list[dict[str, object]]:
    rows: list[dict[str, object]] = [
        {"what": "urgent cases looked at in 24 h", "measured": str(share_of(pool.cases)),
         "asked": "≥ 0.95 (lower bound)"},
    ]  # fmt: skip
    rows += [
        {"what": f"those told by the {name} set of wordings", "measured": str(share_of(cases))}
        for name in SETS
        if (cases := told_by(pool.cases, name))
    ]
    rows.append({"what": "one look for a bundle", "measured": str(share_of(pool.cases, BUNDLED))})
    rows.append({"what": "by the urgent flag alone", "measured": str(share_of(pool.cases, FLAG))})
    splits = [(*difference(share_of(some), share_of(rest)), name) for name, some, rest in queue_tables.splits(pool)]
    if splits:
        by, low, high, name = min(splits)
        measured_ = f"{by:+.3f} [{low:+.3f}, {high:+.3f}]"
        rows.append({"what": f"lowest subgroup ({name}) less the rest", "measured": measured_, "asked": "≥ -0.03"})
    for name, each in link_tables.pairs(pool).items():
        figures = f"{ratio(each['right'], each['joined'])} / {ratio(each['hit'], each['wanted'])}"
        rows.append({"what": f"{name}: precision / recall", "measured": figures, "asked": "≥ 0.99 / ≥ 0.95"})
    one = pool.years[-1]
    spent = sum(one.seconds[name] for name in ("finding what can be compared", "judging", "linking"))
    return [*rows, {"what": f"judging and linking {one.reports:,}", "unit": "s", "measured": spent}]
