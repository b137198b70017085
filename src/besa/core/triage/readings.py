"""Read a text as it stands, and once more as it was meant when letters were spaced out, swapped or mixed.

Each reading has the length of the text (form NFKD), so that a place in one is the same place in the other.
"""

import re

import re2

# "v r a s", "s.u.i.c.i.d.e": four or more single letters with one sign between them.
_LETTER = r"[^\W\d_][\u0300-\u036f]*"
_SPACED = re.compile(rf"(?<!\w)(?:{_LETTER}[ \t.\-_*·,]){{3,}}{_LETTER}(?![\w\u0300-\u036f])")
# Few texts hold either: a look that costs a tenth, and finds more than it must.
_MAY_BE_SPACED = re2.compile("(?:[^ \t.\\-_*·,][\u0300-\u036f]*[ \t.\\-_*·,]){3}")
_MAY_BE_INSIDE = re2.compile(r"[0134567@$!|][^\s0-9]")
_SPACER = re.compile(r"[ \t.\-_*·,]")
_DROPPED = "\u00ad"  # a soft hyphen: folding drops it and leaves the word whole

# Digits and signs between letters: "k1ll", "u4itel", "zna6". 4 and 6 as they are used for č and š.
_INSIDE = re.compile(r"(?<=[^\W\d_])[0134567@$!|](?=[^\W\d_])")
_MEANT = str.maketrans("0134567@$!|", "oiecsstasil")

# Letters that look alike in both scripts; a word that mixes scripts is read in either.
_CYRILLIC_SHAPES = "авеіјкмнорстухѕАВЕІЈКМНОРСТУХЅ"
_LATIN_SHAPES = "abeijkmhopctyxsABEIJKMHOPCTYXS"
_TO_LATIN = str.maketrans(_CYRILLIC_SHAPES, _LATIN_SHAPES)
_TO_CYRILLIC = str.maketrans(_LATIN_SHAPES, _CYRILLIC_SHAPES)
_WORD = re.compile(r"\w+")
_HAS_LATIN = re.compile(r"[A-Za-z]")
_HAS_CYRILLIC = re.compile(r"[\u0400-\u04ff]")
_MAY_BE_MIXED = re2.compile(r"[A-Za-z][\pL\pN_]*[\x{0400}-\x{04ff}]|[\x{0400}-\x{04ff}][\pL\pN_]*[A-Za-z]")


def readings(text: str) -> tuple[str, ...]:
    """The text itself, then each different reading of it, all of the same length."""
    meant = text
    looked_at = text.encode(errors="replace")
    if _MAY_BE_SPACED.search(looked_at):
        meant = _SPACED.sub(lambda found: _SPACER.sub(_DROPPED, found.group()), text)
    if _MAY_BE_INSIDE.search(looked_at):
        meant = _INSIDE.sub(lambda found: found.group().translate(_MEANT), meant)
    found = [text, meant]
    if not text.isascii() and _MAY_BE_MIXED.search(meant.encode(errors="replace")):
        found += [_unmixed(meant, _TO_LATIN), _unmixed(meant, _TO_CYRILLIC)]
    return tuple(dict.fromkeys(found))


def _unmixed(text: str, shapes: dict[int, int]) -> str:
    def whole(found: re.Match[str]) -> str:
        word = found.group()
        mixed = _HAS_LATIN.search(word) and _HAS_CYRILLIC.search(word)
        return word.translate(shapes) if mixed else word

    return _WORD.sub(whole, text)
