"""Find every sequence of every rule in one pass over the words, in time that no text can stretch.

All sequences lie side by side in one long row of bits, a bit for each position. Reading a word moves every
half-found sequence one place on with a handful of operations on that row (the bit-parallel method of Baeza-Yates
and Gonnet, with the optional positions of Navarro and Raffinot). There is no backtracking.
"""

from collections.abc import Iterable
from collections.abc import Sequence as Rows
from dataclasses import dataclass

from besa.core.triage.folding import LINE, SENTENCE
from besa.core.triage.patterns import Sequence


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
        self._words: dict[str, int] = {}
        self._prefixes: dict[str, int] = {}
        self._numbers: list[tuple[int, int, int]] = []
        self._anything = self._starts = self._finals = 0
        self._optional = self._before_block = self._block_end = 0
        self._over_lines = 0
        self._base: list[int] = []
        self._length: list[int] = []
        self._final_of: dict[int, int] = {}
        confined = frozenset(one_line)
        at = 0
        for number, sequence in enumerate(sequences):
            self._base.append(at)
            self._length.append(len(sequence))
            self._starts |= 1 << at
            self._finals |= 1 << (at + len(sequence) - 1)
            self._final_of[at + len(sequence) - 1] = number
            if number not in confined:
                self._over_lines |= ((1 << len(sequence)) - 1) << at
            self._lay(sequence, at)
            at += len(sequence)
        self.size = at
        self._prefix_lengths = tuple(sorted({len(prefix) for prefix in self._prefixes}))

    def _lay(self, sequence: Sequence, base: int) -> None:
        for place, position in enumerate(sequence):
            bit = 1 << (base + place)
            if position.anything:
                self._anything |= bit
            for word in position.words:
                self._words[word] = self._words.get(word, 0) | bit
            for prefix in position.prefixes:
                self._prefixes[prefix] = self._prefixes.get(prefix, 0) | bit
            for low, high in position.numbers:
                self._numbers.append((low, high, bit))
            if position.optional:
                self._optional |= bit
                if not sequence[place - 1].optional:
                    self._before_block |= bit >> 1
                if not sequence[place + 1].optional:
                    self._block_end |= bit

    def _mask(self, word: str) -> int:
        """The positions this word fits, those that take any word left out."""
        mask = self._words.get(word, 0)
        for length in self._prefix_lengths:
            if length > len(word):
                break
            mask |= self._prefixes.get(word[:length], 0)
        if word.isdigit():
            value = int(word) if len(word) < 10 else 10**9
            for low, high, bit in self._numbers:
                if low <= value <= high:
                    mask |= bit
        return mask

    def hits(self, folded: Rows[str]) -> list[Hit]:
        """Every sequence that ends at some word of `folded`, with its shortest beginning; marks are not counted."""
        masks: dict[str, int] = {}
        words: list[str] = []
        ends: list[tuple[int, int]] = []
        active = 0
        for word in folded:
            if word == SENTENCE:
                active = 0
                continue
            if word == LINE:
                active &= self._over_lines
                continue
            mask = masks.get(word)
            if mask is None:
                mask = masks[word] = self._mask(word)
            if active:
                active = (active << 1 | self._starts) & (mask | self._anything)
            elif mask:
                active = self._starts & mask
            words.append(word)
            if not active:
                continue
            # Reach over positions that may be missing: see Navarro and Raffinot, section 4.2.
            filled = active | self._block_end
            active |= self._optional & ~((filled - self._before_block) ^ filled)
            found = active & self._finals
            while found:
                lowest = found & -found
                ends.append((self._final_of[lowest.bit_length() - 1], len(words) - 1))
                found ^= lowest
        return [Hit(number, self._first(number, words, last, masks), last) for number, last in ends]

    def _first(self, number: int, words: Rows[str], last: int, masks: dict[str, int]) -> int:
        """The latest word at which sequence `number` can begin to end at `last`."""
        base, length = self._base[number], self._length[number]
        every = (1 << length) - 1
        anything = self._anything >> base & every
        optional = self._optional >> base & every
        wanted = 1 << (length - 1)  # positions that may stand at the word being looked at
        for at in range(last, max(-1, last - length), -1):
            standing = wanted & (masks[words[at]] >> base | anything)
            if standing & 1:
                return at
            wanted = before = standing >> 1
            while before := (before & optional) >> 1:
                wanted |= before
        raise AssertionError("a sequence was found forwards but not backwards")
