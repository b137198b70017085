"""Devices. Canonical: what the number is, a colon, the number (imei:…, iccid:…, mac:…, uuid:…, ssid:…)."""

import re
from collections.abc import Callable, Iterator, Mapping

import re2

from besa.core.identifiers import labels
from besa.core.identifiers.checksums import luhn, luhn_digit
from besa.core.identifiers.scanning import GAP, LETTER, Scanned, Stretch, inside_word
from besa.core.identifiers.values import Reading

_MAC = re2.compile(
    r"(?:[0-9A-Fa-f]{2}:){5}[0-9A-Fa-f]{2}|(?:[0-9A-Fa-f]{2}-){5}[0-9A-Fa-f]{2}|(?:[0-9A-Fa-f]{4}\.){2}[0-9A-Fa-f]{4}"
)
_UUID = re2.compile(r"[0-9A-Fa-f]{8}-(?:[0-9A-Fa-f]{4}-){3}[0-9A-Fa-f]{12}")
_DIGITS = re2.compile(r"\d(?:[ \-]?\d){13,19}")
_IS = "nr|no|number|numri|broj|број|is|është|je|е"
_NAMED = re2.compile(
    rf"(?i)(?:{labels.words('device', 'imei', 'imsi', 'iccid', 'android', 'serial')})"
    rf"{GAP}{{1,4}}(?:(?:{_IS}){GAP}{{1,3}}){{0,2}}(?:[0-9A-Fa-f]{{16}}\b|\d(?:[ .\-]?\d){{8,21}}\b)"
    rf"|(?i)(?:{labels.words('device', 'mac')}){GAP}{{1,4}}[0-9A-F]{{2}}(?:[ :\-]?[0-9A-F]{{2}}){{5}}\b"
)
_SSID = re2.compile(
    rf"(?i)(?:{labels.words('device', 'ssid')})(?:[ \t]+(?:name|emri|ime|име|network|mreža|rrjeti|мрежа))?"
    r"[ \t]*(?:[:=][ \t]*(?:\"[^\"\n]{1,32}\"|'[^'\n]{1,32}'|[^\s\"',;]{2,32})|[ \t]\"[^\"\n]{1,32}\")"
)
# What else must stand on a line with a device; long runs of figures and hexadecimal signs are looked for anyway.
HINT = (
    rf"(?:{labels.words('device', 'ssid')})(?:[ \t]+{LETTER}{{1,12}})?[ \t]*[:=\"']|"
    rf"(?:{labels.words('device', 'android', 'serial')}){GAP}|"
    rf"(?:{labels.words('device', 'mac')}){GAP}{{1,4}}[0-9A-F]{{2}}[ 0-9A-F]"
)
_SSID_ONE = re.compile(r"[:=\s]*(?:name|emri|ime|име|network|mreža|rrjeti|мрежа)?[:=\s]*[\"']?(.*?)[\"']?", re.I | re.S)
_IMEI_GROUPS = re.compile(r"\d{15,16}|\d{2}[ -]\d{6}[ -]\d{6}[ -]\d|\d{6}[ -]\d{2}[ -]\d{6}[ -]\d")
# Who hands out the first two figures of an IMEI; elsewhere in a text fifteen figures are not taken for one.
_REPORTING = frozenset(("01", "35", "86", "98", "99"))
_NIL = frozenset(("0" * 12, "f" * 12))


def found_in(scanned: Scanned, *, figures: bool = True) -> Iterator[Stretch]:
    """Every device in a plain text: what its shape shows, and what a word beside it names.

    `figures`: whether there are any in the text.
    """
    text = scanned.text
    if ":" in text or "-" in text or "." in text:
        yield from _with_signs(scanned)
    for start, end in scanned.spans(_NAMED):
        written = text[start:end].rstrip(" -")
        if not inside_word(text, start, start + len(written), "_"):
            yield start, start + len(written), readings(written)
    if any(sign in text for sign in ":=\"'"):
        for start, end in scanned.spans(_SSID):
            if not text[max(0, start - 1) : start].isalnum():
                yield start, end, readings(text[start:end])
    if figures:
        for start, end in scanned.spans(_DIGITS):
            if not inside_word(text, start, end, "-_+"):
                yield start, end, _by_shape(text[start:end])


