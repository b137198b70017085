"""The encoding that an XML file declares, and whether to trust it."""

import codecs
import re

_DECLARED = re.compile(rb"<\?xml[^>]*?encoding\s*=\s*[\"']([\w.:\-]+)[\"']")
_ASCII = bytes(range(128))
# Encodings of texts. Python also calls compressions and escapes encodings.
_OF_TEXT = re.compile(r"ascii|iso8859-\d+|cp\d+|koi8-\w|mac-\w+|gb\w+|big5\w*|euc_\w+|shift_jis\w*")


def declared_encoding(declaration: bytes) -> str:
    """The encoding that `<?xml … ?>` names, if tags can be found in it byte by byte; otherwise UTF-8.

    Many files declare UTF-16 and are not: their bytes decide, as they do for encodings nobody knows.
    """
    found = _DECLARED.match(declaration)
    if found is None:
        return "utf-8"
    name = found[1].decode("ascii", "replace").lower()
    try:
        name = codecs.lookup(name).name
    except LookupError:
        return "utf-8"
    if _OF_TEXT.fullmatch(name) and _ASCII.decode(name, "replace") == _ASCII.decode("ascii"):
        return name
    return "utf-8"
