"""A case as the text of a case file, and as the mapping that a form changes: what `besa jurisdiction assess` reads."""

from __future__ import annotations

from datetime import date
from typing import Any, Final

import yaml

from besa.core.jurisdiction import Case, CaseFile, CaseFileWrong, LawBroken, Person, Places, casefile
from besa.core.jurisdiction.cells import STRICT
from besa.core.jurisdiction.law import reading

LARGEST: Final = 100_000
Mapping = dict[str, Any]


def read(text: str) -> CaseFile:
    """The case a text describes; anybody may have written it.

    Raises:
        CaseFileWrong: which place of it, and the cure.
    """
    _check_size(text)
    try:
        return casefile.from_mapping(reading.parse(text, "case"))
    except LawBroken as wrong:
        raise CaseFileWrong.of(wrong) from wrong


def _check_size(text: str) -> None:
    if len(text) > LARGEST:
        raise CaseFileWrong("is longer than {most} letters: a case file is a page or two", most=LARGEST)


def written(described: CaseFile) -> str:
    """The text of a case file; `read` gives the same case again. What it expected of the law is left out.

    Raises:
        CaseFileWrong: it is too large to be read again.
    """
    text: str = yaml.safe_dump(
        mapping(described), allow_unicode=True, sort_keys=False, default_flow_style=None, width=100
    )
    _check_size(text)
    return text


def mapping(described: CaseFile) -> Mapping:
    """The same as a mapping; what is unknown is left out."""
    how = described.reading
    found: Mapping = {
        "title": described.case.title,
        "source": dict(described.source),
        "decided_on": _day(described.decided_on),
        "issuer": described.issuer,
        "reading": None if how == STRICT else {"recalled": _yes(how.recalled), "undated": _yes(how.undated)},
    }
    return {**_known(found), "case": {"acts": list(described.case.acts), **_known(_case(described.case))}}


def asks(described: CaseFile) -> Mapping:
    """What of it the answer hangs on: all but its title, its source and who asks."""
    return {key: one for key, one in mapping(described).items() if key not in ("title", "source", "issuer")}


def _case(case: Case) -> Mapping:
    places = ("conduct", "effect", "access", "server", "ship", "aircraft", "uncontrolled", "barred", "punished")
    means = ("by_computer", "for_distribution", "for_exploitation", "for_payment", "material_acts_to_meet")
    return {
        "offence": _known({"from": _day(case.first_day), "to": _day(case.last_day)}),
        "stage": _unusual(case.stage, "completed"),
        "role": _unusual(case.role, "offender"),
        "places": _known({name: _places(getattr(case, name)) for name in places}),
        "offender": _person(case.offender),
        "child": _person(case.child),
        "company": _known({"seat": _places(case.company)}),
        "means": _known({name: _yes(getattr(case, name)) for name in (*means, "organised_group")}),
        "material": case.material,
        "extradition": None if case.extradition is None else [
            _known({
                "from": one.asked,
                "to": one.asking,
                "requested": "unknown" if one.requested is None else _yes(one.requested),
                "outcome": one.outcome,
                "reason": one.reason,
            })
            for one in case.extradition
        ],
        "proceedings": None if case.proceedings is None else [
            _known({"state": one.state, "outcome": one.outcome, "enforced": _yes(one.enforced)})
            for one in case.proceedings
        ],
        "given": sorted(case.given) or None,
    }  # fmt: skip


def _person(one: Person) -> Mapping:
    age: object = None
    if one.age:
        same = one.age.least == one.age.most
        age = one.age.least if same else {"from": one.age.least, "to": one.age.most}
    return _known({
        "nationality": _places(one.nationality),
        "residence": _places(one.residence),
        "present_in": _places(one.present_in),
        "travelled_from": _places(one.travelled_from),
        "travelled_on": _known({"from": _day(one.travelled_first), "to": _day(one.travelled_last)}),
        "came_freely": _yes(one.came_freely),
        "age": age,
        "born": _day(one.born),
    })  # fmt: skip


def _places(places: Places) -> list[str] | None:
    if not places.states and places.more:
        return None
    return [*sorted(places.states), *(["unknown"] if places.more else [])]


def _yes(known: bool | None) -> str | None:  # noqa: FBT001 - the fact itself
    return None if known is None else "yes" if known else "no"


def _unusual(found: str | None, usual: str) -> str | None:
    """What a case file need not say, because it is so unless it says otherwise."""
    return None if found == usual else found or "unknown"


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _known(found: Mapping) -> Mapping:
    """Without what is not known; an empty list is known: there is none."""
    return {key: one for key, one in found.items() if one not in (None, "", {})}
