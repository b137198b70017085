"""What is written can be read again in both forms; hostile text stays text; no page needs anything from elsewhere."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import UTC, datetime

import docx
import pypdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from besa.core.formats.document import (
    Document,
    Fields,
    Heading,
    Items,
    Paragraph,
    Section,
    Signature,
    Table,
    printable,
    write_docx,
    write_pdf,
)
from besa.core.formats.document.wording import BOX, broken, letters, spelt

MADE = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
HOSTILE = (
    '#panic("x") $x^2$ *b* _i_ `raw` <label> @ref \\ // /* = Head #import "/etc/passwd" {{ x }} {% x %} <w:p> &amp; ]]>'
)


def document(*sections: Section, **more: str) -> Document:
    return Document(title=more.get("title", "Kërkesë"), mark=more.get("mark", "PROJEKT"), sections=sections, made=MADE)


def every_block(text: str) -> tuple[Section, ...]:
    blocks = (
        Paragraph(text),
        Heading(f"Titull {text}"),
        Fields(((text, text),)),
        Items((text, text), numbered=True),
        Items((text,)),
        Table((text, "b"), ((text, text), ("c", "d"))),
        Signature((text,)),
    )
    return (Section("sq", f"Pjesa {text}", blocks), Section("sr-Latn", "Deo", blocks), Section("mk", "Дел", blocks))


def words_of_pdf(data: bytes) -> str:
    return " ".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(data)).pages)


def words_of_docx(data: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(data)) as kept:
        assert kept.testzip() is None
        return re.sub(r"<[^>]+>", "", kept.read("word/document.xml").decode())


def test_every_language_is_printed_in_its_own_letters() -> None:
    told = {
        "sq": "Çdo fëmijë",
        "mk": "Ѓорѓи Ќосев ѕвезда",
        "sr": "Ђорђе Љиљана Џон",
        "sr-Latn": "Đorđe Šćepan",
        "cnr": "Śutra źenica",
    }
    made = document(*(Section(language, text, (Paragraph(text),)) for language, text in told.items()))
    pdf, written = words_of_pdf(write_pdf(made)), words_of_docx(write_docx(made))
    for text in told.values():
        assert text in pdf
        assert text in written


def test_what_looks_like_markup_is_printed_as_it_stands() -> None:
    made = document(*every_block(HOSTILE), title=HOSTILE, mark=HOSTILE)
    first = "".join(words_of_pdf(write_pdf(made)).split())
    assert "".join(HOSTILE.split()) in first
    opened = docx.Document(io.BytesIO(write_docx(made)))
    assert opened.paragraphs[1].text == HOSTILE
    assert opened.core_properties.title == HOSTILE


@settings(max_examples=40, deadline=None)
@given(st.text(max_size=200))
def test_any_text_at_all_can_be_written(text: str) -> None:
    made = document(*every_block(text), mark=text)
    assert write_pdf(made).startswith(b"%PDF-")
    docx.Document(io.BytesIO(write_docx(made)))


def test_every_letter_that_the_fonts_are_said_to_have_is_there() -> None:
    """Written as PDF/UA-1, which fails on a letter without a shape."""
    every = sorted(letters())
    lines = ["".join(every[at : at + 40]) for at in range(0, len(every), 40)]
    write_pdf(document(Section("en", "Letters", tuple(Paragraph(line) for line in lines))))


def test_a_letter_the_fonts_lack_is_named_and_not_lost() -> None:
    made = document(Section("en", "Name", (Paragraph("中 ok"),)))
    assert "[U+4E2D] ok" in words_of_pdf(write_pdf(made))
    assert "中 ok" in words_of_docx(write_docx(made))
    assert spelt("Ѓорѓи Đorđe Śutra 192.0.2.1\n") == "Ѓорѓи Đorđe Śutra 192.0.2.1\n"


@given(st.text())
def test_what_is_printable_stays_and_the_rest_is_seen(text: str) -> None:
    shown = printable(text)
    assert printable(shown) == shown
    assert not set(shown) & set("\x00\x1b\u202e\u2066\u200b\ud800")
    if text.isprintable() and text.isascii():
        assert shown == text
    assert broken(shown).replace("\n", "") == shown.replace("\n", "")
    assert all(len(word) <= 60 for word in broken(shown).split())


def test_letters_that_turn_the_reading_round_are_shown_as_a_box() -> None:
    assert printable("abc\u202efdp.exe\x07") == f"abc{BOX}fdp.exe{BOX}"


def test_a_document_calls_nobody_and_runs_nothing() -> None:
    made = document(*every_block("https://example.org/a javascript:alert(1) mailto:a@example.org"))
    pdf = pypdf.PdfReader(io.BytesIO(write_pdf(made)))
    catalogue = pdf.trailer["/Root"]
    assert not {"/OpenAction", "/AA", "/AcroForm", "/Names"} & set(catalogue)
    assert not any("/Annots" in page for page in pdf.pages)
    with zipfile.ZipFile(io.BytesIO(write_docx(made))) as kept:
        assert not [name for name in kept.namelist() if "vba" in name.lower() or "embed" in name.lower()]
        for name in kept.namelist():
            if name.endswith(".rels"):
                assert b"External" not in kept.read(name), name


def test_a_reading_voice_finds_title_language_and_order() -> None:
    pdf = pypdf.PdfReader(io.BytesIO(write_pdf(document(*every_block("tekst")))))
    assert pdf.trailer["/Root"]["/MarkInfo"]["/Marked"]
    assert pdf.trailer["/Root"]["/ViewerPreferences"]["/DisplayDocTitle"]
    assert pdf.metadata is not None
    assert pdf.metadata.title == "Kërkesë"
    spoken = re.findall(r'w:lang w:val="([^"]+)"', _xml(write_docx(document(*every_block("tekst")))))
    assert set(spoken) == {"sq-AL", "sr-Latn-RS", "mk-MK"}


def _xml(data: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(data)) as kept:
        return kept.read("word/document.xml").decode()


def test_the_same_document_gives_the_same_bytes() -> None:
    made = document(*every_block("tekst"))
    assert write_pdf(made) == write_pdf(made)


def test_the_mark_stands_on_every_page() -> None:
    made = document(Section("sq", "E gjatë", tuple(Paragraph(f"Rreshti {number} " * 40) for number in range(60))))
    pages = [page.extract_text() for page in pypdf.PdfReader(io.BytesIO(write_pdf(made))).pages]
    assert len(pages) > 3
    assert all("PROJEKT" in page for page in pages)


def test_a_long_address_stays_on_the_page_and_can_be_copied() -> None:
    address = "https://example.org/" + "abcdefghij" * 30
    made = document(Section("en", "Address", (Fields((("Address", address),)), Paragraph(address))))
    assert "".join(words_of_pdf(write_pdf(made)).split()).count(address) == 2


def test_what_cannot_be_a_document_says_why() -> None:
    with pytest.raises(ValueError, match="without a section"):
        document()
    with pytest.raises(ValueError, match="without a title"):
        document(Section("sq", "a", ()), title=" ")
    with pytest.raises(ValueError, match="level 3 after one of level 1"):
        Section("sq", "a", (Heading("b"), Heading("c", 3)))
    with pytest.raises(ValueError, match="2 cells"):
        Table(("a", "b"), (("c",),))
    with pytest.raises(ValueError, match="level 4"):
        Heading("a", 4)
    with pytest.raises(ValueError, match="without a zone"):
        Document(title="a", sections=(Section("sq", "a", ()),), made=datetime(2026, 1, 1))  # noqa: DTZ001


def test_a_column_without_a_word_is_still_a_column() -> None:
    assert write_pdf(document(Section("en", "x", (Table(("", "a"), (("", "b"),)),)))).startswith(b"%PDF")


def test_no_hyphen_stands_in_a_value_that_nobody_typed() -> None:
    long = "internationalisation " * 30
    told = words_of_pdf(write_pdf(document(Section("en", "x", (Paragraph(long), Table(("a", "b"), ((long, "b"),)))))))
    assert "-" not in told
    assert "\u00ad" not in told
