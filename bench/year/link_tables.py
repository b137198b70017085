"""Tables of links: what was joined of what belongs together, and what planted pairs share at all."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Mapping

from bench.year.intervals import resampled, share
from bench.year.pool import Pool, listed, ratio
from bench.year.tables import table


def joined(pool: Pool) -> str:
    rows = [
        [name, f"{each['joined']:,}", ratio(each["right"], each["joined"]), f"{each['wanted']:,}",
         ratio(each["hit"], each["wanted"]), each["largest"]]
        for name, each in pairs(pool).items()
    ]  # fmt: skip
    persons = [person for each in pool.years for person in each.linked.persons]
    low, high = resampled(persons, random.Random(1))
    wrong = sum((Counter(each.linked.wrong) for each in pool.years), Counter())
    note = (
        f"Pairs of one person are alike; drawn person by person, recall over all planted pairs is "
        f"[{low:.3f}, {high:.3f}]. Joined, yet about two people (and what both show): {listed(wrong) or 'none'}."
    )
    head = ["level", "pairs joined", "precision", "pairs that belong", "recall", "largest cluster"]
    return table("Linking, pair by pair", head, rows, note)


def pairs(pool: Pool) -> Mapping[str, dict[str, int]]:
    """Over all years; clusters are never compared across years."""
    found: dict[str, dict[str, int]] = {}
    for year in pool.years:
        for each in year.linked.pairs:
            row = found.setdefault(each.what, Counter())
            for name in ("right", "joined", "hit", "wanted"):
                row[name] += getattr(each, name)
            row["largest"] = max(row["largest"], each.largest)
    return found


def planted(pool: Pool) -> str:
    rows = []
    total = sum(each.pairs for year in pool.years for each in year.linked.planted)
    for several in zip(*(year.linked.planted for year in pool.years), strict=True):
        pairs, joined, shown = (sum(getattr(each, name) for each in several) for name in ("pairs", "joined", "shown"))
        rows.append([several[0].by, f"{pairs:,}", f"{pairs / max(1, total):.3f}", share(joined, pairs), f"{shown:,}"])
    head = [
        "the most telling thing both show",
        "pairs",
        "of all",
        "joined",
        "not joined, but shown to who opens one",
    ]
    note = (
        "Pairs of reports about the same person. Telling: account, telephone, e-mail, device, a file that nobody "
        "else has. Then leads: words, the name of an account elsewhere, an address of the same day or household, a "
        "person's name. Where nothing is shared, nobody can know."
    )
    return table("What planted pairs share, and which were joined", head, rows, note)
