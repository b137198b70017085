"""The Damm check digit: notices every single wrong digit and every swap of neighbours (H. M. Damm, 2004)."""

from __future__ import annotations

# The totally anti-symmetric quasigroup of order ten from Damm's thesis; row = state, column = digit.
_TABLE = (
    "0317598642",
    "7092154863",
    "4206871359",
    "1750983426",
    "6123045978",
    "3674209581",
    "5869720134",
    "8945362017",
    "9438617205",
    "2581436790",
)


def check_digit(digits: str) -> str:
    """The digit that makes `digits` + it valid."""
    state = 0
    for digit in digits:
        state = int(_TABLE[state][int(digit)])
    return str(state)


def is_valid(digits: str) -> bool:
    """Whether the last digit is the right check digit of those before it."""
    return check_digit(digits) == "0"
