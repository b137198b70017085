"""Items: a referral with the exact bytes it was read from, and the limits that keep one from eating the machine."""

from hashlib import sha256

from besa.core.formats.values import Item, Referral

LARGEST_ITEM = 16 * 1024 * 1024
DEEPEST = 100
MOST_WRONG = 10_000

EMPTY = "The file is empty."
TOO_LARGE = f"Part of an entry that is larger than {LARGEST_ITEM // 1024 // 1024} MiB: kept, not read."
TOO_DEEP = f"Nested more than {DEEPEST} levels deep: kept, not read."
NO_TEXT = "Is no text in the encoding that the first bytes of the file announce: kept, not read."
NOT_MOSTLY_TEXT = "Holds more than 10,000 bytes or characters that are no text: kept, not read."
TRUNCATED = "The entry breaks off before its end: kept, not read."


def understood(raw: bytes, referral: Referral) -> Item:
    return Item(raw=raw, digest=sha256(raw).digest(), referral=referral)


def not_understood(raw: bytes, problem: str) -> Item:
    return Item(raw=raw, digest=sha256(raw).digest(), referral=None, problem=problem)
