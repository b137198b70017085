"""What is wrong with a condition, a cell or a case file is said in the reader's language: where, and what to do."""

from __future__ import annotations

import ast
import re
from pathlib import Path
from string import Formatter

import pytest
from click.testing import CliRunner
from tools.catalogues.sources import COMPLAINTS, of_room

from besa.core.jurisdiction import CaseFileWrong, LawBroken, casefile, facts
from besa.core.jurisdiction.conditions.expressions import NotAnExpression, parse
from besa.core.jurisdiction.law import reading
from besa.core.jurisdiction.law.changing import Change, read_change
from besa.core.jurisdiction.law.library import load
from besa.core.jurisdiction.problem import Problem
from besa.node.jurisdiction.commands import jurisdiction
from besa.node.law.tests.conftest import CELL
from besa.node.law.wording import voice
from besa.node.people.models import Staff

LANGUAGES = ("sq", "mk", "sr", "sr-latn", "cnr")
CORE = Path(casefile.__file__).parent
CASE = "case: {acts: [groom], offence: {on: 2020-01-01}}\n"


def test_every_complaint_is_a_message_with_its_values_apart() -> None:
    """A sentence put together where it is raised could not be translated."""
    put_together = []
    for file in sorted(CORE.rglob("*.py")):
        if "tests" in file.parts:
            continue
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in COMPLAINTS:
                said = node.args[COMPLAINTS[node.func.id][0] - 1]
                carried_on = isinstance(said, ast.Attribute) and said.attr == "message"
                if not (carried_on or (isinstance(said, ast.Constant) and isinstance(said.value, str))):
                    put_together.append(f"{file.name}:{node.lineno}")
    assert put_together == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_complaint_can_be_said_with_its_values(language: str) -> None:
    speaker, said = voice(language), 0
    for (_context, message), found in of_room("law").items():
        if isinstance(message, str) and any("core.jurisdiction" in place for place in found.places) and not found.free:
            try:
                fields = [(name, spec) for _text, name, spec, _how in Formatter().parse(message) if name is not None]
            except ValueError:
                fields = [("", "an example with braces, said without values")]
            if not any(spec for _name, spec in fields):
                speaker(message, **{name: "x" for name, _spec in fields})
                said += 1
    assert said > 300


@pytest.mark.parametrize(("language", "said"), [("sq", "nuk është në listën e mbyllur"), ("mk", "затворениот список")])
def test_a_word_that_is_no_condition(language: str, said: str) -> None:
    with pytest.raises(NotAnExpression) as wrong:
        parse({"all": ["moon_is_full"]})
    told = wrong.value.told(voice(language))
    assert "'moon_is_full'" in told
    assert said in told
    assert "conduct_in_territory" in told, "what is known is named"
    assert "conduct_in_territory" not in wrong.value.told(voice(language), short=True)


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_wrong_in_a_cell_is_said_with_its_place(language: str) -> None:
    broken = {"value": "conditional", "when": ["x"], "confidence": "recalled"}
    with pytest.raises(LawBroken) as wrong:
        read_change(Change(CELL, [broken], {}), load())
    told = wrong.value.told_with_place(voice(language))
    assert told.startswith(f"{CELL}: when: ")
    assert not re.search(r"\b(is|no|write|one|word)\b", told.partition("when: ")[2].replace("word: value", ""))


def test_what_somebody_wrote_is_no_template() -> None:
    with pytest.raises(NotAnExpression) as wrong:
        parse("{0} {word} {x.__class__}")
    assert "'{0} {word} {x.__class__}'" in str(wrong.value)
    assert "'{0} {word} {x.__class__}'" in wrong.value.told(voice("sr"))


@pytest.mark.parametrize(
    ("text", "language", "said"),
    [
        (CASE.replace("2020-01-01", "1.1.2020"), "sq", "case.offence.on: '1.1.2020' nuk është ditë"),
        (CASE.replace("acts", "deeds"), "mk", "case: непознат клуч 'deeds'; познати се acts"),
        (CASE.replace("[groom]", "[moon]"), "sr", "acts: 'moon' није познато; познати су"),
        ("case: [groom]\n", "cnr", "case: moraju biti redovi 'ime: vrijednost', ne spisak"),
        (CASE.replace("2020-01-01", "2031-01-01") + "decided_on: 2026-01-01\n", "sq", "offence: fillon më 2031-01-01"),
    ],
)
def test_the_command_says_what_is_wrong_with_a_case_file(text: str, language: str, said: str, tmp_path: Path) -> None:
    file = tmp_path / "case.yaml"
    file.write_text(text, encoding="utf-8")
    found = CliRunner().invoke(jurisdiction, ["assess", str(file), "--language", language])
    assert found.exit_code == 1
    assert f"case.yaml: {said}" in found.output


def test_the_command_names_the_broken_file_and_cell_of_a_folder_of_law(tmp_path: Path) -> None:
    law = tmp_path / "law"
    law.mkdir()
    file = tmp_path / "case.yaml"
    file.write_text(CASE, encoding="utf-8")
    found = CliRunner().invoke(jurisdiction, ["assess", str(file), "--law", str(law), "--language", "mk"])
    assert "law/acts.yaml: датотеката недостига" in found.output


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("language", "said"), [("mk", "не е на затворениот список"), ("sr-latn", "nije na zatvorenom")]
)
def test_the_form_says_it_in_the_lawyer_s_language(lejla, sit, language: str, said: str) -> None:
    Staff.objects.update(language=language)
    data = {"value": "conditional", "confidence": "recalled", "when": "moon", "reason": "x"}
    page = sit(lejla).post("propose", CELL, data=data).content.decode()
    assert said in page
    assert "closed list" not in page
    circle = {**data, "when": "cell: active_national"}
    assert "fr.law.active_national: " in sit(lejla).post("propose", CELL, data=circle).content.decode()


def test_problems_keep_what_they_always_said_in_english() -> None:
    with pytest.raises(CaseFileWrong, match=r"^case: must be a mapping, not a list$"):
        casefile.from_mapping({"case": ["groom"]})
    with pytest.raises(LawBroken, match=r"^law/x\.yaml: cell: unknown key 'b'; known are a$"):
        reading.keys({"b": 1}, "x.yaml", "cell", ("a",))
    assert issubclass(facts.FactsContradict, Problem)
