"""The quick way to read a phone number gives what the library gives, for every country."""

from hypothesis import given, settings
from hypothesis import strategies as st
from phonenumbers import SUPPORTED_REGIONS

from besa.core.identifiers import phones, plans
from besa.core.identifiers.values import Reading

REGIONS = tuple(sorted(SUPPORTED_REGIONS))
NEAR = ("AL", "XK", "MK", "RS", "ME", "BA", "HR", "SI", "GR", "BG", "IT", "DE", "AT", "CH", "TR", "FR")
CODES = ("355", "383", "389", "381", "382", "387", "385", "30", "39", "49", "43", "41", "90", "44", "1", "7", "")
FIGURES = st.text("0123456789", min_size=5, max_size=13)
MOBILE = st.sampled_from(("6", "7", "06", "07", "069", "064", "070", "0044", "810"))
DIALLED = st.builds("{}{}{}".format, st.sampled_from(CODES), MOBILE | st.just(""), FIGURES).filter(
    lambda digits: 6 <= len(digits) <= 17
)


def _asked(digits: str, region: str, *, likely: bool) -> tuple[list[Reading], list[Reading]]:
    certain: list[Reading] = []
    possible: list[Reading] = []
    phones._national_by_library(digits, region, certain, possible, likely=likely)
    return certain, possible


@settings(max_examples=400, deadline=None)
@given(DIALLED.filter(lambda digits: not digits.startswith("00")), st.booleans(), st.sampled_from(REGIONS))
def test_a_number_dialled_at_home_is_read_as_the_library_reads_it(digits: str, valid: bool, other: str) -> None:
    likely = not valid and digits.startswith("0") and 9 <= len(digits) <= 10
    for region in (*NEAR, other):
        certain, possible = _asked(digits, region, likely=likely)
        assert phones._national(digits, (region,), valid=valid) == tuple(dict.fromkeys(certain or possible))


@settings(max_examples=400, deadline=None)
@given(DIALLED.map(lambda digits: digits.lstrip("0") or "1"), st.booleans())
def test_a_number_with_its_country_is_read_as_the_library_reads_it(digits: str, valid: bool) -> None:
    assert phones._international(digits, valid=valid) == phones._by_library(digits, (), valid=valid)


def test_the_countries_around_have_a_quick_way() -> None:
    assert [region for region in NEAR if plans.of_region(region) is None] == []
