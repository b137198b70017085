"""The very words of a law: a short quotation in its own language, with a translation of ours beside it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any, Final

from besa.core.jurisdiction.law import reading
from besa.core.jurisdiction.law.broken import LawBroken
from besa.core.jurisdiction.law.citations import Citation, read_citations

LONGEST: Final = 600
LANGUAGE: Final = re.compile(r"[a-z]{2,3}(-[a-z]{4})?")
_KEYS: Final = ("language", "text", "source", "english")


@dataclass(frozen=True, slots=True)
class Wording:
    """`text` word for word as it stands in `source`; `english` is a working translation, empty where it is English."""

    language: str
    text: str
    source: Citation
    english: str = ""


def read_wording(raw: Any, ident: str, file: str) -> Wording:
    """A quotation from a file of the law; raises LawBroken."""
    place = f"{ident}: wording"
    found = reading.keys(raw, file, place, _KEYS, ("language", "text", "source"))
    said = {key: reading.text(found, key, file, place).strip() for key in ("language", "text", "english")}
    if not LANGUAGE.fullmatch(said["language"]):
        raise LawBroken(file, place, "name the language of the law by its code, such as sq, mk, sr, sr-latn or de")
    if (
        not said["text"]
        or max(map(len, said.values())) > LONGEST
        or not all(one.isprintable() for one in said.values())
    ):
        raise LawBroken(file, place, "quote one sentence or two in one line, {most} letters at most", most=LONGEST)
    if (said["language"] == "en") == bool(said["english"]):
        raise LawBroken(file, place, "give a translation into English beside a text that is not English, else none")
    (source,) = read_citations([found["source"]], place, file)
    if not source.at:
        raise LawBroken(file, place, "say at which article of the source it stands")
    return Wording(said["language"], said["text"], source, said["english"])
