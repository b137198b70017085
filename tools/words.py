"""Collect, check and compile the words people read: `words.py compile | update | check | status`.

`compile` runs in the build and works when nothing is there. What each does is in `tools/catalogues/`.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from tools.catalogues.checking import problems, status
from tools.catalogues.compiling import compile_all
from tools.catalogues.updating import update


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("what", choices=("compile", "update", "check", "status"))
    parser.add_argument("room", nargs="*", help="with update: only these rooms")
    chosen = parser.parse_args()
    what = chosen.what
    if what == "compile":
        compile_all()
    elif what == "update":
        update(chosen.room)
        compile_all()
    elif what == "status":
        print("\n".join(status()))
    else:
        found = problems()
        print("\n".join(found) or "Every string is translated in every language.")
        return 1 if found else 0
    return 0


if __name__ == "__main__":
    sys.exit(main())
