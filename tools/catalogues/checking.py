"""What is not ready yet in which catalogue, and how much of each is."""

from __future__ import annotations

import re
from collections.abc import Iterator

from babel.messages.catalog import Message
from tools.catalogues.files import read, strings_of
from tools.catalogues.layout import LOCALES, PLURALS, rooms
from tools.catalogues.serbian import latin
from tools.catalogues.sources import FREE, Found, Key, key_of, of_room

PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd%]|\{\w*\}")
_MARKUP = re.compile(r"</?[a-z][a-z0-9]*")


def problems() -> list[str]:
    """One sentence for every string that is not ready, per language and room."""
    lines: list[str] = []
    seen: dict[tuple[str, Key], tuple[str, tuple[str, ...]]] = {}
    for room in rooms():
        wanted = of_room(room)
        for locale in LOCALES:
            words = {key_of(m): m for m in read(room, locale) if m.id}
            where = f"{locale} {room}"
            lines += [f"{where}: missing, run `make words`: {key[1]!r}" for key in _due(wanted, words)]
            lines += [
                f"{where}: obsolete, run `make words`: {key[1]!r}"
                for key, message in words.items()
                if key not in wanted and FREE not in message.auto_comments
            ]
            for key in (key for key in words if key in wanted):
                if wanted[key].free and not any(strings_of(words[key])):
                    continue
                lines += [f"{where}: {what}: {key[1]!r}" for what in _faults(words[key], locale)]
                room_before, before = seen.setdefault((locale, key), (room, strings_of(words[key])))
                if before != strings_of(words[key]):
                    lines.append(f"{where}: says it differently than {room_before}: {key[1]!r}")
            if locale == "sr_Latn":
                cyrillic = {key_of(m): tuple(map(latin, strings_of(m))) for m in read(room, "sr") if m.id}
                differing = [key for key in words if cyrillic.get(key) != strings_of(words[key])]
                lines += [f"{where}: is not sr in Latin letters, run `make words`: {key[1]!r}" for key in differing]
    return lines


def _due(wanted: dict[Key, Found], words: dict[Key, Message]) -> Iterator[Key]:
    return (key for key, found in wanted.items() if key not in words and not found.free)


def _faults(message: Message, locale: str) -> Iterator[str]:
    strings = strings_of(message)
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
        for what, pattern in (("placeholders differ", PLACEHOLDER), ("markup differs", _MARKUP)):
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
            done = sum(
                1 for m in read(room, locale) if m.id and key_of(m) in wanted and all(strings_of(m)) and not m.fuzzy
            )
            totals[locale] += done
            cells.append(f"{_percent(done, len(wanted)):>9}")
        lines.append(f"{room:12}" + "".join(cells) + f"{len(wanted):>9}")
    lines.append(f"{'all':12}" + "".join(f"{_percent(totals[x], count):>9}" for x in LOCALES) + f"{count:>9}")
    return lines


def _percent(done: int, total: int) -> str:
    return f"{100 * done // total if total else 100} %"
