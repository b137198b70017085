"""Find phone numbers, e-mail and web addresses, domains and accounts in a text, in forms that can be compared."""

from besa.core.identifiers.finding import canonicalise, find
from besa.core.identifiers.values import CANONICAL_VERSION, KINDS, Found

canonical_version = CANONICAL_VERSION

__all__ = ["CANONICAL_VERSION", "KINDS", "Found", "canonical_version", "canonicalise", "find"]
