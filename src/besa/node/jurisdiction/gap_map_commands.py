"""The command `besa jurisdiction gaps`: counts over all States together. It needs no server and no home."""

from __future__ import annotations

import json
import sys
from datetime import UTC, datetime

import click

from besa.core.jurisdiction import LawBroken, Reading, current
from besa.core.jurisdiction.gaps import Stopped, survey, telling

# There is no `--law` and no choice of States here: two maps of almost the same law differ by one State.


@click.command()
@click.option("--json", "as_json", is_flag=True, help="For programs: every count by act and age.")
@click.option("--recalled", is_flag=True, help="Let cells count that nobody has looked up, and those without a day.")
def gaps(*, as_json: bool, recalled: bool) -> None:
    """Count gaps between laws: every combination of acts, ages, ties and places over all States.

    Tells kinds of gap, and what would close most. It names no State; ctrl-c stops it.
    """
    reading = Reading(recalled=recalled, undated=recalled)
    try:
        law = current()
        found = survey(law, on=datetime.now(UTC).date(), reading=reading, told=_told).aggregate
    except LawBroken as broken:
        raise click.ClickException(str(broken)) from broken
    except (KeyboardInterrupt, Stopped):
        click.echo("\nStopped; nothing was kept.", err=True)
        raise SystemExit(130) from None
    if as_json:
        click.echo(json.dumps(telling.plain(found), ensure_ascii=False, indent=1))
        return
    for line in telling.text(found, law):
        click.echo(line)


def _told(done: int, of: int) -> bool:
    """How far it is, on one line of a terminal; programs that read the output see nothing of it."""
    if sys.stderr.isatty():
        click.echo(f"\r{done * 100 // of:>3} % of all combinations", nl=done == of, err=True)
    return True
