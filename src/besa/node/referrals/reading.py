"""Which reader reads what: by its name, by what a stored referral says of its format, by how a file begins."""

from __future__ import annotations

import io
import logging

from besa.core.formats import Referral
from besa.core.formats.sniffing import FORMATS, Format, reader_for
from besa.node.referrals.gathering import merged

log = logging.getLogger("besa.referrals")

_ENDINGS = {"cybertip_xml": ".xml", "cybertip_json": ".json", "iccam": ".json", "lines": ".jsonl", "table": ".csv"}


class UnknownFormat(LookupError):
    """No reader fits; the text says which there are."""


def named(name: str) -> Format:
    """The reader "cybertip_xml", also by what `Referral.format` says ("cybertip-xml/1"). Raises UnknownFormat."""
    folder = name.partition("/")[0].replace("-", "_")
    if folder not in FORMATS:
        raise UnknownFormat(f"no format is called '{name}'; there are: {', '.join(sorted(FORMATS))}")
    return FORMATS[folder]


def of_file(head: bytes, name: str) -> Format:
    """The reader for a file that begins with `head` and is called `name`. Raises UnknownFormat."""
    found = reader_for(head, name)
    if found is None:
        raise UnknownFormat(f"{name} is in no format that can be read; if you know it, name it with --format")
    return found


def ending(name: str) -> str:
    """How a file of a format is called when it is written out again; `name` as in `Referral.format`, or empty."""
    return _ENDINGS[named(name).name] if name else ".bin"


def again(fmt: str, raw: bytes, *, source: str) -> Referral | None:
    """The referral in bytes that were kept; None where no reader understands them."""
    if not fmt:
        return None
    try:
        items = named(fmt).read(io.BytesIO(raw), source=source)
        read = [item.referral for item in items if item.referral is not None]
    except Exception as error:  # noqa: BLE001 - whatever a reader stumbles over, the bytes are still there
        log.error("a referral could not be read again: %s", type(error).__name__)
        return None
    return merged(read) if read else None
