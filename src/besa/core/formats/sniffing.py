"""Picks the reader for a file by how it begins; its name is asked only where the beginning could be anything."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from besa.core.formats import cybertip_json, cybertip_xml, iccam, lines, table
from besa.core.formats.values import Item
from besa.core.formats.wide import HEAD, wide_encoding

# How much of a file is worth giving to `reader_for`.
ENOUGH = 64 * 1024

_OWN = re.compile(r"\{\s*\"" + re.escape(lines.KEY) + r"\"")
_CYBERTIP = re.compile(r"\"(?:reportedInformation|reportingEsp|incidentSummary|dateReceived)\"\s*:")
_ICCAM = re.compile(r"\"(?:urlString|reportContents|contentId|hotlineReference|sourceUrl\w*|assignedCountryCode)\"\s*:")
_TABLE_NAME = re.compile(r"\.(?:csv|tsv|tab|txt)\Z", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Format:
    """A format by its folder's name, and what reads it: read(stream, source=…) → items."""

    name: str
    read: Callable[..., Iterator[Item]]


FORMATS = {
    each.name: each
    for each in (
        Format("cybertip_xml", cybertip_xml.read),
        Format("cybertip_json", cybertip_json.read),
        Format("iccam", iccam.read),
        Format("lines", lines.read),
        Format("table", table.read),
    )
}


def reader_for(head: bytes, name: str) -> Format | None:
    """The format of a file that begins with `head` (ENOUGH bytes of it) and is called `name`; None if it has none."""
    mark, wide = wide_encoding(head[:HEAD])
    text = head[len(mark) :].decode(wide or "utf-8", "replace").lstrip("\ufeff\x1e \t\r\n")
    if text.startswith("<"):
        return FORMATS["cybertip_xml"]
    if text.startswith(("{", "[")):
        return FORMATS[_json(text)]
    if _TABLE_NAME.search(name) or _headers(text):
        return FORMATS["table"]
    return None


def _json(text: str) -> str:
    if _OWN.match(text):
        return "lines"
    cybertip, hotline = _CYBERTIP.search(text), _ICCAM.search(text)
    return "iccam" if hotline and not cybertip else "cybertip_json"


def _headers(text: str) -> bool:
    """Whether the first line names columns of the default mapping."""
    columns = table.default().columns
    cells = re.split(r"[,;\t|]", text.partition("\n")[0][:10_000])
    return any(" ".join(cell.strip(' "\r').lower().split()) in columns for cell in cells)
