"""A country pack is read whole or refused with its file, its place and the cure."""

from __future__ import annotations

import shutil
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from besa.node.platform import country, languages

CODES = ("al", "me", "mk", "rs", "xk")


@pytest.fixture
def packs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the packs that may be spoilt."""
    shutil.copytree(country.PACKS, tmp_path / "packs")
    monkeypatch.setattr(country, "PACKS", tmp_path / "packs")
    country.load.cache_clear()
    yield tmp_path / "packs"
    country.load.cache_clear()


@pytest.mark.parametrize("code", CODES)
class TestEveryPack:
    def test_it_offers_the_police_first_or_second(self, code: str) -> None:
        assert "police" in [number.kind for number in country.load(code).numbers[:2]]

    def test_every_number_can_be_dialled_and_says_where_it_is_from(self, code: str) -> None:
        for number in country.load(code).numbers:
            assert number.tel.isdigit()
            assert len(number.source) > 10

    def test_its_clock_is_that_of_the_region(self, code: str) -> None:
        winter, summer = (datetime(2026, month, 1, tzinfo=country.load(code).zone) for month in (1, 7))
        assert (winter.utcoffset(), summer.utcoffset()) == (timedelta(hours=1), timedelta(hours=2))

    def test_it_promises_an_answer_for_every_urgency_sooner_for_the_more_urgent(self, code: str) -> None:
        clocks = country.load(code).clocks
        assert list(clocks) == ["now", "urgent", "soon", "routine"]
        assert [clock.hours for clock in clocks.values()] == sorted(clock.hours for clock in clocks.values())

    def test_its_languages_are_ours(self, code: str) -> None:
        loaded = country.load(code)
        assert loaded.default_language == loaded.languages[0]
        assert set(loaded.languages) == set(languages.CODES)

    def test_every_body_has_a_name_in_every_language(self, code: str) -> None:
        for authority in country.load(code).authorities:
            assert set(authority.names) <= set(languages.CODES)
            assert all(authority.name_in(language) for language in languages.CODES)


def test_the_packs_are_those_of_the_region() -> None:
    assert country.choices() == CODES


def test_kosovo_carries_the_footnote_and_nobody_else() -> None:
    assert country.load("xk").name == "Kosovo*"
    assert "1244" in country.load("xk").footnote
    assert [code for code in CODES if country.load(code).footnote] == ["xk"]


def test_an_unknown_number_is_not_shown_but_is_reported() -> None:
    loaded = country.load("xk")
    assert "child_helpline" not in [number.kind for number in loaded.numbers]
    assert "child_helpline" in [number.kind for number in loaded.unknown_numbers]


def test_the_first_numbers_come_in_the_order_asked_for() -> None:
    assert [n.number for n in country.load("me").first("police", "child_helpline", "nonsense")] == ["122", "116 111"]


def test_where_no_emergency_number_works_the_police_answer_for_it_once() -> None:
    serbia = country.load("rs")
    assert [number.number for number in serbia.first("emergency", "child_helpline", "police")] == ["192", "116 111"]


def test_an_unknown_country_names_the_choices() -> None:
    with pytest.raises(country.PackError, match="one of: al, me, mk, rs, xk"):
        country.load("zz")


@pytest.mark.parametrize(
    ("file", "old", "new", "complaint"),
    [
        ("numbers.yaml", "kind: police", "kinds: police", "packs/al/numbers.yaml: police: unknown key 'kinds'"),
        ("numbers.yaml", "  label: Police\n", "", "packs/al/numbers.yaml: police: 'label' is missing"),
        ("numbers.yaml", 'number: "129"', "number: 129", "police: number: got 129; it must be str"),
        ("numbers.yaml", 'number: "129"', "number: null", "police: unknown numbers, and only they, are null"),
        ("numbers.yaml", "sure: sure", "sure: certain", "must be one of sure, likely, doubtful, unknown"),
        ("numbers.yaml", "key: police", "key: emergency", "emergency: stands twice"),
        ("numbers.yaml", "- key: emergency", "- name: emergency", "an entry has no `key`"),
        ("clocks.yaml", "hours: 24", "hours: true", "urgent: hours: got True; it must be int"),
        ("exit.yaml", "https://", "http://", "packs/al/exit.yaml: url:"),
        ("exit.yaml", "url: https", "confirmed: true\nurl: https", "packs/al/exit.yaml: unknown key 'confirmed'"),
        (
            "country.yaml",
            "Europe/Tirane",
            "Europe/Tirana_",
            "time_zone: got 'Europe/Tirana_'; it must be a name such as",
        ),
        ("country.yaml", "Europe/Tirane", "../Tirane", "time_zone: got '../Tirane'"),
        ("country.yaml", "time_zone: Europe/Tirane\n", "", "packs/al/country.yaml: 'time_zone' is missing"),
        ("country.yaml", "name: Albania\n", "", "packs/al/country.yaml: 'name' is missing"),
        ("country.yaml", "name: Albania", "name: [", "packs/al/country.yaml: is not YAML"),
    ],
)
def test_a_mistake_is_named_with_its_file_its_place_and_the_cure(
    packs: Path, file: str, old: str, new: str, complaint: str
) -> None:
    path = packs / "al" / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(country.PackError) as caught:
        country.load("al")
    assert complaint in str(caught.value)


def test_a_missing_file_is_named(packs: Path) -> None:
    (packs / "mk" / "clocks.yaml").unlink()
    with pytest.raises(country.PackError, match=r"packs/mk/clocks.yaml: the file is missing"):
        country.load("mk")
