"""Counting for each bit apart how many of many words have it: the tallies stand in binary, one word for each digit."""

from __future__ import annotations


class Tally:
    """`add` words; `of` a mask: how often its bits were seen, all together."""

    __slots__ = ("digits",)

    def __init__(self) -> None:
        self.digits: list[int] = []

    def add(self, word: int) -> None:
        digits = self.digits
        place = 0
        while word:
            if place == len(digits):
                digits.append(word)
                return
            before = digits[place]
            digits[place] = before ^ word
            word &= before
            place += 1

    def of(self, mask: int) -> int:
        return sum((digit & mask).bit_count() << place for place, digit in enumerate(self.digits))

    @property
    def total(self) -> int:
        return sum(digit.bit_count() << place for place, digit in enumerate(self.digits))
