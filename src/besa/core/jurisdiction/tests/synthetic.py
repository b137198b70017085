"""Cases for properties: full ones, and the same with facts taken away or a tie added."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from functools import cache

from hypothesis import strategies as st

from besa.core.jurisdiction.assessing import Assessor
from besa.core.jurisdiction.cells import Reading
from besa.core.jurisdiction.facts import (
    UNKNOWN_PLACES,
    Ages,
    Case,
    Extradition,
    Person,
    Places,
    Proceedings,
)
from besa.core.jurisdiction.law.library import current

DECIDED = date(2026, 11, 22)
READINGS = st.builds(Reading, recalled=st.booleans(), undated=st.booleans())
# States whose law is best known, one that is bound by least, and one of which we hold no law.
CODES = ("al", "rs", "me", "ro", "de", "fr", "hu", "xk", "gb", "ph")


@cache
def assessor() -> Assessor:
    """One for all tests: it keeps what it answered, as in use."""
    return Assessor(current())


def _places(least: int = 0) -> st.SearchStrategy[Places]:
    states = st.frozensets(st.sampled_from(CODES), min_size=least, max_size=2)
    return st.builds(Places, states, st.just(False))


def _conduct() -> st.SearchStrategy[Places]:
    return st.one_of(_places(1), st.just(Places.known("high_seas")))


_ONE = st.builds(Places, st.frozensets(st.sampled_from(CODES), min_size=1, max_size=1), st.just(False))


@st.composite
def cases(draw: st.DrawFn) -> Case:
    """A case of which everything is known."""
    first = draw(st.dates(date(2004, 1, 1), date(2026, 6, 1)))
    last = draw(st.dates(first, min(date(2026, 6, 2), date(first.year + 1, 12, 31))))
    age = draw(st.integers(0, 17))
    conduct = draw(_conduct())
    there = st.just(Places(frozenset(), more=False)) | st.just(Places(conduct.states - {"high_seas"}, more=False))
    born = date(first.year - age - 1, 1, 1)
    offender_age = draw(st.integers(14, 70))
    truth = st.booleans()
    requests = st.builds(
        Extradition,
        asked=st.sampled_from(CODES[:4]),
        asking=st.sampled_from(CODES[4:]),
        requested=truth,
        outcome=st.just("refused"),
        reason=st.sampled_from(("nationality", "other")),
    )
    return Case(
        acts=(draw(st.sampled_from(tuple(current().acts.by_code))),),
        first_day=first,
        last_day=last,
        conduct=conduct,
        effect=draw(_places()),
        access=draw(_places()),
        server=draw(_places()),
        ship=draw(_places()),
        aircraft=draw(_places()),
        offender=Person(
            draw(_places()), draw(_places()), draw(_ONE), draw(truth), Ages(offender_age, offender_age),
            travelled_from=draw(_places()),
            travelled_first=first - timedelta(days=draw(st.integers(30, 6000))),
            travelled_last=first - timedelta(days=draw(st.integers(0, 30))),
        ),
        child=Person(draw(_places()), draw(_places()), born=born),
        company=draw(_places()),
        uncontrolled=draw(there),
        barred=draw(there),
        stage=draw(st.sampled_from(("completed", "attempted"))),
        role=draw(st.sampled_from(("offender", "aider"))),
        by_computer=draw(truth),
        for_distribution=draw(truth),
        for_exploitation=draw(truth),
        for_payment=draw(truth),
        material_acts_to_meet=draw(truth),
        organised_group=draw(truth),
        material=draw(st.sampled_from(("real", "self_made", "appears", "simulated"))),
        extradition=tuple(draw(st.lists(requests, max_size=2))),
        proceedings=tuple(
            Proceedings(code, "final_judgment") for code in draw(st.lists(st.sampled_from(CODES), max_size=1))
        ),
    )  # fmt: skip


def _person(who: str, **changes: object) -> Callable[[Case], Case]:
    return lambda case: replace(case, **{who: replace(getattr(case, who), **changes)})  # type: ignore[arg-type]


def _opened(name: str) -> Callable[[Case], Case]:
    return lambda case: replace(case, **{name: replace(getattr(case, name), more=True)})


def _fact(name: str, value: object = None) -> Callable[[Case], Case]:
    return lambda case: replace(case, **{name: value})  # type: ignore[arg-type]


_WHERE = ("conduct", "effect", "access", "server", "ship", "aircraft", "company")
FORGET: tuple[Callable[[Case], Case], ...] = (
    *(_fact(name, UNKNOWN_PLACES) for name in (*_WHERE, "uncontrolled", "barred")),
    *(_opened(name) for name in _WHERE),
    *(
        _fact(name)
        for name in (
            "by_computer", "for_distribution", "for_exploitation", "for_payment", "material_acts_to_meet",
            "organised_group", "material", "stage", "role", "extradition", "proceedings", "first_day", "last_day",
        )
    ),
    *(
        _person("offender", **{name: UNKNOWN_PLACES})
        for name in ("nationality", "residence", "present_in", "travelled_from")
    ),
    *(_person("child", **{name: UNKNOWN_PLACES}) for name in ("nationality", "residence")),
    _person("offender", came_freely=None),
    _person("offender", travelled_first=None),
    _person("offender", travelled_last=None),
    _person("offender", age=None),
    _person("offender", age=Ages(0, 120)),
    _person("child", born=None),
)  # fmt: skip


@st.composite
def known_and_less(draw: st.DrawFn) -> tuple[Case, Case]:
    """A case, and the same when less of it is known."""
    case = draw(cases())
    less = case
    for forget in draw(st.lists(st.sampled_from(FORGET), min_size=1, max_size=8)):
        less = forget(less)
    return case, less


@st.composite
def with_one_tie_more(draw: st.DrawFn) -> tuple[Case, Case]:
    """A case, and the same with one tie more: a place, a nationality, a residence."""
    case = draw(cases())
    code = draw(st.sampled_from(CODES))
    where = draw(st.sampled_from((*_WHERE, "nationality", "residence", "child")))

    def more(places: Places) -> Places:
        return Places(places.states | {code}, places.more)

    if where in _WHERE:
        return case, replace(case, **{where: more(getattr(case, where))})
    if where == "child":
        return case, replace(case, child=replace(case.child, nationality=more(case.child.nationality)))
    # Who has no nationality is stateless, which is a tie of its own: a first nationality would take it away.
    if where == "nationality" and not case.offender.nationality.states:
        where = "residence"
    changed = {where: more(getattr(case.offender, where))}
    return case, replace(case, offender=replace(case.offender, **changed))
