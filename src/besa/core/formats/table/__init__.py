"""Tables (CSV) of any institution, read by a mapping file that says what each column means."""

from besa.core.formats.table.mapping import Mapping, WrongMapping, default, load
from besa.core.formats.table.reading import read
from besa.core.formats.table.referrals import FORMAT
from besa.core.formats.table.writing import write

__all__ = ["FORMAT", "Mapping", "WrongMapping", "default", "load", "read", "write"]
