"""What the commands `besa referrals …` do, once Django is there: files in, lists, referrals and outcomes back."""

from __future__ import annotations

import csv
import hashlib
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import TypeVar

import click
from django.core.exceptions import ObjectDoesNotExist

from besa.core.casework import referral_clocks
from besa.core.formats import Item, sniffing
from besa.core.sealing import SealBroken
from besa.node.people import queries as people
from besa.node.people.keyring import Keyring, keyring_for
from besa.node.platform.actors import OPERATOR
from besa.node.referrals import actions, judging, queries, reading
from besa.node.referrals.crew import crew
from besa.node.referrals.crew import take_in as take_in_with
from besa.node.referrals.here import NetworksUnusable, here
from besa.node.referrals.reading import UnknownFormat
from besa.node.referrals.values import SourceView, Tally

Made = TypeVar("Made")


def take_in(paths: tuple[Path, ...], slug: str, name: str, desk: str, fmt: str, processes: int) -> None:
    """Take in files, or every file of folders. Stop it any time; the same command goes on where it stopped."""
    try:
        here()
    except NetworksUnusable as error:
        raise click.ClickException(str(error)) from error
    source = _source(slug, name, desk)
    total = Tally()
    began = time.monotonic()
    stopped = False
    unknown: list[str] = []
    with crew(processes) as pool:
        for path in _files(paths):
            try:
                tally, whole = _one_file(path, source, fmt, pool)
            except (UnknownFormat, PermissionError) as error:
                unknown.append(str(error))
                continue
            total += tally
            if not whole:
                stopped = True
                break
    _summary(total, time.monotonic() - began)
    for problem in unknown:
        click.echo(f"Not read: {problem}", err=True)
    if stopped:
        click.echo("Stopped. Run the same command to go on.")
        sys.exit(130)
    if unknown:
        sys.exit(1)


def promise(slug: str, *, outcome: bool) -> None:
    """Decide whether an institution is promised to hear what becomes of each report."""
    actions.promise_outcome(_known(slug), asked=outcome, actor=OPERATOR, now=datetime.now(UTC))
    hours = referral_clocks()["outcome"].hours
    click.echo(
        f"Each report of '{slug}' that comes in from now on: outcome within {hours} h."
        if outcome
        else f"Reports of '{slug}' that come in from now on have no clock for the outcome."
    )


def show() -> None:
    """The newest runs over files."""
    click.echo(
        f"{'begun':<17}{'source':<12}{'state':<9}{'new':>8}{'duplicate':>11}{'quarantined':>13}{'unreadable':>12}"
    )
    for run in queries.runs():
        tally = run.tally
        click.echo(
            f"{run.started_at:%Y-%m-%d %H:%M} {run.source:<12}{run.state:<9}{tally.new:>8}{tally.duplicate:>11}"
            f"{tally.quarantined:>13}{tally.unreadable:>12}"
        )


def export(slug: str, folder: Path, user: str, password_file: Path | None) -> None:
    """Write every referral of a source, as far as you may open it, exactly as it had arrived: one file each."""
    keyring = _keyring(user, password_file)
    _known(slug)
    _can_write(lambda: folder.mkdir(mode=0o700, parents=True, exist_ok=True))
    count = 0
    for report_id in queries.of_source(slug, keyring=keyring):
        exported = actions.export(report_id, keyring=keyring, now=datetime.now(UTC))
        (folder / f"{exported.reference}{reading.ending(exported.format)}").write_bytes(exported.raw)
        count += 1
    click.echo(f"{count} referrals written to {folder}.")


