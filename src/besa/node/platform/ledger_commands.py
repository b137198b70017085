"""`besa ledger`: check the ledger, prove what is in it, hand out checkpoints; speaks English to operators."""

from __future__ import annotations

import json
import os
import sys
from base64 import b64encode
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import click

from besa.core.ledger import EntryBroken, LedgerError, Note, ProofBroken, TileBroken, VerifierKey, VerifyReport
from besa.core.ledger.receipts import check_file
from besa.core.ledger.telling import proven_in_words, report_in_words
from besa.node.platform import home, keyfiles, ledger_keys
from besa.node.platform.checkpoint_archive import ArchiveBroken, CheckpointArchive

WHOLE, TAMPERED, CANNOT_CHECK = 0, 1, 2
"""Exit codes."""

_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
_KEYS = click.option(
    "--key",
    "keys_file",
    type=_FILE,
    help="File with the ledger's public keys, kept elsewhere; default: this node's own.",
)


@click.group()
def ledger() -> None:
    """Check the ledger and prove what is in it. Exit code 0: it holds, 1: it does not, 2: it could not be checked."""


@ledger.command()
@click.option("--checkpoint", "kept", type=_FILE, multiple=True, help="A checkpoint somebody outside kept. Repeatable.")
@_KEYS
@click.option("--json", "as_json", is_flag=True, help="Print the report as JSON.")
def verify(kept: tuple[Path, ...], keys_file: Path | None, as_json: bool) -> None:  # noqa: FBT001 - a flag
    """Recompute the whole ledger from its entries and compare it with every checkpoint there is."""
    with _trouble():
        _set_up_django()
        from besa.node.platform import ledger_check, ledger_witnesses

        archive, keys = _archive(), _keys(keys_file)
        report = ledger_check.check_ledger(
            now=datetime.now(UTC),
            keys=keys,
            archive=archive,
            outside=ledger_check.read_outside(kept) | ledger_witnesses.countersigned(archive.path.parent),
            progress=_progress(),
        )
    if as_json:
        click.echo(json.dumps(_report_values(report), ensure_ascii=False, indent=1))
    else:
        click.echo(f"{'checked with keys':<24}{keys[0].name} {', '.join(key.key_id.hex() for key in keys)}")
        for line in report_in_words(report):
            click.echo(line)
    sys.exit(WHOLE if report.intact else TAMPERED)


@ledger.command()
@click.argument("entry", required=False)
@click.option(
    "--since", type=click.IntRange(1), metavar="SIZE", help="Prove that the ledger only grew since it had SIZE."
)
@click.option("--to", type=click.Path(path_type=Path), help="Write the proof to this file instead of printing it.")
def prove(entry: str | None, since: int | None, to: Path | None) -> None:
    """Write a proof that an outsider can check. ENTRY is its number, or its name of 32 letters and digits."""
    if (entry is None) == (since is None):
        raise click.UsageError("Say which ENTRY to prove, or --since which SIZE the ledger only grew.")
    with _trouble():
        _set_up_django()
        from besa.node.platform import ledger_proofs

        try:
            text = ledger_proofs.prove_growth(since) if since else ledger_proofs.prove_entry(entry or "")
        except (ProofBroken, TileBroken, EntryBroken) as error:
            click.echo(
                f"NOT PROVEN: the stored ledger does not bear it out. Run `besa ledger verify`. ({error})", err=True
            )
            sys.exit(TAMPERED)
    if to:
        to.write_text(text, "utf-8")
        click.echo(f"Wrote {to}. Check it anywhere with: besa ledger check-proof {to} --key FILE")
    else:
        click.echo(text, nl=False)


@ledger.command("check-proof")
@click.argument("file", type=_FILE)
@_KEYS
@click.option("--checkpoint", "kept", type=_FILE, help="A checkpoint you kept; the proof must start from it.")
def check_proof(file: Path, keys_file: Path | None, kept: Path | None) -> None:
    """Check a proof file. Needs only the file and the ledger's public keys, no node and no database."""
    with _trouble():
        keys = _keys(keys_file)
        text = file.read_text("utf-8")
        note = Note.parse(kept.read_text("utf-8")) if kept else None
    try:
        if note:
            note.vouched_by(keys)
        proven = check_file(text, keys, known=note.checkpoint if note else None)
    except LedgerError as error:
        click.echo(f"NOT PROVEN: {error}.")
        sys.exit(TAMPERED)
    click.echo(proven_in_words(proven), nl=False)


