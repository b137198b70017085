"""The law with cells replaced or added: read as strictly, and checked as a whole, as when it is read from its files."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

from besa.core.jurisdiction.law import checks, reading, writing
from besa.core.jurisdiction.law import sources as source_files
from besa.core.jurisdiction.law.broken import LawBroken
from besa.core.jurisdiction.law.claims import WORDS, Cell, read_cell
from besa.core.jurisdiction.law.library import Law
from besa.core.jurisdiction.law.sources import Source
from besa.core.jurisdiction.law.states import BOUND, NOT_BOUND, OF_TREATY, State
from besa.core.jurisdiction.law.treaties import GROUND, MODALITIES, WITH_MODALITY, Provision, Treaty

_NAME: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.()-]{0,79}")
_WORDS_OF_A_PROVISION: Final = ("article", "text", "modality", "reservable")
_OF_A_PROVISION: Final = (*_WORDS_OF_A_PROVISION, "value", "when", "confidence", "sources", "as_of", "note")
_LONGEST: Final = {"article": 80, "text": 1000}
_PARTS: Final = ("law", "reservations", "relations", "membership", "treaties")


@dataclass(frozen=True)
class Change:
    """What is to stand in a cell (or in a provision) from now on, in the form of the files, and the sources it adds."""

    cell: str
    claims: list[dict[str, Any]]
    sources: Mapping[str, dict[str, Any]]


@dataclass(frozen=True)
class Place:
    """Where a cell stands. `part` is law, reservations, relations, membership, treaties, in_force or provisions;
    `owner` a State or a treaty; `treaty` and `name` (of states.OF_TREATY) are for the treaties of a State."""

    part: str
    owner: str
    name: str = ""
    treaty: str = ""

    @property
    def file(self) -> str:
        return f"{'treaties' if self.part in ('in_force', 'provisions') else 'states'}/{self.owner}.yaml"


def place_of(ident: str, law: Law) -> Place:
    """Where a cell stands or would stand; raises LawBroken if there is no such place."""
    if ident in law.provisions:
        return Place("provisions", law.provisions[ident].treaty, ident)
    owner, _, rest = ident.partition(".")
    if owner in law.treaties and rest == "in_force":
        return Place("in_force", owner)
    part, _, name = rest.partition(".")
    if owner not in law.recorded or part not in _PARTS:
        known = "<state>.law.<name>, <state>.reservations.<article>, <state>.treaties.<treaty>.status or .consent"
        raise LawBroken("", ident, "there is no such cell and no place for one; a name is like {known}", known=known)
    if part == "treaties":
        treaty, _, name = name.rpartition(".")
        if treaty not in law.treaties or name not in OF_TREATY:
            raise LawBroken(
                f"states/{owner}.yaml", ident, "must name a treaty of the law, then {known}", known=", ".join(OF_TREATY)
            )
        if name != "status" and treaty not in law.recorded[owner].treaties:
            raise LawBroken(f"states/{owner}.yaml", ident, "has no status yet: that comes first")
        return Place(part, owner, name, treaty)
    if not _NAME.fullmatch(name):
        raise LawBroken(f"states/{owner}.yaml", ident, "a name has letters, figures, dots and underscores, 80 at most")
    return Place(part, owner, name)


def as_written(ident: str, law: Law) -> list[dict[str, Any]]:
    """What stands in a cell or provision, in the form of the files; empty when nothing does."""
    if ident in law.provisions:
        return [writing.provision(law.provisions[ident])]
    cell = law.by_id.get(ident)
    return writing.claims(cell.claims) if cell else []


def read_change(change: Change, law: Law) -> Cell:
    """The cell that a change makes, read by the rules of its place; raises LawBroken naming file, cell and cure."""
    place = place_of(change.cell, law)
    if not change.claims:
        raise LawBroken(place.file, change.cell, "says nothing: nothing is deleted; write a claim that it is unknown")
    raw = change.claims[0] if len(change.claims) == 1 else list(change.claims)
    if place.part == "treaties" and place.name == "status":
        return read_cell(raw, change.cell, place.file, (*BOUND, *NOT_BOUND, "unknown"))
    days_too = place.part == "in_force" or (place.part == "treaties" and place.name in ("consent", "entered"))
    if place.part != "provisions":
        return read_cell(raw, change.cell, place.file, WORDS, days_too=days_too)
    if not isinstance(raw, dict):
        raise LawBroken(place.file, change.cell, "a provision has one claim: its words do not change with time")
    for key in raw:
        if key not in _OF_A_PROVISION:
            raise LawBroken(place.file, change.cell, "a provision has no '{key}'", key=key)
    claim = {key: value for key, value in raw.items() if key not in _WORDS_OF_A_PROVISION}
    return read_cell(claim, change.cell, place.file, ("yes", "unknown"))


def read_provision(change: Change, law: Law) -> Provision:
    """The provision that a change makes: what it does not say stays. Raises LawBroken naming file, cell and cure."""
    one, (claim,) = law.provisions[change.cell], read_change(change, law).claims
    file, raw = place_of(change.cell, law).file, change.claims[0]
    said = {key: reading.text(raw, key, file, one.id).strip() for key in _LONGEST if key in raw}
    for key, words in said.items():
        if not words or len(words) > _LONGEST[key] or not words.isprintable():
            raise LawBroken(
                file, one.id, "'{key}' must be words in one line, {most} letters at most", key=key, most=_LONGEST[key]
            )
    if "modality" in raw and one.kind in WITH_MODALITY:
        said["modality"] = reading.text(raw, "modality", file, one.id)
        if said["modality"] not in MODALITIES:
            raise LawBroken(file, one.id, "'modality' must be one of {known}", known=", ".join(MODALITIES))
    if "reservable" in raw and one.kind == GROUND:
        name = reading.text(raw, "reservable", file, one.id)
        if name not in reservable_as(one, law):
            raise LawBroken(file, one.id, "'{name}' is no reservation to this treaty that is recorded", name=name)
        said["reservable"] = "" if name == "no" else name
    return replace(
        one,
        claim=claim,
        article=said.get("article", one.article),
        text=said.get("text", one.text),
        modality=said.get("modality", one.modality),
        reservable=said.get("reservable", one.reservable),
    )


def reservable_as(one: Provision, law: Law) -> tuple[str, ...]:
    """By which names a ground may be reserved: `no`, a right of its treaty to reserve, or what States have reserved."""
    treaty = law.treaties[one.treaty]
    rights = [each.id for each in treaty.provisions if each.kind == "reservation_right"]
    recorded = [each.reservable for each in treaty.provisions if each.reservable]
    return tuple(dict.fromkeys(("no", one.id, *rights, *recorded)))


def as_meant(change: Change, law: Law) -> list[dict[str, Any]]:
    """What a change would have stand there, as `as_written` says it once it counts; raises LawBroken."""
    if change.cell in law.provisions:
        return [writing.provision(read_provision(change, law))]
    return writing.claims(read_change(change, law).claims)


def changed(law: Law, changes: Iterable[Change]) -> Law:
    """The law with all of them laid over it in their order; raises LawBroken as `load` does."""
    states, treaties, sources = dict(law.recorded), dict(law.treaties), dict(law.sources)
    for change in changes:
        cell = read_change(change, law)
        for ident, raw in change.sources.items():
            _add_source(ident, raw, sources)
        place = place_of(change.cell, law)
        if place.part == "provisions":
            treaties[place.owner] = _with(treaties[place.owner], read_provision(change, law))
        elif place.part == "in_force":
            treaties[place.owner] = replace(treaties[place.owner], in_force=cell)
        else:
            states[place.owner] = _in_state(states[place.owner], place, cell)
    checks.before(states, treaties, law.acts, sources, law.gaps)
    assessed = {code: state for code, state in states.items() if code in law.states}
    seats = {code: state for code, state in states.items() if code in law.seats}
    found = replace(law, states=assessed, seats=seats, treaties=treaties, sources=sources)
    checks.after(found)
    return found


def _add_source(ident: str, raw: dict[str, Any], sources: dict[str, Source]) -> None:
    if not _NAME.fullmatch(ident):
        raise LawBroken(source_files.FILE, ident[:80], "the id of a source has letters, figures and underscores")
    found = source_files.read_source(raw, ident)
    if sources.setdefault(ident, found) != found:
        raise LawBroken(source_files.FILE, ident, "is another source already: give the new one an id of its own")


def _with(treaty: Treaty, changed_one: Provision) -> Treaty:
    provisions = (changed_one if one.id == changed_one.id else one for one in treaty.provisions)
    return replace(treaty, provisions=tuple(provisions))


def _in_treaty_of(state: State, place: Place, cell: Cell) -> State:
    if place.name == "entered":
        return replace(state, entered={**state.entered, place.treaty: cell})
    if place.name == "applies":
        return replace(state, applies={**state.applies, place.treaty: cell})
    status, consent = state.treaties.get(place.treaty, (cell, None))
    pair = (cell, consent) if place.name == "status" else (status, cell)
    return replace(state, treaties={**state.treaties, place.treaty: pair})


def _in_state(state: State, place: Place, cell: Cell) -> State:
    if place.part == "treaties":
        return _in_treaty_of(state, place, cell)
    if place.part == "law":
        return replace(state, law={**state.law, place.name: cell})
    if place.part == "reservations":
        return replace(state, reservations={**state.reservations, place.name: cell})
    if place.part == "relations":
        return replace(state, relations={**state.relations, place.name: cell})
    return replace(state, membership={**state.membership, place.name: cell})
