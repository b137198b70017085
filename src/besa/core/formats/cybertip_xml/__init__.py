"""CyberTipline reports in XML, as providers file them: reports and the details of their files."""

from besa.core.formats.cybertip_xml.reading import read
from besa.core.formats.cybertip_xml.referrals import FORMAT
from besa.core.formats.cybertip_xml.writing import render, write

__all__ = ["FORMAT", "read", "render", "write"]
