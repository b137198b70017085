"""No file makes the reader fail, hang, forget or swell, whoever made it."""

import tracemalloc
from io import BytesIO
from itertools import count
from pathlib import Path
from random import Random
from time import perf_counter
from xml.sax.saxutils import escape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from besa.core.formats.cybertip_xml import grammar, read
from besa.core.formats.items import LARGEST_ITEM
from besa.core.formats.tests.mutations import mutated
from besa.core.formats.tests.properties import check_items, everything, items_of, unhurried

FILES = [path.read_bytes() for path in sorted((Path(__file__).parent / "files").glob("*.xml"))]
FULL = (Path(__file__).parent / "files" / "full.xml").read_bytes()
TAGS = sorted({*grammar.REPORT, *grammar.REPORTED, *grammar.PERSON, *grammar.FILE, "incidentSummary", "new"})
LAUGHS = (
    b'<?xml version="1.0"?><!DOCTYPE report [<!-- don\'t --><!ENTITY a "ha"><!ENTITY b "'
    + b"&a;" * 1000
    + b'"><!ENTITY c "'
    + b"&b;" * 1000
    + b'"><!ENTITY d "'
    + b"&c;" * 1000
    + b'">]><report><additionalInfo>&d;</additionalInfo></report>'
)


@pytest.mark.parametrize("start", range(0, 400, 100))
def test_a_broken_file_is_read_without_harm(start: int) -> None:
    for seed in range(start, start + 100):
        random = Random(seed)
        check_items(read, mutated(random.choice(FILES), random))


@st.composite
def documents(draw: st.DrawFn) -> tuple[str, list[str]]:
    """Any known and unknown elements in any nesting, each with a text found nowhere else."""
    numbers, texts = count(), []

    def text() -> str:
        texts.append(f"t{next(numbers)}t")
        return texts[-1]

    def element(depth: int) -> str:
        tag = draw(st.sampled_from(TAGS))
        inside = [element(depth - 1) for _ in range(draw(st.integers(0, 3)) if depth else 0)]
        attribute = f' held="{text()}"' if draw(st.booleans()) else ""
        said = text() if draw(st.booleans()) else ""
        tail = text() if draw(st.booleans()) else ""
        return f"<{tag}{attribute}>{said}{''.join(inside)}</{tag}>{tail}"

    root = draw(st.sampled_from(["report", "fileDetails"]))
    parts = "".join(element(3) for _ in range(draw(st.integers(0, 4))))
    return f"<{root}>{parts}</{root}>", texts


@unhurried
@given(documents())
def test_no_text_is_dropped_in_silence(document: tuple[str, list[str]]) -> None:
    data, texts = document
    items = check_items(read, data.encode())
    kept = "".join(everything(item.referral) if item.referral else item.raw.decode() for item in items)
    assert [text for text in texts if text not in kept] == []


class TestEntitiesAndDocumentTypes:
    def test_a_billion_laughs_cost_nothing(self) -> None:
        started = perf_counter()
        declared, report = check_items(read, LAUGHS)
        assert perf_counter() - started < 1
        assert "document type" in declared.problem
        assert "entity" in report.problem

    def test_no_file_of_this_machine_is_read(self) -> None:
        data = b'<!DOCTYPE report [<!ENTITY x SYSTEM "file:///etc/passwd">]><report><additionalInfo>&x;</additionalInfo></report>'
        items = check_items(read, data)
        assert all(item.referral is None for item in items)

    def test_a_document_type_alone_costs_only_itself(self) -> None:
        declared, report = check_items(read, b'<!DOCTYPE report SYSTEM "https://example.org/x.dtd"><report/>')
        assert declared.problem
        assert report.referral is not None

    def test_the_entities_of_xml_itself_are_read(self) -> None:
        [item] = check_items(read, b"<report><additionalInfo>&lt;&#233;&amp;</additionalInfo></report>")
        assert item.referral is not None
        assert item.referral.texts[0].text == "<é&"


class TestLimits:
    def test_nesting_without_end_is_refused(self) -> None:
        [item] = check_items(read, b"<report>" + b"<a>" * 100_000 + b"</a>" * 100_000 + b"</report>")
        assert "levels deep" in item.problem

    def test_elements_without_number_are_refused(self) -> None:
        [item] = items_of(read, b"<report>" + b"<a/>" * 500_000 + b"</report>")
        assert "200,000 elements" in item.problem
        attributes = b" ".join(b'a%d="1"' % number for number in range(500_000))
        [item] = items_of(read, b"<report><a " + attributes + b"/></report>")
        assert "400,000 attributes" in item.problem

    @pytest.mark.parametrize("wrong", [b"\x01", b"\xe9", b"&#1;"])
    def test_what_is_mostly_no_text_is_refused(self, wrong: bytes) -> None:
        [item] = items_of(read, b"<report><additionalInfo>" + wrong * 10_001 + b"</additionalInfo></report>")
        assert "no text" in item.problem

    def test_an_entry_too_large_is_kept_in_parts_and_the_next_is_read(self) -> None:
        large = b"<report><additionalInfo>" + b"x" * (LARGEST_ITEM * 2) + b"</additionalInfo></report>"
        items = items_of(read, b"<all>" + large + b"<report/></all>")
        assert [item.referral is not None for item in items] == [False, False, False, True]
        assert b"".join(item.raw for item in items[:-1]) == large
        assert max(len(item.raw) for item in items) <= LARGEST_ITEM

    def test_memory_stays_flat_over_a_large_file(self) -> None:
        report = FULL[FULL.index(b"<report") :]

        class Endless(BytesIO):
            left = 600

            def read(self, size: int | None = -1, /) -> bytes:
                times = min(self.left, max(1, (size or 0) // len(report)))
                self.left -= times
                return report * times

        tracemalloc.start()
        number = sum(1 for _ in read(Endless(), source="test"))
        _, peak = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        assert number == 600
        assert peak < 3_000_000

    @pytest.mark.parametrize(
        "part",
        [
            b"<report>", b"<report/>", b"<report ", b"</report>", b"<report a='", b"<report>&#", b"<a:report",
            b"<report>\x00</report>", b"<report><!--</report>", b"<report><![CDATA[</report>", b"<fileDetails><report>",
            b"<a:report></b:report>", b"<!--", b"<![CDATA[", b"<?", b"<!", b"<!'", b"<!DOCTYPE a [",
            b"<!DOCTYPE a [<report/>", b"<", b"&", b"'", b"<b xmlns='",
        ],
    )  # fmt: skip
    def test_twenty_thousand_times_the_same_part_does_not_hang(self, part: bytes) -> None:
        started = perf_counter()
        data = part * 20_000
        kept = sum(len(item.raw) for item in items_of(read, data))
        assert kept <= len(data)
        assert perf_counter() - started < 20


def test_a_report_with_every_text_escaped_is_the_same_text() -> None:
    text = "a < b > c & d \" e ' ]]>"
    [item] = items_of(read, f"<report><additionalInfo>{escape(text)}</additionalInfo></report>".encode())
    assert item.referral is not None
    assert item.referral.texts[0].text == text
