"""What was put into a row comes out of it."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from besa.core.linking import Imprint
from besa.core.linking.tests.small import imprints
from besa.node.links.stored import of_bytes, pack, report_bytes, to_bytes, unpack

signatures = st.lists(st.binary(min_size=1, max_size=120), max_size=6).map(tuple)


@given(imprints, signatures)
def test_an_imprint_is_kept_whole(found: Imprint, sketches: tuple[bytes, ...]) -> None:
    whole = found._replace(sketches=sketches)
    assert unpack(pack(whole)) == whole


@given(st.one_of(st.integers(0, 2**128 - 1), st.binary(min_size=16, max_size=16)))
def test_reports_and_tokens_are_told_apart(vertex: int | bytes) -> None:
    assert of_bytes(to_bytes(vertex)) == vertex
    if isinstance(vertex, int):
        assert int.from_bytes(report_bytes(vertex), "big") == vertex
