"""Whatever somebody typed, a letter prints it as text: no markup, no field, no order of letters turned around."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from datetime import datetime
from xml.etree import ElementTree

import docx
import pypdf
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from besa.core.formats.document import write_docx, write_pdf
from besa.core.jurisdiction import current
from besa.core.jurisdiction.letters import FIELDS
from besa.node.letters import filling
from besa.node.letters.forms import LONG, SHORT, used
from besa.node.letters.tests.conftest import NOW, At, draft
from besa.node.letters.values import TYPED, Row, from_json, to_json

HOSTILE = (
    '#panic("x") #read("/etc/passwd") #import "@preview/x:1.0.0": * $ x^2 $ *b* _i_ `raw`',
    r"<label> @ref \ // /* */ = Head #{1+1}",
    "{summary} {{ sender }} {% include 'x' %} {sender_state} %(name)s ${x} {0}",
    '<w:p><w:fldSimple w:instr="INCLUDETEXT http://x.invalid"/></w:p> ]]> &amp; <!ENTITY x SYSTEM "f">',
    '=HYPERLINK("http://x.invalid") DDEAUTO c:\\windows\\system32\\cmd.exe',
    "<script>alert(1)</script><img src=x onerror=alert(1)> \"quoted\" 'single'",
)
# Turned order, half characters, controls, a line of spaces that are none, letters our fonts lack.
STRANGE = (
    "a\u202egnp.exe \u0000\u0007\u001b[31m \ud800 \u2028x\u2029 \ufeff\u200b \u00a0 中文 \U0001f600 \u0301\u0301 עברית"
)


def hostile(words: str):
    row = Row("account", words[:2000], datetime.fromisoformat("2026-02-10T20:15:00"), None, 60, words[:200])
    names = used(filling.letters()["preservation"]) & set(TYPED)
    return replace(draft(), said=dict.fromkeys(names, words), rows=(row,), languages=("mk", "en"))


def pdf_words(data: bytes) -> str:
    return " ".join(" ".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(data)).pages).split())


def docx_words(data: bytes) -> str:
    written = docx.Document(io.BytesIO(data))
    cells = [cell.text for table in written.tables for row in table.rows for cell in row.cells]
    return "\n".join([one.text for one in written.paragraphs] + cells)


@pytest.mark.parametrize("words", HOSTILE)
def test_what_looks_like_markup_is_printed_as_typed(words: str) -> None:
    document = filling.filled(hostile(words), current(), made=NOW).document
    told = pdf_words(write_pdf(document))
    # A paragraph breaks lines at spaces, and after sixty letters: what stands between is there, letter by letter.
    assert " ".join(words.split()) in told or "".join(words.split()) in "".join(told.split())
    data = write_docx(document)
    assert words in docx_words(data)
    parts = zipfile.ZipFile(io.BytesIO(data))
    assert not [name for name in parts.namelist() if "vba" in name.lower() or "embed" in name.lower()]
    body = parts.read("word/document.xml").decode()
    fields = [
        one.get("{http://schemas.openxmlformats.org/wordprocessingml/2006/main}instr")
        for one in ElementTree.fromstring(body).iter(
            "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}fldSimple"
        )
    ]
    assert fields == []
    links = "".join(parts.read(name).decode() for name in parts.namelist() if name.endswith(".rels"))
    assert 'TargetMode="External"' not in links


@pytest.mark.parametrize("words", HOSTILE)
def test_a_pdf_does_nothing_and_calls_nobody(words: str) -> None:
    data = write_pdf(filling.filled(hostile(words), current(), made=NOW).document)
    for action in (b"/JavaScript", b"/JS", b"/Launch", b"/URI", b"/EmbeddedFile", b"/AcroForm", b"/SubmitForm"):
        assert action not in data
    assert b"root:" not in data


def test_what_cannot_be_seen_is_a_box_and_turns_nothing_around() -> None:
    document = filling.filled(hostile(STRANGE), current(), made=NOW).document
    for told in (pdf_words(write_pdf(document)), docx_words(write_docx(document))):
        assert "\u202e" not in told
        assert "\x1b" not in told
        assert "gnp.exe" in told
        assert "\N{REPLACEMENT CHARACTER}" in told


def test_the_longest_text_that_can_be_typed_becomes_a_letter() -> None:
    whole = ("fjalë " * (LONG // 6))[:LONG]
    one = replace(draft(), said={"summary": whole, "sender": "x" * SHORT}, languages=("sq",))
    document = filling.filled(one, current(), made=NOW).document
    assert pdf_words(write_pdf(document)).count("fjalë") >= LONG // 6
    assert docx_words(write_docx(document)).count("fjalë") >= LONG // 6


@pytest.mark.parametrize("piece", ["x", "# ", "W", "\n", "𝕏"])
def test_a_hundred_kilobytes_that_came_from_elsewhere_do_not_stop_it(piece: str) -> None:
    long = (piece * 100_000)[: 100_000 // len(piece.encode())]
    document = filling.filled(replace(draft(), said={"summary": long}), current(), made=NOW).document
    assert write_pdf(document).startswith(b"%PDF")
    assert write_docx(document).startswith(b"PK")


TEXTS = st.text(st.characters(codec=None, exclude_categories=()), max_size=80)  # half characters, too


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(TEXTS, st.sampled_from(sorted(filling.letters())))
def test_any_text_at_all_can_be_written(words: str, kind: str) -> None:
    names = used(filling.letters()[kind]) & set(TYPED)
    one = replace(draft(), kind=kind, said=dict.fromkeys(names, words), rows=(Row("other", words),), languages=("sr",))
    document = filling.filled(one, current(), made=NOW).document
    assert write_pdf(document).startswith(b"%PDF")
    assert write_docx(document).startswith(b"PK")


@settings(max_examples=60, deadline=None)
@given(st.dictionaries(st.sampled_from(sorted(set(TYPED) & set(FIELDS))), st.text(max_size=60)), st.text(max_size=60))
def test_a_draft_comes_out_of_its_seal_as_it_went_in(said: dict[str, str], value: str) -> None:
    one = replace(draft(), said=said, rows=(Row("ip", value),))
    assert from_json(to_json(one)) == one


@pytest.mark.parametrize("words", [*HOSTILE, STRANGE.replace("\ud800", "").replace("\x00", "")])
def test_the_pages_show_it_as_text(anna: At, letter, words: str) -> None:
    data = {"summary": words, "sender": words[:400], "languages": ["sq"], "rows-TOTAL_FORMS": "1",
            "rows-INITIAL_FORMS": "0", "rows-0-what": "link", "rows-0-value": words}  # fmt: skip
    page = anna.told("letter", letter, data=data)
    for text in (page, anna.page("preview", letter)):
        assert "<script>alert" not in text
        assert "<img src=x" not in text
        assert "<w:p>" not in text
    assert anna.post("pdf", letter).content.startswith(b"%PDF")
