"""Web addresses and bare domains. Canonical URL: host/path?query without scheme, "www.", tracking and fragment."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from urllib.parse import parse_qsl, quote, unquote, urlencode, urlsplit

import re2

from besa.core.identifiers.domains import ascii_host, is_address, may_end, registrable
from besa.core.identifiers.evasions import BARE_DOT, BARE_ENDINGS, COLON, DOT, with_dots, with_scheme
from besa.core.identifiers.everyday import ENDINGS
from besa.core.identifiers.platforms import PLATFORM_DOMAINS
from besa.core.identifiers.scanning import Scanned
from besa.core.identifiers.values import Reading

_LABEL = r"[\pL\pN_\-]+"
_SCHEME = rf"(?:(?:h(?:tt|xx|\*\*)ps?|ftp){COLON}//)"
_TAIL = r"(?::\d{2,5})?(?:[/?#][^\s<>\"]*)?"
_HOST = rf"{_LABEL}(?:{DOT}{_LABEL})+"
_BARE = rf"{_LABEL}(?:{BARE_DOT}{_LABEL})*{BARE_DOT}(?:{BARE_ENDINGS})\b"
_PATTERN = re2.compile(rf"(?i)(?:{_SCHEME}(?:[^\s<>\"/@]+@)?)?(?:{_HOST}|{_BARE}){_TAIL}")
_SIMPLE = re.compile(r"[\w\-]+(?:\.[\w\-]+)+")
_EXPLICIT = re.compile(r"^(?:https?|ftp)://|^www\d?\.", re.IGNORECASE)
_HEAD = re.compile(r"((?:\w+://)?[^/?#]*)([/?#]?)(.*)", re.DOTALL)
_TRICK = re.compile(r"[\[({<\s]")
_CLOSERS = {")": "(", "]": "[", "}": "{"}
# Only names that never say which page is meant: "t" and "id" do on many sites, and stay.
_TRACKING = re.compile(
    r"^(?:utm_.*|fbclid|gclid|dclid|msclkid|yclid|igsh|igshid|mibextid|si|ref_src|_r|_t|is_from_webapp|sender_device)$"
)


def candidates(scanned: Scanned) -> Iterator[tuple[int, int]]:
    """Ranges of plain text that may be web addresses or domains, closing punctuation left outside."""
    text = scanned.text
    for start, end in scanned.spans(_PATTERN):
        written = _trimmed(text[start:end])
        if not _SIMPLE.fullmatch(written) or _may_be(written):
            yield start, start + len(written)


def _may_be(host: str) -> bool:
    """A quick look at the ending of a bare host: most points in a chat stand in figures or end sentences."""
    last = host.rpartition(".")[2]
    return host.count(".") == 3 if last.isdigit() else may_end(last.lower())


def _trimmed(written: str) -> str:
    """Without the marks that end a sentence or close a bracket opened outside."""
    while written:
        last = written[-1]
        unopened = last in _CLOSERS and written.count(last) > written.count(_CLOSERS[last])
        if last not in ".,;:!?'\"*_~»”’“…" and not unopened:
            break
        written = written[:-1]
    return written


@dataclass(frozen=True)
class WebAddress:
    """What was written, taken apart.

    `domain`: what somebody registered, "" for an address in figures. `explicit`: with a scheme or www. `meant`: surely
    an address, not two sentences run together.
    """

    host: str
    domain: str
    path: str
    query: str
    explicit: bool
    meant: bool

    @property
    def place(self) -> str:
        """Path and query, without the slashes around the path."""
        return self.path.strip("/") + (f"?{self.query}" if self.query else "")


def read(written: str) -> WebAddress | None:
    """Take a web address apart, its evasions undone; None if it cannot be one."""
    text = with_scheme(written.strip())
    head, slash, tail = _HEAD.match(text).groups()  # type: ignore[union-attr]  # matches any text
    explicit = bool(_EXPLICIT.match(text))
    address = with_dots(head) + slash + tail
    if any(space in address for space in " \n\t\r"):
        return None
    try:
        parts = urlsplit(address if "://" in address else f"//{address}")
        host = ascii_host(parts.hostname or "")
    except ValueError:
        return None
    if not host or "@" in (parts.netloc if "://" not in address else ""):
        return None
    domain = "" if is_address(host) else registrable(host)
    if not domain and not is_address(host):
        return None
    meant = explicit or bool(slash and tail) or bool(_TRICK.search(head))
    return WebAddress(host.removeprefix("www."), domain, parts.path, parts.query, explicit, meant)


def readings(written: str) -> tuple[Reading, ...]:
    """The web address and the registrable domain that the text, typed as one, is; or nothing."""
    address = read(written)
    return of_address(replace(address, meant=True)) if address else ()


def of_address(address: WebAddress) -> tuple[Reading, ...]:
    """The canonical URL (where there is more than a bare host), and the registrable domain."""
    found: list[Reading] = []
    if address.path or address.query or address.explicit:
        found.append(Reading("url", address.host + (_path(address.path) or "/") + _query(address.query)))
    if is_address(address.host):
        return tuple(found) if address.meant else ()
    if address.domain not in PLATFORM_DOMAINS and (address.meant or _alone(address.host)):
        found.append(Reading("domain", address.domain))
    return tuple(found)


def _alone(host: str) -> bool:
    """Whether a bare name reads as a site, and not as two sentences without a space between them."""
    last = host.rpartition(".")[2]
    return last not in ENDINGS or host.count(".") > 1 or any(sign.isdigit() or sign == "-" for sign in host)


def _path(path: str) -> str:
    """Percent signs in one spelling, no slash at the end."""
    plain = unquote(path, errors="surrogateescape")
    return quote(plain, safe="/:@!$&'()*+,;=~-._", errors="surrogateescape").rstrip("/")


def _query(query: str) -> str:
    """Without what only tells where a link was shared, in the order of the names."""
    pairs = parse_qsl(query, keep_blank_values=True, errors="surrogateescape", max_num_fields=None)
    kept = sorted(pair for pair in pairs if not _TRACKING.match(pair[0].lower()))
    return "?" + urlencode(kept, errors="surrogateescape") if kept else ""
