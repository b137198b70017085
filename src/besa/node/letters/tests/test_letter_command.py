"""A letter is written from a case file alone: no home, no database; mistakes are told with the cure."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner, Result

from besa.node.letters.commands import letter
from besa.node.letters.tests.conftest import FACTS


@pytest.fixture
def case(tmp_path: Path) -> Path:
    path = tmp_path / "case.yaml"
    path.write_text(yaml.safe_dump(FACTS), encoding="utf-8")
    return path


@pytest.fixture(autouse=True)
def no_home(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("BESA_HOME", raising=False)


def run(*arguments: object) -> Result:
    return CliRunner().invoke(letter, [str(one) for one in arguments])


def test_without_a_name_it_lists_the_letters_and_what_is_in_the_way(case: Path) -> None:
    found = run(case, "--from", "al")
    assert found.exit_code == 0, found.output
    assert "can be written  preservation --side us" in found.output
    assert "cannot" in found.output


def test_where_the_facts_do_not_say_to_whom_the_list_names_no_side(tmp_path: Path) -> None:
    bare = tmp_path / "bare.yaml"
    bare.write_text("case: {acts: [groom]}\n", encoding="utf-8")
    found = run(bare, "--from", "al")
    assert "preservation: it hangs on: where the server is" in found.output
    assert "()" not in found.output
    assert "--side" not in found.output


@pytest.mark.parametrize(("name", "head"), [("a.pdf", b"%PDF"), ("a.DOCX", b"PK")])
def test_the_letter_lies_where_it_was_wanted(case: Path, name: str, head: bytes, tmp_path: Path) -> None:
    target = tmp_path / name
    found = run(case, "--from", "al", "--letter", "preservation", "--languages", "sq, EN", "--to", target)
    assert found.exit_code == 0, found.output
    assert target.read_bytes().startswith(head)
    assert "in sq, en" in found.output
    assert "To be filled in by hand: Authority that asks" in found.output


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--from", "zz"), "Nothing is recorded of 'zz'"),
        (("--from", "al", "--letter", "preservation"), "--to NAME.pdf"),
        (("--from", "al", "--letter", "preservation", "--to", "a.txt"), "--to NAME.pdf"),
        (("--from", "al", "--letter", "preservation", "--languages", "fr", "--to", "a.pdf"), "There is no 'fr'"),
        (("--from", "al", "--letter", "preservation", "--languages", ",", "--to", "a.pdf"), "There are: en"),
        (("--from", "xk", "--letter", "preservation", "--to", "a.pdf"), "cannot be used in this case"),
        (("--from", "al", "--letter", "spontaneous", "--to", "a.pdf"), "choose with --side"),
        (("--from", "al", "--letter", "love", "--to", "a.pdf"), "love"),
    ],
)
def test_a_mistake_is_told_with_its_cure(case: Path, arguments: tuple[str, ...], said: str) -> None:
    found = run(case, *arguments)
    assert found.exit_code != 0
    assert said in found.output


def test_a_broken_case_is_named(case: Path) -> None:
    case.write_text("case: {acts: [distribute], offence: {on: 2999-01-01}}", encoding="utf-8")
    found = run(case, "--from", "al")
    assert found.exit_code == 1
    assert "offence" in found.output


def test_a_folder_that_is_not_there_is_told(case: Path, tmp_path: Path) -> None:
    found = run(case, "--from", "al", "--letter", "preservation", "--to", tmp_path / "none" / "a.pdf")
    assert found.exit_code == 1
    assert "cannot be written: No such file or directory." in found.output
