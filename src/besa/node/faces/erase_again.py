"""`besa erase-again`: finish what was asked for: erase what was erased before and is alive again."""

from __future__ import annotations

from datetime import UTC, datetime

import click


@click.command("erase-again")
@click.option("--yes", is_flag=True, help="Do not ask.")
def erase_again(yes: bool) -> None:  # noqa: FBT001 - a flag
    """Erase what was erased before and came back with an old backup: reports, parts of cases, assessments, letters.

    `besa check` names them. It also finishes an erasing that the machine was stopped in, and writes down again what a
    lost list had held.
    """
    import os

    import django

    os.environ["BESA_FACE"] = "worker"
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "besa.node.faces.settings")
    django.setup()
    from besa.node.cases import actions as cases
    from besa.node.cases import queries as of_cases
    from besa.node.jurisdiction import actions as assessments
    from besa.node.jurisdiction import queries as of_assessments
    from besa.node.letters import actions as letters
    from besa.node.letters import queries as of_letters
    from besa.node.platform.actors import OPERATOR
    from besa.node.reports import actions as reports
    from besa.node.reports import queries as of_reports

    rooms = (reports, cases, assessments, letters)
    seen = (of_reports, of_cases, of_assessments, of_letters)
    alive = [reference for room in seen for reference in room.alive_again().values()]
    for reference in alive:
        click.echo(f"  {reference}")
    asked = f"{len(alive)} were erased before and are alive. Erase them for good?"
    if alive and (yes or click.confirm(asked)):
        now = datetime.now(UTC)
        click.echo(f"{sum(room.erase_again(actor=OPERATOR, now=now) for room in rooms)} erased.")
    elif not alive:
        click.echo("Nothing that was erased is alive.")
    if added := sum(room.list_tombstones() for room in rooms):
        click.echo(f"{added} that were erased were missing from the list and are on it now.")
