"""Run the benchmarks and print one table: measured, asked, and the anchor's figure where there is one."""

from __future__ import annotations

import importlib
import sys
from pathlib import Path

ALL = ("weight", "load", "queue", "search", "ledger", "triage", "identifiers")


def main(names: list[str]) -> int:
    unknown = [name for name in names if name not in ALL]
    if unknown:
        print(f"There is no benchmark '{unknown[0]}'. There are: {', '.join(ALL)}.", file=sys.stderr)
        return 2
    rows: list[dict[str, object]] = []
    for name in names or ALL:
        print(f"measuring {name} ...", file=sys.stderr, flush=True)
        rows += [{"bench": name, **row} for row in importlib.import_module(f"bench.{name}").measure()]
    text = table(rows)
    print(text)
    return 0


def table(rows: list[dict[str, object]]) -> str:
    """A Markdown table; figures are rounded to three digits."""
    lines = ["| bench | what | measured | asked | anchor |", "|---|---|---|---|---|"]
    for row in rows:
        measured = f"{_figure(row['measured'])} {row.get('unit', '')}".strip()
        lines.append(
            f"| {row['bench']} | {row['what']} | {measured} | {row.get('asked', '')} | {row.get('anchor', '')} |"
        )
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
    sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
    sys.exit(main(sys.argv[1:]))
