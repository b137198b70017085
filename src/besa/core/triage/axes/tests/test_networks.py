"""An address is ours, somewhere else or unknown; unknown is never taken for somewhere else."""

import pytest

from besa.core.triage.axes import Here, NetworksWrong, read_networks

OURS = read_networks(["# the operator's file", "", "31.171.152.0/22", "2a02:27b0::/32 # one more", "31.171.156.0/22"])


def test_without_ranges_and_look_up_nobody_knows() -> None:
    assert Here(country="AL").address_is_here("31.171.152.9") is None


def test_with_ranges_an_address_is_ours_or_elsewhere() -> None:
    here = Here(country="AL", networks=OURS)
    assert here.address_is_here("31.171.159.255") is True
    assert here.address_is_here("31.171.160.0") is False
    assert here.address_is_here("2a02:27b0:1::5") is True
    assert here.address_is_here("::ffff:31.171.152.9") is True


@pytest.mark.parametrize("ip", ["", "abc", "10.0.0.1", "100.64.0.1", "192.168.1.1", "fe80::1", "999.1.1.1"])
def test_what_is_no_public_address_is_unknown(ip: str) -> None:
    assert Here(country="AL", networks=OURS).address_is_here(ip) is None


def test_a_look_up_is_asked_where_the_ranges_do_not_hold_the_address() -> None:
    here = Here(country="AL", networks=OURS, country_of={"8.8.8.8": "US", "9.9.9.9": "AL"}.get)  # type: ignore[arg-type]
    assert here.address_is_here("31.171.152.9") is True
    assert here.address_is_here("8.8.8.8") is False
    assert here.address_is_here("9.9.9.9") is True


def test_an_address_registered_with_a_neighbour_may_be_ours_and_is_unknown() -> None:
    look_up = {"46.99.0.9": "AL", "8.8.8.8": "US"}.get
    here = Here(country="XK", country_of=look_up, also_registered_as=("AL", "RS"))  # type: ignore[arg-type]
    assert here.address_is_here("46.99.0.9") is None
    assert here.address_is_here("8.8.8.8") is False


def test_ranges_kept_for_documentation_count_like_any_and_inner_ones_only_if_named() -> None:
    assert Here(country="AL", networks=read_networks(["203.0.113.0/24"])).address_is_here("203.0.113.5") is True
    assert Here(country="AL", networks=read_networks(["100.64.0.0/10"])).address_is_here("100.64.0.1") is True


@pytest.mark.parametrize("line", ["31.171.152.1/22", "x", "1.2.3.4/99"])
def test_a_line_that_is_no_range_is_named(line: str) -> None:
    with pytest.raises(NetworksWrong, match="line 2"):
        read_networks(["# fine", line])


def test_a_number_is_ours_by_its_country_code_only() -> None:
    here = Here(country="AL", regions=("AL", "XK"))
    assert here.calling_codes == ("355", "383")
    assert here.phone_is_here("+355 69 123", "") is True
    assert here.phone_is_here("00383 44 123", "") is True
    assert here.phone_is_here("69 123", "+355") is True
    assert here.phone_is_here("+49 30 1", "") is False
    assert here.phone_is_here("069 123", "") is None
    assert Here(country="AL").phone_is_here("+355 69 123", "") is None
