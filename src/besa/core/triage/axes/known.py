"""What a node knows when a referral comes in: what it saw before, and where it stands itself."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from types import MappingProxyType

from phonenumbers import country_code_for_region

from besa.core.triage.axes.networks import NO_NETWORKS, Networks

_NOTHING: Mapping[str, int] = MappingProxyType({})


@dataclass(frozen=True, kw_only=True, slots=True)
class Seen:
    """Numbers looked up beforehand. Absent or None means not looked up, which is not the same as never seen.

    `before`: for a place in the referral ("uploads[0].digests[1]", "people[0].account.identifier",
    "people[0].phones[0]", "people[1].devices[0]"), in how many earlier referrals the same thing stood; the highest
    number where a place was looked up in several ways. Places are those of `linking.traces`; others are not read.
    A text's place ("incidents[0].texts[0]", "texts[1]" or its `where`) counts earlier referrals with (nearly) that
    text; `same_text` is the count for all texts together, where they were not looked up one by one. `bundle`:
    referrals in the bundle this one belongs to, itself included. `prior_known`: how many of the prior reports it names
    this node holds.
    """

    before: Mapping[str, int] = field(default_factory=lambda: _NOTHING)
    same_text: int | None = None
    bundle: int | None = None
    prior_known: int | None = None


@dataclass(frozen=True, kw_only=True)
class Here:
    """The node's own country, so that "somebody can be found here" has a meaning.

    `country`: ISO 3166-1 alpha-2 (XK for Kosovo*). `regions`: the regions whose telephone numbers are its own.
    `networks`: its own address ranges; none given means that the country of an address is unknown, never foreign.
    `country_of`: a look-up of the country an address was assigned to ("" if unknown), asked only when `networks` do not
    hold the address. `also_registered_as`: countries under which the registry lists addresses that are used here (for
    Kosovo* AL and RS): an address of those is unknown, not elsewhere.
    `log_days`: how long providers here keep who used an address; None if nobody knows.
    `preservation_days`: how long the sender's side keeps what it reported; None: the dated figure in periods.yaml.
    """

    country: str
    regions: tuple[str, ...] = ()
    networks: Networks = NO_NETWORKS
    country_of: Callable[[str], str] | None = None
    also_registered_as: tuple[str, ...] = ()
    log_days: int | None = None
    preservation_days: int | None = None

    @cached_property
    def calling_codes(self) -> tuple[str, ...]:
        """Digits of the country codes of `regions`."""
        return tuple(sorted({str(country_code_for_region(region)) for region in self.regions} - {"0"}))

    def address_is_here(self, ip: str) -> bool | None:
        """True: one of ours; False: known to be elsewhere; None: nobody knows."""
        if not self.networks.usable(ip):
            return None
        if self.networks.known:
            if self.networks.hold(ip):
                return True
            if self.country_of is None:
                return False
        country = self.country_of(ip) if self.country_of else ""
        return None if not country or country in self.also_registered_as else country == self.country

    def phone_is_here(self, number: str, calling_code: str) -> bool | None:
        """True or False by the country code; None for a number written without one."""
        if not self.calling_codes:
            return None
        sign = calling_code.strip() or number.strip()
        digits = "".join(letter for letter in sign if letter.isdigit())
        if not digits or not (calling_code.strip() or sign.startswith(("+", "00"))):
            return None
        return digits.removeprefix("00").startswith(self.calling_codes)
