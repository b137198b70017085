"""The command `besa jurisdiction letter`: a letter from a case file, without a server, a home or a database."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import click

from besa.core.formats.document import write_docx, write_pdf
from besa.core.jurisdiction import FactsContradict, LawBroken, Truth, assess, casefile, current
from besa.core.jurisdiction.letters import letters
from besa.node.law import wording
from besa.node.letters import filling, listing

_FORMATS = {".pdf": write_pdf, ".docx": write_docx}


@click.command("letter")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--from", "issuer", required=True, metavar="STATE", help="Whose authority writes, such as al.")
@click.option("--letter", "kind", type=click.Choice(sorted(letters())), help="Which letter; without it, list all.")
@click.option("--side", "to", default="", metavar="STATE", help="To whom, where there are several.")
@click.option("--languages", default="", help="Such as sq,en; without it, those of both sides.")
@click.option(
    "--to", "target", type=click.Path(dir_okay=False, path_type=Path), help="Where to: NAME.pdf or NAME.docx."
)
def letter(file: Path, issuer: str, kind: str | None, to: str, languages: str, target: Path | None) -> None:
    """Write a letter from the case in FILE, or list the letters that can be written. A draft; nothing is sent.

    What the case cannot know (authorities, reference, accounts) stays a dotted line. Not legal advice.
    """
    now = datetime.now(UTC)
    try:
        law = current()
        found = casefile.read(file)
        answer = assess(found.case, law, decided_on=found.decided_on or now.date(), reading=found.reading)
    except (casefile.CaseFileWrong, FactsContradict, LawBroken) as wrong:
        raise click.ClickException(casefile.visible(f"{file}: {wrong}")) from wrong
    issuer = law.by_any_name.get(issuer.lower(), issuer.lower())
    if issuer not in law.states:
        raise click.ClickException(f"Nothing is recorded of '{issuer}'. There are: {', '.join(law.states)}.")
    choices = listing.choices(answer, law, issuer=issuer, day=answer.decided_on, voice=wording.voice("en"))
    if kind is None:
        _list(choices)
        return
    if target is None or target.suffix.lower() not in _FORMATS:
        raise click.UsageError("Say where to: --to NAME.pdf or --to NAME.docx.")
    chosen = _chosen(choices, kind, law.by_any_name.get(to.lower(), to.lower()))
    draft = filling.begun(chosen.instrument, answer, law)
    if languages:
        draft = replace(draft, languages=_languages(kind, languages))
    made = filling.filled(draft, law, made=now)
    try:
        target.write_bytes(_FORMATS[target.suffix.lower()](made.document))
    except OSError as error:
        raise click.ClickException(f"{target} cannot be written: {error.strerror}.") from error
    click.echo(f"{target}: {made.document.title}, in {', '.join(one.language for one in made.document.sections)}.")
    if made.missing:
        click.echo(f"To be filled in by hand: {', '.join(made.missing)}.")


def _list(choices: tuple[listing.Choice, ...]) -> None:
    if not choices:
        click.echo("No letter belongs to what can be done in this case.")
    for one in choices:
        # Where the facts do not say to whom, there is no side to choose yet.
        side = f" --side {one.instrument.to}  ({one.to})" if one.instrument.to else ""
        why = "" if one.can else f": {_against(one)}"
        click.echo(f"{'can be written ' if one.can else 'cannot':<15} {one.instrument.letter}{side}{why}")


def _chosen(choices: tuple[listing.Choice, ...], kind: str, to: str) -> listing.Choice:
    ours = [one for one in choices if one.instrument.letter == kind and (not to or one.instrument.to == to)]
    usable = [one for one in ours if one.can]
    if len({one.instrument.to for one in usable}) > 1:
        sides = ", ".join(sorted({one.instrument.to for one in usable}))
        raise click.ClickException(f"The letter '{kind}' can go to several sides; choose with --side: {sides}.")
    if not usable:
        why = "; ".join(dict.fromkeys(map(_against, ours)))
        raise click.ClickException(f"The letter '{kind}' cannot be used in this case. {why}")
    return usable[0]


def _against(one: listing.Choice) -> str:
    """What is in the way: a step that is not so, or what is missing."""
    return f"{'not so' if one.instrument.value == Truth.NO else 'it hangs on'}: {'; '.join(one.why)}"


def _languages(kind: str, wanted: str) -> tuple[str, ...]:
    there = {code.lower(): code for code in letters()[kind].wordings}
    asked = [code.strip().lower() for code in wanted.split(",") if code.strip()]
    unknown = [code for code in asked if code not in there]
    if unknown or not asked:
        raise click.UsageError(f"There is no '{', '.join(unknown)}' of this letter. There are: {', '.join(there)}.")
    return tuple(there[code] for code in asked)
