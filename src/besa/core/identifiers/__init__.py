"""Find who and what a text names (phones, addresses, accounts, devices, wallets …), in forms that can be compared."""

from besa.core.identifiers.finding import byte_ranges, canonicalise, find
from besa.core.identifiers.values import CANONICAL_VERSION, KINDS, Found

canonical_version = CANONICAL_VERSION

__all__ = ["CANONICAL_VERSION", "KINDS", "Found", "byte_ranges", "canonical_version", "canonicalise", "find"]
