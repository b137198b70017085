"""The command `besa demo`: make a demonstration node if there is none yet, say how to sign in, and serve it."""

from __future__ import annotations

import json
import os

import click

from besa.node.platform import environment, home

_CODES = "demo-codes.json"


@click.group(invoke_without_command=True)
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535))
@click.option("--processes", default=1, show_default=True, type=click.IntRange(1, 8))
@click.pass_context
def demo(ctx: click.Context, port: int, processes: int) -> None:
    """Try Besa: a demonstration node with demo staff and synthetic reports, served on this machine."""
    if ctx.invoked_subcommand:
        return
    os.environ["BESA_ORIGIN"] = os.environ.get("BESA_ORIGIN") or f"http://127.0.0.1:{port}"
    os.environ.pop("BESA_FACE", None)
    environment.current.cache_clear()
    from besa.node.faces import cli, new_node, serving

    fresh = not (environment.current().home / "node.json").exists()
    if fresh:
        click.echo("Setting up a demonstration node ...")
        new_node.make_home(kind=home.DEMO, name="demo.besa.invalid")
    if not home.is_demo():
        raise click.ClickException(f"{environment.current().home} is a live node. Choose another BESA_HOME.")
    cli.set_up_django()
    new_node.upgrade()
    if not _is_planted():
        _plant()
    _welcome(port)
    serving.serve(host="127.0.0.1", port=port, processes=processes, threads=64, with_worker=True)


@demo.command()
def code() -> None:
    """Show the second-step codes of the demo staff for this moment."""
    from besa.node.faces import cli

    cli.set_up_django()
    from besa.node.demo import people

    people.require_demo()
    for person in people.STAFF:
        now, left = people.code_now(person)
        click.echo(f"  {person.username:<8} {now}   (good for {left} seconds)")


def _is_planted() -> bool:
    from besa.node.people import queries

    return queries.is_set_up()


def _plant() -> None:
    from django.db import transaction

    from besa.node.demo import cases, jurisdiction, law, letters, people, referrals, reports

    # All or nothing: a demonstration that was interrupted while it was planted starts over.
    with transaction.atomic():
        rings = people.hire()
        codes = reports.plant(rings)
        referrals.plant(rings)
        cases.plant(rings)
        jurisdiction.plant(rings)
        letters.plant(rings)
        law.plant(rings)
    (environment.current().home / _CODES).write_text(json.dumps(codes), encoding="utf-8")


def _welcome(port: int) -> None:
    from besa.node.demo import people

    base = f"http://127.0.0.1:{port}"
    try:
        codes = json.loads((environment.current().home / _CODES).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        codes = []
    click.echo(f"\n  Besa, a demonstration. Everything in it is invented.\n\n  Report as a child or a parent:  {base}/")
    for one in codes[-1:]:
        click.echo(f"  Read an answer with a code:     {one}")
    click.echo(f"\n  Sign in as staff:               {base}/staff/")
    for person in people.STAFF:
        click.echo(f"    {person.username:<8} {person.password:<22} {person.name}")
    click.echo("    The second step is a six-digit code. Show the codes of this moment with:  make demo-code")
    click.echo("\n  Check the ledger, in another terminal:  make verify\n  Stop: Ctrl-C\n")
