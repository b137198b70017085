"""`besa access`: the way in when the only other administrator is the one who lost theirs."""

from __future__ import annotations

import pytest
from click.testing import CliRunner

from besa.node.faces.cli import main
from besa.node.people.models import Reset
from besa.node.people.tests.conftest import Browser, verbs
from besa.node.platform.models import LedgerEntry

pytestmark = pytest.mark.django_db


@pytest.fixture
def run(monkeypatch, tmp_path):
    monkeypatch.setenv("BESA_FACE", "all")
    return lambda *words, typed="y\n": CliRunner().invoke(main, ["access", *words], input=typed)


def test_an_administrator_gets_a_starting_password_and_is_told(run, ana, colleague):
    boss = colleague("boss", is_administrator=True)
    done = run("boss", "--give", "password")
    assert done.exit_code == 0, done.output
    boss.refresh_from_db()
    assert boss.check_password(done.output.split("shown once: ")[1].split()[0])
    assert LedgerEntry.objects.get(verb="people.password.reset").actor == "operator"
    assert Reset.objects.get().asked_by is None


def test_the_second_step_goes_and_the_next_sign_in_tells(run, ana, browser):
    browser.sign_in("ana")
    assert run("Ana ", "--give", "second-step", "--yes").exit_code == 0
    later = Browser()
    later.password("ana")
    page = later.get("/staff/account/factors/app")
    later.app_secret = page.context["form"].secret
    later.post("/staff/account/factors/app", {"code": later.code()})
    assert "Whoever runs the machine of this node did it." in later.get("/staff/account/told").content.decode()


@pytest.mark.parametrize("words", [("nobody", "--give", "password"), ("ana", "--give", "account")])
def test_what_cannot_be_done_is_said_and_nothing_happens(words, run, ana):
    before = verbs()
    done = run(*words)
    assert done.exit_code == 1
    assert "Error: " in done.output
    assert verbs() == before


def test_it_asks_first(run, ana):
    before = verbs()
    assert "Nothing was changed." in run("ana", "--give", "password", typed="n\n").output
    assert verbs() == before
