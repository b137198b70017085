"""What is said when a file of the law cannot be read: which file, which cell, and how to mend it."""

from __future__ import annotations

from typing import Any

from besa.core.jurisdiction.problem import Problem


class LawBroken(Problem):
    """The law may not be used as it stands. `file` is relative to the folder of the law; `cell` the place in it."""

    def __init__(self, file: str, cell: str, message: str, /, **values: Any) -> None:
        super().__init__(cell, message, **values)
        self.file = file
        self.cell = cell
        self.args = (f"law/{file}: {self.args[0]}",)
