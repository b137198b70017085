"""No rule reads nationality, ethnicity, language, sex, looks, tattoos, sexuality or religion: nothing moves."""

import ast
import re
from dataclasses import replace
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from besa.core.formats import Incident, Person, Quarantined, Referral, Role, Text
from besa.core.triage.axes import Here, Seen, assess, current
from besa.core.triage.axes.facts import SAID_READ
from besa.core.triage.axes.tests.building import NOW
from besa.core.triage.axes.tests.strategies import HERE, REFERRALS, SEEN

FOLDER = Path(__file__).resolve().parents[1]
NEVER = (
    "nationality", "nationalities", "ethnicity", "race", "races", "religion", "tattoos", "sexualOrientation", "gender",
    "languages", "disabilities", "physicalDescription", "citizenship",
)  # fmt: skip
VALUES = st.sampled_from(
    [
        "Roma",
        "Albanian",
        "Serbian",
        "Ашкалија",
        "gay",
        "a tattoo on the arm",
        "Muslim",
        "female",
        "deaf",
        "I want to die",
        "12",
    ]
)
STATED = st.lists(st.tuples(st.sampled_from(NEVER), VALUES), max_size=4).map(tuple)


def _changed(person: Person, sex: str, languages: tuple[str, ...], stated: tuple[tuple[str, str], ...]) -> Person:
    return replace(
        person,
        sex=sex,
        languages=languages,
        names=tuple("Xhevahire Demirović" for _ in person.names),
        said=(*person.said, *stated),
        texts=(*person.texts, *(Text(where=name, text=value) for name, value in stated)),
    )


@settings(max_examples=80, deadline=None)
@given(
    REFERRALS,
    SEEN,
    HERE,
    st.sampled_from(["", "female", "male", "x"]),
    st.sampled_from([(), ("rom",), ("sq", "sr")]),
    STATED,
)
def test_changing_them_changes_nothing(referral, seen, here, sex, languages, stated) -> None:
    named = replace(referral, people=tuple(replace(p, names=tuple("A B" for _ in p.names)) for p in referral.people))
    other = replace(
        referral,
        people=tuple(_changed(person, sex, languages, stated) for person in referral.people),
        said=(*referral.said, *stated),
        incidents=tuple(replace(each, said=(*each.said, *stated)) for each in referral.incidents),
        quarantine=(
            *referral.quarantine,
            *(Quarantined(where=f"x/{n}", kind="unknown-field", text=v) for n, v in stated),
        ),
    )
    assert assess(named, seen=seen, now=NOW, here=here) == assess(other, seen=seen, now=NOW, here=here)


def test_the_test_above_can_fail() -> None:
    plain = Referral(format="x", source="x", people=(Person(role=Role.REPORTED),))
    said = replace(plain, people=(replace(plain.people[0], said=(("occupation", "teacher"),)),))
    here = Here(country="AL")
    assert assess(plain, seen=Seen(), now=NOW, here=here) != assess(said, seen=Seen(), now=NOW, here=here)
    assert Incident(kind="chat").said == ()


def test_no_code_here_touches_those_fields() -> None:
    touched = {
        f"{path.name}: {node.attr}"
        for path in FOLDER.glob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Attribute) and node.attr in {"sex", "languages", "display_names", "vehicle"}
    }
    assert touched == set()
    assert not {name.lower() for name in NEVER} & SAID_READ


def test_no_rule_names_them() -> None:
    forbidden = re.compile("nationalit|ethnic|tattoo|sexualorient|gender|religio|roma\\b|disab", re.IGNORECASE)
    for rule in (*current().rules.values(), *current().indicators.values()):
        facts = [fact for alternative in rule.when for choice in alternative for fact in choice]
        assert not [fact for fact in facts if forbidden.search(fact)]


def test_words_about_them_are_no_reason() -> None:
    here = Here(country="AL")
    before = assess(Referral(format="x", source="x", texts=(Text(where="note", text="A person."),)),
                    seen=Seen(), now=NOW, here=here)  # fmt: skip
    for line in (
        "He is Roma and has tattoos.", "She is Albanian and gay.", "Ai është rom dhe ka tatuazhe.",
        "Тој е Ром и има тетоважи.", "Она је Албанка и има тетоважу.", "Oni su migranti iz Sirije.",
        "Моја сестра е лезбејка.", "Djali është gej dhe serb.",
    ):  # fmt: skip
        said = Referral(format="x", source="x", texts=(Text(where="note", text=line),))
        assert assess(said, seen=Seen(), now=NOW, here=here) == before
