"""The few sequences that could stand in one sentence, side by side in a short row of bits, searched word by word."""

from collections.abc import Mapping
from collections.abc import Sequence as Rows
from dataclasses import dataclass

from besa.core.triage.folding import LINE
from besa.core.triage.patterns import Position, Sequence


def number_of(word: str) -> int:
    """The value of a word of digits; very large numbers are all the same."""
    return int(word) if len(word) < 10 else 10**9


@dataclass(frozen=True, slots=True)
class Shape:
    """A sequence as a row needs it, worked out once: bits counted from its first position, and what must be laid.

    `before` and `last`: the bits right before, and at the end of, each stretch of positions that may be missing.
    """

    length: int
    anything: int
    optional: int
    before: int
    last: int
    places: tuple[tuple[int, Position], ...]


def shape(sequence: Sequence) -> Shape:
    anything = optional = before = last = 0
    for place, position in enumerate(sequence):
        bit = 1 << place
        if position.anything:
            anything |= bit
        if position.optional:
            optional |= bit
            if not sequence[place - 1].optional:
                before |= bit >> 1
            if not sequence[place + 1].optional:
                last |= bit
    places = tuple((1 << place, position) for place, position in enumerate(sequence) if not position.anything)
    return Shape(len(sequence), anything, optional, before, last, places)


class Row:
    """Made for one sentence. `sequences`: number, sequence, may it run over lines.

    `words`: those of the sentence that stand in some rule, each with the prefixes it begins with.
    """

    def __init__(self, sequences: Rows[tuple[int, Shape, bool]], words: Mapping[str, Rows[str]]) -> None:
        self._anything = self._starts = self._finals = 0
        self._optional = self._before_block = self._block_end = 0
        self._over_lines = 0
        self._placed: dict[int, tuple[int, int, int]] = {}  # final bit -> number, base, length
        self._masks = dict.fromkeys(words, 0)
        self._fitting: dict[int, Rows[str]] = {}  # by the position's identity: sequences share their positions
        self._begins: dict[str, list[str]] = {}
        for word, prefixes in words.items():
            for prefix in prefixes:
                self._begins.setdefault(prefix, []).append(word)
        self._known = frozenset(words)
        self._heads = frozenset(self._begins)
        self._figures = [(word, number_of(word)) for word in words if word.isdigit()]
        at = 0
        for number, sequence, over_lines in sequences:
            length = sequence.length
            self._starts |= 1 << at
            self._finals |= 1 << (at + length - 1)
            self._placed[at + length - 1] = (number, at, length)
            if over_lines:
                self._over_lines |= ((1 << length) - 1) << at
            self._anything |= sequence.anything << at
            self._optional |= sequence.optional << at
            self._before_block |= sequence.before << at
            self._block_end |= sequence.last << at
            for bit, position in sequence.places:
                self._lay(position, bit << at)
            at += length

    def _lay(self, position: Position, bit: int) -> None:
        fitting = self._fitting.get(id(position))
        if fitting is None:
            fitting = self._fitting[id(position)] = self._fit(position)
        for word in fitting:
            self._masks[word] |= bit

    def _fit(self, position: Position) -> Rows[str]:
        fitting = position.words & self._known
        for prefix in position.prefixes & self._heads:
            fitting |= frozenset(self._begins[prefix])
        for low, high in position.numbers:
            fitting |= {word for word, value in self._figures if low <= value <= high}
        return tuple(fitting)

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
            active = (active << 1 | starts) & (masks.get(word, 0) | anything)
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
            standing = wanted & (self._masks.get(words[at], 0) >> base | anything)
            if standing & 1:
                return at
            wanted = before = standing >> 1
            while before := (before & optional) >> 1:
                wanted |= before
        raise AssertionError("a sequence was found forwards but not backwards")
