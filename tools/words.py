"""Collect, check and compile the words people read: `words.py compile | update | check | status`.

The catalogues live in each room (`src/besa/node/<room>/locale/<locale>/LC_MESSAGES/django.po`). Babel does
the work, so no gettext needs to be installed. `compile` runs in the build and works when nothing is there.

Three rules the tool keeps:
  * sr_Latn is never written by hand: it is sr, letter for letter in the Latin alphabet.
  * A catalogue holds what the sources say and nothing else, without dates, so that a diff shows words only.
  * Django and allauth do not know Montenegrin (cnr); its compiled file starts from their sr_Latn words.
"""

from __future__ import annotations

import argparse
import importlib
import io
import re
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract
from babel.messages.mofile import read_mo, write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parent.parent
SOURCES = ROOT / "src" / "besa"
NODE = SOURCES / "node"
LOCALES = ("sq", "mk", "sr", "sr_Latn", "cnr")
# Words of no room (core's labels, the country packs, what libraries forgot) live where every face finds them.
HOME = "platform"
UNCONFIRMED = "nobody yet. Awaiting confirmation by a native speaker"

_SLAVIC = "nplurals=3; plural=(n%10==1 && n%100!=11 ? 0 : n%10>=2 && n%10<=4 && (n%100<10 || n%100>=20) ? 1 : 2);"
# Exactly Django's own formulas: a different one would split the language into two catalogues at run time.
PLURALS = {
    "sq": "nplurals=2; plural=(n != 1);",
    "mk": "nplurals=2; plural=(n % 10 == 1 && n % 100 != 11) ? 0 : 1;",
    "sr": _SLAVIC,
    "sr_Latn": _SLAVIC,
    "cnr": _SLAVIC,
}
NAMES = {
    "sq": "Albanian",
    "mk": "Macedonian",
    "sr": "Serbian",
    "sr_Latn": "Serbian (Latin)",
    "cnr": "Montenegrin",
}

KEYWORDS = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
    "npgettext_lazy": ((1, "c"), 2, 3),
}

Key = tuple[str, str | tuple[str, str]]  # (context or "", msgid or (singular, plural))


@dataclass
class Found:
    """One string of the sources: where it stands and what translators should know."""

    places: set[str] = field(default_factory=set)
    comments: list[str] = field(default_factory=list)


# ---------------------------------------------------------------- extraction


def rooms() -> list[str]:
    """Every room of the node, with or without words."""
    return sorted(folder.name for folder in NODE.iterdir() if (folder / "__init__.py").exists())


def of_room(room: str) -> dict[Key, Found]:
    """The strings of a room's Python files and templates; HOME also holds those that belong to no room."""
    found: dict[Key, Found] = {}
    for file in sorted((NODE / room).rglob("*")):
        parts = file.relative_to(NODE / room).parts
        if {"tests", "migrations", "static", "locale", "__pycache__"} & set(parts[:-1]):
            continue
        if file.suffix == ".py":
            _collect(found, _python(file.read_text(encoding="utf-8")), file)
        elif "templates" in parts and file.suffix in {".html", ".txt"}:
            _collect(found, _template(file), file)
    if room == HOME:
        for place, texts in _exported():
            for text in texts:
                found.setdefault(("", text), Found()).places.add(place)
        for key in borrowed():
            found.setdefault(key, Found()).places.add("borrowed.pot")
    return found


def borrowed() -> list[Key]:
    """Strings of Django and allauth that our screens show and at least one language lacks."""
    file = NODE / HOME / "locale" / "borrowed.pot"
    if not file.exists():
        return []
    catalogue = read_po(io.BytesIO(file.read_bytes()))
    return [_key(message) for message in catalogue if message.id]


def _python(text: str) -> Iterator[tuple[Key, list[str]]]:
    source = io.BytesIO(text.encode())
    options = {"encoding": "utf-8"}
    for _line, ids, comments, context in extract(
        "python", source, keywords=KEYWORDS, comment_tags=("Translators:",), options=options
    ):
        if ids and isinstance(ids, str):
            yield (context or "", ids), list(comments)
        elif ids:
            yield (context or "", (ids[0], ids[1])), list(comments)


