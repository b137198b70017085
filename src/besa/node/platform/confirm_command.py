"""`besa confirm`: see what of the country pack nobody vouches for yet, and vouch for it; English, for operators."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from pathlib import Path

import click

from besa.node.platform.country import Country


@click.command("confirm")
@click.argument("names", metavar="[ITEM]...", nargs=-1)
@click.option("--by", default="", help="The name of the person who checked it; kept beside it.")
@click.option("--yes", is_flag=True, help="Do not ask again for each item.")
@click.option("--withdraw", is_flag=True, help="Take a confirmation back: the item counts as unconfirmed again.")
def confirm(names: tuple[str, ...], by: str, yes: bool, withdraw: bool) -> None:  # noqa: FBT001 - flags
    """Confirm what the country pack (numbers, bodies, times, exit page) and the clocks say; without ITEM, list all."""
    import django

    os.environ["BESA_FACE"] = "worker"  # whoever confirms needs none of the staff's keys
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "besa.node.faces.settings")
    django.setup()
    from besa.node.platform import confirmations, country, environment, home

    env = environment.current()
    home.read(env.home)  # somebody lives there
    here = country.load(env.country)
    try:
        if not names:
            click.echo(_listed(env.home, here))
            return
        if not by.strip():
            raise click.UsageError("Say who checked it: --by 'NAME SURNAME'.")
        for one in [confirmations.item(name, here) for name in names]:
            click.echo(f"{one.name}\n  {one.says}\n  {one.source}\n  Before you confirm: {one.todo}.")
            if not yes and not click.confirm("  Take it back?" if withdraw else "  Was that done, and is it right?"):
                click.echo("  Nothing was changed.")
                continue
            confirmations.confirm(one, by=by, home=env.home, now=datetime.now(UTC), holds=not withdraw)
            click.echo(f"  {'Taken back' if withdraw else 'Confirmed'} by {' '.join(by.split())}.")
    except (confirmations.UnknownItem, confirmations.ConfirmationsBroken, OSError) as error:
        raise click.ClickException(str(error)) from error


def _listed(home: Path, here: Country) -> str:
    from besa.node.platform import confirmations

    held, known = confirmations.confirmed(here, home), confirmations.standing(home)
    lines = []
    for one in confirmations.items(here):
        before = known.get(one.name)
        if before and one.name in held:
            state = f"confirmed by {before.by}, {before.at[:10]}"
        elif before and before.digest:
            state = f"CHANGED since {before.by} confirmed it on {before.at[:10]}; it said: {before.says}"
        elif before:
            state = f"waits: taken back by {before.by}, {before.at[:10]}"
        else:
            state = f"waits: {one.todo}"
        lines += [one.name, f"  {one.says}", f"  from: {one.source}", f"  {state}"]
    lines += ["", f"{len(held)} confirmed, {len(confirmations.items(here)) - len(held)} wait."]
    return "\n".join(lines)
