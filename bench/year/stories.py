"""Words for messages: chosen by kind and language, filled in, and written the way people type."""

from __future__ import annotations

import random
import unicodedata
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

from bench.year.places import APPS, CITIES, DAYS, NAMES, PLACES, SCHOOLS, SETTLEMENTS

LANGUAGES = {"sq": 26, "sq-plain": 24, "en": 22, "mk": 12, "sr-latn": 9, "sr-cyrl": 7}
_FILES = ("online", "near", "ordinary", "waves")
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


@dataclass(frozen=True)
class Story:
    """`turns`: (whether the child speaks, what). `sex` is girl or boy where the words say so."""

    turns: tuple[tuple[bool, str], ...]
    paraphrase: str
    sex: str = ""


@cache
def _texts() -> dict[str, dict[str, list[str]] | list[str]]:
    found: dict[str, dict[str, list[str]] | list[str]] = {}
    for name in _FILES:
        path = Path(__file__).parent / "texts" / f"{name}.yaml"
        found |= yaml.safe_load(path.read_text(encoding="utf-8"))
    return found


def story(kind: str, language: str, rnd: random.Random, *, minority: bool, age: int) -> Story:
    """A message of a kind in a language."""
    texts = _texts()[kind]
    assert isinstance(texts, dict)
    wordings = texts[language.partition("-")[0]]
    which = rnd.randrange(len(wordings))
    filled = _filled(wordings[which], language, rnd, minority=minority, age=age)
    child_begins = filled.startswith("<")
    parts = [part.strip() for part in filled.lstrip("<").split("|")]
    lower = f" {filled.lower()} "
    sex = "girl" if any(sign in lower for sign in _GIRL) else "boy" if any(sign in lower for sign in _BOY) else ""
    turns = tuple(((at % 2 == 0) == child_begins, _typed(part, language, rnd)) for at, part in enumerate(parts))
    return Story(turns, f"{kind}/{language}/{which}", sex)


def wave(kind: str, which: int, rnd: random.Random) -> str:
    """A text that is nearly the same for everybody who gets it."""
    texts = _texts()[kind]
    assert isinstance(texts, list)
    return texts[which % len(texts)].format(n=rnd.randrange(20, 900))


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
