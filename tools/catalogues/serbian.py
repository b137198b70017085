"""Serbian in Latin letters is never written by hand: it is Serbian, letter for letter."""

from __future__ import annotations

from babel.messages.catalog import Catalog
from tools.catalogues.files import empty, strings_of

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
    result = empty("sr_Latn")
    for message in catalogue:
        if message.id:
            strings = tuple(latin(string) for string in strings_of(message))
            result.add(
                message.id,
                string=strings if message.pluralizable else strings[0],
                locations=message.locations,
                auto_comments=message.auto_comments,
                flags=set(message.flags) & {"fuzzy"},
                context=message.context,
            )
    return result
