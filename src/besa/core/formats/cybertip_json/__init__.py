"""CyberTipline reports in JSON, as police receive them."""

from besa.core.formats.cybertip_json.reading import read
from besa.core.formats.cybertip_json.referrals import FORMAT
from besa.core.formats.cybertip_json.writing import render, write

__all__ = ["FORMAT", "read", "render", "write"]
