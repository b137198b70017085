"""Commands for running a node: back it up, restore it, check it. What they print is for the operator, in English."""

from __future__ import annotations

import json
import os
import re
import sqlite3
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

import click
import psycopg

from besa.core.sealing import SealBroken, SecretKey, ShareProblem
from besa.node.platform import backup_diary, backup_key, environment, erased, home, keyfiles, postgres_dump, sqlite_rows
from besa.node.platform.archive import ArchiveBroken, Header, read_header

if TYPE_CHECKING:
    from besa.node.platform.restore import Restored
    from besa.node.platform.selfcheck import Report

_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
_NEW = click.Path(path_type=Path)
_SECRET = click.option(
    "--secret-file", type=_FILE, help="Read two shares from a file, one a line, instead of asking. For drills only."
)
_TROUBLE = (
    ArchiveBroken,
    SealBroken,
    ShareProblem,
    OSError,
    sqlite3.Error,
    psycopg.Error,
    sqlite_rows.RowsBroken,
    postgres_dump.ToolMissing,
    postgres_dump.DumpFailed,
    postgres_dump.DatabaseNotEmpty,
    keyfiles.KeyFileMissing,
    home.WrongHome,
)


@click.command()
@click.option("--to", type=_NEW, required=True, help="New file, or an existing folder to put a dated file into.")
@click.option("--keys", "keys_to", type=_NEW, help="Also back up the key files, into this other file. Keep it apart.")
@click.option("--verify", is_flag=True, help="Then restore it into a temporary place, check everything, remove that.")
@click.option(
    "--keep", type=click.IntRange(1), metavar="DAYS", help="Then delete this node's older backups in the folder."
)
def backup(to: Path, keys_to: Path | None, verify: bool, keep: int | None) -> None:  # noqa: FBT001 - a flag
    """Make a sealed backup of the node while it runs; only two recovery shares open it."""
    _set_up_django("worker")
    from besa.node.platform import backup as making

    env, now, identity = environment.current(), datetime.now(UTC), home.identity()
    folder = to if to.is_dir() else None
    target = to / f"besa-{identity.node[:8]}-{now:%Y%m%dT%H%M%SZ}.backup" if folder else to
    if keep and not folder:
        raise click.UsageError("--keep works on a folder: give one with --to.")
    with _in_words():
        made = making.back_up(env, to=target, now=now, tell=_progress)
        click.echo(f"Backup written: {made.path} ({_size(made.size)}, {made.files} sealed files)")
        click.echo(f"Its SHA-256, to keep elsewhere: {made.sha256}")
        if keys_to:
            keys = making.back_up_keys(env, to=keys_to, now=now)
            click.echo(f"Key files written: {keys.path} ({keys.files} files). Keep it apart from the backups.")
        if verify:
            _rehearse(target, lambda header: made.key, read_back=True)
    if folder and keep:
        _prune(folder, identity.node, now - timedelta(days=keep), spare=target)


@click.command()
@click.argument("file", type=_FILE)
@click.option("--into", type=_NEW, help="Home folder to make; must be empty or missing.")
@click.option("--database", "database_url", help="For PostgreSQL: URL of an empty database to restore into.")
@click.option("--keys", "keys_file", type=_FILE, help="The separate backup of the key files, to restore them too.")
@click.option("--rehearse", is_flag=True, help="Restore into a temporary place, check everything, remove it again.")
@click.option(
    "--erased",
    "lists",
    type=_FILE,
    multiple=True,
    help="A list of reports erased meanwhile (erased.txt, or the copy beside the backups): they stay erased.",
)
@_SECRET
def restore(
    file: Path,
    into: Path | None,
    database_url: str | None,
    keys_file: Path | None,
    rehearse: bool,  # noqa: FBT001 - a flag
    lists: tuple[Path, ...],
    secret_file: Path | None,
) -> None:
    """Restore a backup into an empty home and check it; asks for two of the three recovery shares."""
    if (into is None) == (not rehearse):
        raise click.UsageError("Say where with --into FOLDER, or --rehearse to only try it out.")
    with _in_words():
        with file.open("rb") as opened:
            header = read_header(opened)
        click.echo(f"A backup of node {header.node[:8]}, made {header.made}.")
        secret = _secret(secret_file)
        if secret.public.fingerprint != header.key:
            raise ShareProblem("These shares are not those of the node that made this backup.")
        file_key = _opener(secret)
        if rehearse:
            _rehearse(file, file_key, read_back=False)
            return
        from besa.node.platform import restore as restoring

        assert into is not None
        restored = restoring.restore(
            file,
            into=into,
            file_key=file_key,
            tell=_progress,
            database_url=database_url,
            keys=(keys_file, file_key) if keys_file else None,
            mark=datetime.now(UTC),
            erased_since=_erased_since(file, header, lists),
        )
        _report(restored)
        click.echo(f"\nRestored into {restored.home}. To serve it, set:")
        click.echo(f"  BESA_HOME={restored.home}\n  BESA_DATABASE_URL={database_url or restored.database_url}")
        if not keys_file:
            click.echo(f"Put the key files back into {restored.home}/keys from their own backup (--keys FILE does it):")
            click.echo(
                "without public/pepper no report code opens, without public/index nothing is found by identifier."
            )
        if not restored.sound:
            sys.exit(1)


