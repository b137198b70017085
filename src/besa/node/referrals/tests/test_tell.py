"""A referral becomes a report's values: only what was stated, everything that was written."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from besa.core.casework import code_list
from besa.core.formats import Account, Incident, Network, Person, Phone, Referral, Role, Text, Upload
from besa.node.referrals.telling import told


def referral(**more: object) -> Referral:
    return Referral(format="lines/1", source="ncmec", **more)  # type: ignore[arg-type]


def child(age: str) -> Person:
    return Person(role=Role.CHILD, age=age)


@pytest.mark.parametrize(
    ("ages", "band"),
    [
        ([], "unknown"),
        (["14"], "13-14"),
        (["16", "11"], "5-11"),
        (["about ten"], "unknown"),
        (["0"], "0-4"),
        (["12"], "12"),
        (["18"], "18"),
        (["33"], "19+"),
    ],
)
def test_the_age_band_is_that_of_the_youngest_child_whose_age_was_given(ages: list[str], band: str) -> None:
    values = told(referral(people=tuple(child(age) for age in ages)))
    assert values.age_band == band
    assert values.age_band in code_list("age_bands")


def test_the_age_of_whoever_is_reported_is_not_the_childs() -> None:
    assert told(referral(people=(Person(role=Role.REPORTED, age="41"),))).age_band == "unknown"


def test_every_free_text_is_kept_once_and_in_order() -> None:
    same = Text(where="additionalInfo", text="They meet on Friday.")
    values = told(
        referral(
            escalation="Child in danger",
            texts=(same, same),
            people=(Person(role=Role.REPORTED, texts=(Text(where="x", text="Bus at 8"),)),),
            uploads=(Upload(texts=(Text(where="y", text="seen before"),)),),
        )
    )
    assert values.story.splitlines() == ["Child in danger", "They meet on Friday.", "Bus at 8", "seen before"]


def test_who_can_be_found_stands_among_the_contacts() -> None:
    account = Account(service="Instagram", screen_names=("ana_12",))
    person = Person(
        role=Role.REPORTED,
        account=account,
        phones=(Phone(number="691234567", calling_code="+355"),),
        networks=(Network(ip="192.0.2.7"),),
    )
    web = Incident(kind="web", urls=("https://example.org/a",))
    values = told(referral(people=(person,), incidents=(web,)))
    assert values.contacts.splitlines() == ["Instagram ana_12", "+355691234567", "192.0.2.7", "https://example.org/a"]
    assert values.where == "instagram"


@given(st.text(max_size=50), st.text(max_size=50))
def test_any_platform_gives_a_code_of_the_list(platform: str, provider: str) -> None:
    assert told(referral(platform=platform, provider=provider)).where in code_list("where")
