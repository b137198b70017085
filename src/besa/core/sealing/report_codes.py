"""The report code: twenty digits that open one report's conversation, and nothing else does for its reporter.

Nineteen random digits (63 bits) and a Damm check digit. Digits are the same on Latin and Cyrillic keyboards and can be
said on the phone. The server never stores the code: Argon2id with the node's pepper turns it into a name to look the
report up by and a key to open it with.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
import threading
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, field

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from besa.core.sealing.damm import check_digit, is_valid
from besa.core.sealing.stretching import SALT_SIZE, stretch

LENGTH = 20
# Two at once, 19 MiB each: a flood of guesses waits in line instead of taking the machine's memory.
_TURN = threading.BoundedSemaphore(2)
_SEPARATORS = frozenset(" -–—.,/\u00a0\u2009\u202f\t\r\n")


class CodeMistyped(ValueError):
    """What was typed is no report code. `reason`: empty, letters, short, long, digit (a typo); `count` digits seen."""

    def __init__(self, reason: str, count: int) -> None:
        super().__init__(f"{reason}: {count} digits")
        self.reason = reason
        self.count = count


@dataclass(frozen=True)
class ReportCode:
    """Twenty ASCII digits, the last the check digit of the others."""

    digits: str = field(repr=False)

    @classmethod
    def parse(cls, typed: str) -> ReportCode:
        """Read a code as people type it: any spacing, dashes, full-width or other scripts' digits.

        Raises:
            CodeMistyped: with the reason in a word.
        """
        kept = [char for char in unicodedata.normalize("NFKC", typed) if char not in _SEPARATORS and char.isprintable()]
        if not kept:
            raise CodeMistyped("empty", 0)
        values = [unicodedata.decimal(char, None) for char in kept]
        digits = "".join(str(value) for value in values if value is not None)
        if len(digits) != len(kept):
            raise CodeMistyped("letters", len(digits))
        if len(digits) != LENGTH:
            raise CodeMistyped("short" if len(digits) < LENGTH else "long", len(digits))
        if not is_valid(digits):
            raise CodeMistyped("digit", LENGTH)
        return cls(digits)

    @property
    def display(self) -> str:
        """Five groups of four, as it is shown and written down."""
        return " ".join(self.digits[i : i + 4] for i in range(0, LENGTH, 4))


@dataclass(frozen=True)
class ReporterKeys:
    """`lookup` (16 bytes) names the report in the database; `key` (32 bytes) opens its conversation key."""

    lookup: bytes
    key: bytes = field(repr=False)


def new_code(below: Callable[[int], int] = secrets.randbelow) -> ReportCode:
    """A fresh code; `below(n)` returns a uniform random number under n (an argument so that tests can repeat it)."""
    body = f"{below(10 ** (LENGTH - 1)):0{LENGTH - 1}d}"
    return ReportCode(body + check_digit(body))


def reporter_keys(code: ReportCode, *, pepper: bytes) -> ReporterKeys:
    """Derive both keys: Argon2id, 19 MiB, 2 passes (OWASP's first recommendation), at most two at once.

    The salt comes from the node's pepper, as the code alone must be enough to find its report. The pepper goes in
    before and after the slow part: without its file a copied database cannot even be guessed against.
    """
    salt = hmac.new(pepper, b"besa/report-code/salt/v2", hashlib.sha256).digest()[:SALT_SIZE]
    with _TURN:
        stretched = stretch(code.digits.encode(), salt=salt, mebibytes=19, passes=2)
    both = HKDF(algorithm=SHA256(), length=48, salt=pepper, info=b"besa/report-code/v2").derive(stretched)
    return ReporterKeys(lookup=both[:16], key=both[16:])
