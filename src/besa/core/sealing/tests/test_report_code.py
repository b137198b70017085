"""A report code survives every way of typing it, and no single slip turns it into another code."""

from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from besa.core.sealing import CodeMistyped, ReportCode, new_code, reporter_keys
from besa.core.sealing.damm import check_digit, is_valid

BODY = st.text("0123456789", min_size=19, max_size=19)
CODE = BODY.map(lambda body: ReportCode(body + check_digit(body)))
PEPPER = bytes(32)


@given(CODE)
def test_a_code_is_read_as_it_is_shown(code: ReportCode) -> None:
    assert ReportCode.parse(code.display) == code
    assert code.display.replace(" ", "") == code.digits
    assert [len(group) for group in code.display.split(" ")] == [4] * 5


@given(
    CODE,
    st.lists(
        st.sampled_from([" ", "", "-", "–", "—", ".", ",", "/", "\u00a0", "\u2009", "\t", "\n"]),
        min_size=20,
        max_size=20,
    ),
)
def test_spacing_and_dashes_do_not_matter(code: ReportCode, between: list[str]) -> None:
    typed = "".join(digit + gap for digit, gap in zip(code.digits, between, strict=True))
    assert ReportCode.parse(typed) == code
    assert ReportCode.parse("  " + typed + "\r\n") == code


@pytest.mark.parametrize(
    "zero", ["0", "０", "٠", "०", "𝟎"], ids=["ascii", "full width", "arabic", "devanagari", "bold"]
)
@given(CODE)
def test_digits_of_other_scripts_and_keyboards_are_read(zero: str, code: ReportCode) -> None:
    assert ReportCode.parse("".join(chr(ord(zero) + int(digit)) for digit in code.digits)) == code


@given(CODE, st.sampled_from(["\u200b", "\ufeff", "\u200e", "\u2060"]))
def test_invisible_letters_pasted_along_do_not_matter(code: ReportCode, invisible: str) -> None:
    assert ReportCode.parse(invisible + code.display + invisible) == code


@given(CODE)
def test_every_single_wrong_digit_is_noticed(code: ReportCode) -> None:
    for place in range(20):
        for digit in "0123456789":
            typed = code.digits[:place] + digit + code.digits[place + 1 :]
            if typed != code.digits:
                with pytest.raises(CodeMistyped) as caught:
                    ReportCode.parse(typed)
                assert caught.value.reason == "digit"


@given(CODE)
def test_every_swap_of_neighbours_is_noticed(code: ReportCode) -> None:
    for place in range(19):
        digits = list(code.digits)
        digits[place], digits[place + 1] = digits[place + 1], digits[place]
        typed = "".join(digits)
        if typed != code.digits:
            with pytest.raises(CodeMistyped):
                ReportCode.parse(typed)


@given(st.text("0123456789", max_size=30))
def test_exactly_one_check_digit_fits(digits: str) -> None:
    assert [digit for digit in "0123456789" if is_valid(digits + digit)] == [check_digit(digits)]


@pytest.mark.parametrize(
    ("typed", "reason", "count"),
    [
        ("", "empty", 0),
        (" - \u200b ", "empty", 0),
        ("1234", "short", 4),
        ("1" * 19, "short", 19),
        ("1" * 21, "long", 21),
        ("1234 5678 9O12 3456 7890", "letters", 19),
        ("ndihmë", "letters", 0),
        ("½" * 20, "letters", 40),
        ("+1234", "letters", 4),
    ],
)
def test_a_mistake_is_named(typed: str, reason: str, count: int) -> None:
    with pytest.raises(CodeMistyped) as caught:
        ReportCode.parse(typed)
    assert (caught.value.reason, caught.value.count) == (reason, count)


@given(st.text(alphabet=st.characters(codec=None, exclude_categories=())))
def test_whatever_is_typed_is_a_code_or_a_named_mistake(typed: str) -> None:
    mistake = None
    try:
        code = ReportCode.parse(typed)
    except CodeMistyped as error:
        mistake = error
    if mistake:
        assert mistake.reason in {"empty", "letters", "short", "long", "digit"}
        assert not any(len(word) > 6 for word in str(mistake).split() if word.isdigit())
    else:
        assert code.digits.isascii()
        assert is_valid(code.digits)


def test_new_codes_use_the_whole_space_and_are_valid() -> None:
    chance = random.Random(1)
    codes = {new_code(chance.randrange).digits for _ in range(2000)}
    assert len(codes) == 2000
    assert all(len(code) == 20 and is_valid(code) for code in codes)
    assert {code[0] for code in codes} == set("0123456789")
    assert new_code(lambda _: 0).digits == "0" * 20
    assert new_code() != new_code()


def test_a_code_never_shows_itself_by_accident() -> None:
    code = new_code()
    assert code.digits not in repr(code)
    keys = reporter_keys(code, pepper=PEPPER)
    assert keys.key.hex() not in repr(keys)
    assert repr(keys.key)[2:-1] not in repr(keys)


@settings(max_examples=5, deadline=None)
@given(CODE, st.binary(min_size=32, max_size=32))
def test_code_and_pepper_together_name_and_open_one_report(code: ReportCode, pepper: bytes) -> None:
    keys = reporter_keys(code, pepper=pepper)
    assert (len(keys.lookup), len(keys.key)) == (16, 32)
    assert keys == reporter_keys(code, pepper=pepper)
    other = ReportCode.parse(new_code().digits)
    assert reporter_keys(other, pepper=pepper).lookup != keys.lookup
    elsewhere = reporter_keys(code, pepper=bytes(byte ^ 1 for byte in pepper))
    assert elsewhere.lookup != keys.lookup
    assert elsewhere.key != keys.key
