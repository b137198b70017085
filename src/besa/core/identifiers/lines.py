"""Which lines of a text can hold an identifier at all: one pass of RE2, so that most of a chat costs next to nothing.

A hint here is wider than any pattern of a finder: it lets a line through for a finder to look at. A property test
compares with reading everything.
"""

from functools import cache

import re2

from besa.core.identifiers import devices, payments, spoken
from besa.core.identifiers.evasions import BARE_ENDINGS, DOT_WORDS, TRICK
from besa.core.identifiers.handles import ANNOUNCING, mention
from besa.core.identifiers.plain import MIXED

# Five figures with little between them: phones, accounts, devices, coordinates, IBANs.
# Any letter outside ASCII counts as "between" here, and as a letter below: narrow enough, and far less work for RE2.
_FIGURES = r"[0-9](?:[^A-NP-Za-np-z0-9\n]{0,8}[0-9]){4}"
_HOST = r"[0-9A-Za-z_\-\x{80}-\x{10ffff}]\.[A-Za-z\x{80}-\x{10ffff}][0-9A-Za-z\-_\x{80}-\x{10ffff}]"
_IPS = r"\d\.\d{1,3}\.\d{1,3}\.\d|[0-9A-Fa-f]{0,4}:[0-9A-Fa-f]{0,4}:[0-9A-Fa-f]"
_HEXES = (
    r"[0-9A-Fa-f]{2}-[0-9A-Fa-f]{2}-[0-9A-Fa-f]{2}-|[0-9A-Fa-f]{4}\.[0-9A-Fa-f]{4}\.|[0-9A-Fa-f]{8}-[0-9A-Fa-f]{4}-"
)
_LONG = r"[0-9A-Za-z_\-+/]{25}"
_DEGREES = r"[0-9]\s?[°º]"
# Letters and figures in other forms, and marks or nothing visible behind a letter, a figure or a sign of addresses.
_FORMS = (
    r"[\x{aa}\x{b2}\x{b3}\x{b9}\x{ba}\x{2070}-\x{209c}\x{2100}-\x{214f}\x{2160}-\x{217f}\x{2460}-\x{24ff}\x{2776}-\x{2793}"
    r"\x{3200}-\x{33ff}\x{fb00}-\x{fb06}\x{ff01}-\x{ff5e}\x{1d400}-\x{1d7ff}\x{1f100}-\x{1f169}\x{2024}\x{fe50}-\x{fe6b}"
    r"\x{2b0}-\x{2e4}\x{1d2c}-\x{1d6a}\x{132}\x{133}\x{17f}\x{1c4}-\x{1cc}\x{1f1}-\x{1f3}]"
)
_FOREIGN_FIGURE = r"[\x{660}-\x{669}\x{6f0}-\x{6f9}\x{966}-\x{96f}\x{1fbf0}-\x{1fbf9}]"
_MARKED = r"[\pL\pN_.@:/\[\](){}<>=\-+'\"][\p{Mn}\p{Me}\p{Cf}]"


@cache
def _hot() -> re2._Regexp:
    bare = rf"[^0-9A-Za-z](?:{DOT_WORDS})[^0-9A-Za-z]{{1,8}}(?:{BARE_ENDINGS})"
    signs = "|".join(("@", _FIGURES, _HOST, _IPS, _HEXES, _LONG, _DEGREES, _FORMS, _FOREIGN_FIGURE, _MARKED, MIXED))
    words = "|".join((TRICK, bare, mention(), devices.HINT, payments.HINT, spoken.HINT))
    options = re2.Options()
    options.max_mem = 64 << 20  # room for the states of all of it at once
    options.never_capture = True
    # Only words in either case: to RE2 the long s (ſ) is an s in another case.
    return re2.compile(rf"(?:{signs}|(?i:{words}))[^\n]*", options)


@cache
def _crossing() -> re2._Regexp:
    """What may begin on one line and end on the next: a tricked dot or at sign, and a name under its platform's."""
    named = rf"{mention()}[^0-9A-Za-z]{{0,6}}(?:(?:{ANNOUNCING})[^0-9A-Za-z]{{1,6}})?[0-9A-Za-z_]"
    return re2.compile(rf"(?i)(?:\s?{TRICK}\s?|{named})")


def worth_reading(text: str) -> list[tuple[int, int]]:
    """Stretches of whole lines, in characters, in order; lines next to each other are one stretch."""
    data = text.encode("utf-8", "surrogatepass")
    spans = [match.span() for match in _hot().finditer(data)]
    if not spans:
        return []
    if b"\n" in data:
        spans = _whole_lines(data, spans + [match.span() for match in _crossing().finditer(data)])
    else:
        spans = [(0, len(data))]
    if len(data) == len(text):
        return spans
    placed: list[tuple[int, int]] = []
    last_byte = last = 0
    for start, end in spans:
        begin = last + len(data[last_byte:start].decode("utf-8", "surrogatepass"))
        last_byte, last = end, begin + len(data[start:end].decode("utf-8", "surrogatepass"))
        placed.append((begin, last))
    return placed


def _whole_lines(data: bytes, spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    lines: list[tuple[int, int]] = []
    before = -1
    for first, last in sorted(spans):
        if last <= before:
            continue
        start = data.rfind(b"\n", max(before, 0), first) + 1 if first > before else before
        end = data.find(b"\n", last)
        end = len(data) if end < 0 else end
        if lines and start <= before + 1:
            lines[-1] = (lines[-1][0], end)
        else:
            lines.append((start, end))
        before = end
    return lines
