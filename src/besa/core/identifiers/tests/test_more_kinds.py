"""However a device, a place or an account is written, it is the same one; and what only looks like one is none."""

import ipaddress

from hypothesis import assume, given
from hypothesis import strategies as st

from besa.core.identifiers import canonicalise, find
from besa.core.identifiers.checksums import luhn_digit

REGIONS = ("AL", "MK")
FIGURES = st.text("0123456789", min_size=12, max_size=12)


def _kinds(text: str) -> set[str]:
    return {one.kind for one in find(text, regions=REGIONS)}


@given(st.ip_addresses())
def test_every_spelling_of_an_ip_address_means_the_same(address: ipaddress.IPv4Address | ipaddress.IPv6Address) -> None:
    short = canonicalise("ip", str(address), regions=REGIONS)
    assert canonicalise("ip", address.exploded.upper(), regions=REGIONS) == short
    assert short in ((), (str(address),)) or "." in short[0]


@given(FIGURES, st.sampled_from((" ", "-", "")))
def test_an_imei_is_the_same_in_groups_and_in_one_piece(figures: str, sign: str) -> None:
    whole = f"35{figures}" + luhn_digit(f"35{figures}")
    grouped = sign.join((whole[:2], whole[2:8], whole[8:14], whole[14]))
    assert f"imei:{whole}" in {one.canonical for one in find(f"imei: {grouped}.", regions=REGIONS)}
    assert canonicalise("device", grouped, regions=REGIONS, label="IMEI") == (f"imei:{whole}",)


@given(st.integers(-90_00000, 90_00000), st.integers(-180_00000, 180_00000))
def test_a_place_is_the_same_in_decimals_and_with_its_sides(north: int, east: int) -> None:
    (plain,) = canonicalise("coordinates", f"{north / 1e5:.5f}, {east / 1e5:.5f}", regions=REGIONS)
    sides = f"{abs(north) / 1e5:.5f}° {'S' if north < 0 else 'N'}, {abs(east) / 1e5:.5f}° {'W' if east < 0 else 'E'}"
    assert canonicalise("coordinates", sides, regions=REGIONS) == (plain,)
    assert canonicalise("coordinates", plain, regions=REGIONS) == (plain,)
    assert {one.canonical for one in find(f"tek {sides} tani", regions=REGIONS)} == {plain}


@given(st.text("0123456789", min_size=24, max_size=24), st.sampled_from((" ", "-", "")), st.booleans())
def test_an_account_is_the_same_in_groups_of_four(account: str, sign: str, lower: bool) -> None:
    number = int(f"{account}102100")
    iban = f"AL{98 - number % 97:02}{account}"
    grouped = sign.join(iban[at : at + 4] for at in range(0, 28, 4))
    assert canonicalise("payment", grouped.lower() if lower else grouped, regions=REGIONS) == (f"iban:{iban}",)
    assert f"iban:{iban}" in {one.canonical for one in find(f"në {grouped}, sot", regions=REGIONS)}


@given(st.text("0123456789abcdef", min_size=20, max_size=140))
def test_only_five_lengths_are_a_digest(signs: str) -> None:
    assume(any(sign.isalpha() for sign in signs) and any(sign.isdigit() for sign in signs))
    assert bool(canonicalise("digest", signs, regions=REGIONS)) == (len(signs) in (32, 40, 64, 96, 128))


@given(st.text("0123456789", min_size=10, max_size=10).filter(lambda figures: figures[0] in "123456789"))
def test_a_transfer_is_one_only_beside_a_word_that_says_so(figures: str) -> None:
    assert "payment" not in _kinds(f"porosia {figures}")
    assert f"mtcn:{figures}" in {one.canonical for one in find(f"Western Union {figures}", regions=REGIONS)}


def test_a_network_is_named_only_with_a_sign() -> None:
    assert _kinds("wifi nuk punon, wi-fi i shkollës") == set()
    assert _kinds("wifi: Kafe_Ana") == {"device"}


def test_a_version_is_no_address() -> None:
    assert _kinds("v1.2.3.4 dhe version 8.8.8.8 dhe 1.2.3.4.5") == set()
