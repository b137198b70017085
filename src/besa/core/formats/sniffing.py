"""Find out which reader understands a file: by its first bytes, then by the ending of its name."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import BinaryIO

from besa.core.formats import cybertip_xml
from besa.core.formats.values import Item

_BOMS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")


class UnknownFormat(LookupError):
    """No reader fits; the text says which there are."""


@dataclass(frozen=True)
class Reader:
    """`name` as in `Referral.format`, "cybertip-xml/1"; `ending` for files that are written out again."""

    name: str
    ending: str
    read: Callable[..., Iterator[Item]]

    def __call__(self, stream: BinaryIO, *, source: str) -> Iterator[Item]:
        return self.read(stream, source=source)


READERS = (Reader(cybertip_xml.FORMAT, ".xml", cybertip_xml.read),)


def reader_named(name: str) -> Reader:
    """The reader of a format, with or without its version. Raises UnknownFormat."""
    for reader in READERS:
        if name in (reader.name, reader.name.partition("/")[0]):
            return reader
    raise UnknownFormat(f"no format is called '{name}'; there are: {', '.join(reader.name for reader in READERS)}")


def reader_for(head: bytes, file_name: str = "") -> Reader:
    """The reader for a file that begins with `head`. Raises UnknownFormat."""
    for bom in _BOMS:
        head = head.removeprefix(bom)
    begins = head.replace(b"\x00", b"").lstrip()[:1]
    if begins == b"<" or file_name.lower().endswith(".xml"):
        return reader_named("cybertip-xml")
    raise UnknownFormat(f"'{file_name}' is in no format that can be read; name one with --format")
