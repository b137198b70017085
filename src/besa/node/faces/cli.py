"""The command `besa`: set up a node, serve it, work its jobs, look after its ledger, back it up, check it."""

from __future__ import annotations

import os
import signal
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from besa.node.platform.environment import BadSetting
from besa.node.platform.home import WrongHome
from besa.node.platform.keyfiles import KeyFileMissing

_TROUBLE = (BadSetting, WrongHome, KeyFileMissing, FileExistsError)


class Besa(click.Group):
    """Loads the commands of the rooms only when they are asked for, and turns trouble into words."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted({*super().list_commands(ctx), *_of_rooms()})

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        own = super().get_command(ctx, cmd_name)
        if own is None and cmd_name in _of_rooms():
            return _of_rooms()[cmd_name]()
        return own

    def main(self, *args: Any, **kwargs: Any) -> Any:
        # Nothing the node writes is for other users of the machine; the group is for faces with users of their own.
        os.umask(os.umask(0o077) | 0o007)
        try:
            return super().main(*args, **kwargs)
        except _TROUBLE as error:
            click.echo(f"besa: {error}", err=True)
            sys.exit(2)


def _of_rooms() -> dict[str, Callable[[], click.Command]]:
    def ledger() -> click.Command:
        from besa.node.platform.ledger_commands import ledger

        return ledger

    def running(name: str) -> Callable[[], click.Command]:
        def load() -> click.Command:
            from besa.node.cases import restored as cases  # noqa: F401 - tells a restore how to erase again
            from besa.node.jurisdiction import restored as jurisdiction  # noqa: F401 - as above
            from besa.node.letters import restored as letters  # noqa: F401 - as above
            from besa.node.platform import running_commands
            from besa.node.reports import restored as reports  # noqa: F401 - as above

            return running_commands.COMMANDS[name]

        return load

    def confirm() -> click.Command:
        from besa.node.platform.confirm_command import confirm

        return confirm

    def referrals() -> click.Command:
        from besa.node.referrals.commands import referrals

        return referrals

    def access() -> click.Command:
        from besa.node.people.commands import access

        return access

    def law() -> click.Command:
        from besa.node.law.commands import law

        return law

    def erase_again() -> click.Command:
        from besa.node.faces.erase_again import erase_again

        return erase_again

    def jurisdiction() -> click.Command:
        from besa.node.jurisdiction.commands import jurisdiction
        from besa.node.letters.commands import letter

        jurisdiction.add_command(letter)
        return jurisdiction

    def demo() -> click.Command:
        from besa.node.faces.demonstration import demo

        return demo

    return {
        "ledger": ledger,
        "confirm": confirm,
        "access": access,
        "erase-again": erase_again,
        "demo": demo,
        "jurisdiction": jurisdiction,
        "law": law,
        "referrals": referrals,
        **{name: running(name) for name in ("backup", "backup-key", "restore", "check")},
    }


def set_up_django() -> None:
    """Load the rooms; needs a home with key files."""
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "besa.node.faces.settings")
    django.setup()


@click.group(cls=Besa, context_settings={"help_option_names": ["-h", "--help"]})
def main() -> None:
    """Besa, the node a country runs to protect its children online. Settings are in BESA_* variables."""


@main.command()
@click.option(
    "--name", required=True, help="The node's own name, for example besa.example.al; the ledger is signed as it."
)
@click.option("--administrator", required=True, help="User name of the first administrator.")
@click.option("--administrator-name", default="", help="The name colleagues see; the user name if left out.")
@click.option(
    "--desk", default="Hotline", show_default=True, help="Name of the first desk, which receives public reports."
)
@click.option("--language", default="en", show_default=True, help="Language of the first administrator.")
@click.option(
    "--password-file",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Read the first password from a file instead of asking (it must be changed at the first sign-in).",
)
def init(
    name: str, administrator: str, administrator_name: str, desk: str, language: str, password_file: Path | None
) -> None:
    """Set up a new node: keys, database, first administrator and desk; prints the recovery shares once."""
    from besa.node.faces import new_node
    from besa.node.platform import environment, home

    if password_file:
        password = password_file.read_text(encoding="utf-8").strip()
    else:
        password = click.prompt(f"Password for {administrator}", hide_input=True, confirmation_prompt=True)
    new_node.make_home(kind=home.LIVE, name=name)
    set_up_django()
    new_node.upgrade()
    shares = _first_people(
        username=administrator,
        display_name=administrator_name or administrator,
        password=password,
        desk_name=desk,
        language=language,
        must_change_password=password_file is not None,
    )
    _print_shares(shares)
    click.echo(f"\nThe node is ready in {environment.current().home}. Serve it with: besa serve")
    click.echo("Before it goes live, run: besa check")


def _first_people(**who: Any) -> tuple[str, str, str]:
    from django.utils.text import slugify

    from besa.node.people import actions
    from besa.node.people.problems import PeopleProblem
    from besa.node.platform import backup_key, environment

    desk = who.pop("desk_name")
    try:
        made = actions.set_up_first_administrator(
            **who, desk_name=desk, desk_slug=slugify(desk) or "desk", actor=_operator()
        )
    except PeopleProblem as error:
        raise click.ClickException(f"{error}") from error
    backup_key.publish(environment.current().keys, shares=made.shares)
    return made.shares


def _operator() -> Any:
    from besa.node.platform.actors import OPERATOR

    return OPERATOR


def _print_shares(shares: tuple[str, str, str]) -> None:
    click.echo("\nRECOVERY SHARES. They are shown only now. Print or write down each on its own sheet,")
    click.echo("give them to three different people, and keep no copy on a computer. Any two of them")
    click.echo("can open every desk and every backup of this node; one alone can open nothing.")
    for number, share in enumerate(shares, 1):
        words = share.split()
        click.echo(f"\n  Share {number} of 3")
        for start in range(0, len(words), 6):
            click.echo(
                "    " + "  ".join(f"{start + i + 1:2}. {word:<9}" for i, word in enumerate(words[start : start + 6]))
            )


@main.command()
def upgrade() -> None:
    """Bring database and static files to this version of the program (safe to repeat; run it after an update)."""
    from besa.node.faces import new_node

    set_up_django()
    new_node.upgrade(quiet=False)


@main.command()
@click.option(
    "--to", type=click.Path(file_okay=False, path_type=Path), required=True, help="Folder that the proxy may read."
)
def pages(to: Path) -> None:
    """Write the pages that the proxy shows while the node rests: six languages, numbers to call, no scripts."""
    from besa.node.faces import resting_pages

    os.environ["BESA_FACE"] = "public"
    set_up_django()
    click.echo(f"{resting_pages.write(to)} pages written into {to}. docs/proxy shows how the proxy finds them.")


@main.command()
@click.option("--prefix", default="besa-", show_default=True, help="What the roles' names begin with.")
@click.option("--apply", is_flag=True, help="Make them now; BESA_DATABASE_URL must name a superuser.")
def roles(prefix: str, apply: bool) -> None:  # noqa: FBT001 - a flag
    """Print the SQL that gives each process its own role in PostgreSQL, with no more rights than it needs."""
    from besa.node.faces import database_roles
    from besa.node.platform import environment

    url = environment.current().database_url
    if not url.startswith("postgresql"):
        raise click.ClickException("Only PostgreSQL has roles; this node's database is SQLite.")
    os.environ["BESA_FACE"] = "all"
    environment.current.cache_clear()
    set_up_django()
    if not apply:
        click.echo(database_roles.script(url, prefix), nl=False)
        return
    import psycopg

    try:
        database_roles.apply(url, prefix)
    except psycopg.Error as error:
        raise click.ClickException(f"{error}".splitlines()[0]) from error
    click.echo("Every process has its role: " + ", ".join(prefix + role for role in database_roles.ROLES))


@main.command()
@click.option(
    "--host", default="127.0.0.1", show_default=True, help="Address to listen on; keep it local, behind a proxy."
)
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535))
@click.option("--processes", default=2, show_default=True, type=click.IntRange(1, 64))
@click.option(
    "--threads",
    default=96,
    show_default=True,
    type=click.IntRange(1, 1024),
    help="Per process: how many slow phones each can bear.",
)
@click.option(
    "--worker/--no-worker", default=None, help="Run the worker beside it; the default is yes when all faces are served."
)
def serve(host: str, port: int, processes: int, threads: int, worker: bool | None) -> None:  # noqa: FBT001
    """Serve the face BESA_FACE names (all of them if it names none)."""
    from besa.node.faces import new_node, serving
    from besa.node.platform import environment, home

    home.identity()
    if environment.current().face == "worker":
        raise click.UsageError("BESA_FACE=worker serves nothing. Run `besa worker`.")
    whole = environment.current().face == "all"
    if whole:
        # A small node is one command; separate processes upgrade in their own step, with their own rights.
        set_up_django()
        new_node.upgrade()
    click.echo(f"Serving {serving.describe()} on http://{host}:{port}")
    serving.serve(
        host=host, port=port, processes=processes, threads=threads, with_worker=whole if worker is None else worker
    )


@main.command()
@click.option("--parent", type=int, default=0, hidden=True)
def worker(parent: int) -> None:
    """Do the node's background work: sequence the ledger, run jobs, clear up what expired."""
    os.environ["BESA_FACE"] = "worker"  # every room's jobs, no page, none of the staff's keys
    set_up_django()
    from besa.node.platform import worker as working

    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    working.run(stop=stop, still_wanted=lambda: not parent or os.getppid() == parent)


if __name__ == "__main__":
    main()
