"""Rules that cannot be used are refused with a sentence that names the file and the key."""

import shutil
from pathlib import Path

import pytest

from besa.core.triage import RulesWrong
from besa.core.triage.axes import current, load
from besa.core.triage.axes.ruleset import messages

FOLDER = Path(__file__).resolve().parents[1] / "rules"


def _with(tmp_path: Path, file: str, old: str, new: str) -> Path:
    folder = tmp_path / "rules"
    shutil.copytree(FOLDER, folder)
    text = (folder / file).read_text(encoding="utf-8")
    assert old in text
    (folder / file).write_text(text.replace(old, new, 1), encoding="utf-8")
    return folder


@pytest.mark.parametrize(
    ("file", "old", "new", "said"),
    [
        ("danger.yaml", "axis: danger", "axis: anger", "must be one of danger"),
        ("danger.yaml", 'level: "3"', 'level: "7"', "must be a number from 0 to 4"),
        ("danger.yaml", "flags: [sextortion]", "flag: [sextortion]", "is no family of facts"),
        ("danger.yaml", "words: [payment-threat", "words: [no-such-rule", "there is no word rule 'no-such-rule'"),
        ("danger.yaml", "- id: sextortion", "- id: crisis", "'crisis' is used twice"),
        ("override.yaml", "signs: [escalated]", "signs: [shouted]", "'shouted' is no sign"),
        ("override.yaml", 'version: "1"', 'versio: "1"', "is no key"),
        ("dampers.yaml", 'damps: "yes"', 'damps: "maybe"', "must be yes or no"),
        ("indicators.yaml", "dimension: coercion-destination", "dimension: nowhere", "there is no dimension 'nowhere'"),
        ("indicators.yaml", "    needs: practitioner", "", "either computed"),
        ("order.yaml", '- {danger: "4"}', '- {anger: "4"}', "lowest levels by axis"),
        ("scale.yaml", '      - "Hours count"\n', "", "must hold 5 lines"),
        ("periods.yaml", "days: 365", "days: many", "must be a number of days"),
    ],
)
def test_a_mistake_is_refused_with_a_sentence(tmp_path: Path, file: str, old: str, new: str, said: str) -> None:
    with pytest.raises(RulesWrong, match=said):
        load(folder=_with(tmp_path, file, old, new))


def test_every_change_changes_the_version(tmp_path: Path) -> None:
    changed = load(folder=_with(tmp_path, "periods.yaml", "days: 365", "days: 364"))
    assert changed.version != current().version
    assert load().version == current().version


def test_every_text_for_people_is_offered_for_translation_once() -> None:
    texts = messages()
    assert len(texts) == len(set(texts))
    assert all(text.strip() for text in texts)
    for rule in current().rules.values():
        assert rule.label in texts
