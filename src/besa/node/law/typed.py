"""What was typed into the form of a claim, as a claim in the form of the law's files, with the sources it adds."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from hashlib import sha256
from typing import Any, Final

from besa.node.law import expressions

FIGURE: Final = "figure"

Raw = dict[str, Any]


def claim(typed: Mapping[str, Any], old: Raw) -> tuple[Raw, dict[str, Raw]]:
    """The claim that stands in the place of `old` ({}: of none), and its new source by id."""
    value = _value(typed, "value", "figure")
    said: Raw = {"value": value}
    for key in ("when", "when_for"):
        if typed.get(key) is not None and value != "unknown":
            said[key] = typed[key]
    said["confidence"] = typed["confidence"]
    cited, sources = _sources(typed, old)
    if cited:
        said["sources"] = cited
    quoted = _wording(typed, sources)
    if quoted:
        said["wording"] = quoted
    if "as_of" in old and not typed.get("address"):
        said["as_of"] = old["as_of"]
    for key, name in (("from", "starts"), ("to", "ends")):
        if typed.get(name):
            said[key] = typed[name].isoformat()
    conflict = old.get("conflict") or _contradiction(typed)
    if conflict:
        said["conflict"] = {**conflict, "settled": typed["settled"], "why": _in_line(typed["why"])}
    if typed["note"].strip():
        said["note"] = _in_line(typed["note"])
    return said, sources


def ended(claims: list[Raw], starts: str | None) -> list[Raw]:
    """The claims that are there; those without an end, end the day before a later law begins."""
    if not starts:
        return list(claims)
    eve = (date.fromisoformat(starts) - timedelta(days=1)).isoformat()
    return [{**one, "to": eve} if "to" not in one and one.get("from", "") < starts else one for one in claims]


def _value(typed: Mapping[str, Any], name: str, figure: str) -> Any:
    return expressions.figure(typed[figure]) if typed[name] == FIGURE else typed[name]


def _sources(typed: Mapping[str, Any], old: Raw) -> tuple[list[Raw], dict[str, Raw]]:
    cited = [old["sources"][int(number)] for number in typed.get("keep", ())]
    if typed.get("source"):
        cited.append({"id": typed["source"], "at": typed["source_at"].strip()})
    if not typed.get("address"):
        return cited, {}
    raw = _new_source(typed)
    # Named after what it says: the same source proposed twice is one, and no id of a release is ever taken.
    ident = "N_" + sha256(repr(sorted(raw.items())).encode()).hexdigest()[:10].upper()
    return [*cited, {"id": ident, "at": typed["at"].strip()}], {ident: raw}


def _wording(typed: Mapping[str, Any], new: Mapping[str, Raw]) -> Raw:
    text = _in_line(typed.get("wording_text", ""))
    if not text:
        return {}
    source = typed["wording_source"] or next(iter(new), "")
    said = {"language": typed["wording_language"], "text": text}
    said |= {"source": {"id": source, "at": typed["wording_at"].strip()}}
    english = _in_line(typed["wording_english"])
    return {**said, "english": english} if english and said["language"] != "en" else said


def _new_source(typed: Mapping[str, Any]) -> Raw:
    raw = {
        "address": typed["address"].strip(),
        "title": _in_line(typed["title"]),
        "kind": "proposed_by_a_lawyer",
        "tier": typed["tier"] or "secondary",
        "address_status": "verbatim",
        "extent_read": typed["at"].strip(),
        "read": typed["read"].isoformat(),
    }
    if typed.get("as_of"):
        raw["as_of"] = typed["as_of"].isoformat()
    return raw


def _contradiction(typed: Mapping[str, Any]) -> Raw:
    if not typed.get("other"):
        return {}
    cited = {"id": typed["other_source"], "at": typed["other_at"].strip()}
    return {"value": _value(typed, "other", "other_figure"), "sources": [cited]}


def _in_line(text: str) -> str:
    return " ".join(text.split())
