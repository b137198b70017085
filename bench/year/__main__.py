"""Write the synthetic year as files for `besa referrals import`, with what is true of it beside them."""

from __future__ import annotations

import argparse
from pathlib import Path

from bench.year import REPORTS
from bench.year.files import write
from bench.year.generator import year
from bench.year.stories import SETS


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.year", description=__doc__)
    parser.add_argument("folder", type=Path, help="Gets a folder 'referrals' to import, and truth.jsonl.")
    parser.add_argument("--reports", type=int, default=REPORTS, help=f"How many; usually {REPORTS:,}.")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--wordings", choices=("both", *SETS), default="both", help="Which hand wrote the words.")
    parser.add_argument(
        "--after", type=int, default=0, help="Number people and referrals after that: several years for one node."
    )
    options = parser.parse_args()
    if options.reports < 1:
        parser.error("--reports must be at least 1")
    if options.folder.exists() and not options.folder.is_dir():
        parser.error(f"{options.folder} is not a folder")
    written = write(year(options.reports, options.seed, options.wordings, after=options.after), options.folder)
    for name, number in written.items():
        print(f"{number:>7,}  {name}")
    print(f"Import {options.folder / 'referrals'}; keep truth.jsonl away from whoever reads the queue.")


if __name__ == "__main__":
    main()
