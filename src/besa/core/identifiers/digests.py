"""Digests of files. Canonical: algorithm:hex in lower case; PhotoDNA as it was sent."""

import base64
import binascii
import re
from collections.abc import Iterator

import re2

from besa.core.identifiers import labels
from besa.core.identifiers.scanning import GAP, Scanned, Stretch, inside_word
from besa.core.identifiers.values import Reading

_LENGTHS = {32: "md5", 40: "sha1", 64: "sha256", 96: "sha384", 128: "sha512"}
# Algorithms whose results look like another's: only a word beside them tells.
_NAMED = {"btih": 40, "ed2k": 32, "pdq": 64}
_SIZES = {code: length // 2 for length, code in _LENGTHS.items()} | {code: n // 2 for code, n in _NAMED.items()}
_HEX = re2.compile(r"[0-9A-Fa-f]{32,128}")
_LABELLED = re2.compile(rf"(?i)(?:{labels.words('digest', 'photodna')}){GAP}{{1,4}}([A-Za-z0-9+/=,]{{40,}})")
_ENOUGH = re.compile(r"[A-Za-z0-9+/=,]{16,700}")


def found_in(scanned: Scanned) -> Iterator[Stretch]:
    """Every digest in a plain text."""
    text = scanned.text
    for start, end in scanned.spans(_LABELLED):
        yield start, end, readings(text[start:end])
    for start, end in scanned.spans(_HEX):
        written = text[start:end]
        if len(written) not in _LENGTHS or inside_word(text, start, end, "_-+=") or written.isdigit():
            continue
        label = labels.before("digest", text, start)
        if label not in _NAMED:
            label = ""
        begin = text.rfind("\n", 0, start) + 1
        near = max(begin, start - 60)
        # The word belongs to what was found: without it the same figures mean something else.
        first = (
            max((near + at.start() for at in _word(label).finditer(text[near:start])), default=start)
            if label
            else start
        )
        yield first, end, readings(written, label=label)


def readings(written: str, *, label: str = "") -> tuple[Reading, ...]:
    """The digest that was written in hexadecimal, or under its algorithm's name in base64 or base32."""
    code, rest = labels.split("digest", written.strip())
    code = labels.code_of("digest", label) or code
    rest = rest.split()[-1] if code and rest else rest
    if code == "photodna":
        return (Reading("digest", f"photodna:{rest}"),) if _ENOUGH.fullmatch(rest) else ()
    if code and len(rest) != 2 * _SIZES[code]:
        rest = _decoded(rest, _SIZES[code])
    if len(rest) not in _LENGTHS or not re.fullmatch(r"[0-9A-Fa-f]+", rest):
        return ()
    named = code if _NAMED.get(code) == len(rest) else _LENGTHS[len(rest)]
    return (Reading("digest", f"{named}:{rest.lower()}"),)


def _word(label: str) -> re.Pattern[str]:
    return re.compile(rf"(?i){labels.words('digest', label)}")


def _decoded(written: str, size: int) -> str:
    """Base32 (as file-sharing networks write it) or base64, as hexadecimal; "" if it is not `size` bytes."""
    for decode in (base64.b32decode, lambda text: base64.b64decode(text, validate=True)):
        try:
            data = decode(written.upper() if decode is base64.b32decode else written)
        except (binascii.Error, ValueError):
            continue
        if len(data) == size:
            return data.hex()
    return ""
