"""The axes of the gap map and the reforms it tries, as the law's file `gap_map.yaml` names them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from besa.core.jurisdiction.conditions.expressions import DEPICTIONS, FACTS, WORKED_OUT
from besa.core.jurisdiction.law import reading
from besa.core.jurisdiction.law.broken import LawBroken
from besa.core.jurisdiction.law.library import FOLDER

FILE: Final = "gap_map.yaml"
HOME, PLACE, ELSEWHERE, CHILD, OFFENDER = "home", "place", "elsewhere", "child", "offender"
SCENE: Final = ("child_age", "offender_age", "organised_group", "material")
_KEYS: Final = (
    "scene", "only_where", "ways", "offender", "child", "whereabouts", "later", "fixed", "direct_instruments",
    "reforms", "duties",
)  # fmt: skip
_OF_REFORM: Final = ("gap", "facts", "cells", "reservations", "treaties")


@dataclass(frozen=True, slots=True, eq=False)  # told apart by identity: looked up many thousand times
class Way:
    """How an act reaches a child. `server`: place, child or elsewhere."""

    name: str
    net: bool
    server: str


@dataclass(frozen=True, slots=True, eq=False)
class Bond:
    """What ties a person to a State. `lives`: home (in that State), place (where the act was done) or elsewhere."""

    name: str
    national: bool
    lives: str


@dataclass(frozen=True, slots=True)
class Reform:
    """What if. `facts`: a word, and `yes` or the word that it then also holds by."""

    name: str
    gap: str
    facts: Mapping[str, str]
    cells: Mapping[str, str]
    no_reservations: bool = False
    all_bound: bool = False


@dataclass(frozen=True, slots=True)
class Axes:
    """All of it. `scene` are the axes that are the same for every State, by their names."""

    scene: Mapping[str, tuple[Any, ...]]
    only_where: Mapping[str, str]
    ways: tuple[Way, ...]
    offender: tuple[Bond, ...]
    child: tuple[Bond, ...]
    whereabouts: tuple[str, ...]
    later: tuple[int, ...]
    fixed: Mapping[str, bool]
    direct_instruments: tuple[str, ...]
    reforms: tuple[Reform, ...]
    duties: tuple[Reform, ...]


def read_axes(folder: Path = FOLDER) -> Axes:
    """The axes of a folder of law; raises LawBroken naming place and cure."""
    raw = reading.keys(reading.read(folder / FILE, FILE), FILE, "", _KEYS, _KEYS)
    scene = reading.keys(raw["scene"], FILE, "scene", SCENE, SCENE)
    return Axes(
        {
            "child_age": _ages(scene["child_age"], "scene: child_age", 17),
            "offender_age": _ages(scene["offender_age"], "scene: offender_age", 120),
            "organised_group": tuple(
                _truth(one, "scene: organised_group") for one in _list(scene["organised_group"], "organised_group")
            ),
            "material": _among(scene["material"], "scene: material", DEPICTIONS),
        },
        {name: str(word) for name, word in reading.keys(raw["only_where"], FILE, "only_where", SCENE).items()},
        tuple(_way(name, one) for name, one in _mapping(raw["ways"], "ways").items()),
        tuple(_bond(name, one, (HOME, PLACE)) for name, one in _mapping(raw["offender"], "offender").items()),
        tuple(_bond(name, one, (HOME, ELSEWHERE)) for name, one in _mapping(raw["child"], "child").items()),
        _among(raw["whereabouts"], "whereabouts", (PLACE, OFFENDER, ELSEWHERE)),
        _ages(raw["later"], "later", 100),
        {str(name): _truth(value, f"fixed: {name}") for name, value in _mapping(raw["fixed"], "fixed").items()},
        reading.words(raw["direct_instruments"], FILE, "direct_instruments"),
        tuple(_reform(name, one) for name, one in _mapping(raw["reforms"], "reforms").items()),
        tuple(_reform(name, one) for name, one in _mapping(raw["duties"], "duties").items()),
    )


def _list(raw: Any, place: str) -> list[Any]:
    if not isinstance(raw, list) or not raw or len({str(one) for one in raw}) != len(raw):
        raise LawBroken(FILE, place, "must be a list, not empty, with nothing twice")
    return raw


def _mapping(raw: Any, place: str) -> dict[Any, Any]:
    if not isinstance(raw, dict) or not raw:
        raise LawBroken(FILE, place, "must be a mapping, not empty")
    return raw


def _ages(raw: Any, place: str, most: int) -> tuple[int, ...]:
    for one in _list(raw, place):
        if not isinstance(one, int) or not 0 <= one <= most:
            raise LawBroken(FILE, place, "'{value}' must be a whole number of years up to {most}", value=one, most=most)
    if list(raw) != sorted(raw):
        raise LawBroken(FILE, place, "must begin with the least")
    return tuple(raw)


def _truth(raw: Any, place: str) -> bool:
    if raw not in ("yes", "no"):
        raise LawBroken(FILE, place, "'{value}' must be yes or no", value=raw)
    return bool(raw == "yes")


def _among(raw: Any, place: str, known: tuple[str, ...]) -> tuple[str, ...]:
    for one in _list(raw, place):
        if one not in known:
            raise LawBroken(FILE, place, "'{word}' is not known", word=one, known=", ".join(known))
    return tuple(raw)


def _way(name: str, raw: Any) -> Way:
    found = reading.keys(raw, FILE, f"ways: {name}", ("net", "server"), ("net", "server"))
    (server,) = _among([found["server"]], f"ways: {name}: server", (PLACE, CHILD, ELSEWHERE))
    return Way(str(name), _truth(found["net"], f"ways: {name}: net"), server)


def _bond(name: str, raw: Any, homes: tuple[str, ...]) -> Bond:
    found = reading.keys(raw, FILE, str(name), ("national", "lives"), ("national", "lives"))
    (lives,) = _among([found["lives"]], f"{name}: lives", homes)
    return Bond(str(name), _truth(found["national"], f"{name}: national"), lives)


def _reform(name: str, raw: Any) -> Reform:
    found = reading.keys(raw, FILE, str(name), _OF_REFORM, ("gap",))
    facts = {str(word): str(value) for word, value in found.get("facts", {}).items()}
    known = (*FACTS, *WORKED_OUT, "given")
    for word, value in facts.items():
        if word not in known or (value != "yes" and value not in FACTS):
            raise LawBroken(
                FILE,
                f"{name}: facts",
                "'{word}: {value}' is no fact: write yes, or a fact of the list",
                word=word,
                value=value,
            )
    return Reform(
        str(name),
        str(found["gap"]),
        facts,
        {str(cell): str(value) for cell, value in found.get("cells", {}).items()},
        found.get("reservations") == "no",
        found.get("treaties") == "in_force",
    )
