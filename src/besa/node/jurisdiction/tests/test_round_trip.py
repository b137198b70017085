"""A case goes through the form and through a file, and is the same case afterwards, in every language."""

from __future__ import annotations

from dataclasses import fields as fields_of
from datetime import date
from pathlib import Path

import pytest
from django.http import QueryDict
from django.utils.translation import override
from hypothesis import given, settings
from hypothesis import strategies as st

from besa.core.jurisdiction import (
    Ages,
    Case,
    CaseFile,
    CaseFileWrong,
    Extradition,
    Person,
    Places,
    Proceedings,
    Reading,
    casefile,
    current,
)
from besa.core.jurisdiction.facts import HIGH_SEAS
from besa.node.jurisdiction import casefiles, forms, naming, questions
from besa.node.jurisdiction.fields import Names
from besa.node.law import wording
from besa.node.platform import languages

LAW = current()
CODES = st.sampled_from([*LAW.states, "ch", "no", "th", "pl"])
DAYS = st.none() | st.dates(date(1950, 1, 1), date(2026, 1, 1))
KNOWN = st.sampled_from([None, True, False])


def places(codes=CODES) -> st.SearchStrategy[Places]:
    return st.builds(Places, st.frozensets(codes, max_size=3), st.booleans())


# A person is in one State at a time, so "and perhaps others" says nothing there.
HERE = st.sampled_from([Places(), Places.known()]) | CODES.map(Places.known)
YEARS = st.tuples(st.integers(0, 120), st.integers(0, 120)).map(sorted)
PERSON = st.builds(
    Person,
    nationality=places(),
    residence=places(),
    present_in=HERE,
    came_freely=KNOWN,
    age=st.none() | YEARS.map(lambda both: Ages(*both)),
    born=DAYS,
    travelled_from=places(),
    travelled_first=DAYS,
    travelled_last=DAYS,
)
CHILD = st.builds(
    Person,
    nationality=places(),
    residence=places(),
    present_in=HERE,
    age=st.none() | YEARS.map(lambda both: Ages(*both)),
    born=DAYS,
)
REFUSED = st.builds(
    Extradition, CODES, CODES, KNOWN, st.just("refused"), st.sampled_from([None, "nationality", "other"])
)
REQUESTED = st.builds(Extradition, CODES, CODES, KNOWN, st.sampled_from(["granted", "pending"]))
JUDGED = st.builds(Proceedings, CODES, st.sampled_from(["final_judgment", "pending", "dropped"]), KNOWN)
WORDS = st.text("abc čžш-'\"<>&", min_size=1, max_size=12).map(str.strip).filter(bool)
CASE = st.builds(
    Case,
    acts=st.sets(st.sampled_from(list(LAW.acts.by_code)), max_size=4).map(
        lambda chosen: tuple(code for code in LAW.acts.by_code if code in chosen)
    ),
    title=st.text("abc čжш:#-'\"[]{}", max_size=20).map(lambda text: " ".join(text.split())),
    first_day=DAYS,
    last_day=DAYS,
    conduct=places(CODES | st.just(HIGH_SEAS)),
    effect=places(),
    access=places(),
    server=places(),
    ship=places(),
    aircraft=places(),
    uncontrolled=places(),
    barred=places(),
    punished=places(),
    offender=PERSON,
    child=CHILD,
    company=places(),
    stage=st.sampled_from(["completed", "attempted", None]),
    role=st.sampled_from(["offender", "aider", None]),
    by_computer=KNOWN,
    for_distribution=KNOWN,
    for_exploitation=KNOWN,
    for_payment=KNOWN,
    material_acts_to_meet=KNOWN,
    organised_group=KNOWN,
    material=st.sampled_from([None, "real", "self_made", "appears", "simulated"]),
    extradition=st.none() | st.lists(REFUSED | REQUESTED, max_size=2).map(tuple),
    proceedings=st.none() | st.lists(JUDGED, max_size=2).map(tuple),
    given=st.frozensets(WORDS, max_size=2),
)
FILE = st.builds(
    CaseFile,
    CASE,
    DAYS,
    st.builds(Reading, st.booleans(), st.booleans()),
    st.just({}),
    st.just(()),
    issuer=st.just("") | CODES,
)


@settings(deadline=None)
@given(described=FILE)
def test_a_file_says_the_same_case_again(described: CaseFile) -> None:
    assert casefiles.read(casefiles.written(described)) == described


@settings(deadline=None, max_examples=50)
@given(described=FILE, language=st.sampled_from(languages.CODES))
def test_a_form_says_the_same_case_again(described: CaseFile, language: str) -> None:
    empty = casefile.from_mapping({"case": {"acts": []}})
    with override(language):
        names = Names(LAW, wording.voice())
        for step in questions.STEPS:
            shown = forms.filled(step.questions, described, names)
            data = QueryDict(mutable=True)
            for asked in shown.asked.values():
                for name, texts in asked.raw.items():
                    data.setlist(name, texts)
            sent = forms.sent(step.questions, data, names)
            assert [one.error for one in sent.wrong] == []
            empty = sent.applied(empty)
    assert empty == described


def test_every_fact_of_the_engine_is_asked_for() -> None:
    """A new fact of a case needs a question, or the form would lose it."""
    names = {name for name, _places in Case(acts=()).places()}
    assert names <= set(questions.QUESTION), "no question asks for these places"
    asked = {name.split(".")[-1] for name in questions.QUESTION}
    alike = {"first_day": "offence", "last_day": "offence", "company": "seat"}
    alike |= {"travelled_first": "travelled_on", "travelled_last": "travelled_on"}
    inside = {"offender", "child"}
    for one in fields_of(Case):
        assert one.name in inside or alike.get(one.name, one.name) in asked, one.name
    for one in fields_of(Person):
        assert alike.get(one.name, one.name) in asked, one.name


CASES = sorted((Path(casefile.__file__).parent / "tests" / "cases").glob("*.yaml"))


@pytest.mark.parametrize("path", CASES[::6], ids=lambda path: path.stem)
def test_a_worked_case_stays_what_it_is(path: Path) -> None:
    before = casefile.read(path)
    after = casefiles.read(casefiles.written(before))
    assert (after.case, after.decided_on, after.reading) == (before.case, before.decided_on, before.reading)


def test_a_state_is_known_by_its_name_in_every_language_and_by_its_code() -> None:
    spellings = {
        "ch": ("Zvicër", "Швајцарија", "Švicarska", "CH"),
        "xk": ("kosovo*", "Kosovë", "Kosova"),
        "mk": ("north macedonia", "Северна Македонија"),
        "al": ("Shqipëria", "shqiperi"),
        "dj": ("dj",),
        HIGH_SEAS: ("high seas",),
    }
    for code, typed in ((code, one) for code, names in spellings.items() for one in names):
        assert naming.code_of(typed, LAW) == code, typed
    assert naming.code_of("High seas, or another place of no State", LAW) == HIGH_SEAS
    assert naming.code_of("Atlantis", LAW) is None
    assert naming.code_of("", LAW) is None


@pytest.mark.parametrize(
    "text",
    ["[" * 40_000, "title: x", "case: {acts: [distribute], nonsense: 1}", "x" * 200_000, "case: {acts: 7}", "\x00"],
)
def test_what_is_no_case_file_is_refused_in_words(text: str) -> None:
    with pytest.raises(CaseFileWrong):
        casefiles.read(text)
