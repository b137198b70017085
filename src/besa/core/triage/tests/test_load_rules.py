"""A wrong rule is refused with the file, the key and the cure; the right ones are read once and never change."""

import dataclasses
from pathlib import Path

import pytest

from besa.core.triage import Answers, RulesWrong, Urgency, assess, current, load, messages
from besa.core.triage.rules import LANGUAGES

SENTENCES = "\n".join(f"  {language}: [one {language}, two {language}, three {language}]" for language in LANGUAGES)
GOOD = f"""\
id: a-rule
version: 1
raises_to: SOON
label: "A label"
reason: "A sentence."
words:
  en: ["bad word"]
examples:
{SENTENCES}
counter_examples:
{SENTENCES}
"""


def _load(folder: Path, text: str, name: str = "a-rule.yaml", **others: str) -> object:
    rules = folder / "rules"
    rules.mkdir()
    (rules / name).write_text(text, encoding="utf-8")
    for other, content in others.items():
        (rules / f"{other.replace('_', '-')}.yaml").write_text(content, encoding="utf-8")
    return load(rules, folder)


def test_a_good_rule_is_read(tmp_path: Path) -> None:
    ruleset = _load(tmp_path, GOOD)
    assert assess(Answers(story="a BAD word"), ruleset=ruleset).urgency is Urgency.SOON


@pytest.mark.parametrize(
    ("wrong", "right", "message"),
    [
        ("id: a-rule", "id: b-rule", ": id: must be the file's name"),
        ("version: 1", "version: one", ": version: must be a whole number"),
        ("raises_to: SOON", "raises_to: ROUTINE", ": raises_to: must be one of SOON, URGENT, NOW"),
        ("raises_to: SOON", "raises_to: LATER", ": raises_to: must be one of SOON, URGENT, NOW"),
        ('label: "A label"', 'label: ""', ": label: must be text"),
        ('reason: "A sentence."\n', "", ": reason: is missing"),
        ('en: ["bad word"]', 'de: ["bad word"]', ": words.de: 'de' is not a language"),
        ('en: ["bad word"]', "en: bad", ": words.en: must be a list"),
        ('en: ["bad word"]', 'en: ["bad @nobody"]', ": words.en: 'bad @nobody': there is no set"),
        ('en: ["bad word"]', 'en: ["~2 bad"]', ": words.en: '~2 bad': it may not begin"),
        ('en: ["bad word"]', 'en: ["a b", "a b"]', ": words.en: holds 'a b' twice"),
        ("version: 1", "version: 1\nversion: 2", "'version' is written twice"),
        ("version: 1", "version: 1\nlowers_to: SOON", ": lowers_to: is not a key of a rule"),
        (
            "examples:\n  sq: [one sq, two sq, three sq]",
            "examples:\n  sq: [one sq]",
            ": examples.sq: needs at least 3",
        ),
        ("version: 1", "version: 1\nanswers:\n  - mood: [bad]", ": answers.mood: is not a coded answer"),
        (
            "version: 1",
            "version: 1\nanswers:\n  - ongoing: bad",
            ": answers.ongoing: must be a list of codes",
        ),
        (
            "version: 1",
            "version: 1\ncombines:\n  - rules: [nobody]",
            ": combines.rules: there is no rule 'nobody'",
        ),
        (
            "version: 1",
            "version: 1\ncombines:\n  - answers: {ongoing: [yes]}",
            ": combines: each entry needs 'rules'",
        ),
        ("words:\n", "words: {\n", ": file: cannot be read as YAML"),
    ],
)
def test_a_wrong_rule_is_refused_with_file_key_and_cure(tmp_path: Path, wrong: str, right: str, message: str) -> None:
    assert wrong in GOOD
    with pytest.raises(RulesWrong) as refused:
        _load(tmp_path, GOOD.replace(wrong, right, 1))
    assert message in str(refused.value)
    assert str(refused.value).startswith("a-rule.yaml: ")


def test_a_rule_may_not_combine_combinations(tmp_path: Path) -> None:
    combining = "id: {}\nversion: 1\nraises_to: NOW\nlabel: l\nreason: r\ncombines:\n  - rules: [{}]\n"
    with pytest.raises(RulesWrong, match="name its parts"):
        _load(tmp_path, GOOD, b_rule=combining.format("b-rule", "a-rule"), c_rule=combining.format("c-rule", "b-rule"))


def test_a_rule_that_can_never_apply_is_refused(tmp_path: Path) -> None:
    with pytest.raises(RulesWrong, match="or the rule never applies"):
        _load(tmp_path, "id: a-rule\nversion: 1\nraises_to: SOON\nlabel: l\nreason: r\n")


def test_yes_and_no_are_words_here_and_not_true_and_false(tmp_path: Path) -> None:
    ruleset = _load(tmp_path, GOOD.replace("version: 1", "version: 1\nanswers:\n  - ongoing: [yes]", 1))
    assert assess(Answers(ongoing="yes"), ruleset=ruleset).urgency is Urgency.SOON


def test_an_empty_folder_is_no_rule_set(tmp_path: Path) -> None:
    with pytest.raises(RulesWrong, match="holds no rules"):
        load(tmp_path, tmp_path)


def test_the_version_follows_every_change(tmp_path: Path) -> None:
    (tmp_path / "1").mkdir()
    (tmp_path / "2").mkdir()
    first = _load(tmp_path / "1", GOOD)
    second = _load(tmp_path / "2", GOOD.replace("bad word", "worse word"))
    assert first.version != second.version
    assert current().version == load().version


def test_the_rule_set_cannot_be_changed() -> None:
    with pytest.raises(TypeError):
        current().rules["x"] = None
    with pytest.raises(dataclasses.FrozenInstanceError):
        current().version = "x"


def test_every_text_for_people_is_offered_for_translation() -> None:
    texts = messages()
    assert all(rule.label in texts and rule.reason in texts for rule in current().rules.values())
