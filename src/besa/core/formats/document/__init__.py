"""Documents for people and authorities: what one says, written as PDF (PDF/UA-1) and as DOCX.

Text is text: nothing a reporter typed can become markup, a formula, a link or a field of the document that carries it.
"""

from besa.core.formats.document.docx import write_docx
from besa.core.formats.document.pdf import write_pdf
from besa.core.formats.document.values import (
    Block,
    Document,
    Fields,
    Heading,
    Items,
    Paragraph,
    Section,
    Signature,
    Table,
)
from besa.core.formats.document.wording import printable

__all__ = [
    "Block",
    "Document",
    "Fields",
    "Heading",
    "Items",
    "Paragraph",
    "Section",
    "Signature",
    "Table",
    "printable",
    "write_docx",
    "write_pdf",
]
