"""A State is found by the name that people really write, and its own name is never taken for another one's."""

from __future__ import annotations

import pytest

from besa.core.jurisdiction import current
from besa.core.jurisdiction.law import reading
from besa.core.jurisdiction.law.library import FOLDER
from besa.node.jurisdiction import naming
from besa.node.law.wording import voice
from besa.node.platform import languages

NAMES = reading.read(FOLDER / "names.yaml", "names.yaml")


@pytest.mark.parametrize(
    ("typed", "code"),
    [("USA", "us"), ("U.S.", "us"), ("САД", "us"), ("sad", "us"), ("Mali i Zi", "me"), ("Bosna", "ba"),
     ("Velika Britanija", "gb"), ("Македонија", "mk"), ("Kosova", "xk"), ("SFRJ", "yu"), ("Holandë", "nl")],
)  # fmt: skip
def test_a_name_that_people_write_is_found(typed: str, code: str) -> None:
    assert naming.code_of(typed, current()) == code


def test_no_common_name_stands_for_two_states() -> None:
    said = [(one, code) for code, names in NAMES.items() for one in names]
    assert [(one, code) for one, code in said if naming.code_of(one, current()) != code] == []


def test_every_state_that_is_recorded_is_found_by_the_name_a_form_shows() -> None:
    law = current()
    for language in languages.CODES:
        for code in (*law.states, *law.former):
            assert naming.code_of(naming.name(code, law, voice(language)), law) == code, (code, language)
