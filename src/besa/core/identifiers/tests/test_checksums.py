"""Checksums agree with published vectors and with other implementations, and notice one wrong sign."""

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from besa.core.identifiers import canonicalise
from besa.core.identifiers.checksums import BECH32, BECH32M, bech32, luhn, luhn_digit, mod97
from besa.core.identifiers.keccak import keccak_256

DIGITS = st.text("0123456789", min_size=5, max_size=20)


@given(st.binary(max_size=300))
def test_with_the_padding_of_the_standard_keccak_is_sha3(data: bytes) -> None:
    assert keccak_256(data, padding=0x06) == hashlib.sha3_256(data).digest()


def test_keccak_of_nothing_is_what_ethereum_says() -> None:
    assert keccak_256(b"").hex() == "c5d2460186f7233c927e7db2dcc703c0e500b653ca82273b7bfad8045d85a470"


@given(DIGITS, st.data())
def test_one_wrong_figure_is_noticed(digits: str, data: st.DataObject) -> None:
    whole = digits + luhn_digit(digits)
    assert luhn(whole)
    at = data.draw(st.integers(0, len(whole) - 1))
    other = data.draw(st.sampled_from([figure for figure in "0123456789" if figure != whole[at]]))
    assert not luhn(whole[:at] + other + whole[at + 1 :])


@given(st.text("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ", min_size=10, max_size=28), st.data())
def test_an_account_has_one_pair_of_check_digits_and_two_swapped_signs_are_noticed(
    account: str, data: st.DataObject
) -> None:
    number = int("".join(str(int(sign, 36)) for sign in f"{account}AL00"))
    whole = f"AL{98 - number % 97:02}{account}"
    assert mod97(whole)
    at = data.draw(st.integers(4, len(whole) - 2))
    swapped = whole[:at] + whole[at + 1] + whole[at] + whole[at + 2 :]
    assert mod97(swapped) == (swapped == whole) or whole[at].isalpha() != whole[at + 1].isalpha()


# Published in BIP 173 and BIP 350.
OLD = """A12UEL5L split1checkupstagehandshakeupstreamerranterredcaperred2y9e3w
an83characterlonghumanreadablepartthatcontainsthenumber1andtheexcludedcharactersbio1tt5tgs"""
NEW = "A1LQFN3A abcdef1l7aum6echk45nj3s0wdvt2fg8x9yrzpqzd3ryx ?1v759aa"
WRONG = "pzry9x0s0muk 1pzry9x0s0muk x1b4n0q5v li1dgmt3 A1G7SGD8 10a06t8 1qzzfhee a12UEL5L"
# Published in EIP-55, BIP 173 and BIP 350, and the first block's address.
WALLETS = """eth 0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed
eth 0xfB6916095ca1df60bB79Ce92cE3Ea74c37c5d359
eth 0xD1220A0cf47c7B9Be7A2E6BA89F429762e7b9aDb
btc 1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa
btc BC1QW508D6QEJXTDG4Y5R3ZARVARY0C5XW7KV8F3T4
btc bc1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vqzk5jj0"""
NO_WALLETS = """BC1QW508D6QEJXTDG4Y5R3ZARVARY0C5XW7KV8F3T5
bc1p38j9r5y49hruaue7wxjce0updqjuyyx0kh56v8s25huc6995vvpql3jow4
bc1zw508d6qejxtdg4y5r3zarvaryvqyzf3du
bc1gmk9yu
0x5AAeb6053F3E94C9b9A09f33669435E7Ef1BeAed
tb1qrp33g0q5c5txsp9arysrx4k6zdkfs4nce4xj0gdcccefvpysxf3q0sl5k7"""


@pytest.mark.parametrize("text", OLD.split())
def test_bech32_reads_the_published_examples(text: str) -> None:
    found = bech32(text)
    assert found is not None
    assert found[2] == BECH32


@pytest.mark.parametrize("text", NEW.split())
def test_bech32m_reads_the_published_examples(text: str) -> None:
    found = bech32(text)
    assert found is not None
    assert found[2] == BECH32M


@pytest.mark.parametrize("text", WRONG.split())
def test_bech32_refuses_the_published_faults(text: str) -> None:
    assert bech32(text) is None


@pytest.mark.parametrize("line", WALLETS.splitlines())
def test_published_addresses_are_read(line: str) -> None:
    coin, raw = line.split()
    assert [found.partition(":")[0] for found in canonicalise("wallet", raw, regions=())] == [coin]


@pytest.mark.parametrize("raw", NO_WALLETS.split())
def test_published_faults_are_no_wallets(raw: str) -> None:
    assert canonicalise("wallet", raw, regions=()) == ()
