"""Wallets. Canonical: coin:address as its checksum reads it; letters keep their case only where they carry meaning."""

import base64
import binascii
import re
from collections.abc import Iterator

import re2

from besa.core.identifiers import labels
from besa.core.identifiers.checksums import BECH32, BECH32M, RIPPLE58, base58, base58check, bech32, cash, eight_bits
from besa.core.identifiers.keccak import keccak_256
from besa.core.identifiers.scanning import GAP, Scanned, Stretch, inside_word
from besa.core.identifiers.values import Reading

# First byte or bytes of what Base58Check holds, and the coin.
_VERSIONS = {
    b"\x00": "btc", b"\x05": "btc", b"\x30": "ltc", b"\x32": "ltc", b"\x41": "trx", b"\x1e": "doge", b"\x16": "doge",
    b"\x4c": "dash", b"\x10": "dash",
}  # fmt: skip
_TWO_BYTES = {b"\x1c\xb8": "zec", b"\x1c\xbd": "zec"}
_PREFIXES = {"bc": "btc", "ltc": "ltc"}
# The longer first: RE2 takes the first of these that fits.
_CANDIDATE = re2.compile(
    r"\b(?:0x[0-9A-Fa-f]{40}|(?:bitcoincash:)?[qpQP][02-9ac-hj-np-zA-Z]{41}|(?:bc|ltc|BC|LTC)1[0-9A-Za-z]{11,87}"
    r"|addr1[0-9a-z]{50,110}|[48][1-9A-HJ-NP-Za-km-z]{94}(?:[1-9A-HJ-NP-Za-km-z]{11})?|[EU]Q[0-9A-Za-z_\-]{46}"
    r"|[1-9A-HJ-NP-Za-km-z]{25,35})"
)
_SOLANA = re2.compile(rf"(?i)(?:{labels.words('wallet', 'sol')}){GAP}{{1,4}}(?-i:[1-9A-HJ-NP-Za-km-z]{{32,44}})")
_MONERO_SIZES = (0, 2, 3, 5, 6, 7, 9, 10, 11)
_MONERO_FIRST = (18, 19, 42)


def found_in(scanned: Scanned) -> Iterator[Stretch]:
    """Every wallet in a plain text whose checksum holds."""
    text = scanned.text
    for pattern in (_CANDIDATE, _SOLANA):
        for start, end in scanned.spans(pattern):
            if not inside_word(text, start, end, "_"):
                yield start, end, readings(text[start:end])


def readings(written: str, *, label: str = "") -> tuple[Reading, ...]:
    """The wallet, or nothing where the checksum does not hold. `label`: the coin, for addresses without a checksum."""
    code, rest = labels.split("wallet", written.strip())
    code = labels.code_of("wallet", label) or code
    rest = rest.removeprefix("bitcoin:").removeprefix("ethereum:").removeprefix("litecoin:")
    if not re.fullmatch(r"[0-9A-Za-z_\-+/:=]{25,120}", rest, re.ASCII):
        return ()
    for read in (_hexadecimal, _segwit, _cash, _check58, _monero, _ton):
        if found := read(rest):
            return (Reading("wallet", found),)
    if code == "sol" and (key := base58(rest)) and len(key) == 32:
        return (Reading("wallet", f"sol:{rest}"),)
    return ()


def _hexadecimal(text: str) -> str:
    """Ethereum and its kin. In two cases the case of the letters is the checksum (EIP-55)."""
    if not re.fullmatch(r"0[xX][0-9A-Fa-f]{40}", text):
        return ""
    signs, lower = text[2:], text[2:].lower()
    if signs not in (lower, signs.upper()):
        digest = keccak_256(lower.encode()).hex()
        if any(sign.isalpha() and sign.isupper() != (int(digest[at], 16) > 7) for at, sign in enumerate(signs)):
            return ""
    return f"eth:0x{lower}"


def _segwit(text: str) -> str:
    found = bech32(text) if text[:5].lower() == "addr1" or text[:4].lower() in ("bc1q", "bc1p", "ltc1") else None
    if not found:
        return ""
    prefix, values, check = found
    if prefix == "addr":
        return f"ada:{text.lower()}" if check == BECH32 else ""
    program = eight_bits(values[1:]) if values else None
    if prefix not in _PREFIXES or program is None or not 2 <= len(program) <= 40 or len(text) > 90:
        return ""
    old = values[0] == 0
    fits = (len(program) in (20, 32) and check == BECH32) if old else (values[0] <= 16 and check == BECH32M)
    return f"{_PREFIXES[prefix]}:{text.lower()}" if fits else ""


def _cash(text: str) -> str:
    rest = text.lower().removeprefix("bitcoincash:")
    one_case = text in (text.lower(), text.upper())
    return f"bch:{rest}" if one_case and len(rest) == 42 and rest[0] in "qp" and cash("bitcoincash", rest) else ""


def _check58(text: str) -> str:
    if not 25 <= len(text) <= 36:
        return ""
    if data := base58check(text):
        coin = (
            _VERSIONS.get(data[:1], "") if len(data) == 21 else _TWO_BYTES.get(data[:2], "") if len(data) == 22 else ""
        )
        return f"{coin}:{text}" if coin else ""
    if text[0] == "r" and (data := base58check(text, RIPPLE58)) and len(data) == 21 and data[0] == 0:
        return f"xrp:{text}"
    return ""


def _monero(text: str) -> str:
    """Base58 in blocks of eleven signs for eight bytes; the last four bytes check."""
    if len(text) not in (95, 106) or text[0] not in "48":
        return ""
    data = b""
    for at in range(0, len(text), 11):
        block = text[at : at + 11]
        value, size = base58(block), _MONERO_SIZES.index(len(block)) if len(block) in _MONERO_SIZES else 0
        number = int.from_bytes(value, "big") if value is not None else 1 << 64
        if not size or number >> 8 * size:
            return ""
        data += number.to_bytes(size, "big")
    return f"xmr:{text}" if data[0] in _MONERO_FIRST and keccak_256(data[:-4])[:4] == data[-4:] else ""


def _ton(text: str) -> str:
    """TON: the raw form, whether or not the address asks for money to bounce."""
    if raw := re.fullmatch(r"(?:ton:)?(0|-1):([0-9a-fA-F]{64})", text):
        return f"ton:{raw.group(1)}:{raw.group(2).lower()}"
    if len(text) != 48:
        return ""
    try:
        data = base64.urlsafe_b64decode(text.replace("+", "-").replace("/", "_"))
    except (binascii.Error, ValueError):
        return ""
    if (
        data[0] not in (0x11, 0x51)
        or data[1] not in (0, 255)
        or binascii.crc_hqx(data[:-2], 0) != int.from_bytes(data[-2:])
    ):
        return ""
    return f"ton:{'-1' if data[1] else '0'}:{data[2:-2].hex()}"
