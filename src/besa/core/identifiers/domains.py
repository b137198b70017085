"""Host names: whether one can exist, and the registrable domain it belongs to. Never asks the network."""

from functools import cache

import idna
import tldextract


@cache
def _extract() -> tldextract.TLDExtract:
    """The list of endings that came with the library; no fetching, no cache on disk."""
    return tldextract.TLDExtract(suffix_list_urls=(), cache_dir=None, include_psl_private_domains=True)


def ascii_host(host: str) -> str | None:
    """The host in lower case and in its ASCII form (xn--…), or None if it cannot be a host name."""
    host = host.strip(".").lower()
    if host.isascii():
        labels = host.split(".")
        fine = all(0 < len(label) < 64 and label.replace("-", "a").replace("_", "a").isalnum() for label in labels)
        return host if fine and len(host) < 254 and not any(label[0] == "-" for label in labels) else None
    try:
        return idna.encode(host, uts46=True, transitional=False).decode("ascii")
    except (idna.IDNAError, UnicodeError, IndexError, ValueError):
        return None


def is_address(host: str) -> bool:
    """Whether the host is an IPv4 address in figures."""
    parts = host.split(".")
    return len(parts) == 4 and all(part.isdigit() and len(part) < 4 and int(part) < 256 for part in parts)


def registrable(host: str) -> str:
    """The domain somebody registered ("blog.example.co.uk" gives "example.co.uk"), or "" for no known ending.

    Hosts for anyone (blogspot.com) count as endings, so that two people's pages stay two domains; such a host alone
    stands for itself.
    """
    parts = _extract()(host)
    if not parts.suffix or not (parts.domain or parts.is_private):
        return ""
    return f"{parts.domain}.{parts.suffix}" if parts.domain else parts.suffix
