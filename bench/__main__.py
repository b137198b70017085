"""Run the benchmarks and print one table: measured, asked, and the anchor's figure where there is one."""

from __future__ import annotations

import argparse
import importlib
import sys
from typing import Any

from bench import machine

ALL = ("weight", "load", "queue", "search", "ledger", "linking", "triage", "identifiers", "jurisdiction", "gap_map")
MORE = ("referrals", "year")  # take minutes: only when they are named
WITHOUT_DATABASE = ("triage", "identifiers", "jurisdiction", "gap_map", "year")
# To see that a benchmark works, not what it says: `python -m bench --small`.
SMALL: dict[str, dict[str, Any]] = {
    "jurisdiction": {"cases": 50, "before": 50},
    "gap_map": {"acts": 1},
    "load": {"share": 0.1},
    "queue": {"reports": 2_000},
    "search": {"reports": 1_000},
    "ledger": {"entries": 3_000},
    "linking": {"reports": 4_000},
    "referrals": {"reports": 800},
    "year": {"reports": 1_600},
}


def main(arguments: list[str]) -> int:
    options = _parser().parse_args(arguments)
    unknown = [name for name in options.names if name not in (*ALL, *MORE)]
    if unknown:
        print(f"There is no benchmark '{unknown[0]}'. There are: {', '.join((*ALL, *MORE))}.", file=sys.stderr)
        return 2
    rows: list[dict[str, object]] = []
    for name in options.names or ALL:
        on = "no database" if name in WITHOUT_DATABASE else machine.database()
        print(f"measuring {name} ({on}) ...", file=sys.stderr, flush=True)
        measured = importlib.import_module(f"bench.{name}").measure(
            **(SMALL.get(name, {}) if options.small else {}), **(_of_the_year(options) if name == "year" else {})
        )
        rows += [{"bench": name, "on": on, **row} for row in measured]
    print(f"Measured on {machine.here()}{'; small counts, for trying only' if options.small else ''}.\n")
    print(table(rows))
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m bench",
        description=f"{__doc__} Without names: {', '.join(ALL)}. Minutes long, so only when named: {', '.join(MORE)}.",
    )
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"One or more of {', '.join((*ALL, *MORE))}.")
    parser.add_argument("--small", action="store_true", help="Small counts: to see that it works, not what it says.")
    only = parser.add_argument_group(
        "year only", "Tables of what the queue and the links make of a synthetic year; bench/year/README.md says how "
        "to read them. `python -m bench.year FOLDER` writes the same year as files to import."
    )  # fmt: skip
    only.add_argument("--seed", type=int, nargs="+", default=[1], help="One year for each; their cases are pooled.")
    only.add_argument(
        "--wordings", choices=("first", "second", "both"), default="both",
        help="Which set of wordings tells the cases; the second was held out. Both: by turns, beside each other.",
    )  # fmt: skip
    only.add_argument("--to", metavar="FILE", default="", help="Write the tables to a Markdown file, too.")
    return parser


def _of_the_year(options: argparse.Namespace) -> dict[str, Any]:
    # A year twice would count as two and make every interval too narrow.
    return {"seeds": tuple(dict.fromkeys(options.seed)), "wordings": options.wordings, "to": options.to}


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
