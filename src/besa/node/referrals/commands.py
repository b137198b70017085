"""The commands `besa referrals …`: take files in, list what was taken in, give referrals and outcomes back."""

from __future__ import annotations

import os
import re
from pathlib import Path

import click

_PATH = click.Path(exists=True, path_type=Path)
_SHORT = re.compile(r"[a-z0-9][a-z0-9-]{0,19}")
_LONGEST_NAME = 80


def _short(_ctx: click.Context, _param: click.Parameter, value: str) -> str:
    if not _SHORT.fullmatch(value):
        raise click.BadParameter("up to 20 small letters, figures and hyphens, for example ncmec")
    return value


def _full(_ctx: click.Context, _param: click.Parameter, value: str) -> str:
    if len(value) > _LONGEST_NAME:
        raise click.BadParameter(f"up to {_LONGEST_NAME} characters")
    return value


_USER = click.option("--user", required=True, help="Your user name; your password is asked for, the ledger keeps it.")
_PASSWORD = click.option(
    "--password-file", type=click.Path(exists=True, dir_okay=False, path_type=Path), help="Read the password from here."
)


@click.group()
def referrals() -> None:
    """Referrals of other institutions: take them in, list them, give back what became of them."""


@referrals.command("import")
@click.argument("paths", nargs=-1, required=True, type=_PATH)
@click.option(
    "--from", "slug", required=True, callback=_short, help="Short name of the institution they come from, e.g. ncmec."
)
@click.option("--name", default="", callback=_full, help="Its full name, when it is new here.")
@click.option("--desk", default="", help="The desk that reads them (its short name), when the institution is new here.")
@click.option("--format", "fmt", default="", help="Read every file as this format instead of finding out.")
@click.option("--processes", default=2, show_default=True, type=click.IntRange(1, 64), help="How many work at it.")
def take_in(paths: tuple[Path, ...], slug: str, name: str, desk: str, fmt: str, processes: int) -> None:
    """Take in files, or every file of folders. Stop it any time; the same command goes on where it stopped."""
    _set_up_django()
    from besa.node.referrals import console

    console.take_in(paths, slug, name, desk, fmt, processes)


@referrals.command()
@click.argument("slug")
@click.option("--outcome/--no-outcome", required=True, help="Whether it hears what becomes of each report.")
def promise(slug: str, outcome: bool) -> None:  # noqa: FBT001 - a flag
    """Say that an institution asks for outcomes: each of its reports then has a clock until it is told."""
    _set_up_django()
    from besa.node.referrals import console

    console.promise(slug, outcome=outcome)


@referrals.command("list")
def show() -> None:
    """The newest runs over files."""
    _set_up_django()
    from besa.node.referrals import console

    console.show()


@referrals.command()
@click.argument("slug")
@click.option("--to", "folder", required=True, type=click.Path(path_type=Path, file_okay=False), help="A folder.")
@_USER
@_PASSWORD
def export(slug: str, folder: Path, user: str, password_file: Path | None) -> None:
    """Write every referral of a source, as far as you may open it, exactly as it had arrived: one file each."""
    _set_up_django()
    from besa.node.referrals import console

    console.export(slug, folder, user, password_file)


@referrals.command()
@click.argument("slug")
@click.option("--to", "file", required=True, type=click.Path(path_type=Path, dir_okay=False), help="A CSV file.")
@_USER
@_PASSWORD
def feedback(slug: str, file: Path, user: str, password_file: Path | None) -> None:
    """Write a table for the source: its own number of each report, where it stands and how it ended."""
    _set_up_django()
    from besa.node.referrals import console

    console.feedback(slug, file, user, password_file)


def _set_up_django() -> None:
    import django

    os.environ.setdefault("BESA_FACE", "worker")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "besa.node.faces.settings")
    django.setup()
