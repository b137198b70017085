"""`besa erase-again`: finish what was asked for: erase reports that were erased before and are alive again."""

from __future__ import annotations

from datetime import UTC, datetime

import click


@click.command("erase-again")
@click.option("--yes", is_flag=True, help="Do not ask.")
def erase_again(yes: bool) -> None:  # noqa: FBT001 - a flag
    """Erase reports that were erased before and came back with an old backup; `besa check` names them.

    It also finishes an erasing that the machine was stopped in, and writes down again what a lost list had held.
    """
    import os

    import django

    os.environ["BESA_FACE"] = "worker"
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "besa.node.faces.settings")
    django.setup()
    from besa.node.platform.actors import OPERATOR
    from besa.node.reports import actions, queries

    alive = queries.alive_again()
    for reference in alive.values():
        click.echo(f"  {reference}")
    if alive and (yes or click.confirm(f"{len(alive)} reports were erased before and are alive. Erase them for good?")):
        done = actions.erase_again(actor=OPERATOR, now=datetime.now(UTC))
        click.echo(f"{done} erased.")
    elif not alive:
        click.echo("No erased report is alive.")
    if added := actions.list_tombstones():
        click.echo(f"{added} erased reports were missing from the list and are on it now.")
