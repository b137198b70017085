"""The commands `besa jurisdiction …`: assess a case file, list what the law lacks. They need no server and no home."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click

from besa.core.jurisdiction import (
    Answer,
    FactsContradict,
    LawBroken,
    assess,
    auditing,
    casefile,
    conflicts,
    current,
    expecting,
    instruments,
    telling,
)
from besa.core.jurisdiction.law.library import FOLDER, Law, load
from besa.core.jurisdiction.voice import ENGLISH, Voice
from besa.node.jurisdiction import gap_map_commands
from besa.node.law import wording
from besa.node.platform import languages


def _law(folder: Path | None, voice: Voice = ENGLISH) -> Law:
    try:
        return current() if folder is None else load(folder)
    except LawBroken as broken:
        raise click.ClickException(f"law/{broken.file}: {broken.told_with_place(voice)}") from broken


_LAW = click.option(
    "--law", "folder", type=click.Path(exists=True, file_okay=False, path_type=Path), metavar="FOLDER",
    help="Read the law from here instead of the one this release holds; a copy of packs/law is a start.",
)  # fmt: skip


@click.group()
def jurisdiction() -> None:
    """Which States can act on a case that crosses borders, why, and what is still unknown. Not legal advice."""


jurisdiction.add_command(gap_map_commands.gaps)


@jurisdiction.command("assess")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="For programs: every step with its citations, untranslated.")
@click.option("--short", is_flag=True, help="Leave out the reasons.")
@click.option(
    "--language", type=click.Choice(languages.CODES), default="en", show_default=True,
    help="In which language to answer; the law keeps its own, with a translation beside it; titles keep theirs.",
)  # fmt: skip
@click.option(
    "--issuer", metavar="CODE",
    help="The State whose authority asks what it can do next, like al; the file may say it, too.",
)  # fmt: skip
@_LAW
def assess_file(
    file: Path, folder: Path | None, *, as_json: bool, short: bool, language: str, issuer: str | None
) -> None:
    """Assess the case in FILE (YAML; packs/law/README.md says how to write one).

    After the States it tells what follows when several of them can act, and what the issuer can do next.
    If the file says what it expects, the command tells what came out otherwise, and ends with 1.
    """
    voice = wording.voice(language)
    law = _law(folder, voice)
    try:
        found = casefile.read(file)
        whose = casefile.issuer_named(issuer) if issuer else found.issuer
        answer = assess(
            found.case, law, decided_on=found.decided_on or datetime.now(UTC).date(), reading=found.reading
        )  # fmt: skip
    except (casefile.CaseFileWrong, FactsContradict) as wrong:
        raise click.ClickException(casefile.visible(f"{file}: {wrong.told_with_place(voice)}")) from wrong
    different = expecting.differences(answer, found.expect, law)
    if as_json:
        told = {**telling.plain(answer, law), **_beyond(answer, law, whose), "differences": different}
        click.echo(json.dumps(told, ensure_ascii=False, indent=1))
    else:
        _echo(telling.text(answer, law, reasons=not short, voice=voice))
        _echo(_told_beyond(answer, law, whose, reasons=not short, voice=voice))
        _echo(f"Expected otherwise: {line}" for line in different)
    if different:
        raise SystemExit(1)


def _beyond(answer: Answer, law: Law, issuer: str) -> dict[str, Any]:
    return {
        "conflicts": conflicts.telling.plain(conflicts.conflicts(answer, law), law),
        "issuer": issuer,
        "instruments": instruments.telling.plain(_available(answer, law, issuer), law) if issuer else None,
    }


def _told_beyond(answer: Answer, law: Law, issuer: str, *, reasons: bool, voice: Voice) -> Iterator[str]:
    yield ""
    yield from conflicts.telling.text(conflicts.conflicts(answer, law), law, reasons=reasons, voice=voice)
    yield ""
    if issuer:
        yield from instruments.telling.text(_available(answer, law, issuer), law, issuer=issuer, voice=voice)
    else:
        yield voice(instruments.telling.NO_ISSUER)


def _available(answer: Answer, law: Law, issuer: str) -> tuple[instruments.Instrument, ...]:
    return instruments.available(answer.case, answer, law, issuer=issuer, decided_on=answer.decided_on)


@jurisdiction.command()
@click.option("--all", "every", is_flag=True, help="All of it, not only the first 40.")
@click.option("--json", "as_json", is_flag=True, help="For programs.")
@_LAW
def audit(folder: Path | None, *, every: bool, as_json: bool) -> None:
    """List what of the law is unknown, contested, recalled, weakly sourced or old: what settles most comes first."""
    law = _law(folder)
    tasks = auditing.audit(law, on=datetime.now(UTC).date())
    if as_json:
        rows = [
            {"cell": one.cell, "kind": one.kind, "alone": one.alone, "at_all": one.at_all, "detail": one.detail}
            for one in tasks
        ]
        click.echo(json.dumps(rows, ensure_ascii=False, indent=1))
        return
    counts = Counter(one.kind for one in tasks)
    claims = sum(len(cell.claims) for cell in law.cells()) + len(law.provisions)
    click.echo(f"{claims} claims in {folder or FOLDER}; {len(tasks)} to look at: ", nl=False)
    click.echo(", ".join(f"{counts[kind]} {kind}" for kind in auditing.KINDS if counts[kind]) + ".")
    click.echo("answers that hang on it alone, at all   kind        cell")
    for one in tasks if every else tasks[:40]:
        click.echo(f"{one.alone:>29} {one.at_all:>7}   {one.kind:<11} {one.cell}  {one.detail}".rstrip())


def _echo(lines: Iterable[str]) -> None:
    for line in lines:
        click.echo(casefile.visible(line))
