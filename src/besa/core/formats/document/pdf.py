"""Write a document as tagged PDF (PDF/UA-1, readable by screen readers) with Typst, its fonts and no network.

What a document says reaches the template as data. Typst reads a text that comes as data letter by letter: "#" or "$" in
it are a "#" and a "$".
"""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

from besa.core.formats.document.values import Block, Document, Fields, Heading, Items, Paragraph, Section, Table
from besa.core.formats.document.wording import CELL, LINE, broken, printable, spelt

_NARROWEST = 12  # letters
_TEMPLATE = Path(__file__).with_name("document.typ")


def write_pdf(document: Document) -> bytes:
    """The same document gives the same bytes."""
    import typst  # not before a document is wanted: a node that writes none does without its 20 MB

    return typst.compile(
        _template(),
        format="pdf",
        sys_inputs={"document": json.dumps(_data(document), ensure_ascii=False)},
        pdf_standards="ua-1",
        ignore_system_fonts=True,
        timestamp=int(document.made.timestamp()),
    )


@cache
def _template() -> bytes:
    return _TEMPLATE.read_bytes()


def _data(document: Document) -> dict[str, Any]:
    return {
        "title": _text(document.title),
        "mark": _text(document.mark),
        "foot": _text(document.foot),
        "sections": [_section(section) for section in document.sections],
    }


def _section(section: Section) -> dict[str, Any]:
    language, _, rest = section.language.partition("-")
    script = rest.lower() if len(rest) == 4 else None
    return {
        "lang": language.lower(),
        "script": script,
        "title": _text(section.title),
        "blocks": [_block(block) for block in section.blocks],
    }


def _block(block: Block) -> dict[str, Any]:
    match block:
        case Heading():
            return {"kind": "heading", "level": block.level + 1, "text": _text(block.text)}
        case Paragraph():
            return {"kind": "paragraph", "text": _text(block.text)}
        case Fields():
            return {"kind": "fields", "rows": [[_text(cell) for cell in row] for row in block.rows]}
        case Items():
            return {"kind": "items", "numbered": block.numbered, "texts": [_text(text) for text in block.texts]}
        case Table():
            rows = [[_text(cell, CELL) for cell in row] for row in (block.head, *block.rows)]
            return {
                "kind": "table",
                "head": rows[0],
                "rows": rows[1:],
                "widths": [_width(one) for one in zip(*rows, strict=True)],
            }
        case _:
            return {"kind": "signature", "lines": [_text(line) for line in block.lines]}


def _width(column: tuple[str, ...]) -> int:
    """The share of a column: its longest word must fit, and none is so narrow that each word gets a line."""
    return max([_NARROWEST, *(len(word) for cell in column for word in cell.split())])


def _text(text: str, most: int = LINE) -> str:
    return broken(spelt(printable(text)), most)