@click.command("backup-key")
@_SECRET
def backup_key_command(secret_file: Path | None) -> None:
    """Write the node's public backup key again from two recovery shares, when its file was lost."""
    with _in_words():
        public = _secret(secret_file).public
        keyfiles.write_new(environment.current().keys, backup_key.KEY_FILE, public.to_bytes())
        click.echo(f"Written: {environment.current().keys / backup_key.KEY_FILE} ({public.fingerprint})")


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Print the findings as JSON.")
@click.option("--quick", is_flag=True, help="Leave out the audit of the whole ledger.")
def check(as_json: bool, quick: bool) -> None:  # noqa: FBT001 - flags
    """Check this deployment: what is well, what to mend and how. Exit code 0 all well, 1 warnings, 2 failures."""
    from besa.node.platform import selfcheck

    _set_up_django("all")  # every room's checks, those of signing in too
    report = selfcheck.run(environment.current(), now=datetime.now(UTC), quick=quick)
    click.echo(json.dumps(report.as_dict(), indent=1) if as_json else _table(report))
    sys.exit(report.exit_code)


COMMANDS = {"backup": backup, "backup-key": backup_key_command, "restore": restore, "check": check}


def _set_up_django(face: str) -> None:
    import django

    os.environ["BESA_FACE"] = face  # these commands look after every room's rows, whichever face is served here
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "besa.node.faces.settings")
    django.setup()


@contextmanager
def _in_words() -> Iterator[None]:
    from besa.node.platform.restore import CannotRestore

    try:
        yield
    except (*_TROUBLE, CannotRestore) as error:
        raise click.ClickException(f"{error or type(error).__name__}") from error


def _rehearse(file: Path, file_key: Callable[[Header], bytes], *, read_back: bool) -> None:
    from besa.node.platform import restore as restoring

    env, now = environment.current(), datetime.now(UTC)
    postgres = env.database_url if env.database_url.startswith("postgresql") else None
    # Inside the home: the copy is as well kept there as what it copies, and gone when this returns.
    near = env.home if env.home.is_dir() else file.parent
    restored = restoring.rehearse(file, file_key=file_key, tell=_progress, near=near, scratch_beside=postgres)
    _report(restored)
    if not restored.sound:
        raise click.ClickException("The backup was restored, but what it holds is not sound. See above.")
    click.echo("Verified by restoring; the restored copy is removed.")
    if env.home.is_dir():
        stamp = now.isoformat(timespec="seconds")
        backup_diary.note(env.home, **({"read_back": stamp} if read_back else {"opened_with_shares": stamp}))


def _erased_since(file: Path, header: Header, lists: tuple[Path, ...]) -> frozenset[UUID]:
    """What was erased after this backup: from the lists given, the copy beside it, and this machine's own home."""
    here = environment.current().home
    with suppress(home.WrongHome):
        if home.read(here).node == header.node:
            lists = (*lists, here / erased.FILE)
    known = [path for path in (*lists, file.with_name(erased.copy_name(header.node))) if path.exists()]
    if not known:
        click.echo(
            "No list of erased reports was found. What was erased after this backup was made will be back: look for "
            f"{erased.copy_name(header.node)} beside newer backups and name it with --erased."
        )
    return frozenset[UUID]().union(*(erased.read(path) for path in known))


def _report(restored: Restored) -> None:
    for sentence in restored.checked:
        click.echo(f"  {sentence}")


def _secret(file: Path | None) -> SecretKey:
    if file:
        return backup_key.from_shares(
            [words for line in file.read_text("utf-8").splitlines() if (words := _words(line))]
        )
    shares: list[str] = []
    while len(shares) < 2:
        shares.append(_words(click.prompt(f"Share {len(shares) + 1} of 2 (33 words, on one line)", err=True)))
    if sys.stderr.isatty():
        click.echo("\x1b[2J\x1b[3J\x1b[H", nl=False, err=True)  # the words leave the screen and its scroll-back
    return backup_key.from_shares(shares)


def _words(line: str) -> str:
    """A share as typed, with or without the numbers it is printed with."""
    return " ".join(re.sub(r"[0-9]+[.)]?", " ", line).split())


def _opener(secret: SecretKey) -> Callable[[Header], bytes]:
    return lambda header: header.file_key(secret)


def _prune(folder: Path, node: str, before: datetime, *, spare: Path) -> None:
    for path in sorted(folder.glob(f"besa-{node[:8]}-*.backup")):
        if path == spare:
            continue
        try:
            with path.open("rb") as file:
                header = read_header(file)
        except (ArchiveBroken, OSError):
            continue
        if header.node == node and datetime.fromisoformat(header.made) < before:
            path.unlink()
            click.echo(f"Deleted, older than asked: {path.name}")


def _progress(what: str) -> None:
    if sys.stderr.isatty():
        click.echo(f"\r\x1b[K  {what} ...", nl=False, err=True)
        if what == "checking the ledger":
            click.echo("\r\x1b[K", nl=False, err=True)
    else:
        click.echo(f"  {what} ...", err=True)


def _size(size: int) -> str:
    return f"{size / 1_000_000:.1f} MB"


def _table(report: Report) -> str:
    marks = {"fails": "FAILS  ", "warning": "WARNING", "ok": "ok     "}
    lines: list[str] = []
    worst_first = sorted(report.findings, key=lambda finding: list(marks).index(finding.grade))
    for finding in worst_first:
        lines.append(f"{marks[finding.grade]}  {finding.subject}: {finding.seen}")
        lines += [f"           - {detail}" for detail in finding.details]
        if finding.cure:
            lines.append(f"           → {finding.cure}")
    counts = {grade: sum(finding.grade == grade for finding in report.findings) for grade in marks}
    lines.append("")
    lines.append(f"{counts['ok']} ok, {counts['warning']} warnings, {counts['fails']} failures")
    return "\n".join(lines)
