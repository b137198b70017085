"""Reads ICCAM v3: reports with their addresses, and single contents as a hotline fetches them."""

from collections.abc import Iterator
from typing import Any, BinaryIO

from besa.core.formats.iccam import grammar
from besa.core.formats.json_items import items
from besa.core.formats.jsons import Record, Unreadable, record
from besa.core.formats.margins import Margin
from besa.core.formats.values import Incident, Item, Moment, Network, Person, Referral, Role, Text

FORMAT = "iccam/3"
NO_ITEM = "Is no ICCAM item: it has no addresses and no content."
_MARKS = frozenset({"urls", "reportContents", "url", "urlString", "contentId"})
_ILLEGAL = frozenset({"baseline", "national"})


def read(stream: BinaryIO, *, source: str) -> Iterator[Item]:
    """Every object of the stream, in order. Never raises because of what stands in it."""

    def make(value: Any, margin: Margin) -> Referral:
        if not isinstance(value, dict) or not value.keys() & _MARKS:
            raise Unreadable(NO_ITEM)
        return _referral(value, margin, source)

    return items(stream, make)


def _referral(value: Record, margin: Margin, source: str) -> Referral:
    found = record(value, "", margin, grammar.ITEM)
    alone = {name: found[name] for name in ("urlString", "assessment", "actions") if name in found}
    single = alone | found.get("url", {})
    incidents = [_incident(single, "url")] if single else []
    for name in ("urls", "reportContents"):
        incidents += [_incident(each, name) for each in found.get(name, ())]
    analyst = found.get("reportingAnalystName")
    memo = found.get("memo")
    # The report's own number is said apart only where the content's number stands for the item.
    names = ("reportId", *grammar.SAID) if "contentId" in found else tuple(grammar.SAID)
    illegal = any(text in _ILLEGAL for each in incidents for name, text in each.said if name == _CLASSIFICATION)
    return Referral(
        format=FORMAT,
        source=source,
        source_id=found.get("contentId") or found.get("reportId") or found.get("hotlineReference", ""),
        category="csam" if illegal else "",
        received=found.get("hotlineReceivedDate"),
        people=(Person(role=Role.SENDER, names=(analyst,)),) if analyst else (),
        incidents=tuple(incidents),
        said=_said({name: found[name] for name in names if name in found})[0],
        texts=(Text(where="memo", text=memo),) if memo else (),
        quarantine=tuple(margin.notes),
    )


_CLASSIFICATION = "assessment/classification"


def _incident(found: Record, where: str) -> Incident:
    said, times = _said({name: found[name] for name in _SAID if name in found})
    hosting, _ = _said({name: found[name] for name in grammar.HOSTING if name in found})
    address, memo = found.get("urlString"), found.get("memo")
    return Incident(
        kind="web",
        urls=(address,) if address else (),
        networks=(Network(ip=found["hostingIpAddress"]),) if "hostingIpAddress" in found else (),
        hosting=hosting,
        said=said,
        times=times,
        texts=(Text(where=f"{where}/memo", text=memo),) if memo else (),
    )


_SAID = (*grammar.STATED, "assessment", "actions")


def _said(values: Record) -> tuple[tuple[tuple[str, str], ...], tuple[tuple[str, Moment], ...]]:
    """Nested values as pairs of path and text, moments apart: ("actions/0/actionType", "provider")."""
    said: list[tuple[str, str]] = []
    times: list[tuple[str, Moment]] = []
    stack = list(values.items())[::-1]
    while stack:
        path, value = stack.pop()
        if isinstance(value, Moment):
            times.append((path, value))
        elif isinstance(value, str):
            said.append((path, value))
        else:
            inside = value.items() if isinstance(value, dict) else enumerate(value)
            stack.extend([(f"{path}/{name}", each) for name, each in inside][::-1])
    return tuple(said), tuple(times)