def _template(file: Path) -> Iterator[tuple[Key, list[str]]]:
    from django.conf import settings

    if not settings.configured:
        settings.configure(USE_I18N=False)
    from django.utils.translation.template import templatize

    code = templatize(file.read_text(encoding="utf-8"), origin=str(file))
    # What is left of the page around the calls is not Python: its indentation would be a syntax error.
    yield from _python("\n".join(line.strip() for line in code.splitlines()))


def _exported() -> Iterator[tuple[str, Iterable[str]]]:
    """What modules that know no Django offer for translation through a `messages()` of their own."""
    sys.path.insert(0, str(ROOT / "src"))
    files = [*sorted((SOURCES / "core").rglob("*.py")), NODE / HOME / "country.py", NODE / "desk/replies/__init__.py"]
    for file in files:
        if "tests" in file.parts or not file.exists() or "\ndef messages(" not in file.read_text(encoding="utf-8"):
            continue
        name = ".".join(file.relative_to(ROOT / "src").with_suffix("").parts).removesuffix(".__init__")
        yield name, sorted({str(text) for text in importlib.import_module(name).messages()})


def _collect(found: dict[Key, Found], strings: Iterable[tuple[Key, list[str]]], file: Path) -> None:
    for key, comments in strings:
        entry = found.setdefault(key, Found())
        entry.places.add(str(file.relative_to(NODE)))
        entry.comments += [comment for comment in comments if comment not in entry.comments]


# ---------------------------------------------------------------- catalogues


def path_of(room: str, locale: str) -> Path:
    return NODE / room / "locale" / locale / "LC_MESSAGES" / "django.po"


def read(room: str, locale: str) -> Catalog:
    """The catalogue on disk, or an empty one."""
    file = path_of(room, locale)
    return read_po(io.BytesIO(file.read_bytes())) if file.exists() else _empty(locale)


def _empty(locale: str) -> Catalog:
    """A catalogue without words that knows how many plural forms its language has."""
    catalogue = Catalog(charset="utf-8", fuzzy=False)
    catalogue.mime_headers = [("Plural-Forms", PLURALS[locale])]
    return catalogue


def _key(message: Message) -> Key:
    ids = message.id
    return (message.context or "", ids if isinstance(ids, str) else (ids[0], ids[1]))


def _strings(message: Message) -> tuple[str, ...]:
    """The translation, or each of its plural forms; empty strings where there is none."""
    string = message.string or ""
    return (string,) if isinstance(string, str) else tuple(form or "" for form in string)


def update() -> None:
    """Bring every catalogue in line with the sources; words known in another room are taken over."""
    found = {room: of_room(room) for room in rooms()}
    for locale in LOCALES:
        if locale == "sr_Latn":
            continue
        old = {room: {_key(m): m for m in read(room, locale) if m.id} for room in found}
        anywhere = {key: m for words in old.values() for key, m in words.items() if all(_strings(m)) and not m.fuzzy}
        for room, wanted in found.items():
            catalogue = _empty(locale)
            for key in sorted(wanted, key=lambda k: (sorted(wanted[k].places)[0], str(k[1]), k[0])):
                known = old[room].get(key)
                if known is None or not all(_strings(known)):
                    known = anywhere.get(key, known)
                _add(
                    catalogue,
                    key,
                    wanted[key],
                    known.string if known else None,
                    flags=set(known.flags) if known else set(),
                )
            _write(room, locale, catalogue)
            if locale == "sr":
                _write(room, "sr_Latn", in_latin(catalogue))


def _add(catalogue: Catalog, key: Key, source: Found, string: Any, *, flags: set[str]) -> None:
    context, ids = key
    catalogue.add(
        ids,
        string=string,
        locations=[(place, 0) for place in sorted(source.places)],  # line numbers are never written
        auto_comments=source.comments,
        flags=flags & {"fuzzy"},
        context=context or None,
    )


