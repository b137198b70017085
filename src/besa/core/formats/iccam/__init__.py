"""ICCAM v3, by which INHOPE's hotlines pass addresses of illegal content to each other."""

from besa.core.formats.iccam.reading import FORMAT, read
from besa.core.formats.iccam.writing import render, write

__all__ = ["FORMAT", "read", "render", "write"]
