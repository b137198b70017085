"""Values written down once: a change of any sealed format breaks these, and must become a new version instead."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from besa.core.sealing import (
    RecordKey,
    ReportCode,
    SecretKey,
    blind,
    combine_shares,
    open_file,
    open_sealed,
    open_text,
    password_key,
    reporter_keys,
    unwrap,
)
from besa.core.sealing.padding import padded_length

VECTORS: dict[str, Any] = yaml.safe_load((Path(__file__).parent / "vectors.yaml").read_text(encoding="utf-8"))
KEY = bytes.fromhex(VECTORS["key"])


def each(name: str) -> Any:
    return pytest.mark.parametrize("vector", VECTORS[name], ids=lambda vector: str(vector.get("name", "")))


@each("text")
def test_a_text_sealed_earlier_still_opens(vector: dict[str, str]) -> None:
    sealed = bytes.fromhex(vector["sealed"])
    assert open_text(sealed, key=KEY, record=vector["record"], field=vector["field"]) == vector["text"]


@each("bytes")
def test_bytes_sealed_earlier_still_open(vector: dict[str, str]) -> None:
    sealed = bytes.fromhex(vector["sealed"])
    assert open_sealed(sealed, key=KEY, record=vector["record"], field=vector["field"]).hex() == vector["data"]


@each("file")
def test_a_file_sealed_earlier_still_opens(vector: dict[str, str]) -> None:
    sealed = bytes.fromhex(vector["sealed"])
    pieces = open_file([sealed], key=KEY, record=vector["record"], file=vector["file"])
    assert b"".join(pieces).hex() == vector["data"]


@each("wrap")
def test_a_key_wrapped_earlier_still_opens(vector: dict[str, str]) -> None:
    secret = SecretKey.from_bytes(bytes.fromhex(vector["secret_key"]))
    assert secret.public.fingerprint == vector["fingerprint"]
    wrapped = bytes.fromhex(vector["wrapped"])
    assert unwrap(wrapped, by=secret, purpose=vector["purpose"], context=vector["context"]).hex() == vector["secret"]


@each("record_key")
def test_the_halves_of_a_record_key_stay_the_same(vector: dict[str, str]) -> None:
    key = RecordKey(bytes.fromhex(vector["root"]))
    assert (key.conversation.hex(), key.desk.hex()) == (vector["conversation"], vector["desk"])


@each("reporter_keys")
def test_a_code_given_out_earlier_still_finds_its_report(vector: dict[str, str]) -> None:
    keys = reporter_keys(ReportCode.parse(vector["code"]), pepper=bytes.fromhex(vector["pepper"]))
    assert (keys.lookup.hex(), keys.key.hex()) == (vector["lookup"], vector["key"])


@each("password")
def test_a_password_set_earlier_still_unlocks(vector: dict[str, str]) -> None:
    assert password_key(vector["password"], salt=bytes.fromhex(vector["salt"])).hex() == vector["key"]


@each("blind")
def test_an_identifier_seen_earlier_is_still_found(vector: dict[str, str]) -> None:
    assert blind(KEY, vector["kind"], vector["canonical"]).hex() == vector["token"]


@each("shares")
def test_shares_printed_earlier_still_restore(vector: dict[str, Any]) -> None:
    assert combine_shares(vector["lists"]).hex() == vector["secret"]


@each("padding")
def test_sizes_are_padded_as_before(vector: dict[str, int]) -> None:
    assert padded_length(vector["size"]) == vector["padded"]


@given(
    st.text("abcdefgh", min_size=1, max_size=4),
    st.text(max_size=9),
    st.text("abcdefgh", min_size=1, max_size=4),
    st.text(max_size=9),
)
def test_two_identifiers_share_a_token_only_when_they_are_one(kind: str, form: str, kind2: str, form2: str) -> None:
    assert (blind(KEY, kind, form) == blind(KEY, kind2, form2)) == ((kind, form) == (kind2, form2))
    assert blind(bytes(32), kind, form) != blind(KEY, kind, form)
    assert len(blind(KEY, kind, form)) == 16


def test_a_kind_cannot_smuggle_the_separator() -> None:
    with pytest.raises(ValueError, match="zero byte"):
        blind(KEY, "phone\x00", "1")


def test_passwords_typed_on_different_keyboards_are_one() -> None:
    assert password_key("e\u0308", salt=bytes(16)) == password_key("\u00eb", salt=bytes(16))


def test_a_salt_of_the_wrong_size_is_named() -> None:
    with pytest.raises(ValueError, match="16 bytes, got 3"):
        password_key("x", salt=b"abc")