def _write(room: str, locale: str, catalogue: Catalog) -> None:
    file = path_of(room, locale)
    if not len(catalogue):
        file.unlink(missing_ok=True)
        return
    confirmed = _confirmed(file)
    body = io.BytesIO()
    write_po(body, catalogue, width=100, omit_header=True, include_lineno=False)
    head = [
        f"# {NAMES[locale]}, room `{room}`.",
        "# Written from sr by tools/words.py: change sr, never this file."
        if locale == "sr_Latn"
        else "# Strings come from the sources through tools/words.py; only msgstr is written by hand.",
        'msgid ""',
        'msgstr ""',
        f'"Language: {locale}\\n"',
        '"MIME-Version: 1.0\\n"',
        '"Content-Type: text/plain; charset=utf-8\\n"',
        '"Content-Transfer-Encoding: 8bit\\n"',
        f'"Plural-Forms: {PLURALS[locale]}\\n"',
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


# ---------------------------------------------------------------- Serbian in Latin letters

_CYRILLIC = "АБВГДЂЕЖЗИЈКЛЉМНЊОПРСТЋУФХЦЧЏШ"
_ROMAN = "A B V G D Đ E Ž Z I J K L Lj M N Nj O P R S T Ć U F H C Č Dž Š"
_LATIN = dict(zip(_CYRILLIC, _ROMAN.split(" "), strict=True))
_LATIN |= {cyrillic.lower(): latin.lower() for cyrillic, latin in _LATIN.items()}


def latin(text: str) -> str:
    """Serbian Cyrillic in Latin letters: `Њена` → `Njena`, `ЊЕНА` → `NJENA`; the rest stays as it is."""
    out = []
    for index, letter in enumerate(text):
        plain = _LATIN.get(letter, letter)
        if len(plain) == 2 and letter.isupper():
            around = text[index + 1 : index + 2] or text[index - 1 : index]
            nearby = around if around.isalpha() else text[max(index - 1, 0) : index]
            plain = plain.upper() if nearby.isupper() else plain
        out.append(plain)
    return "".join(out)


def in_latin(catalogue: Catalog) -> Catalog:
    """The same catalogue in Latin letters."""
    result = _empty("sr_Latn")
    for message in catalogue:
        if message.id:
            strings = tuple(latin(string) for string in _strings(message))
            result.add(
                message.id,
                string=strings if message.pluralizable else strings[0],
                locations=message.locations,
                auto_comments=message.auto_comments,
                flags=set(message.flags) & {"fuzzy"},
                context=message.context,
            )
    return result


# ---------------------------------------------------------------- compile


def compile_all() -> int:
    """Write every .mo that is older than its .po; returns how many."""
    written = 0
    for file in sorted(NODE.glob("*/locale/*/LC_MESSAGES/django.po")):
        target = file.with_suffix(".mo")
        newest = max(file.stat().st_mtime, Path(__file__).stat().st_mtime)
        if target.exists() and target.stat().st_mtime >= newest:
            continue
        catalogue = read_po(io.BytesIO(file.read_bytes()))
        room, locale = file.parts[-5], file.parts[-3]
        if (room, locale) == (HOME, "cnr"):
            _borrow(catalogue)
        with target.open("wb") as out:
            write_mo(out, catalogue)
        written += 1
    return written


def _borrow(catalogue: Catalog) -> None:
    """Add the sr_Latn words of Django and allauth that `catalogue` has none of its own for."""
    own = {_key(message) for message in catalogue if message.id and all(_strings(message))}
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
            key = (context or "", _key(message)[1])
            if message.id and key not in own:
                catalogue.add(message.id, string=message.string, context=context)
                own.add(key)


# ---------------------------------------------------------------- check

_PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd%]|\{\w*\}")
_MARKUP = re.compile(r"</?[a-z][a-z0-9]*")


