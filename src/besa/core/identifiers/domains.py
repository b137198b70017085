"""Host names: whether one can exist, and the registrable domain it belongs to. Never asks the network."""

import re
from dataclasses import dataclass
from functools import cache

import idna
import tldextract

_ASCII = re.compile(r"(?!-)[0-9a-z_\-]{1,63}(?:\.(?!-)[0-9a-z_\-]{1,63})*")


@cache
def _extract() -> tldextract.TLDExtract:
    """The list of endings that came with the library; no fetching, no cache on disk."""
    return tldextract.TLDExtract(suffix_list_urls=(), cache_dir=None, include_psl_private_domains=True)


@dataclass(frozen=True)
class _Endings:
    """What of the list answers most questions at once: `last` labels, also as they are written outside ASCII;
    `simple` endings of one label under which names are free, but for the `longer` endings of two labels.
    """

    last: frozenset[str]
    simple: frozenset[str]
    longer: frozenset[str]


@cache
def _endings() -> _Endings:
    rules = [rule.lstrip("!").split(".") for rule in _extract().tlds]
    last = {rule[-1] for rule in rules}
    free = {rule[0] for rule in rules if len(rule) == 1} - {rule[-1] for rule in rules if "*" in rule[-2:]}
    return _Endings(
        last=frozenset(last | {idna.encode(label).decode() for label in last if not label.isascii()}),
        simple=frozenset(label for label in free if label.isascii()),
        longer=frozenset(".".join(rule[-2:]) for rule in rules),
    )


def may_end(label: str) -> bool:
    """Whether any known ending has this last label, in lower case: a quick look that spares most slow ones."""
    return label in _endings().last


def ascii_host(host: str) -> str | None:
    """The host in lower case and in its ASCII form (xn--…), or None if it cannot be a host name."""
    host = host.strip(".").lower()
    if host.isascii():
        return host if len(host) < 254 and _ASCII.fullmatch(host) else None
    try:
        return idna.encode(host, uts46=True, transitional=False).decode("ascii")
    except (idna.IDNAError, UnicodeError, IndexError, ValueError):
        return None


def is_address(host: str) -> bool:
    """Whether the host is an IPv4 address in figures."""
    if not host[-1:].isdigit():
        return False
    parts = host.split(".")
    return len(parts) == 4 and all(part.isdigit() and len(part) < 4 and int(part) < 256 for part in parts)


def registrable(host: str) -> str:
    """The domain somebody registered ("blog.example.co.uk" gives "example.co.uk"), or "" for no known ending.

    Hosts for anyone (blogspot.com) count as endings, so that two people's pages stay two domains; such a host alone
    stands for itself.
    """
    rest, _, last = host.rpartition(".")
    known = _endings()
    if last not in known.last:
        return ""
    name = rest.rpartition(".")[2]
    if name and last in known.simple and f"{name}.{last}" not in known.longer and not name.startswith("xn--"):
        return f"{name}.{last}"
    parts = _extract()(host)
    if not parts.suffix or not (parts.domain or parts.is_private):
        return ""
    return f"{parts.domain}.{parts.suffix}" if parts.domain else parts.suffix
