"""The ways one sentence is written by different people, phones and programs: for tests of what must not matter."""

import re
import unicodedata
from collections.abc import Iterator

_SPACED = re.compile(r"\b\w \w \w\b")  # letters spaced out are one word on one line only
_SR_PAIRS = (
    "а=a б=b в=v г=g д=d ђ=đ е=e ж=ž з=z и=i ј=j к=k л=l љ=lj м=m н=n њ=nj о=o п=p р=r с=s т=t ћ=ć у=u ф=f х=h ц=c "
    "ч=č џ=dž ш=š"
)
_SR = dict(pair.split("=") for pair in _SR_PAIRS.split())
_MK_PAIRS = "ѓ=gj ќ=kj ѕ=dz ж=zh ч=ch ш=sh џ=dzh ѐ=e ѝ=i"
_MK = _SR | dict(pair.split("=") for pair in _MK_PAIRS.split())
_TO_CYRILLIC = sorted(((latin, cyrillic) for cyrillic, latin in _SR.items()), key=lambda pair: -len(pair[0]))


def latin(text: str, *, macedonian: bool = False) -> str:
    """Cyrillic in Latin letters; Macedonian as it is typed on an English keyboard."""
    return "".join((_MK if macedonian else _SR).get(letter, letter) for letter in text.lower())


def cyrillic(text: str) -> str:
    """Serbian Latin in Cyrillic; words with letters that Serbian lacks (w, q, x, y) stay as they are."""
    words = []
    for word in text.lower().split(" "):
        if set(word) & set("wqxy"):
            words.append(word)
            continue
        for written, letter in _TO_CYRILLIC:
            word = word.replace(written, letter)  # noqa: PLW2901
        words.append(word)
    return " ".join(words)


def bare(text: str) -> str:
    """Without diacritics, as typed in a hurry."""
    plain = unicodedata.normalize("NFD", text.replace("đ", "dj").replace("Đ", "Dj"))
    return "".join(letter for letter in plain if not unicodedata.combining(letter))


def ways(text: str, language: str) -> Iterator[str]:
    """Every way of writing that may not change what the rules find."""
    yield text
    yield text.upper()
    yield text.lower()
    yield bare(text)
    yield unicodedata.normalize("NFD", text)
    yield unicodedata.normalize("NFKC", text)
    if not _SPACED.search(text):
        yield text.replace(" ", "\n")
    yield f"Përshëndetje / Здраво / Hello.\n{text}\nFaleminderit."
    if language == "mk":
        yield latin(text, macedonian=True)
        yield latin(text)
        yield bare(latin(text))
    if language in ("sr", "cnr"):
        yield latin(text)
        yield cyrillic(text)
        yield bare(latin(text))
