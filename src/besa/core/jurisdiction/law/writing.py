"""Claims as they are written in the law's files: the way back from what was read, and a name for what stands there."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from datetime import date
from hashlib import sha256
from typing import Any

import yaml

from besa.core.jurisdiction.conditions.writing import written
from besa.core.jurisdiction.law.citations import Citation
from besa.core.jurisdiction.law.claims import Claim, Value
from besa.core.jurisdiction.law.reading import Strict
from besa.core.jurisdiction.law.sources import Source
from besa.core.jurisdiction.law.treaties import GROUND, Provision

Raw = dict[str, Any]


class _Dumper(yaml.SafeDumper):
    """Quotes only what the law's reader would take for something else than words."""

    yaml_implicit_resolvers = Strict.yaml_implicit_resolvers

    def ignore_aliases(self, data: Any) -> bool:
        return True


def claim(one: Claim) -> Raw:
    """A claim as a mapping of words, figures and lists; `read_cell` reads it back as it was."""
    raw: Raw = {"value": _value(one.value)}
    if one.when is not None:
        raw["when"] = written(one.when)
    if one.when_for is not None:
        raw["when_for"] = {ground: written(expression) for ground, expression in one.when_for}
    raw["confidence"] = one.confidence
    if one.sources:
        raw["sources"] = _citations(one.sources)
    if one.wording is not None:
        said = one.wording
        raw["wording"] = {
            "language": said.language,
            "text": said.text,
            "source": _citations([said.source])[0],
            **({"english": said.english} if said.english else {}),
        }
    for key, day in (("as_of", one.as_of), ("from", one.starts), ("to", one.ends)):
        if day is not None:
            raw[key] = day.isoformat()
    if one.conflict is not None:
        raw["conflict"] = {
            "value": _value(one.conflict.value),
            **({"sources": _citations(one.conflict.sources)} if one.conflict.sources else {}),
            "settled": "yes" if one.conflict.settled else "no",
            **({"why": one.conflict.why} if one.conflict.why else {}),
        }
    if one.note:
        raw["note"] = one.note
    return raw


def claims(many: Iterable[Claim]) -> list[Raw]:
    """All claims of a cell."""
    return [claim(one) for one in many]


def provision(one: Provision) -> Raw:
    """What may be changed of a provision: its words, and the claim that it says so."""
    raw: Raw = {"article": one.article, "text": one.text}
    if one.modality:
        raw["modality"] = one.modality
    if one.kind == GROUND:
        raw["reservable"] = one.reservable or "no"
    return {**raw, **claim(one.claim)}


def source(one: Source) -> Raw:
    """A source as it stands in `sources.yaml`, without its id."""
    raw: Raw = {
        "address": one.address,
        "title": one.title,
        "kind": one.kind,
        "tier": one.tier,
        "address_status": one.address_status,
        "extent_read": one.extent_read,
        "read": one.read.isoformat(),
    }
    if one.as_of is not None:
        raw["as_of"] = one.as_of.isoformat()
    if one.note:
        raw["note"] = one.note
    return raw


def digest(many: Iterable[Raw]) -> str:
    """A name for what claims say, however their files are laid out: 64 hex digits."""
    canonical = json.dumps(list(many), sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return sha256(canonical.encode()).hexdigest()


def in_line(raw: Any) -> str:
    """Anything of a file in one line: `{all: [offender_present, {child_under: 14}]}`."""
    said = yaml.dump(raw, Dumper=_Dumper, default_flow_style=True, allow_unicode=True, width=10**6, sort_keys=False)
    return said.removesuffix("...\n").strip()


def block(raw: Mapping[str, Any], indent: int) -> list[str]:
    """A mapping as lines of a file, each key on a line of its own."""
    return [f"{' ' * indent}{in_line(str(key))}: {in_line(value)}" for key, value in raw.items()]


def cell_block(name: str, many: list[Raw], indent: int) -> list[str]:
    """A cell as lines of a file: one claim, or a list of them."""
    lines = [f"{' ' * indent}{in_line(name)}:"]
    if len(many) == 1:
        return lines + block(many[0], indent + 2)
    for one in many:
        first, *rest = block(one, indent + 4)
        lines += [f"{' ' * (indent + 2)}- {first.lstrip()}", *rest]
    return lines


def _value(value: Value) -> str | int | Raw:
    if isinstance(value, tuple):
        return {"min": value[0], "max": value[1]}
    return value.isoformat() if isinstance(value, date) else value


def _citations(cited: Iterable[Citation]) -> list[Raw]:
    return [{"id": one.source, **({"at": one.at} if one.at else {})} for one in cited]
