"""What a document consists of. Every text is plain; a line break in it is a line break on paper."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class Heading:
    """`level` 1 to 3; the document's title stands above level 1."""

    text: str
    level: int = 1

    def __post_init__(self) -> None:
        if not 1 <= self.level <= 3:
            raise ValueError(f"got a heading of level {self.level}, expected 1 to 3")


@dataclass(frozen=True)
class Paragraph:
    text: str


@dataclass(frozen=True)
class Fields:
    """Names and what stands behind them, a row each."""

    rows: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Items:
    """A list, numbered from 1 or with dots."""

    texts: tuple[str, ...]
    numbered: bool = False


@dataclass(frozen=True)
class Table:
    """Every row has as many cells as the head. Raises ValueError otherwise."""

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]

    def __post_init__(self) -> None:
        if not self.head or any(len(row) != len(self.head) for row in self.rows):
            raise ValueError(f"got rows that have not the {len(self.head)} cells of their head")


@dataclass(frozen=True)
class Signature:
    """Lines under a rule to sign on: name, office, place and date."""

    lines: tuple[str, ...]


Block = Heading | Paragraph | Fields | Items | Table | Signature


@dataclass(frozen=True)
class Section:
    """A part in one language (BCP 47, as `languages.html_tag` gives it); each begins on a page of its own."""

    language: str
    title: str
    blocks: tuple[Block, ...]

    def __post_init__(self) -> None:
        """Raises ValueError where a heading skips a level: whoever listens would look for what is missing."""
        level = 0
        for block in self.blocks:
            if isinstance(block, Heading):
                if block.level > level + 1:
                    raise ValueError(
                        f"got the heading {block.text!r} of level {block.level} after one of level {level}"
                    )
                level = block.level


@dataclass(frozen=True, kw_only=True)
class Document:
    """`mark` stands on top of every page (that it is a draft, whose it is), `foot` at its end beside its number."""

    title: str
    sections: tuple[Section, ...]
    mark: str = ""
    foot: str = ""
    made: datetime

    def __post_init__(self) -> None:
        if not self.sections:
            raise ValueError("got a document without a section, expected at least one")
        if not self.title.strip():
            raise ValueError("got a document without a title, which a screen reader would have to invent")
        if self.made.tzinfo is None:
            raise ValueError("got a time without a zone, expected when the document was made")
