"""Find every sequence of every rule in one pass over the words, in time that no text can stretch.

Two steps for each sentence. First, which sequences could stand in it at all: all of them lie side by side in one long
row of bits, a bit for each position that may not be missing; the words of the sentence tick off their positions, and
one addition tells which sequences have all of theirs (few have). Then only those are searched for: laid side by side
again in a short row, where reading a word moves every half-found sequence one place on with a handful of operations
(the bit-parallel method of Baeza-Yates and Gonnet, with the optional positions of Navarro and Raffinot). There is no
backtracking.
"""

import re
from collections.abc import Iterable, Iterator
from collections.abc import Sequence as Rows
from dataclasses import dataclass

from besa.core.triage.folding import LINE, SENTENCE
from besa.core.triage.patterns import Position, Sequence
from besa.core.triage.search_row import Row, number_of, shape

_NOT_NOUGHT = re.compile(rb"[^\x00]")
_BITS = tuple(tuple(bit for bit in range(8) if byte >> bit & 1) for byte in range(256))
_HEAD = 2  # letters of a prefix that say which lengths are worth trying; no prefix is shorter


@dataclass(frozen=True)
class Hit:
    """A sequence found: its number, and the first and last word (both included)."""

    sequence: int
    first: int
    last: int


class Automaton:
    """Made once from all sequences; holds no state between texts, so threads may share it."""

    def __init__(self, sequences: Rows[Sequence], *, one_line: Iterable[int] = ()) -> None:
        """`one_line` numbers the sequences that may not run over the end of a line."""
        self._sequences = _shared(sequences)
        self._shapes = tuple(map(shape, self._sequences))
        self._one_line = frozenset(one_line)
        self._words: dict[str, int] = {}
        self._prefixes: dict[str, int] = {}
        self._numbers: dict[tuple[int, int], int] = {}
        self._places = self._guards = 0
        self._number_of: dict[int, int] = {}
        at = 0
        for number, sequence in enumerate(self._sequences):
            end = self._lay(sequence, at)
            self._places |= ((1 << (end - at)) - 1) << at
            self._guards |= 1 << end  # one spare bit that takes the carry of its sequence
            self._number_of[end] = number
            at = end + 1
        self.size = at
        self._longest = max(map(len, self._sequences), default=1)
        self._lengths = _lengths(self._prefixes)
        # Those of positions that may be missing too: they decide nothing beforehand, but they are searched for.
        self._every_prefix = frozenset(
            prefix for sequence in self._sequences for position in sequence for prefix in position.prefixes
        )
        self._every_length = _lengths(self._every_prefix)
        self._every_word = frozenset(
            word for sequence in self._sequences for position in sequence for word in position.words
        )
        self._join_prefixes()

    def _join_prefixes(self) -> None:
        """Let the longest prefix, and each word, stand for all the shorter prefixes that it begins with too."""
        for prefix in sorted(self._prefixes, key=len):
            for shorter in self._begins(prefix):
                self._prefixes[prefix] |= self._prefixes[shorter]
        for word in self._words:
            for prefix in self._begins(word):
                self._words[word] |= self._prefixes[prefix]

    def _lay(self, sequence: Sequence, base: int) -> int:
        """Give each position that may not be missing its bit; returns the first bit after them."""
        at = base
        for position in sequence:
            if position.anything or position.optional:
                continue
            bit = 1 << at
            at += 1
            for word in position.words:
                self._words[word] = self._words.get(word, 0) | bit
            for prefix in position.prefixes:
                self._prefixes[prefix] = self._prefixes.get(prefix, 0) | bit
            for limits in position.numbers:
                self._numbers[limits] = self._numbers.get(limits, 0) | bit
        return at

    def hits(self, folded: Rows[str]) -> list[Hit]:
        """Every sequence that ends at some word of `folded`, with its shortest beginning; marks are not counted."""
        masks: dict[str, int] = {}
        before: dict[tuple[str, ...], list[tuple[int, int, int]]] = {}  # senders repeat their standing sentences
        found: list[Hit] = []
        at = 0
        for sentence, words in _sentences(folded):
            same = tuple(sentence)
            if same not in before:
                before[same] = self._in_sentence(sentence, words, masks)
            found += [Hit(number, at + first, at + last) for number, first, last in before[same]]
            at += len(words)
        return found

    def _in_sentence(self, sentence: list[str], words: list[str], masks: dict[str, int]) -> list[tuple[int, int, int]]:
        last_block = alive = 0
        # A sequence stands in two neighbouring blocks if it stands at all, for none is longer than a block.
        for begin in range(0, len(words), self._longest):
            block = 0
            for word in words[begin : begin + self._longest]:
                mask = masks.get(word)
                if mask is None:
                    mask = masks[word] = self._mask(word)
                if mask:
                    block |= mask
            if present := last_block | block:
                alive |= self._guards & ~((self._places & ~present) + self._places)
            last_block = block
        if not alive:
            return []
        numbers = [(number, self._shapes[number], number not in self._one_line) for number in self._alive(alive)]
        return Row(numbers, self._known(set(words))).hits(sentence)

    def _known(self, words: set[str]) -> dict[str, Rows[str]]:
        """Those of the words that some rule holds, figures too, each with the prefixes it begins with."""
        known = {}
        for word in words:
            if (begins := self._begins_any(word)) or word in self._every_word or word.isdigit():
                known[word] = begins
        return known

    def _begins(self, word: str) -> Rows[str]:
        """The prefixes this word begins with, of positions that may not be missing."""
        lengths = self._lengths.get(word[:_HEAD], ())
        return [prefix for length in lengths if (prefix := word[:length]) in self._prefixes]

    def _begins_any(self, word: str) -> Rows[str]:
        """The same with the prefixes of positions that may be missing."""
        lengths = self._every_length.get(word[:_HEAD], ())
        return [prefix for length in lengths if (prefix := word[:length]) in self._every_prefix]

    def _mask(self, word: str) -> int:
        """The positions this word fits, those that take any word left out."""
        mask = self._words.get(word, 0)
        if not mask:
            for length in self._lengths.get(word[:_HEAD], ()):
                if mask := self._prefixes.get(word[:length], 0):
                    break
        if word.isdigit():
            value = number_of(word)
            for (low, high), bits in self._numbers.items():
                if low <= value <= high:
                    mask |= bits
        return mask

    def _alive(self, guards: int) -> list[int]:
        row = guards.to_bytes((guards.bit_length() + 7) // 8, "little")
        return [
            self._number_of[8 * found.start() + bit]
            for found in _NOT_NOUGHT.finditer(row)
            for bit in _BITS[row[found.start()]]
        ]


def _shared(sequences: Iterable[Sequence]) -> tuple[Sequence, ...]:
    """The sequences, with positions that are equal being the same object: what fits one is looked up once."""
    positions: dict[Position, Position] = {}
    return tuple(tuple(positions.setdefault(each, each) for each in sequence) for sequence in sequences)


def _lengths(prefixes: Iterable[str]) -> dict[str, tuple[int, ...]]:
    """By the first letters of prefixes: how long they are, the longest first."""
    found: dict[str, set[int]] = {}
    for prefix in prefixes:
        found.setdefault(prefix[:_HEAD], set()).add(len(prefix))
    return {head: tuple(sorted(each, reverse=True)) for head, each in found.items()}


def _sentences(folded: Rows[str]) -> Iterator[tuple[list[str], list[str]]]:
    """Each sentence with the ends of lines in it, and its words alone."""
    sentence: list[str] = []
    for word in (*folded, SENTENCE):
        if word != SENTENCE:
            sentence.append(word)
        elif sentence:
            yield sentence, [word for word in sentence if word != LINE]
            sentence = []
