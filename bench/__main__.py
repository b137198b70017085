"""Run the benchmarks and print one table: measured, asked, and the anchor's figure where there is one."""

from __future__ import annotations

import importlib
import sys
from typing import Any

from bench import machine

ALL = ("weight", "load", "queue", "search", "ledger", "triage", "identifiers")
MORE = ("referrals", "year")  # take minutes: only when they are named
WITHOUT_DATABASE = ("triage", "identifiers", "year")
# To see that a benchmark works, not what it says: `python -m bench --small`.
SMALL: dict[str, dict[str, Any]] = {
    "load": {"share": 0.1},
    "queue": {"reports": 2_000},
    "search": {"reports": 1_000},
    "ledger": {"entries": 3_000},
    "referrals": {"reports": 800},
    "year": {"reports": 1_600},
}


def main(arguments: list[str]) -> int:
    small = "--small" in arguments
    names = [name for name in arguments if name != "--small"]
    to = {}
    if "--to" in names[:-1]:
        at = names.index("--to")
        to = {"year": {"to": names[at + 1]}}  # the only one with tables of its own
        names[at : at + 2] = []
    unknown = [name for name in names if name not in (*ALL, *MORE)]
    if unknown:
        print(f"There is no benchmark '{unknown[0]}'. There are: {', '.join((*ALL, *MORE))}.", file=sys.stderr)
        return 2
    rows: list[dict[str, object]] = []
    for name in names or ALL:
        on = "no database" if name in WITHOUT_DATABASE else machine.database()
        print(f"measuring {name} ({on}) ...", file=sys.stderr, flush=True)
        measured = importlib.import_module(f"bench.{name}").measure(
            **(SMALL.get(name, {}) if small else {}), **to.get(name, {})
        )
        rows += [{"bench": name, "on": on, **row} for row in measured]
    print(f"Measured on {machine.here()}{'; small counts, for trying only' if small else ''}.\n")
    print(table(rows))
    return 0


def table(rows: list[dict[str, object]]) -> str:
    """A Markdown table; figures are rounded to three digits."""
    lines = ["| bench | what | measured | asked | anchor | on |", "|---|---|---|---|---|---|"]
    for row in rows:
        measured = f"{_figure(row['measured'])} {row.get('unit', '')}".strip()
        cells = (row["bench"], row["what"], measured, row.get("asked", ""), row.get("anchor", ""), row["on"])
        lines.append(f"| {' | '.join(str(cell) for cell in cells)} |")
    return "\n".join(lines)


def _figure(value: object) -> str:
    return (
        f"{value:.3g}"
        if isinstance(value, float) and abs(value) < 1000
        else f"{value:.0f}"
        if isinstance(value, float)
        else str(value)
    )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
