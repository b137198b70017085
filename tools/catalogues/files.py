"""Catalogues on disk: read as they are, written so that a difference shows words only."""

from __future__ import annotations

import io
import re
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po, write_po
from tools.catalogues import layout

UNCONFIRMED = "nobody yet. Awaiting confirmation by a native speaker"


def read(room: str, locale: str) -> Catalog:
    """The catalogue on disk, or an empty one."""
    file = layout.path_of(room, locale)
    return read_po(io.BytesIO(file.read_bytes())) if file.exists() else empty(locale)


def empty(locale: str) -> Catalog:
    """A catalogue without words that knows how many plural forms its language has."""
    catalogue = Catalog(charset="utf-8", fuzzy=False)
    catalogue.mime_headers = [("Plural-Forms", layout.PLURALS[locale])]
    return catalogue


def strings_of(message: Message) -> tuple[str, ...]:
    """The translation, or each of its plural forms; empty strings where there is none."""
    string = message.string or ""
    return (string,) if isinstance(string, str) else tuple(form or "" for form in string)


def write(room: str, locale: str, catalogue: Catalog) -> None:
    file = layout.path_of(room, locale)
    if not len(catalogue):
        file.unlink(missing_ok=True)
        return
    confirmed = _confirmed(file)
    body = io.BytesIO()
    write_po(body, catalogue, width=100, omit_header=True, include_lineno=False)
    head = [
        f"# {layout.NAMES[locale]}, room `{room}`.",
        "# Written from sr by tools/words.py: change sr, never this file."
        if locale == "sr_Latn"
        else "# Strings come from the sources through tools/words.py; only msgstr is written by hand.",
        'msgid ""',
        'msgstr ""',
        f'"Language: {locale}\\n"',
        '"MIME-Version: 1.0\\n"',
        '"Content-Type: text/plain; charset=utf-8\\n"',
        '"Content-Transfer-Encoding: 8bit\\n"',
        f'"Plural-Forms: {layout.PLURALS[locale]}\\n"',
        f'"X-Confirmed-By: {confirmed}\\n"',
    ]
    text = "\n".join(head) + "\n\n" + body.getvalue().decode().strip() + "\n"
    if file.exists() and file.read_text(encoding="utf-8") == text:
        return
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")


def _confirmed(file: Path) -> str:
    """Who confirmed the catalogue; kept across updates."""
    head = file.read_text(encoding="utf-8").split("\n\n", 1)[0] if file.exists() else ""
    match = re.search(r'"X-Confirmed-By: (.*?)\\n"', head)
    return match[1] if match else UNCONFIRMED
