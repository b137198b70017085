"""Own address ranges: is this address one of ours? Read from a text file that the operator keeps.

One range a line in CIDR form (`31.171.152.0/22`, `2a02:27b0::/32`); empty lines and what follows `#` do not count.
Where such lines come from is described in the README.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, collapse_addresses, ip_address, ip_network

Address = IPv4Address | IPv6Address


class NetworksWrong(ValueError):
    """A line that is no address range; the text says which line."""


@dataclass(frozen=True)
class Networks:
    """Sorted first and last addresses as numbers, for each version of the protocol."""

    starts: tuple[tuple[int, ...], tuple[int, ...]] = ((), ())
    ends: tuple[tuple[int, ...], tuple[int, ...]] = ((), ())

    @property
    def known(self) -> bool:
        return any(self.starts)

    def usable(self, ip: str) -> bool:
        """False for text that is no address, and for addresses inside a network, unless they are named as ours."""
        address = _address(ip)
        return address is not None and (not _INSIDE.hold(ip) or self.hold(ip))

    def hold(self, ip: str) -> bool:
        address = _address(ip)
        if address is None:
            return False
        family = 0 if address.version == 4 else 1
        at = bisect_right(self.starts[family], int(address)) - 1
        return at >= 0 and int(address) <= self.ends[family][at]


def is_version_6(ip: str) -> bool:
    """An IPv6 address, which one subscriber uses alone: no port is needed to tell people apart."""
    address = _address(ip)
    return address is not None and address.version == 6


def read_networks(lines: Iterable[str]) -> Networks:
    """Raises NetworksWrong for the first line that is no range."""
    four, six = [], []
    for number, line in enumerate(lines, 1):
        written = line.split("#")[0].strip()
        if not written:
            continue
        try:
            network = ip_network(written)
        except ValueError as wrong:
            raise NetworksWrong(f"line {number}: '{written}' is no address range: write it as 192.0.2.0/24") from wrong
        if network.version == 4:
            four.append(network)
        else:
            six.append(network)
    ranges = (tuple(collapse_addresses(four)), tuple(collapse_addresses(six)))
    return Networks(
        starts=(tuple(int(n[0]) for n in ranges[0]), tuple(int(n[0]) for n in ranges[1])),
        ends=(tuple(int(n[-1]) for n in ranges[0]), tuple(int(n[-1]) for n in ranges[1])),
    )


def _address(ip: str) -> Address | None:
    try:
        address = ip_address(ip.strip())
    except ValueError:
        return None
    mapped = address.ipv4_mapped if isinstance(address, IPv6Address) else None
    return mapped or address


NO_NETWORKS = Networks()
# Addresses inside somebody's own network, which the internet does not know: they point to nobody.
_INSIDE = read_networks(
    (
        "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.168.0.0/16",
        "224.0.0.0/3", "::/127", "fc00::/7", "fe80::/10", "ff00::/8",
    )
)  # fmt: skip
