"""Find every sequence of every rule in one pass over the words, in time that no text can stretch.

Two steps for each sentence. First, which sequences could stand in it at all: all of them lie side by side in one long
row of bits, a bit for each position; the words of the sentence tick off their positions, and one addition tells which
sequences have all of theirs (few have). Then only those are searched for: laid side by side again in a short row,
where reading a word moves every half-found sequence one place on with a handful of operations (the bit-parallel
method of Baeza-Yates and Gonnet, with the optional positions of Navarro and Raffinot). There is no backtracking.
"""

from collections.abc import Iterable, Iterator
from collections.abc import Sequence as Rows
from dataclasses import dataclass

from besa.core.triage.folding import LINE, SENTENCE
from besa.core.triage.patterns import Sequence
from besa.core.triage.search_row import Row, number_of

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
        self._sequences = tuple(sequences)
        self._one_line = frozenset(one_line)
        self._words: dict[str, int] = {}
        self._prefixes: dict[str, int] = {}
        self._numbers: list[tuple[int, int, int]] = []
        self._needed = self._places = self._guards = 0
        self._number_of: dict[int, int] = {}
        at = 0
        for number, sequence in enumerate(self._sequences):
            self._lay(sequence, at)
            self._places |= ((1 << len(sequence)) - 1) << at
            self._guards |= 1 << (at + len(sequence))  # one spare bit that takes the carry of its sequence
            self._number_of[at + len(sequence)] = number
            at += len(sequence) + 1
        self.size = at
        self._longest = max(map(len, self._sequences), default=1)
        lengths: dict[str, set[int]] = {}
        for prefix in self._prefixes:
            lengths.setdefault(prefix[:_HEAD], set()).add(len(prefix))
        self._lengths = {head: tuple(sorted(found)) for head, found in lengths.items()}

    def _lay(self, sequence: Sequence, base: int) -> None:
        for place, position in enumerate(sequence):
            bit = 1 << (base + place)
            for word in position.words:
                self._words[word] = self._words.get(word, 0) | bit
            for prefix in position.prefixes:
                self._prefixes[prefix] = self._prefixes.get(prefix, 0) | bit
            for low, high in position.numbers:
                self._numbers.append((low, high, bit))
            if not position.anything and not position.optional:
                self._needed |= bit

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
                alive |= self._guards & ~((self._needed & ~present) + self._places)
            last_block = block
        if not alive:
            return []
        numbers = [(number, self._sequences[number], number not in self._one_line) for number in self._alive(alive)]
        return Row(numbers, {word: self._begins(word) for word in words}).hits(sentence)

    def _begins(self, word: str) -> list[str]:
        """The prefixes this word begins with."""
        lengths = self._lengths.get(word[:_HEAD], ())
        return [prefix for length in lengths if (prefix := word[:length]) in self._prefixes]

    def _mask(self, word: str) -> int:
        """The positions this word fits, those that take any word left out."""
        mask = self._words.get(word, 0)
        for length in self._lengths.get(word[:_HEAD], ()):
            if prefix := self._prefixes.get(word[:length]):
                mask |= prefix
        if word.isdigit():
            value = number_of(word)
            for low, high, bit in self._numbers:
                if low <= value <= high:
                    mask |= bit
        return mask

    def _alive(self, guards: int) -> list[int]:
        numbers = []
        while guards:
            lowest = guards & -guards
            numbers.append(self._number_of[lowest.bit_length() - 1])
            guards ^= lowest
        return numbers


def _sentences(folded: Rows[str]) -> Iterator[tuple[list[str], list[str]]]:
    """Each sentence with the ends of lines in it, and its words alone."""
    sentence: list[str] = []
    for word in (*folded, SENTENCE):
        if word != SENTENCE:
            sentence.append(word)
        elif sentence:
            yield sentence, [word for word in sentence if word != LINE]
            sentence = []
