"""Say what kind of file the first bytes and the name are: what may come in, and what never may.

Pictures and videos are refused by content and by name. What is let in is only ever given back as a download: nothing
here is unpacked, rendered or trusted.
"""

from __future__ import annotations

import codecs
from enum import StrEnum

HEAD = 4096

_TEXT_NAMES = {
    "txt": "text/plain", "log": "text/plain", "md": "text/plain", "csv": "text/csv", "tsv": "text/plain",
    "json": "application/json", "html": "text/html", "htm": "text/html", "eml": "message/rfc822", "": "text/plain",
}  # fmt: skip
_ZIP_NAMES = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "odt": "application/vnd.oasis.opendocument.text",
    "ods": "application/vnd.oasis.opendocument.spreadsheet",
    "zip": "application/zip",
}
_OLE_NAMES = {"msg": "application/vnd.ms-outlook", "doc": "application/msword", "xls": "application/vnd.ms-excel"}
_PICTURE_NAMES = frozenset(
    (
        "jpg", "jpeg", "jpe", "jfif", "png", "apng", "gif", "webp", "bmp", "dib", "tif", "tiff", "heic", "heif", "avif",
        "jxl", "ico", "svg", "svgz", "psd", "raw", "dng", "cr2", "nef", "arw", "mp4", "m4v", "mov", "qt", "avi", "mkv",
        "webm", "wmv", "asf", "flv", "f4v", "mpg", "mpeg", "mpe", "m2ts", "mts", "ts", "3gp", "3g2", "ogv", "vob", "rm",
        "rmvb",
    )
)  # fmt: skip
_PICTURE_STARTS = (
    b"\xff\xd8\xff", b"\x89PNG", b"GIF8", b"II*\x00", b"MM\x00*", b"II+\x00", b"MM\x00+", b"8BPS",
    b"\x00\x00\x01\x00", b"\xff\x0a", b"\x00\x00\x00\x0cJXL ", b"\x1aE\xdf\xa3", b"FLV\x01", b"\x00\x00\x01\xba",
    b"\x00\x00\x01\xb3", b"OggS", b"\x30\x26\xb2\x75\x8e\x66\xcf\x11", b".RMF", b"\x00\x00\x00\x0cjP  ",
)  # fmt: skip
_CODINGS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
    (b"", "utf-8"),
)


class Refusal(StrEnum):
    """Why a file cannot come in."""

    PICTURE = "picture"
    UNKNOWN = "unknown"
    EMPTY = "empty"
    TOO_BIG = "too_big"
    TOO_MANY = "too_many"
    BROKEN = "broken"
    NO_ROOM = "no_room"  # the node can take no files at all for now
    FULL = "full"  # the report has as many as it may ever have


class Refused(ValueError):
    """This file cannot come in; `reason` says why."""

    def __init__(self, reason: Refusal) -> None:
        super().__init__(reason)
        self.reason = reason


def extension(name: str) -> str:
    """The part after the last dot, in small letters; empty when there is none."""
    return name.rpartition(".")[2].strip().lower() if "." in name else ""


def is_picture_name(name: str) -> bool:
    return extension(name) in _PICTURE_NAMES


def media_type(head: bytes, name: str) -> str:
    """The media type of a file that starts with `head` (its first HEAD bytes, or all of a shorter one).

    Raises:
        Refused: PICTURE, UNKNOWN or EMPTY.
    """
    ending = extension(name)
    if not head:
        raise Refused(Refusal.EMPTY)
    if is_picture_name(name) or _is_picture(head):
        raise Refused(Refusal.PICTURE)
    # Readers also accept a PDF that begins later; that is how one file is two things at once, so we do not.
    if head.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"%PDF-"):
        return "application/pdf"
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _known(_ZIP_NAMES, ending)
    if head.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        return _known(_OLE_NAMES, ending)
    text = _as_text(head)
    if text is None:
        raise Refused(Refusal.UNKNOWN)
    return _TEXT_NAMES.get(ending, "text/plain")


def _known(names: dict[str, str], ending: str) -> str:
    if ending not in names:
        raise Refused(Refusal.UNKNOWN)
    return names[ending]


def _is_picture(head: bytes) -> bool:
    if head.startswith(b"RIFF") and head[8:12] in (b"WEBP", b"AVI "):
        return True
    if b"<svg" in head.lower() or b"<\x00s\x00v\x00g" in head.lower():
        return True
    if head.startswith(b"BM") and head[6:10] == bytes(4):
        return True
    # ISO media (mp4, mov, heic, avif): the box name stands after a length.
    return head[4:8] in (b"ftyp", b"moov", b"mdat", b"wide") or head.startswith(_PICTURE_STARTS)


def _as_text(head: bytes) -> str | None:
    """`head` as text, or None. A character cut in two at the end of the head is no reason to refuse."""
    for mark, coding in _CODINGS:
        if head.startswith(mark):
            try:
                text = codecs.getincrementaldecoder(coding)().decode(head)
            except UnicodeDecodeError:
                break
            return text if _printable(text) else None
    # Old e-mails and exports of the region come in single-byte code pages: text, as long as nothing binary is in it.
    text = head.decode("latin-1")
    return text if _printable(text) else None


def _printable(text: str) -> bool:
    return not any(letter < " " and letter not in "\t\n\r\x0b\x0c\x1b" for letter in text)
