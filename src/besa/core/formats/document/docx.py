"""Write a document as DOCX, for whoever must change it before it is signed: no macro, no link."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

from besa.core.formats.document.values import Block, Document, Fields, Heading, Items, Paragraph, Table
from besa.core.formats.document.wording import printable

if TYPE_CHECKING:
    from docx.document import Document as Written

_WORD_TAGS = {
    "sr-Latn": "sr-Latn-RS",
    "sr": "sr-Cyrl-RS",
    "cnr": "sr-Latn-ME",
    "sq": "sq-AL",
    "mk": "mk-MK",
    "en": "en-GB",
}


def write_docx(document: Document) -> bytes:
    import docx
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Cm, Pt

    written = docx.Document()
    about = written.core_properties
    about.title, about.author, about.comments, about.keywords = printable(document.title), "", "", ""
    about.created = about.modified = document.made.replace(tzinfo=None)
    about.language = document.sections[0].language
    page = written.sections[0]
    page.page_width, page.page_height = Cm(21), Cm(29.7)
    page.left_margin = page.right_margin = Cm(2.4)
    written.styles["Normal"].font.size = Pt(11)
    if document.mark:
        head = page.header.paragraphs[0]
        head.alignment = WD_ALIGN_PARAGRAPH.CENTER
        head.add_run(printable(document.mark)).bold = True
    foot = page.footer.paragraphs[0]
    foot.add_run(printable(document.foot) + ("  " if document.foot else ""))
    _page_number(foot)
    for number, section in enumerate(document.sections):
        if number:
            written.add_page_break()  # type: ignore[no-untyped-call]
        before = len(written.element.body)
        written.add_heading(printable(section.title), 1)
        for block in section.blocks:
            _block(written, block)
        _language(list(written.element.body)[before - 1 :], section.language)
    kept = io.BytesIO()
    written.save(kept)
    return kept.getvalue()


def _block(written: Written, block: Block) -> None:
    match block:
        case Heading():
            written.add_heading(printable(block.text), block.level + 1)
        case Paragraph():
            written.add_paragraph(printable(block.text))
        case Fields():
            _grid(written, block.rows)
        case Items():
            for text in block.texts:
                written.add_paragraph(printable(text), style="List Number" if block.numbered else "List Bullet")
        case Table():
            _grid(written, block.rows, head=block.head)
        case _:
            written.add_paragraph("\n\n" + "_" * 30)
            for line in block.lines:
                written.add_paragraph(printable(line))


def _grid(written: Written, rows: tuple[tuple[str, ...], ...], *, head: tuple[str, ...] = ()) -> None:
    """A table; with `head` its first row is repeated on every page, without it the first column names the rows."""
    from docx.oxml.ns import qn
    from docx.oxml.parser import OxmlElement

    lines = [head, *rows] if head else list(rows)
    if not lines:
        return
    table = written.add_table(rows=0, cols=len(lines[0]), style="Table Grid")
    for number, line in enumerate(lines):
        cells = table.add_row().cells
        for at, text in enumerate(line):
            run = cells[at].paragraphs[0].add_run(printable(text))
            run.bold = (head and not number) or (not head and not at)
    if head:
        properties: Any = table.rows[0]._tr.get_or_add_trPr()
        repeated = OxmlElement("w:tblHeader")
        repeated.set(qn("w:val"), "true")
        properties.append(repeated)
    written.add_paragraph()


def _page_number(paragraph: Any) -> None:
    from docx.oxml.ns import qn
    from docx.oxml.parser import OxmlElement

    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), "PAGE")
    paragraph._p.append(field)


def _language(elements: list[Any], tag: str) -> None:
    """Say of each run in which language it is: a spelling checker and a reading voice go by it."""
    from docx.oxml.ns import qn
    from docx.oxml.parser import OxmlElement

    for element in elements:
        for run in element.iter(qn("w:r")):
            language = OxmlElement("w:lang")
            language.set(qn("w:val"), _WORD_TAGS.get(tag, tag))
            run.get_or_add_rPr().append(language)
