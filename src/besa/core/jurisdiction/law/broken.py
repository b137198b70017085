"""What is said when a file of the law cannot be read: which file, which cell, and how to mend it."""

from __future__ import annotations


class LawBroken(ValueError):
    """The law may not be used as it stands. `file` is relative to the folder of the law; `cell` the place in it."""

    def __init__(self, file: str, cell: str, cure: str) -> None:
        super().__init__(f"law/{file}: {cell}: {cure}" if cell else f"law/{file}: {cure}")
        self.file = file
        self.cell = cell
        self.cure = cure
