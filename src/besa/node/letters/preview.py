"""A letter as a page shows it before it becomes a file: the same blocks, text as text."""

from __future__ import annotations

from dataclasses import dataclass

from besa.core.formats.document import Block, Document, Fields, Heading, Items, Paragraph, Table, printable


@dataclass(frozen=True)
class BlockShown:
    """`kind` says which of the others are there."""

    kind: str
    text: str = ""
    rows: tuple[tuple[str, ...], ...] = ()
    head: tuple[str, ...] = ()


@dataclass(frozen=True)
class SectionShown:
    language: str
    title: str
    blocks: tuple[BlockShown, ...]


def sections(document: Document) -> tuple[SectionShown, ...]:
    """Each language of the document; what cannot be seen is a box here as it is on paper."""
    return tuple(
        SectionShown(one.language, printable(one.title), tuple(_block(block) for block in one.blocks))
        for one in document.sections
    )


def _block(block: Block) -> BlockShown:
    match block:
        case Heading():
            return BlockShown("heading", printable(block.text))
        case Paragraph():
            return BlockShown("paragraph", printable(block.text))
        case Items():
            return BlockShown("items", rows=tuple((printable(text),) for text in block.texts))
        case Fields():
            return BlockShown("fields", rows=_printable(block.rows))
        case Table():
            return BlockShown("table", rows=_printable(block.rows), head=tuple(map(printable, block.head)))
        case _:
            return BlockShown("signature", rows=tuple((printable(line),) for line in block.lines))


def _printable(rows: tuple[tuple[str, ...], ...]) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(map(printable, row)) for row in rows)
