"""The few sequences that could stand in one sentence, side by side in a short row of bits, searched word by word."""

from collections.abc import Mapping
from collections.abc import Sequence as Rows

from besa.core.triage.folding import LINE
from besa.core.triage.patterns import Position, Sequence


def number_of(word: str) -> int:
    """The value of a word of digits; very large numbers are all the same."""
    return int(word) if len(word) < 10 else 10**9


class Row:
    """Made for one sentence. `sequences`: number, sequence, may it run over lines. `words`: each word's prefixes."""

    def __init__(self, sequences: Rows[tuple[int, Sequence, bool]], words: Mapping[str, Rows[str]]) -> None:
        self._anything = self._starts = self._finals = 0
        self._optional = self._before_block = self._block_end = 0
        self._over_lines = 0
        self._placed: dict[int, tuple[int, int, int]] = {}  # final bit -> number, base, length
        self._masks = dict.fromkeys(words, 0)
        self._begins: dict[str, list[str]] = {}
        for word, prefixes in words.items():
            for prefix in prefixes:
                self._begins.setdefault(prefix, []).append(word)
        self._known = frozenset(words)
        self._heads = frozenset(self._begins)
        self._figures = [(word, number_of(word)) for word in words if word.isdigit()]
        at = 0
        for number, sequence, over_lines in sequences:
            length = len(sequence)
            self._starts |= 1 << at
            self._finals |= 1 << (at + length - 1)
            self._placed[at + length - 1] = (number, at, length)
            if over_lines:
                self._over_lines |= ((1 << length) - 1) << at
            for place, position in enumerate(sequence):
                bit = 1 << (at + place)
                self._lay(position, bit)
                if position.optional:
                    self._optional |= bit
                    if not sequence[place - 1].optional:
                        self._before_block |= bit >> 1
                    if not sequence[place + 1].optional:
                        self._block_end |= bit
            at += length

    def _lay(self, position: Position, bit: int) -> None:
        masks = self._masks
        if position.anything:
            self._anything |= bit
        for word in position.words & self._known:
            masks[word] |= bit
        if position.prefixes:
            for prefix in position.prefixes & self._heads:
                for word in self._begins[prefix]:
                    masks[word] |= bit
        for low, high in position.numbers:
            for word, value in self._figures:
                if low <= value <= high:
                    masks[word] |= bit

    def hits(self, sentence: Rows[str]) -> list[tuple[int, int, int]]:
        """Number, first and last word of every sequence that ends at some word; ends of lines are not counted."""
        masks, anything, starts = self._masks, self._anything, self._starts
        words: list[str] = []
        ends: list[tuple[int, int]] = []
        active = 0
        for word in sentence:
            if word == LINE:
                active &= self._over_lines
                continue
            words.append(word)
            active = (active << 1 | starts) & (masks[word] | anything)
            if not active:
                continue
            # Reach over positions that may be missing: see Navarro and Raffinot, section 4.2.
            filled = active | self._block_end
            active |= self._optional & ~((filled - self._before_block) ^ filled)
            found = active & self._finals
            while found:
                lowest = found & -found
                ends.append((lowest.bit_length() - 1, len(words) - 1))
                found ^= lowest
        return [(self._placed[final][0], self._first(final, words, last), last) for final, last in ends]

    def _first(self, final: int, words: Rows[str], last: int) -> int:
        """The latest word at which the sequence with this final bit can begin to end at `last`."""
        _, base, length = self._placed[final]
        every = (1 << length) - 1
        anything = self._anything >> base & every
        optional = self._optional >> base & every
        wanted = 1 << (length - 1)  # positions that may stand at the word being looked at
        for at in range(last, max(-1, last - length), -1):
            standing = wanted & (self._masks[words[at]] >> base | anything)
            if standing & 1:
                return at
            wanted = before = standing >> 1
            while before := (before & optional) >> 1:
                wanted |= before
        raise AssertionError("a sequence was found forwards but not backwards")