def feedback(slug: str, file: Path, user: str, password_file: Path | None) -> None:
    """Write a table (CSV) for the source: its own number of each report, where it stands and how it ended."""
    keyring = _keyring(user, password_file)
    _known(slug)
    with _can_write(lambda: file.open("w", newline="", encoding="utf-8")) as stream:
        table = csv.writer(stream)
        table.writerow(["their_number", "our_reference", "received", "state", "outcome"])
        count = 0
        for line in actions.feedback(slug, keyring=keyring, now=datetime.now(UTC)):
            received = line.received_at.isoformat()
            table.writerow([line.source_id, line.reference, received, line.state, line.outcome])
            count += 1
    click.echo(f"{count} reports written to {file}.")


def _can_write(make: Callable[[], Made]) -> Made:
    """Make the place to write to, before anything is opened for it."""
    try:
        return make()
    except OSError as error:
        raise click.ClickException(f"{error.filename} cannot be written: {error.strerror}") from error


def _known(slug: str) -> SourceView:
    try:
        return queries.source(slug)
    except queries.NoSuchSource as error:
        raise click.ClickException(str(error)) from error


def _source(slug: str, name: str, desk: str) -> SourceView:
    try:
        return queries.source(slug)
    except queries.NoSuchSource:
        desks = {line.slug: line.desk_id for line in people.desk_lines()}
        receiving = people.receiving_desks()
        if desk and desk not in desks:
            raise click.ClickException(f"no desk is called '{desk}'; there are: {', '.join(sorted(desks))}") from None
        if not desk and not receiving:
            raise click.ClickException("no desk receives reports; name one with --desk") from None
        chosen = desks[desk] if desk else receiving[0].desk_id
        now = datetime.now(UTC)
        return actions.add_source(slug, name=name or slug, desk=chosen, actor=OPERATOR, now=now)


def _keyring(user: str, password_file: Path | None) -> Keyring:
    if password_file:
        password = password_file.read_text(encoding="utf-8").strip()
    else:
        password = click.prompt(f"Password of {user}", hide_input=True)
    try:
        return keyring_for(user, password)
    except (SealBroken, ObjectDoesNotExist):
        raise click.ClickException("user name or password is not right") from None


def _files(paths: Sequence[Path]) -> Iterator[Path]:
    """Files as named, and those in folders in the order of their names; hidden ones are left out."""
    for path in paths:
        if path.is_dir():
            found = (one for one in path.rglob("*") if one.is_file() and not one.name.startswith("."))
            yield from sorted(found)
        else:
            yield path


def _one_file(path: Path, source: SourceView, fmt: str, pool: ProcessPoolExecutor | None) -> tuple[Tally, bool]:
    """Take one file in; returns what this run did and whether it came to the file's end."""
    with path.open("rb") as stream:
        name = judging.file_name(hashlib.file_digest(stream, "sha256").hexdigest(), source=source.slug)
        size = stream.tell()
        stream.seek(0)
        reader = reading.named(fmt) if fmt else reading.of_file(stream.read(sniffing.ENOUGH), path.name)
        stream.seek(0)
        now = datetime.now(UTC)
        run, done = actions.begin(source, file=name, fmt=reader.name, size=size, actor=OPERATOR, now=now)
        tally, whole = Tally(), False
        try:
            with click.progressbar(length=size, label=path.name, file=sys.stderr) as bar:

                def progress(more: Tally, _batch: Sequence[Item]) -> None:
                    nonlocal tally
                    tally += more
                    bar.update(stream.tell() - bar.pos)

                items = reader.read(stream, source=source.slug)
                take_in_with(items, pool=pool, run=run, done=done, source=source, actor=OPERATOR, progress=progress)
                bar.update(size - bar.pos)
            whole = True
        except KeyboardInterrupt:
            pass
        finally:
            actions.end(run, whole=whole, actor=OPERATOR, now=datetime.now(UTC))
    return tally, whole


def _summary(tally: Tally, seconds: float) -> None:
    rate = tally.done / seconds if seconds > 0 else 0.0
    click.echo(f"read {tally.done} in {seconds:.1f} s ({rate:.0f}/s)")
    for name, count in asdict(tally).items():
        if name != "done":
            click.echo(f"  {name:<12}{count:>8}")
