"""E-mail addresses. Canonical: local@domain in lower case, domain in ASCII; Gmail without dots and tag."""

from collections.abc import Iterator

import re2

from besa.core.identifiers.domains import ascii_host, registrable
from besa.core.identifiers.evasions import AT, BARE_AT, BARE_DOT, BARE_ENDINGS, DOT, with_at, with_dots
from besa.core.identifiers.scanning import Scanned
from besa.core.identifiers.values import Reading

_LOCAL = r"[a-z0-9](?:[a-z0-9._%+\-]*[a-z0-9_\-])?"
_LABEL = r"[\pL\pN\-]+"
_BARE = rf"{_LOCAL}{BARE_AT}{_LABEL}{BARE_DOT}(?:{BARE_ENDINGS})"
_PATTERN = re2.compile(rf"(?i)(?:{_LOCAL}{AT}{_LABEL}(?:(?:{DOT}|{BARE_DOT}){_LABEL})+|{_BARE}\b)")
_ONE = re2.compile(rf"(?i){_LOCAL}@(?:{_LABEL}\.)+{_LABEL}")
_GMAIL = frozenset(("gmail.com", "googlemail.com"))


def candidates(scanned: Scanned) -> Iterator[tuple[int, int]]:
    """Ranges of plain text that may be addresses."""
    return scanned.spans(_PATTERN)


def readings(written: str) -> tuple[Reading, ...]:
    """The address that the text is, or nothing."""
    address = with_dots(with_at(written.strip()))
    if not _ONE.fullmatch(address):
        return ()
    local, _, domain = address.lower().rpartition("@")
    host = ascii_host(domain)
    if host is None or not registrable(host) or ".." in local or len(local) > 64:
        return ()
    if host in _GMAIL:
        local, host = local.partition("+")[0].replace(".", ""), "gmail.com"
    return (Reading("email", f"{local}@{host}"),) if local else ()
