"""What is true of every reader of the house."""

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from besa.core.formats.sniffing import FORMATS, Format
from besa.core.formats.tests.properties import check_items, unhurried

scraps = st.sampled_from(
    [
        b"<report>", b"</report>", b"<report/>", b"<!--", b"-->", b"<![CDATA[", b"]]>", b"<!DOCTYPE a>", b"<?xml?>",
        b'{"reportId":1}', b'{"urls":[]}', b'{"besa-referral":1}', b"{", b"}", b"[", b"]", b'"', b",", b"\\", b"\n",
        b"report number,notes\n", b"1,2\n", b";", b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff", b"\x00", b"\xc3", b" ",
        '<report reportId="1"/>'.encode("utf-16"), '{"reportId":1}'.encode("utf-16-be"),
    ]
)  # fmt: skip


@pytest.mark.parametrize("reader", FORMATS.values(), ids=lambda reader: reader.name)
@settings(unhurried, max_examples=150)
@given(data=st.one_of(st.binary(), st.lists(st.one_of(scraps, st.binary(max_size=4)), max_size=20).map(b"".join)))
@example(data=b"")
@example(data=b"\xff\xfe\x00")
@example(data=b"\xff\xfe\x00\x00\xff\xff\xff\xff")
def test_bytes_of_any_kind_are_read_without_harm(reader: Format, data: bytes) -> None:
    check_items(reader.read, data)