@ledger.command()
def key() -> None:
    """Print the public keys to check this ledger with; give them to everybody who keeps a checkpoint."""
    with _trouble():
        click.echo(ledger_keys.public_file(ledger_keys.verifying()).decode(), nl=False)


@ledger.command()
def checkpoint() -> None:
    """Print the newest signed checkpoint; whoever keeps it can tell later whether history was rewritten."""
    with _trouble():
        _set_up_django()
        from besa.node.platform import ledger_proofs

        click.echo(ledger_proofs.newest().text, nl=False)


@ledger.group()
def witness() -> None:
    """Have our checkpoints countersigned by others, and countersign theirs."""


@witness.command()
@click.argument("file", type=_FILE)
def keep(file: Path) -> None:
    """Keep a checkpoint of ours that a witness countersigned; its key is a line in keys/public/ledger-witnesses."""
    with _trouble():
        from besa.node.platform import ledger_witnesses

        names = ledger_witnesses.keep(_archive().path.parent, file.read_text("utf-8"), _keys(None))
    click.echo(f"Kept, countersigned by {', '.join(names)}. `besa ledger verify` now compares with it.")


@witness.command()
@click.argument("file", type=_FILE)
@click.option("--key", "keys_file", type=_FILE, required=True, help="File with the other ledger's public keys.")
def sign(file: Path, keys_file: Path) -> None:
    """Countersign another ledger: FILE is its checkpoint, or its proof of growth since the last one signed here."""
    with _trouble():
        from besa.node.platform import witnessing

        text, keys = file.read_text("utf-8"), _keys(keys_file)
        try:
            note = witnessing.sign_for(
                home.folder("checkpoints"), text, keys, witnessing.signer(), now=datetime.now(UTC)
            )
        except (witnessing.WitnessRefuses, ProofBroken) as error:
            click.echo(f"NOT COUNTERSIGNED: {error}", err=True)
            sys.exit(TAMPERED)
    click.echo(note.text, nl=False)


@witness.command("key")
def witness_key() -> None:
    """Print the public key this node countersigns with; makes the key the first time."""
    with _trouble():
        from besa.node.platform import witnessing

        click.echo(witnessing.signer().vkey.text)


@contextmanager
def _trouble() -> Iterator[None]:
    """Say in words why something cannot be checked, and leave with code 2."""
    from django.db import Error

    try:
        yield
    except (
        Error, LedgerError, ArchiveBroken, keyfiles.KeyFileMissing, home.WrongHome, ledger_keys.KeysDisagree, OSError,
        UnicodeDecodeError, LookupError,
    ) as error:  # fmt: skip
        click.echo(f"besa: this cannot be checked or proven here: {error}", err=True)
        sys.exit(CANNOT_CHECK)


def _set_up_django() -> None:
    import django
    from django.apps import apps

    if not apps.ready:
        os.environ["BESA_FACE"] = "worker"  # whoever checks the ledger needs none of the staff's keys
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "besa.node.faces.settings")
        django.setup()


def _archive() -> CheckpointArchive:
    return CheckpointArchive(home.folder("checkpoints") / "log.txt")


def _keys(file: Path | None) -> tuple[VerifierKey, ...]:
    return ledger_keys.parse_public(file.read_text("utf-8")) if file else ledger_keys.verifying()


def _progress() -> Callable[[int, int], None]:
    told = 0

    def tell(done: int, size: int) -> None:
        nonlocal told
        if size >= 50_000 and (done == size or done * 20 // size > told):
            told = done * 20 // size
            click.echo(f"  {done:>10} of {size} entries", err=True)

    return tell


def _report_values(report: VerifyReport) -> dict[str, object]:
    return {
        "intact": report.intact,
        "size": report.size,
        "root": b64encode(report.root).decode() if report.root else None,
        "entries": report.entries,
        "checkpoints": report.checkpoints,
        "outside": report.outside,
        "protected": report.protected,
        "findings": [
            {
                "kind": finding.kind.value,
                "tampering": finding.tampering,
                "first": finding.first,
                "last": finding.first if finding.last is None else finding.last,
                "found": finding.found,
                "means": finding.means,
                "todo": finding.todo,
            }
            for finding in report.findings
        ],
        "left_out": report.left_out,
    }
