"""Files in UTF-16 and UTF-32, read as UTF-8 while their exact bytes are kept."""

import codecs
import re

from besa.core.formats.windows import Readable

# Longest first: the mark of UTF-32 begins with that of UTF-16.
_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_UNMARKED = ((re.compile(rb"[^\0]\0[^\0]\0"), "utf-16-le"), (re.compile(rb"\0[^\0]\0[^\0]"), "utf-16-be"))
HEAD = 4


def wide_encoding(head: bytes) -> tuple[bytes, str]:
    """The byte order mark (may be empty) and the encoding, if the file is in UTF-16 or UTF-32; otherwise (b"", "")."""
    for mark, encoding in _MARKS:
        if head.startswith(mark):
            return mark, encoding
    for beginning, encoding in _UNMARKED:
        if beginning.match(head):
            return b"", encoding
    return b"", ""


class Narrowed:
    """A UTF-16 or UTF-32 stream read as UTF-8; `widen` gives the exact bytes of the file again."""

    def __init__(self, stream: Readable, *, encoding: str, mark: bytes) -> None:
        self._stream = stream
        self._decoder = codecs.getincrementaldecoder(encoding)("surrogatepass")
        self._encoding = encoding
        self._mark = mark
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
        """The bytes that `narrow` was made of, after the mark of the file, so that they can be read alone."""
        return self._mark + narrow.decode("utf-8", "surrogatepass").encode(self._encoding, "surrogatepass")
