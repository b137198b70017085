"""A case as a YAML file that a lawyer can read and write: facts, the day of the decision, and what is expected."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Final

from besa.core.jurisdiction.cells import Reading
from besa.core.jurisdiction.conditions.expressions import DEPICTIONS
from besa.core.jurisdiction.facts import (
    OUTCOMES_OF_PROCEEDINGS,
    OUTCOMES_OF_REQUESTS,
    REASONS,
    ROLES,
    STAGES,
    UNKNOWN_PLACES,
    Ages,
    Case,
    Extradition,
    Person,
    Places,
    Proceedings,
)
from besa.core.jurisdiction.law import reading as yaml
from besa.core.jurisdiction.law.broken import LawBroken
from besa.core.jurisdiction.law.states import CODE
from besa.core.jurisdiction.problem import Problem

_LARGEST: Final = 200_000
_MOST_GIVEN: Final = 200
_COMMANDING: Final = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_TOP: Final = ("title", "source", "decided_on", "issuer", "reading", "case", "expect")
_CASE: Final = (
    "acts", "offence", "stage", "role", "places", "offender", "child", "company", "means", "material", "extradition",
    "proceedings", "given",
)  # fmt: skip
_PLACES: Final = ("conduct", "effect", "access", "server", "ship", "aircraft", "uncontrolled", "barred", "punished")
_MEANS: Final = (
    "by_computer", "for_distribution", "for_exploitation", "for_payment", "material_acts_to_meet", "organised_group",
)  # fmt: skip
_PERSON: Final = (
    "nationality", "residence", "present_in", "came_freely", "age", "born", "travelled_from",
    "travelled_on",
)  # fmt: skip
_EXPECTED: Final = (
    "state", "act", "ground", "provision", "limitation", "can_act", "must_be_able", "instrument", "to", "duty",
    "judged_in", "forbidden", "on", "value", "missing", "conditions", "because",
)  # fmt: skip


_ABOUT: Final = (
    "ground", "provision", "limitation", "can_act", "must_be_able", "instrument", "duty", "judged_in",
    "forbidden",
)  # fmt: skip
_WORDS: Final = ("act", "ground", "provision", "because", "instrument", "to", "duty", "judged_in", "forbidden", "on")


class CaseFileWrong(Problem):
    """The file does not say a case: which place of it, and the cure."""

    def __init__(self, message: str, /, *, place: str = "", **values: Any) -> None:
        super().__init__(place, message, **values)

    @classmethod
    def of(cls, broken: LawBroken) -> CaseFileWrong:
        """The same of what the reader of files complained of."""
        return cls(broken.message, place=broken.cell.lstrip(": "), **broken.values)


@dataclass(frozen=True, slots=True)
class Expected:
    """One line of what is expected: of a ground of national law, a provision, the limitation, or a State as a whole.

    `instrument`: of one that `state` issues towards `to`; `duty`: that it binds `state`, or enough States if none is
    named; `judged_in`: that proceedings there bar a prosecution in `state`; `forbidden`: that this provision forbids a
    complaint that the own law asks for, on the ground `on` if one is named.
    """

    state: str
    value: str
    act: str = ""
    ground: str = ""
    provision: str = ""
    about: str = ""
    missing: tuple[str, ...] = ()
    conditions: tuple[str, ...] = ()
    because: str = ""
    instrument: str = ""
    to: str = ""
    duty: str = ""
    judged_in: str = ""
    forbidden: str = ""
    on: str = ""


@dataclass(frozen=True, slots=True)
class CaseFile:
    """`decided_on` None: today, as whoever reads the file says. `source` holds id or address, and the place in it.

    `issuer`: the State whose authority asks what it can do next; empty when the file does not say.
    """

    case: Case
    decided_on: date | None
    reading: Reading
    source: dict[str, str]
    expect: tuple[Expected, ...]
    issuer: str = ""


def read(path: Path) -> CaseFile:
    """Read a case file; raises CaseFileWrong that names the place and the cure."""
    try:
        if path.stat().st_size > _LARGEST:
            raise CaseFileWrong("is larger than {most} bytes: a case file is a page or two", most=_LARGEST)
        raw = yaml.parse(yaml.text_of(path, path.name), path.name)
    except LawBroken as wrong:
        raise CaseFileWrong.of(wrong) from wrong
    except OSError as wrong:
        raise CaseFileWrong("cannot be read: {why}", why=wrong.strerror) from wrong
    return from_mapping(raw)


def visible(text: str) -> str:
    """What somebody wrote, without what would command a terminal or turn the direction of reading."""
    return _COMMANDING.sub("\N{REPLACEMENT CHARACTER}", text)


def from_mapping(raw: dict[str, Any]) -> CaseFile:
    """The same from what a YAML file holds."""
    try:
        return _file(raw)
    except LawBroken as wrong:
        raise CaseFileWrong.of(wrong) from wrong


def _file(raw: dict[str, Any]) -> CaseFile:
    yaml.keys(raw, "", "", _TOP, ("case",))
    how = yaml.keys(raw.get("reading", {}), "", "reading", ("recalled", "undated"))
    source = yaml.keys(raw.get("source", {}), "", "source", ("id", "address", "at"))
    return CaseFile(
        _case(raw["case"], yaml.text(raw, "title", "", "")),
        _day(raw, "decided_on", ""),
        Reading(_yes(how, "recalled", "reading") or False, _yes(how, "undated", "reading") or False),
        {key: str(value) for key, value in source.items()},
        tuple(_expected(one) for one in _list(raw, "expect", "expect")),
        issuer_named(raw.get("issuer", "")),
    )


def issuer_named(raw: object) -> str:
    """The code of the State whose authority asks what it can do next, or nothing; raises CaseFileWrong."""
    code = str(raw).lower()
    if code and not CODE.fullmatch(code):
        raise CaseFileWrong("'{code}' is no code of a State: two small letters, like al", place="issuer", code=raw)
    return code


def _case(raw: Any, title: str) -> Case:
    yaml.keys(raw, "", "case", _CASE, ("acts",))
    first_day, last_day = _days(raw, "offence", "case.offence")
    where = yaml.keys(raw.get("places", {}), "", "case.places", _PLACES)
    means = yaml.keys(raw.get("means", {}), "", "case.means", _MEANS)
    company = yaml.keys(raw.get("company", {}), "", "case.company", ("seat",))
    places = {key: _places(where, key, "case.places.") for key in _PLACES}
    how = {key: _yes(means, key, "case.means") for key in _MEANS}
    return Case(
        acts=_once(yaml.words(raw["acts"], "", "case.acts"), "case.acts"),
        title=title,
        first_day=first_day,
        last_day=last_day,
        conduct=places["conduct"],
        effect=places["effect"],
        access=places["access"],
        server=places["server"],
        ship=places["ship"],
        aircraft=places["aircraft"],
        offender=_person(raw.get("offender", {}), "case.offender"),
        child=_person(raw.get("child", {}), "case.child"),
        company=_places(company, "seat", "case.company."),
        uncontrolled=places["uncontrolled"],
        barred=places["barred"],
        punished=places["punished"],
        stage=_one_of({"stage": "completed", **raw}, "stage", STAGES, "case."),
        role=_one_of({"role": "offender", **raw}, "role", ROLES, "case."),
        by_computer=how["by_computer"],
        for_distribution=how["for_distribution"],
        for_exploitation=how["for_exploitation"],
        for_payment=how["for_payment"],
        material_acts_to_meet=how["material_acts_to_meet"],
        organised_group=how["organised_group"],
        material=_one_of(raw, "material", DEPICTIONS, "case."),
        extradition=_requests(raw),
        proceedings=_proceedings(raw),
        given=_few(yaml.words(raw.get("given", []), "", "case.given"), "case.given"),
    )


def _days(raw: dict[str, Any], key: str, place: str) -> tuple[date | None, date | None]:
    """The first and the last day of what happened some time between the two."""
    found = yaml.keys(raw.get(key, {}), "", place, ("on", "from", "to"))
    if "on" in found and len(found) > 1:
        raise LawBroken("", place, "says 'on' and also 'from' or 'to': keep one of them")
    on = _day(found, "on", f"{place}.")
    return on or _day(found, "from", f"{place}."), on or _day(found, "to", f"{place}.")


def _person(raw: Any, place: str) -> Person:
    found = yaml.keys(raw, "", place, _PERSON)
    journey = _days(found, "travelled_on", f"{place}.travelled_on")
    return Person(
        _places(found, "nationality", f"{place}."),
        _places(found, "residence", f"{place}."),
        _places(found, "present_in", f"{place}."),
        _yes(found, "came_freely", place),
        _ages(found.get("age"), f"{place}.age"),
        _day(found, "born", f"{place}."),
        _places(found, "travelled_from", f"{place}."),
        *journey,
    )


def _places(raw: dict[str, Any], key: str, place: str) -> Places:
    found = raw.get(key, "unknown")
    if found == "unknown":
        return UNKNOWN_PLACES
    codes = yaml.words(found, "", f"{place}{key}")
    named = frozenset(code.lower() for code in codes if code != "unknown")
    return Places(named, more="unknown" in codes)


def _ages(raw: Any, place: str) -> Ages | None:
    if raw is None or raw == "unknown":
        return None
    if isinstance(raw, int):
        return Ages(raw, raw)
    found = yaml.keys(raw, "", place, ("from", "to"), ("from", "to")) if isinstance(raw, dict) else {}
    if not isinstance(found.get("from"), int) or not isinstance(found.get("to"), int):
        raise LawBroken("", place, "must be whole years, like 13 or {from: 12, to: 14}")
    return Ages(found["from"], found["to"])


def _once(words: tuple[str, ...], place: str) -> tuple[str, ...]:
    """Each act is answered for itself: named a thousand times it would cost a thousand answers."""
    for word, times in Counter(words).items():
        if times > 1:
            raise LawBroken("", place, "'{word}' stands twice: name each once", word=word)
    return words


def _few(words: tuple[str, ...], place: str) -> frozenset[str]:
    if len(words) > _MOST_GIVEN:
        raise LawBroken(
            "",
            place,
            "has {n} lines, more than {most}: name those that the law asks for",
            n=len(words),
            most=_MOST_GIVEN,
        )
    return frozenset(words)


def _yes(raw: dict[str, Any], key: str, place: str) -> bool | None:
    found = raw.get(key, "unknown")
    if found not in ("yes", "no", "unknown"):
        raise LawBroken("", f"{place}.{key}", "must be yes, no or unknown")
    return None if found == "unknown" else found == "yes"


def _day(raw: dict[str, Any], key: str, place: str) -> date | None:
    found = raw.get(key, "unknown")
    if found == "unknown":
        return None
    try:
        return date.fromisoformat(found)
    except (TypeError, ValueError) as wrong:
        raise LawBroken("", f"{place}{key}", "'{value}' is no day: write it as 2021-03-31", value=found) from wrong


def _one_of(raw: dict[str, Any], key: str, known: tuple[str, ...], place: str) -> str | None:
    found = raw.get(key, "unknown")
    if found == "unknown":
        return None
    if found not in known:
        raise LawBroken("", f"{place}{key}", "'{word}' is not known", word=found, known=", ".join(known))
    return str(found)


def _list(raw: dict[str, Any], key: str, place: str) -> list[Any]:
    found = raw.get(key, [])
    if not isinstance(found, list):
        raise LawBroken("", place, "must be a list")
    return found


def _requests(raw: dict[str, Any]) -> tuple[Extradition, ...] | None:
    if raw.get("extradition", "unknown") == "unknown":
        return None
    place = "case.extradition"
    keys = ("from", "to", "requested", "outcome", "reason")
    found = []
    for one in _list(raw, "extradition", place):
        yaml.keys(one, "", place, keys, ("from", "to", "outcome"))
        found.append(
            Extradition(
                yaml.text(one, "from", "", place).lower(),
                yaml.text(one, "to", "", place).lower(),
                _yes({"requested": one.get("requested", "yes")}, "requested", place),
                _one_of(one, "outcome", OUTCOMES_OF_REQUESTS, f"{place}.") or "pending",
                _one_of(one, "reason", REASONS, f"{place}."),
            )
        )
    return tuple(found)


def _proceedings(raw: dict[str, Any]) -> tuple[Proceedings, ...] | None:
    if raw.get("proceedings", "unknown") == "unknown":
        return None
    place = "case.proceedings"
    found = []
    for one in _list(raw, "proceedings", place):
        yaml.keys(one, "", place, ("state", "outcome", "enforced"), ("state", "outcome"))
        outcome = _one_of(one, "outcome", OUTCOMES_OF_PROCEEDINGS, f"{place}.") or "pending"
        enforced = _yes(one, "enforced", place)
        found.append(Proceedings(yaml.text(one, "state", "", place).lower(), outcome, enforced))
    return tuple(found)


def _expected(raw: Any) -> Expected:
    yaml.keys(raw, "", "expect", _EXPECTED)
    about = [key for key in _ABOUT if key in raw]
    if len(about) != 1:
        raise LawBroken("", "expect", "{raw}: name one of {known}", raw=raw, known=", ".join(_ABOUT))
    whole = about[0] in ("limitation", "can_act", "must_be_able")
    value = raw[about[0]] if whole else raw.get("value")
    if value not in ("yes", "no", "unknown"):
        raise LawBroken("", "expect", "{raw}: the value must be yes, no or unknown", raw=raw)
    if "state" not in raw and about[0] != "duty":
        raise LawBroken("", "expect", "{raw}: 'state' is missing", raw=raw)
    words = {key: yaml.text(raw, key, "", "expect") for key in _WORDS}
    return Expected(
        str(raw.get("state", "")).lower(),
        value,
        about=about[0],
        missing=yaml.words(raw.get("missing", []), "", "expect.missing"),
        conditions=yaml.words(raw.get("conditions", []), "", "expect.conditions"),
        **words,
    )
