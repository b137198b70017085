"""Where money goes. Canonical: iban:AL47…, revolut:name, paypal:name, mtcn:1234567890 and their like."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import re2
import yaml

from besa.core.identifiers import labels
from besa.core.identifiers.checksums import mod97
from besa.core.identifiers.scanning import GAP, LETTER, Scanned, Stretch, inside_word
from besa.core.identifiers.values import Reading
from besa.core.identifiers.web import WebAddress, read

_TEXT = Path(__file__).with_name("ibans.yaml").read_text(encoding="utf-8")
_CONTENT: Any = yaml.load(_TEXT, Loader=yaml.CBaseLoader)  # noqa: S506  the base loader makes text only
_LENGTHS = {country: int(length) for country, length in _CONTENT.items()}
_COUNTRY = "|".join(sorted(_LENGTHS))
# Only the beginning: how much follows is the country's to say, and a wrong beginning must not swallow a right one.
_IBAN = re2.compile(rf"(?i)(?:{_COUNTRY}) ?\d\d[ .\-]?[0-9A-Z]")
_LONGEST = 34 + 33
_WORDS = "nr|no|number|numri|numrin|kodi|code|kod|код|broj|број|is|është|je|е|transfer|money"
_BETWEEN = rf"{GAP}{{0,4}}(?:(?:{_WORDS}){GAP}{{1,3}}){{0,3}}"
_TRANSFER = re2.compile(rf"(?i)(?:{labels.words('payment', 'mtcn', 'moneygram')}){_BETWEEN}\d(?:[ \-]?\d){{7,9}}")
_TAG = re2.compile(
    rf"(?i)(?:{labels.words('payment', 'revolut', 'cashapp', 'venmo', 'paypal', 'wise')})"
    r"(?:[ \t]?[:=>@][ \t]?|[ \t]{1,2}(?:tag|user|username|nofka|profil|ime|име)?[ \t]?[:=]?[ \t]?[@$])"
    r"[@$]?[0-9A-Za-z][0-9A-Za-z_.\-]{2,29}"
)
# What else must stand on a line with one; runs of figures and at signs are looked for anyway.
_SERVICES = labels.words("payment", "revolut", "cashapp", "venmo", "paypal", "wise")
HINT = rf"(?:{_SERVICES})[ \t]{{0,2}}{LETTER}{{0,12}}[ \t]?[:=>$]"
_DIGITS = {"mtcn": 10, "moneygram": 8}
# Site, the beginning of the path, the code: what follows is whose account it is.
_PAGES = (
    ("paypal.me", "", "paypal"), ("paypal.com", "paypalme/", "paypal"), ("revolut.me", "", "revolut"),
    ("cash.app", "$", "cashapp"), ("venmo.com", "u/", "venmo"), ("venmo.com", "", "venmo"),
    ("wise.com", "pay/me/", "wise"),
)  # fmt: skip
_HOSTS = frozenset(host for host, _, _ in _PAGES)
_NAME = re.compile(r"[@$]?([0-9A-Za-z][0-9A-Za-z_.\-]{1,38}[0-9A-Za-z_])", re.ASCII)
_NEVER = frozenset(("account", "business", "help", "signin", "login", "about", "legal", "app", "tag"))


def found_in(scanned: Scanned, *, figures: bool = True) -> Iterator[Stretch]:
    """Every account or transfer in a plain text; a transfer's number only beside a word that says so.

    `figures`: whether there are any in the text.
    """
    text = scanned.text
    if figures:
        yield from _in_figures(scanned)
    for start, end in scanned.spans(_TAG):
        if not inside_word(text, start, end, "_@"):
            written = text[start:end].rstrip(".-")
            yield start, start + len(written), tagged(written)


def _in_figures(scanned: Scanned) -> Iterator[Stretch]:
    text = scanned.text
    for start, _ in scanned.spans(_IBAN):
        if text[max(0, start - 1) : start].isalnum():
            continue
        if length := _iban_length(text[start : start + _LONGEST]):
            yield start, start + length, readings(text[start : start + length])
    for start, end in scanned.spans(_TRANSFER):
        if not inside_word(text, start, end, "_"):
            yield start, end, readings(text[start:end])


def readings(written: str, *, label: str = "") -> tuple[Reading, ...]:
    """The account or transfer named by `label` or a word in front, an IBAN, or the address of a payment page."""
    written = written.strip()
    if "/" in written and (address := read(written)):
        return of_address(address)
    code, rest = labels.split("payment", written)
    code = labels.code_of("payment", label) or code
    if code in _DIGITS:
        digits = re.sub(r"\D", "", rest)
        return (Reading("payment", f"{code}:{digits}"),) if len(digits) == _DIGITS[code] else ()
    if code in ("", "iban"):
        account = re.sub(r"[\s.\-]", "", rest).upper()
        whole = account.isascii() and account.isalnum() and _LENGTHS.get(account[:2]) == len(account)
        return (Reading("payment", f"iban:{account}"),) if whole and mod97(account) else ()
    name = _NAME.fullmatch(rest.split()[-1].lstrip(":=>") if rest else "")
    if not name or name.group(1).lower() in _NEVER:
        return ()
    return (Reading("payment", f"{code}:{name.group(1).lower()}"),)


def of_address(address: WebAddress) -> tuple[Reading, ...]:
    """Whom the page of a payment service pays."""
    if address.host not in _HOSTS:
        return ()
    path = address.path.strip("/")
    for host, before, code in _PAGES:
        if address.host == host and path.startswith(before):
            name = _NAME.fullmatch(path[len(before) :].partition("/")[0])
            if name and name.group(1).lower() not in _NEVER:
                return (Reading("payment", f"{code}:{name.group(1).lower()}"),)
    return ()


def tagged(written: str) -> tuple[Reading, ...]:
    """ "revolut @ana": with an at sign it is an account's name as well, as it would be without the service's name."""
    found = readings(written)
    name = found[0].canonical.partition(":")[2] if found and "@" in written else ""
    return (*found, Reading("handle", f"any:{name}")) if name else found


def _iban_length(written: str) -> int:
    """How much of the text is the IBAN that its country's length asks for; 0 if there is none."""
    wanted = _LENGTHS.get(written[:2].upper(), 0)
    signs = 0
    for at, sign in enumerate(written):
        if sign.isascii() and sign.isalnum():
            signs += 1
        elif sign not in " .-" or not written[at - 1].isalnum():
            return 0
        if signs == wanted:
            return 0 if written[at + 1 : at + 2].isalnum() else at + 1
    return 0
