"""`besa law export`: the law with this node's accepted changes as files, to give back to the project; in English."""

from __future__ import annotations

import os
from pathlib import Path

import click


@click.group()
def law() -> None:
    """The recorded law, as this node's lawyers changed it."""


@law.command()
@click.argument("folder", type=click.Path(path_type=Path))
def export(folder: Path) -> None:
    """Write the law with the accepted changes into the new FOLDER, as files of packs/law.

    Only the lines of changed entries differ from this release's files. `besa jurisdiction assess --law FOLDER` reads
    it.
    """
    import django

    os.environ["BESA_FACE"] = "all"
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "besa.node.faces.settings")
    django.setup()
    from besa.core.jurisdiction.law.exporting import export as write
    from besa.core.jurisdiction.law.library import FOLDER
    from besa.node.law import overlay, queries
    from besa.node.platform import home

    home.identity()
    if folder.exists():
        raise click.ClickException(f"{folder} is there already. Name a folder that is not.")
    standing = queries.standing()
    try:
        write(overlay.release(), standing.changes, pack=FOLDER, folder=folder)
    except OSError as wrong:
        raise click.ClickException(f"{folder} cannot be written: {wrong.strerror}") from wrong
    click.echo(f"{len(standing.changes)} changed entries written into {folder}.")
    for cell in sorted(standing.contested):
        click.echo(f"  {cell}: this release says otherwise than the accepted change; written as unknown.")
