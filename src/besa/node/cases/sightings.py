"""What in an entry of a case can be found again elsewhere, as the blind tokens that reports are indexed by."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator, Mapping

from besa.core import identifiers, linking
from besa.core.identifiers import KINDS
from besa.node.reports.judging import regions, token

_SERVICE = re.compile(r"(?P<service>[\w.-]{2,40})(?::\s*|\s+)@?(?P<name>\S{2,80})")
log = logging.getLogger("besa.cases")


def tokens(fields: Mapping[str, str], *, kind: str = "") -> frozenset[bytes]:
    """Of the typed `fields` of an entry; `kind` says what the field `text` is, empty where it is only words.

    A fault in the finding never loses what somebody typed: it is then only not found elsewhere.
    """
    text = fields.get("text", "")
    words = "\n".join(fields[name] for name in ("name", "text", "about") if fields.get(name))
    try:
        typed = _of_kind(kind, text) if kind in KINDS else frozenset()
        return typed | _in_words(words)
    except Exception as error:  # noqa: BLE001 - whatever is wrong with the finding, the entry is worth more
        log.error("identifiers in a case could not be read: %s", type(error).__name__)
        return frozenset()


def tokens_asked(typed: str) -> frozenset[bytes]:
    """Of what somebody searches for, whatever kind it reads as."""
    return _in_words(typed).union(*(_of_kind(kind, typed) for kind in KINDS))


def _of_kind(kind: str, text: str) -> frozenset[bytes]:
    forms = identifiers.canonicalise(kind, text, regions=regions())
    if kind == "handle" and not forms:
        forms = tuple(_at_a_small_service(text))
    return frozenset(token(kind, form) for form in forms)


def _at_a_small_service(text: str) -> Iterator[str]:
    """An account at a service that core/identifiers does not know, "service: name" or "service name", as a referral
    names it: there the name is known with its service and alone."""
    found = _SERVICE.fullmatch(text.strip())
    if found:
        service, name = found["service"].casefold(), found["name"]
        yield f"{service}:{name if name.startswith('#') else name.casefold()}"
        yield from identifiers.canonicalise("handle", name, regions=regions())


def _in_words(words: str) -> frozenset[bytes]:
    found = linking.traces_of_text(words, regions=regions())
    return frozenset(token(one.kind, one.canonical) for one in found)
