"""Fold script, diacritics, case and chat spelling into one plain form, so that a word is written once in a rule.

The folded form is for matching only and is never shown. What it does, and why:

- Unicode compatibility form, case and combining marks go away; Cyrillic becomes Latin; đ becomes d, ë e, ç c.
- "sh ch zh" become "s c z" and "q" becomes "c", because the same person writes ш, š, s or sh, and qka or çka.
- "dj gj kj" lose the j, which also makes ijekavian "djeca" and ekavian "deca" one word.
- A letter repeated is one letter ("pliiiz"); digits stay as they are; "13yo" is two words.

Word boundaries survive: every folded word knows the characters of the source text that it stands for.
"""

import re
import unicodedata
from collections.abc import Iterator
from itertools import chain, repeat

SENTENCE = "."
LINE = "/"
_CYRILLIC_PAIRS = (
    "а=a б=b в=v г=g д=d е=e ж=z з=z и=i ј=j к=k л=l м=m н=n о=o п=p р=r с=s т=t ћ=c у=u ф=f х=h ц=c ч=c ш=s "
    "ђ=d љ=lj њ=nj џ=dz ѕ=dz "  # Serbian and Macedonian; ѓ and ќ are г and к with a mark
    "ы=i э=e і=i є=je ґ=g ю=ju я=ja щ=s ъ= ь="  # neighbours' letters, as they turn up in names
)
_CYRILLIC = dict(pair.split("=") for pair in _CYRILLIC_PAIRS.split())
_LATIN = {
    "đ": "d", "ð": "d", "ı": "i", "ł": "l", "ø": "o", "æ": "ae", "œ": "oe", "ħ": "h", "ŧ": "t", "þ": "th", "ə": "e",
}  # fmt: skip
_MARKS = (
    {"€": " eur ", "$": " usd ", "£": " gbp "}
    | dict.fromkeys("\n\r\v\f\x85\u2028\u2029", "\n")
    | dict.fromkeys(".!?。؟", ".")
)
_DIGRAPHS = (("q", "c"), ("sh", "s"), ("ch", "c"), ("zh", "z"), ("dj", "d"), ("gj", "g"), ("kj", "k"))
_REPEATED = re.compile(r"([a-z_])\1+")
_NUMBER = re.compile(r"[0-9]+")
_NUMBER_DOT = re.compile(r"(?<=[0-9])\.(?=[0-9])")
_DOUBLED = tuple((letter * 2, letter) for letter in "cdgksz")  # what shortening digraphs can bring together
_TRAILING_DOTS = re.compile(r"\.{2,}")


def _fold_character(character: str) -> str | None:
    """What one character of the compatibility form becomes; None drops it and leaves its word whole."""
    category = unicodedata.category(character)
    folded: str | None = _MARKS.get(character, " ")
    if category in ("Mn", "Me", "Cf"):
        folded = None
    elif category == "Nd":
        folded = str(unicodedata.digit(character))
    elif category[0] == "L" or category == "Mc":
        # A letter of another script still counts as a word, so that gaps are measured rightly.
        letter = character if character.isascii() else "_"
        folded = _CYRILLIC.get(character, _LATIN.get(character, letter)) or None
    return folded


class _Table(dict[int, str | None]):
    """Translation table that learns each character the first time it is met (Unicode bounds its size)."""

    def __missing__(self, codepoint: int) -> str | None:
        pieces = [_fold_character(c) for c in unicodedata.normalize("NFKD", chr(codepoint).casefold())]
        kept = [piece for piece in pieces if piece is not None]
        self[codepoint] = folded = "".join(kept) if kept else None
        return folded


_TABLE = _Table()


def _once(found: re.Match[str]) -> str:
    return found.group(1)


def fold_word(word: str) -> str:
    """Fold one word of a rule or of a text; anything that is not a letter or digit ends up as a space."""
    folded = _REPEATED.sub(r"\1", unicodedata.normalize("NFKD", word).translate(_TABLE))
    for written, plain in _DIGRAPHS:
        folded = folded.replace(written, plain)
    return _REPEATED.sub(r"\1", folded)


def fold(text: str) -> str:
    """A text as one line of folded words with single spaces: for looking words up in either script, never to show."""
    return " ".join(word for word in folded_words(compatible(text)) if word not in (SENTENCE, LINE))


def plain(text: str) -> str:
    """The first step of `fold` alone, a third of its cost: digraphs and repeated letters still stand.

    A reader who only wants to know which texts cannot hold a word looks here with `spellings`.
    """
    return compatible(text).translate(_TABLE)


def spellings(folded: str) -> str:
    """A regular expression (RE2 syntax) that is found in `plain(text)` whenever `folded` stands in `fold(text)`."""
    letters = {"c": "[cq]"}
    softened = {written[0] for written, _ in _DIGRAPHS if len(written) == 2} | {"c"}
    parts = []
    for character in folded:
        if character == " ":
            parts.append(r"[^a-z0-9_]*")
        elif character in softened:
            parts.append(f"(?:{letters.get(character, character)}[hj]*)+")
        elif character.isdigit():
            parts.append(character)
        else:
            parts.append(f"{character}+")
    return "".join(parts)


def folded_words(text: str) -> list[str]:
    """The folded words of a text in order, with SENTENCE and LINE marks standing where a sentence or line ends.

    `text` must be in Unicode form NFKD, which `compatible` gives.
    """
    plain = text.translate(_TABLE)
    if ".." in plain:
        plain = _TRAILING_DOTS.sub(" ", plain)
    if _NUMBER.search(plain):
        plain = _NUMBER.sub(r" \g<0> ", _NUMBER_DOT.sub(" ", plain))
    plain = _REPEATED.sub(_once, plain)
    for written, short in _DIGRAPHS:
        plain = plain.replace(written, short)
    for twice, once in _DOUBLED:
        while twice in plain:
            plain = plain.replace(twice, once)
    return plain.replace(".", " . ").replace("\n", " / ").split()


def compatible(text: str) -> str:
    """The Unicode form in which all spellings of one character are the same."""
    return text if text.isascii() else unicodedata.normalize("NFKD", text)


def word_ranges(text: str) -> list[tuple[int, int]]:
    """Start and end, in `text` (form NFKD), of each word that `folded_words` returns, marks left out."""
    return [found.span() for found in _WORD_OF_KINDS.finditer(text.translate(_KINDS))]


class _Kinds(dict[int, str]):
    """What each character is for the ends of words: letter, digit, sign (a word of its own), dropped or between."""

    def __missing__(self, codepoint: int) -> str:
        folded = _TABLE[codepoint]
        if folded is None:
            kind = "-"
        elif folded in (" ", ".", "\n"):
            kind = " "
        elif folded[0] == " ":
            kind = "$"
        else:
            kind = "0" if folded[0].isdigit() else "a"
        self[codepoint] = kind
        return kind


_KINDS = _Kinds()
_WORD_OF_KINDS = re.compile(r"a[a-]*|0[0-]*|\$-*")


def source_offsets(text: str) -> Iterator[int]:
    """For each character of `compatible(text)`, the index in `text` of the character it came from; then len(text).

    Marks may change places inside one character's cluster; the words they belong to do not.
    """
    yield from chain.from_iterable(map(repeat, range(len(text)), map(_LENGTHS.__getitem__, text)))
    yield len(text)


class _Lengths(dict[str, int]):
    """How many characters each becomes in the compatibility form."""

    def __missing__(self, character: str) -> int:
        self[character] = length = len(unicodedata.normalize("NFKD", character))
        return length


_LENGTHS = _Lengths()
