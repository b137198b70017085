"""Compile the catalogues for the programs that read them; Montenegrin borrows what libraries say in Serbian."""

from __future__ import annotations

import io
from importlib.util import find_spec
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.mofile import read_mo, write_mo
from babel.messages.pofile import read_po
from tools.catalogues import layout
from tools.catalogues.files import strings_of
from tools.catalogues.sources import key_of


def compile_all() -> int:
    """Write every .mo that is older than its .po; returns how many."""
    written = 0
    tool = max(file.stat().st_mtime for file in Path(__file__).parent.glob("*.py"))
    for file in sorted(layout.NODE.glob("*/locale/*/LC_MESSAGES/django.po")):
        target = file.with_suffix(".mo")
        newest = max(file.stat().st_mtime, tool)
        if target.exists() and target.stat().st_mtime >= newest:
            continue
        catalogue = read_po(io.BytesIO(file.read_bytes()))
        room, locale = file.parts[-5], file.parts[-3]
        if (room, locale) == (layout.HOME, "cnr"):
            _borrow(catalogue)
        with target.open("wb") as out:
            write_mo(out, catalogue)
        written += 1
    return written


def _borrow(catalogue: Catalog) -> None:
    """Add the sr_Latn words of Django and allauth that `catalogue` has none of its own for."""
    own = {key_of(message) for message in catalogue if message.id and all(strings_of(message))}
    for package, folder in (
        ("django", "conf/locale"),
        ("django", "contrib/auth/locale"),
        ("allauth", "locale"),
    ):
        spec = find_spec(package)
        if spec is None or not spec.submodule_search_locations:
            continue
        file = Path(spec.submodule_search_locations[0]) / folder / "sr_Latn" / "LC_MESSAGES" / "django.mo"
        if not file.exists():
            continue
        for message in read_mo(io.BytesIO(file.read_bytes())):
            # Babel leaves the context of a compiled file undecoded.
            context = message.context.decode() if isinstance(message.context, bytes) else message.context
            key = (context or "", key_of(message)[1])
            if message.id and key not in own:
                catalogue.add(message.id, string=message.string, context=context)
                own.add(key)
