"""A confirmation names person and time, lies in the node's home, and ends when the pack says something else."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner, Result

from besa.core.casework import case_clocks, referral_clocks
from besa.core.jurisdiction.letters import letters
from besa.node.platform import confirmations, country, environment, home
from besa.node.platform.confirm_command import confirm as command
from besa.node.platform.country import Country
from besa.node.platform.models import LedgerEntry

NOW = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
POLICE = "al/numbers/police"

pytestmark = pytest.mark.django_db


@pytest.fixture
def here() -> Country:
    return country.load("al")


def vouch(here: Country, home: Path, name: str = POLICE, **how: object) -> None:
    item = confirmations.item(name, here)
    confirmations.confirm(item, by="Ana Hoxha", home=home, now=NOW, **how)  # type: ignore[arg-type]


def changed(here: Country, **values: object) -> Country:
    """The same pack as a next version of the program brings it, with another police number."""
    numbers = tuple(dataclasses.replace(n, **values) if n.key == "police" else n for n in here.numbers)
    return dataclasses.replace(here, numbers=numbers)


@pytest.mark.parametrize("code", country.choices())
def test_nothing_counts_as_confirmed_before_an_operator_says_so(code: str, tmp_path: Path) -> None:
    loaded = country.load(code)
    entries = [*loaded.numbers, *loaded.unknown_numbers, *loaded.authorities, *loaded.clocks.values()]
    entries += [*case_clocks().values(), *referral_clocks().values()]
    entries += [wording for letter in letters().values() for wording in letter.wordings.values()]
    assert len(confirmations.waiting(loaded, tmp_path)) == len(entries) + 1
    assert len({item.name for item in confirmations.items(loaded)}) == len(entries) + 1


def test_what_is_confirmed_waits_no_more_and_says_who_and_when(here: Country, tmp_path: Path) -> None:
    before = len(confirmations.waiting(here, tmp_path))
    vouch(here, tmp_path)
    assert confirmations.confirmed(here, tmp_path) == {POLICE}
    assert len(confirmations.waiting(here, tmp_path)) == before - 1
    one = confirmations.standing(tmp_path)[POLICE]
    assert (one.by, one.at, one.says) == ("Ana Hoxha", "2026-11-22T09:30:00+00:00", "Police: 129")
    assert not list(tmp_path.glob(".confirm*"))


@pytest.mark.parametrize("values", [{"number": "130"}, {"label": "Local police"}, {"note": "Day only"}])
def test_a_changed_text_is_unconfirmed_again(here: Country, tmp_path: Path, values: dict[str, str]) -> None:
    vouch(here, tmp_path)
    assert confirmations.confirmed(changed(here, **values), tmp_path) == frozenset()


def test_each_language_of_a_letter_waits_for_a_lawyer(here: Country, tmp_path: Path) -> None:
    vouch(here, tmp_path, "letters/preservation-sq")
    assert confirmations.confirmed(here, tmp_path) == {"al/letters/preservation-sq"}
    waiting = {one.name for one in confirmations.waiting(here, tmp_path)}
    assert "al/letters/preservation-mk" in waiting
    assert "al/letters/preservation-sq" not in waiting


def test_a_better_source_leaves_a_confirmation_standing(here: Country, tmp_path: Path) -> None:
    vouch(here, tmp_path)
    assert POLICE in confirmations.confirmed(changed(here, source="the ministry itself", sure="sure"), tmp_path)


def test_a_confirmation_of_one_country_says_nothing_about_another(here: Country, tmp_path: Path) -> None:
    vouch(here, tmp_path, "clocks/now")
    assert confirmations.confirmed(country.load("xk"), tmp_path) == frozenset()


def test_taking_it_back_is_written_down_and_nothing_is_removed(here: Country, tmp_path: Path) -> None:
    vouch(here, tmp_path)
    vouch(here, tmp_path, holds=False)
    assert confirmations.confirmed(here, tmp_path) == frozenset()
    assert len(yaml.safe_load((tmp_path / confirmations.FILE).read_text(encoding="utf-8"))) == 2


def test_each_leaves_a_mark_without_the_name(here: Country, tmp_path: Path) -> None:
    vouch(here, tmp_path)
    entry = LedgerEntry.objects.latest("id")
    assert (entry.verb, entry.object_id, entry.actor) == ("platform.country.confirmed", POLICE, "operator")


def test_without_a_name_nobody_confirms(here: Country, tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="Say who confirms this"):
        confirmations.confirm(confirmations.item(POLICE, here), by="  ", home=tmp_path, now=NOW)
    assert not (tmp_path / confirmations.FILE).exists()


@pytest.mark.parametrize("content", ["- item: [", "- 7", "nothing: here", "- {item: a, digest: b}", "\udcff"])
def test_a_spoilt_file_is_refused_and_never_overwritten(here: Country, tmp_path: Path, content: str) -> None:
    file = tmp_path / confirmations.FILE
    file.write_bytes(content.encode("utf-8", "surrogateescape"))
    with pytest.raises(confirmations.ConfirmationsBroken, match=r"confirmations\.yaml"):
        vouch(here, tmp_path)
    assert file.read_bytes() == content.encode("utf-8", "surrogateescape")


class TestCommand:
    @pytest.fixture
    def run(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Result]:
        env = dataclasses.replace(environment.current(), home=tmp_path, country="al")
        monkeypatch.setattr(environment, "current", lambda: env)
        home.create(tmp_path, home.NodeIdentity(node="a" * 32, kind=home.LIVE, name="n"))
        monkeypatch.setenv("BESA_FACE", "worker")
        return lambda *words, **more: CliRunner().invoke(command, words, **more)

    def test_alone_it_lists_what_waits_and_what_to_do_first(self, run: Callable[..., Result]) -> None:
        listed = run().output
        assert f"{POLICE}\n  Police: 129\n  from: likely: https://" in listed
        assert "  waits: dial it\n" in listed
        assert "0 confirmed" in listed

    def test_it_shows_the_source_asks_and_then_writes(self, run: Callable[..., Result], tmp_path: Path) -> None:
        asked = run("numbers/police", "--by", "Ana Hoxha", input="n\n")
        assert "Ministry of Interior" in asked.output
        assert not (tmp_path / confirmations.FILE).exists()
        assert run("numbers/police", "exit/url", "--by", "Ana Hoxha", "--yes").exit_code == 0
        assert "confirmed by Ana Hoxha" in run().output
        assert "2 confirmed" in run().output

    def test_what_changed_since_is_told_with_what_it_said(
        self, run: Callable[..., Result], tmp_path: Path, here: Country
    ) -> None:
        vouch(changed(here, number="128"), tmp_path)
        assert "CHANGED since Ana Hoxha confirmed it on 2026-11-22; it said: Police: 128" in run().output

    def test_an_unknown_item_names_the_others(self, run: Callable[..., Result]) -> None:
        refused = run("numbers/fire", "--by", "Ana")
        assert refused.exit_code == 1
        assert POLICE in refused.output

    def test_a_name_is_asked_for(self, run: Callable[..., Result]) -> None:
        assert "--by" in run("numbers/police").output
