"""A long text made to be slow is read as quickly as any: nobody can keep the node busy with one report."""

import phonenumbers
import pytest

from besa.core import identifiers


@pytest.fixture
def parsed(monkeypatch):
    """Counts how often the library that reads phone numbers is asked: it is what takes the time."""
    asked = []
    real = phonenumbers.parse
    monkeypatch.setattr(phonenumbers, "parse", lambda *given, **named: asked.append(given) or real(*given, **named))
    return asked


@pytest.mark.parametrize("lone", ["1 ", "7-", "9 2-"])
def test_thousands_of_lone_figures_are_not_tried_one_by_one(lone, parsed):
    assert identifiers.find(lone * 5000, regions=("AL", "XK", "MK")) == ()
    assert len(parsed) < 5000


def test_a_number_in_front_of_its_own_country_code_is_still_found(parsed):
    found = identifiers.find("355 69 123 4567", regions=("AL", "XK"))
    assert [one.canonical for one in found] == ["+355691234567"]