def _with_signs(scanned: Scanned) -> Iterator[Stretch]:
    """Hexadecimal figures with signs between. Figures alone may be a date, an account: letters or colons tell."""
    text = scanned.text
    for pattern in (_MAC, _UUID):
        for start, end in scanned.spans(pattern):
            written = text[start:end]
            told = any(sign.isalpha() or sign == ":" for sign in written)
            if not told or inside_word(text, start, end, ":-_"):
                continue
            if "." in written and (text[max(0, start - 1) : start] == "." or text[end : end + 2].strip(".").isalnum()):
                continue
            yield start, end, readings(written)


def readings(written: str, *, label: str = "") -> tuple[Reading, ...]:
    """The device named by `label` or by a word in front; without either, by what its shape can be."""
    code, rest = labels.split("device", written.strip())
    code = labels.code_of("device", label) or code
    if code:
        found = _READERS[code](rest)
        return (Reading("device", f"{code}:{found}"),) if found else ()
    read = ((name, _READERS[name](rest)) for name in ("mac", "uuid", "imei", "iccid"))
    return tuple(Reading("device", f"{name}:{found}") for name, found in read if found)


def _by_shape(written: str) -> tuple[Reading, ...]:
    digits = _only_digits(written)
    if _IMEI_GROUPS.fullmatch(written) and len(digits) == 15 and digits[:2] in _REPORTING and luhn(digits):
        return (Reading("device", f"imei:{digits}"),)
    if len(digits) in (19, 20) and (found := _iccid(digits)):
        return (Reading("device", f"iccid:{found}"),)
    return ()


def _only_digits(text: str) -> str:
    return "".join(sign for sign in text if sign.isdigit())


def _imei(text: str) -> str:
    """Fifteen figures with their check; of sixteen (with the software's version) the first fourteen and the check."""
    text = re.sub(r"[\s\-/.]", "", _last_number(text))
    if not text.isascii() or not text.isdigit() or len(set(text)) == 1:
        return ""
    if len(text) in (14, 16):
        return text[:14] + luhn_digit(text[:14])
    return text if len(text) == 15 and luhn(text) else ""


def _iccid(text: str) -> str:
    text = re.sub(r"[\s.\-]", "", _last_number(text)).upper().rstrip("F")
    return text if re.fullmatch(r"89[0-9]{16,18}", text) and luhn(text) else ""


def _imsi(text: str) -> str:
    text = re.sub(r"[\s.\-]", "", _last_number(text))
    return text if re.fullmatch(r"[2-7][0-9]{13,14}", text) else ""


def _mac(text: str) -> str:
    if not re.fullmatch(
        r"(?:[0-9A-Fa-f]{2}([:\- ]?)(?:[0-9A-Fa-f]{2}\1){4}[0-9A-Fa-f]{2}|(?:[0-9A-Fa-f]{4}\.){2}[0-9A-Fa-f]{4})", text
    ):
        return ""
    signs = re.sub(r"[^0-9a-f]", "", text.lower())
    return "" if signs in _NIL else ":".join(signs[at : at + 2] for at in range(0, 12, 2))


def _uuid(text: str) -> str:
    signs = text.strip("{}").lower()
    if re.fullmatch(r"[0-9a-f]{32}", signs):
        signs = f"{signs[:8]}-{signs[8:12]}-{signs[12:16]}-{signs[16:20]}-{signs[20:]}"
    whole = re.fullmatch(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}", signs)
    return signs if whole and len(set(signs)) > 2 else ""


def _android(text: str) -> str:
    text = (text.split() or [""])[-1].lower()
    return text if re.fullmatch(r"[0-9a-f]{16}", text) and len(set(text)) > 2 else ""


def _ssid(text: str) -> str:
    """The name of a network, letters as they are: "Ana" and "ana" are two networks."""
    found = _SSID_ONE.fullmatch(text)
    name = found.group(1).strip() if found else ""
    return name if name and len(name) <= 32 and "\n" not in name else ""


def _serial(text: str) -> str:
    text = re.sub(r"[\s\-]", "", text).upper()
    return text if re.fullmatch(r"(?=.*[0-9])[0-9A-Z]{6,30}", text) else ""


def _last_number(text: str) -> str:
    """Without the small words between a name and its number ("numri është 35…")."""
    return re.sub(r"^(?:[^\W\d]{1,12}[^\w]{1,3}){1,2}", "", text)


_READERS: Mapping[str, Callable[[str], str]] = {
    "imei": _imei, "imsi": _imsi, "iccid": _iccid, "mac": _mac, "uuid": _uuid, "android": _android, "ssid": _ssid,
    "serial": _serial,
}  # fmt: skip
