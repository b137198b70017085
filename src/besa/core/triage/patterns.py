"""Read the small language in which rules write word patterns, and spell a pattern out into plain sequences.

    do te vras              these words, one after the other
    vras*                   a word that begins so
    today|tonight           one of these words
    @me                     one word of the named set (words/<language>.yaml); sets may hold several words
    (next week|tomorrow)    one of these phrases
    please?                 a word or a group that may be missing
    ~3                      up to three words of any kind
    #11  #5-12  #           a number, a number in this range, any number

Words are written as people write them: folding makes script, diacritics and chat spelling equal.
"""

import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from itertools import product

from besa.core.triage.folding import fold_word

LONGEST = 24  # positions in one sequence: keeps a match within one breath of text
MOST_SEQUENCES = 400  # spelled-out sequences of one pattern


class PatternWrong(ValueError):
    """A pattern that cannot be read; the text says what is wrong and what to write instead."""


@dataclass(frozen=True)
class Position:
    """One place in a sequence: the words that fit it, or any word at all."""

    words: frozenset[str] = frozenset()
    prefixes: frozenset[str] = frozenset()
    numbers: frozenset[tuple[int, int]] = frozenset()
    anything: bool = False
    optional: bool = False

    def joined(self, other: "Position") -> "Position":
        return Position(self.words | other.words, self.prefixes | other.prefixes, self.numbers | other.numbers)


Sequence = tuple[Position, ...]
Sets = Mapping[str, tuple[str, ...]]
Said = Callable[[str], Collection[str]]  # a folded word -> the folded words that say the same, itself among them
ANYTHING = Position(anything=True, optional=True)
_TOKEN = re.compile(r"\([^()]*\)\??|~\d+|\S+")
_NUMBER = re.compile(r"#(?:(\d{1,9})(?:-(\d{1,9}))?)?")
_NAME = re.compile(r"[a-z][a-z0-9-]*")


def _as_written(word: str) -> Collection[str]:
    return (word,)


def spell_out(pattern: str, sets: Sets, said: Said = _as_written) -> tuple[Sequence, ...]:
    """Every plain sequence a pattern stands for, its words in every way that `said` names; raises PatternWrong."""
    if not pattern.strip():
        raise PatternWrong("the pattern is empty: write at least one word")
    if pattern.count("(") != pattern.count(")") or "((" in pattern.replace(" ", ""):
        raise PatternWrong("brackets must come in pairs and cannot hold brackets")
    parts = [_part(token, sets, said) for token in _TOKEN.findall(pattern)]
    count = 1
    for part in parts:
        count *= len(part)
        if count > MOST_SEQUENCES:
            raise PatternWrong(f"it stands for more than {MOST_SEQUENCES} sequences: split it or use fewer choices")
    sequences = tuple(dict.fromkeys(sum(choice, ()) for choice in product(*parts)))
    for sequence in sequences:
        _check(sequence)
    return sequences


def _check(sequence: Sequence) -> None:
    if not sequence or sequence[0].optional or sequence[-1].optional:
        raise PatternWrong("it may not begin or end with a gap or with a word that may be missing")
    if len(sequence) > LONGEST:
        raise PatternWrong(f"it is longer than {LONGEST} words with its gaps: shorten the gaps")


def _part(token: str, sets: Sets, said: Said) -> list[Sequence]:
    """The choices one token of a pattern offers, each a short sequence."""
    if token.startswith("~"):
        if not token[1:].isdigit():
            raise PatternWrong(f"'{token}' is not a gap: write ~ and a number, as in ~3")
        return [(ANYTHING,) * int(token[1:])]
    optional = token.endswith("?")
    body = token.removesuffix("?")
    if body.startswith("("):
        choices = [_phrase(phrase, sets, said) for phrase in body[1:-1].split("|")]
    else:
        choices = [_phrase(word, sets, said) for word in body.split("|")]
    flat = _merged([sequence for choice in choices for sequence in choice])
    if not optional:
        return flat
    if all(len(sequence) == 1 for sequence in flat):
        return [(Position(one.words, one.prefixes, one.numbers, optional=True),) for (one,) in flat]
    return [*flat, ()]


def _merged(choices: list[Sequence]) -> list[Sequence]:
    """Choices of one word each become one position, which keeps the automaton small."""
    single = [choice[0] for choice in choices if len(choice) == 1]
    longer = [choice for choice in choices if len(choice) != 1]
    if not single:
        return longer
    together = single[0]
    for position in single[1:]:
        together = together.joined(position)
    return [(together,), *longer]


def _phrase(phrase: str, sets: Sets, said: Said) -> list[Sequence]:
    if not phrase.strip():
        raise PatternWrong("one of the choices is empty")
    choices: list[Sequence] = [()]
    for word in phrase.split():
        choices = [before + after for before in choices for after in _word(word, sets, said)]
    return choices


def _word(word: str, sets: Sets, said: Said) -> list[Sequence]:
    if word.startswith("@"):
        name = word[1:]
        if not _NAME.fullmatch(name) or name not in sets:
            raise PatternWrong(f"there is no set '{word}' in this language: add it to words/ or correct the name")
        return _merged([sequence for entry in sets[name] for sequence in _phrase(entry, {}, said)])
    if word.startswith("#"):
        return [(Position(numbers=frozenset({_range(word)})),)]
    if word.startswith("~"):
        raise PatternWrong(f"'{word}': a gap cannot stand inside brackets or a set")
    prefix = word.endswith("*")
    letters = word.removesuffix("*")
    if re.search(r"[*?@#|()]", letters):
        raise PatternWrong(f"'{word}' has a sign in the wrong place")
    pieces = fold_word(letters).split()
    if not pieces or not all(piece.replace("_", "a").isalnum() for piece in pieces):
        raise PatternWrong(f"'{word}' holds no letters or a full stop")
    spellings = {tuple(pieces)} | {(way,) for way in said("".join(pieces))}  # don't: "don t" and "dont"
    return _merged([_spelled(spelling, prefix=prefix) for spelling in sorted(spellings)])


def _spelled(pieces: tuple[str, ...], *, prefix: bool) -> Sequence:
    if not prefix:
        return tuple(Position(words=frozenset({piece})) for piece in pieces)
    if len(pieces[-1]) < 2:
        raise PatternWrong(f"'{' '.join(pieces)}*' is too short for a star: write at least two letters")
    return (*_spelled(pieces[:-1], prefix=False), Position(prefixes=frozenset({pieces[-1]})))


def _range(word: str) -> tuple[int, int]:
    found = _NUMBER.fullmatch(word)
    if not found:
        raise PatternWrong(f"'{word}' is not a number: write # or #11 or #5-12")
    low, high = found.groups()
    if low is None:
        return 0, 10**9
    return int(low), int(high or low)
