"""How the bytes of an XML file are to be read as text: byte order marks, declared encodings, and what to trust."""

import codecs
import re

from besa.core.formats.windows import Readable

_DECLARED = re.compile(rb"<\?xml[^>]*?encoding\s*=\s*[\"']([\w.:\-]+)[\"']")
_ASCII = bytes(range(128))
# Longest first: the mark of UTF-32 begins with that of UTF-16.
_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_UNMARKED = ((re.compile(rb"<\0[^\0]\0"), "utf-16-le"), (re.compile(rb"\0<\0[^\0]"), "utf-16-be"))


def wide_encoding(head: bytes) -> tuple[bytes, str]:
    """The byte order mark (may be empty) and the encoding, if the file is in UTF-16 or UTF-32; otherwise (b"", "")."""
    for mark, encoding in _MARKS:
        if head.startswith(mark):
            return mark, encoding
    for beginning, encoding in _UNMARKED:
        if beginning.match(head):
            return b"", encoding
    return b"", ""


def declared_encoding(declaration: bytes) -> str:
    """The encoding that `<?xml … ?>` names, if tags can be found in it byte by byte; otherwise UTF-8.

    Many files declare UTF-16 and are not: their bytes decide, as they do for encodings nobody knows.
    """
    found = _DECLARED.match(declaration)
    if found is None:
        return "utf-8"
    name = found[1].decode("ascii", "replace").lower()
    try:
        same = _ASCII.decode(name) == _ASCII.decode("ascii")
    except (LookupError, UnicodeError, ValueError):  # ValueError: a codec that is not for text
        return "utf-8"
    return codecs.lookup(name).name if same and name != "utf-7" else "utf-8"


class Narrowed:
    """A UTF-16 or UTF-32 stream read as UTF-8; `widen` gives the exact bytes of the file again."""

    def __init__(self, stream: Readable, *, encoding: str) -> None:
        self._stream = stream
        self._decoder = codecs.getincrementaldecoder(encoding)("surrogatepass")
        self._encoding = encoding
        self.leftover = b""

    def read(self, size: int, /) -> bytes:
        """Some UTF-8, b"" at the end. Where the bytes are no text at all the stream ends, and `leftover` has them."""
        while not self.leftover:
            fresh = self._stream.read(size)
            before, _ = self._decoder.getstate()
            try:
                text = self._decoder.decode(fresh, final=not fresh)
            except UnicodeDecodeError:
                self._decoder.reset()
                self.leftover = before + fresh
                return b""
            if text or not fresh:
                return text.encode("utf-8", "surrogatepass")
        return b""

    def widen(self, narrow: bytes) -> bytes:
        return narrow.decode("utf-8", "surrogatepass").encode(self._encoding, "surrogatepass")
