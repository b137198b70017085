"""Our own JSON Lines: every referral whole, one in each line. What Besa passes on to Besa, and keeps."""

from besa.core.formats.lines.reading import KEY, read
from besa.core.formats.lines.writing import render, write

__all__ = ["KEY", "read", "render", "write"]
