"""Checksums that addresses, devices and accounts carry: Luhn, mod 97, Base58Check, Bech32 and CashAddr.

Sources: ISO/IEC 7812-1, ISO 13616, BIP 173 and 350, the CashAddr specification. Each is a few lines of arithmetic: less
than the library that would bring it.
"""

import hashlib

BITCOIN58 = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
RIPPLE58 = "rpshnaf39wBUDNEGHJKLM4PQRST7VWXYZ2bcdeCg65jkm8oFqi1tuvAxyz"
_BECH32 = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"
_BECH32_STEPS = (0x3B6A57B2, 0x26508E6D, 0x1EA119FA, 0x3D4233DD, 0x2A1462B3)
_CASH_STEPS = (0x98F2BC8E61, 0x79B76D99E2, 0xF33E5FB3C4, 0xAE2EABE2A8, 0x1E4F43E470)
BECH32, BECH32M = 1, 0x2BC830A3


def luhn(digits: str) -> bool:
    """Whether the last digit is the check digit of those before it."""
    total = sum(int(digit) for digit in digits[-1::-2])
    return (total + sum(sum(divmod(2 * int(digit), 10)) for digit in digits[-2::-2])) % 10 == 0


def luhn_digit(digits: str) -> str:
    """The check digit that belongs behind the digits."""
    return next(digit for digit in "0123456789" if luhn(digits + digit))


def mod97(account: str) -> bool:
    """Whether an IBAN, without spaces and in upper case, has the check digits it should have."""
    return int("".join(str(int(sign, 36)) for sign in account[4:] + account[:4])) % 97 == 1


def base58(text: str, alphabet: str = BITCOIN58) -> bytes | None:
    """The bytes, a nought byte for each leading first letter; None for another letter."""
    number = 0
    for sign in text:
        value = alphabet.find(sign)
        if value < 0:
            return None
        number = number * 58 + value
    zeros = len(text) - len(text.lstrip(alphabet[0]))
    return bytes(zeros) + number.to_bytes((number.bit_length() + 7) // 8, "big")


def base58check(text: str, alphabet: str = BITCOIN58) -> bytes | None:
    """Version and payload without the four check bytes, or None if these are wrong."""
    data = base58(text, alphabet)
    if data is None or len(data) < 5:
        return None
    twice = hashlib.sha256(hashlib.sha256(data[:-4]).digest()).digest()
    return data[:-4] if twice[:4] == data[-4:] else None


def bech32(text: str) -> tuple[str, list[int], int] | None:
    """(prefix, five-bit values without the check, BECH32 or BECH32M); None if letters, case or check are wrong."""
    if text.lower() != text and text.upper() != text:
        return None
    prefix, one, rest = text.lower().rpartition("1")
    values = [_BECH32.find(sign) for sign in rest]
    if not prefix or not one or len(rest) < 6 or min(values) < 0:
        return None
    check = 1
    for value in (*(ord(sign) >> 5 for sign in prefix), 0, *(ord(sign) & 31 for sign in prefix), *values):
        top = check >> 25
        check = (check & 0x1FFFFFF) << 5 ^ value
        for at, step in enumerate(_BECH32_STEPS):
            check ^= step if top >> at & 1 else 0
    return (prefix, values[:-6], check) if check in (BECH32, BECH32M) else None


def cash(prefix: str, text: str) -> bool:
    """Whether the check of a CashAddr ("bitcoincash", "qp…") holds."""
    values = [_BECH32.find(sign) for sign in text]
    if not values or min(values) < 0:
        return False
    check = 1
    for value in (*(ord(sign) & 31 for sign in prefix), 0, *values):
        top = check >> 35
        check = (check & 0x07FFFFFFFF) << 5 ^ value
        for at, step in enumerate(_CASH_STEPS):
            check ^= step if top >> at & 1 else 0
    return check ^ 1 == 0


def eight_bits(values: list[int]) -> bytes | None:
    """Five-bit values as bytes, or None if what is left over is not nought."""
    number = 0
    for value in values:
        number = number << 5 | value
    spare = 5 * len(values) % 8
    if spare > 4 or number & ((1 << spare) - 1):
        return None
    return (number >> spare).to_bytes(5 * len(values) // 8, "big")