def problems() -> list[str]:
    """One sentence for every string that is not ready, per language and room."""
    lines: list[str] = []
    seen: dict[tuple[str, Key], tuple[str, tuple[str, ...]]] = {}
    for room in rooms():
        wanted = of_room(room)
        for locale in LOCALES:
            words = {_key(m): m for m in read(room, locale) if m.id}
            where = f"{locale} {room}"
            lines += [f"{where}: missing, run `make words`: {key[1]!r}" for key in wanted if key not in words]
            lines += [f"{where}: obsolete, run `make words`: {key[1]!r}" for key in words if key not in wanted]
            for key in (key for key in words if key in wanted):
                lines += [f"{where}: {what}: {key[1]!r}" for what in _faults(words[key], locale)]
                room_before, before = seen.setdefault((locale, key), (room, _strings(words[key])))
                if before != _strings(words[key]):
                    lines.append(f"{where}: says it differently than {room_before}: {key[1]!r}")
            if locale == "sr_Latn":
                cyrillic = {_key(m): tuple(map(latin, _strings(m))) for m in read(room, "sr") if m.id}
                differing = [key for key in words if cyrillic.get(key) != _strings(words[key])]
                lines += [f"{where}: is not sr in Latin letters, run `make words`: {key[1]!r}" for key in differing]
    return lines


def _faults(message: Message, locale: str) -> Iterator[str]:
    strings = _strings(message)
    forms = int(PLURALS[locale][len("nplurals=")]) if message.pluralizable else 1
    if len(strings) != forms or not all(strings):
        yield "untranslated"
        return
    if message.fuzzy:
        yield "fuzzy"
    ids = message.id if isinstance(message.id, (tuple, list)) else (message.id,)
    for index, string in enumerate(strings):
        source = ids[min(index, len(ids) - 1)]
        # A singular may say "one" where the source counts, so a plural form answers for the placeholders.
        loose = message.pluralizable and index == 0
        for what, pattern in (("placeholders differ", _PLACEHOLDER), ("markup differs", _MARKUP)):
            theirs, ours = sorted(pattern.findall(string)), sorted(pattern.findall(source))
            if theirs != ours and not (loose and set(theirs) <= set(pattern.findall(ids[-1]))):
                yield f"{what} ({', '.join(ours) or 'none'} became {', '.join(theirs) or 'none'})"
        if (string[:1].isspace(), string[-1:].isspace()) != (source[:1].isspace(), source[-1:].isspace()):
            yield "space at the edge differs"


def status() -> list[str]:
    """A table: per room and language, how much of it is translated."""
    lines = [f"{'':12}" + "".join(f"{locale:>9}" for locale in LOCALES) + f"{'strings':>9}"]
    totals = dict.fromkeys(LOCALES, 0)
    count = 0
    for room in rooms():
        wanted = of_room(room)
        if not wanted:
            continue
        count += len(wanted)
        cells = []
        for locale in LOCALES:
            done = sum(1 for m in read(room, locale) if m.id and _key(m) in wanted and all(_strings(m)) and not m.fuzzy)
            totals[locale] += done
            cells.append(f"{_percent(done, len(wanted)):>9}")
        lines.append(f"{room:12}" + "".join(cells) + f"{len(wanted):>9}")
    lines.append(f"{'all':12}" + "".join(f"{_percent(totals[x], count):>9}" for x in LOCALES) + f"{count:>9}")
    return lines


def _percent(done: int, total: int) -> str:
    return f"{100 * done // total if total else 100} %"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("what", choices=("compile", "update", "check", "status"))
    what = parser.parse_args().what
    if what == "compile":
        compile_all()
    elif what == "update":
        update()
        compile_all()
    elif what == "status":
        print("\n".join(status()))
    else:
        found = problems()
        print("\n".join(found) or "Every string is translated in every language.")
        return 1 if found else 0
    return 0


if __name__ == "__main__":
    sys.exit(main())
