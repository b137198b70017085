"""Words for messages: chosen by kind and language, filled in, and written the way people type."""

from __future__ import annotations

import random
import unicodedata
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from bench.year.places import APPS, CITIES, DAYS, NAMES, PLACES, SCHOOLS, SETTLEMENTS

LANGUAGES = {"sq": 26, "sq-plain": 24, "en": 22, "mk": 12, "sr-latn": 9, "sr-cyrl": 7}
SETS = {
    "first": ("online", "near", "ordinary"),
    "second": ("second/online", "second/near", "second/ordinary", "second/notes"),
}
"""Two sets of wordings for the same kinds; the second is held out: it was written without sight of the first."""
BOTH = "both"
_NOTES = {"serious": 0.35, "routine": 0.15}
"""Share of files that come with a note, where the set has notes."""
_LATIN = "abvgdđežzijklmnoprstćufhcčšABVGDĐEŽZIJKLMNOPRSTĆUFHCČŠ"
_CYRILLIC = "абвгдђежзијклмнопрстћуфхцчшАБВГДЂЕЖЗИЈКЛМНОПРСТЋУФХЦЧШ"
_PAIRS = {"lj": "љ", "nj": "њ", "dž": "џ", "Lj": "Љ", "Nj": "Њ", "Dž": "Џ"}
_GIRL = (
    "vajz",
    "mbes",
    "girl",
    "niece",
    "daughter",
    "девојч",
    "ќерк",
    "внука",
    "ћерк",
    "ćerk",
    "devojč",
    "sestrič",
    " her ",
)
_BOY = ("djal", "nip", " boy", "nephew", "момче", "внук ми", "dečak", "sestrić", "малиот", "malom")


def sets_of(wordings: str) -> tuple[str, ...]:
    """The sets a year is told in: one, or both by turns."""
    return tuple(SETS) if wordings == BOTH else (wordings,)


@dataclass(frozen=True)
class Story:
    """`turns`: (whether the child speaks, None if somebody tells it from outside, what). `sex` is girl or boy where
    the words say so. `paraphrase` is the wording as it was written, set/kind/language/number: the same in every script.
    """

    turns: tuple[tuple[bool | None, str], ...]
    paraphrase: str
    sex: str = ""


@cache
def wordings(which: str) -> dict[str, dict[str, list[str]]]:
    """What a set can say, by kind and language. "sq-plain": written without marks from the start."""
    found: dict[str, dict[str, list[str]]] = {}
    for name in SETS[which]:
        found |= _read(name)
    return found


def _read(name: str) -> Any:
    return yaml.safe_load((Path(__file__).parent / "texts" / f"{name}.yaml").read_text(encoding="utf-8"))


class Teller:
    """Tells stories in one set of wordings or in several by turns.

    It draws by itself, so that a year is the same but for its words whichever set tells it.
    """

    def __init__(self, sets: tuple[str, ...], seed: int) -> None:
        self._sets = sets
        self._rnd = random.Random(f"words {seed}")

    def story(self, kind: str, language: str, *, minority: bool, age: int) -> Story:
        """A message of a kind in a language."""
        which = self._rnd.choice(self._sets)
        return self._told(which, wordings(which)[kind], kind, language, minority=minority, age=age)

    def note(self, kind: str) -> Story | None:
        """What now and then comes with files that can wait ("serious", "routine"), in any language."""
        which = self._rnd.choice(self._sets)
        texts = wordings(which).get(kind)
        if texts is None or self._rnd.random() > _NOTES[kind]:
            return None
        language = self._rnd.choices(tuple(LANGUAGES), tuple(LANGUAGES.values()))[0]
        return self._told(which, texts, kind, language, minority=False, age=12)

    def _told(
        self, which: str, texts: dict[str, list[str]], kind: str, language: str, *, minority: bool, age: int
    ) -> Story:
        rnd = self._rnd
        base = language.partition("-")[0]
        known = [(name, at) for name in dict.fromkeys((base, language)) for at in range(len(texts.get(name, ())))]
        name, at = rnd.choice(known)
        sex, wording = _marked(texts[name][at])
        filled = _filled(wording, language, rnd, minority=minority, age=age)
        begins, told = filled.startswith("<"), filled.startswith("~")
        parts = [_typed(part.strip(), language, rnd) for part in filled.lstrip("<~").split("|")]
        turns = tuple((None if told else (at % 2 == 0) == begins, part) for at, part in enumerate(parts))
        return Story(turns, f"{which}/{kind}/{name}/{at}", sex or _sex(filled))


def wave(kind: str, which: int, rnd: random.Random) -> str:
    """A text that is nearly the same for everybody who gets it."""
    texts: list[str] = _waves()[kind]
    return texts[which % len(texts)].format(n=rnd.randrange(20, 900))


@cache
def _waves() -> Any:
    return _read("waves")


def _marked(wording: str) -> tuple[str, str]:
    """Of whom a wording tells, where it says so ("girl: …"), and the wording."""
    mark, _, rest = wording.partition(": ")
    return (mark, rest) if mark in {"girl", "boy"} else ("", wording)


def _sex(filled: str) -> str:
    lower = f" {filled.lower()} "
    return "girl" if any(sign in lower for sign in _GIRL) else "boy" if any(sign in lower for sign in _BOY) else ""


def _filled(wording: str, language: str, rnd: random.Random, *, minority: bool, age: int) -> str:
    base = language.partition("-")[0]
    hour = (
        f"{rnd.randrange(14, 22)}:{rnd.choice(('00', '15', '30', '45'))}"
        if rnd.random() < 0.7
        else str(rnd.randrange(3, 9))
    )
    return wording.format(
        age=age,
        adult_age=rnd.randrange(24, 55),
        day=rnd.choice(DAYS[base]),
        hour=hour,
        place=rnd.choice(SETTLEMENTS[base] if minority else PLACES[base]),
        school=rnd.choice(SCHOOLS[base][:1] if minority else SCHOOLS[base][1:]),
        city=rnd.choice(CITIES[base]),
        app=rnd.choice(APPS),
        amount=rnd.choice((20, 50, 100, 150, 200, 300, 500)),
        child=rnd.choice(NAMES[base]),
        grade=rnd.randrange(5, 10),
    )


def _typed(text: str, language: str, rnd: random.Random) -> str:
    """Script and marks as the writer's phone has them; one in four types carelessly."""
    if language == "sr-cyrl":
        text = cyrillic(text)
    if language == "sq-plain" or (language == "sr-latn" and rnd.random() < 0.5):
        text = without_marks(text)
    if rnd.random() < 0.25:
        text = _careless(text, rnd)
    return text


def cyrillic(text: str) -> str:
    for latin, letter in _PAIRS.items():
        text = text.replace(latin, letter)
    return text.translate(str.maketrans(_LATIN, _CYRILLIC))


def without_marks(text: str) -> str:
    plain = unicodedata.normalize("NFD", text.replace("đ", "dj"))
    return "".join(letter for letter in plain if not unicodedata.combining(letter))


def _careless(text: str, rnd: random.Random) -> str:
    """Two slips in a message: a letter left out, doubled, or two changed round."""
    letters = list(text)
    if len(letters) < 8:
        return text
    for _ in range(2):
        at = rnd.randrange(1, max(2, len(letters) - 2))
        slip = rnd.randrange(3)
        if slip == 0:
            letters.pop(at)
        elif slip == 1:
            letters.insert(at, letters[at])
        else:
            letters[at], letters[at - 1] = letters[at - 1], letters[at]
    return "".join(letters)
