"""What is told of a film or of the news is taken back from beside it: in its own sentence and near, nowhere else."""

from pathlib import Path

import pytest

from besa.core.triage import Answers, Ruleset, RulesWrong, assess, load
from besa.core.triage.judging import BESIDE
from besa.core.triage.rules import LANGUAGES
from besa.core.triage.tests.test_load_rules import GOOD

FRAMED = GOOD.replace('words:\n  en: ["bad word"]', 'words:\n  en: ["bad word"]\nframes: [frame-film]')


def _load(folder: Path, rule: str = FRAMED, *, but: str = "") -> Ruleset:
    (folder / "rules").mkdir()
    (folder / "rules" / "a-rule.yaml").write_text(rule, encoding="utf-8")
    for language in LANGUAGES:
        if language != but:
            (folder / f"{language}.yaml").write_text("frame-film: [in the film]\n", encoding="utf-8")
    return load(folder / "rules", folder)


@pytest.mark.parametrize(
    ("story", "raised"),
    [
        ("he says a bad word", True),
        ("in the film he says a bad word", False),
        ("a bad word is said in the film", False),
        ("I watched it. In the film nothing is said. A bad word", True),
        ("in the film\na bad word", True),
        ("in the film " + "so " * BESIDE + "a bad word", True),
        ("a bad word and yet in the film nothing, but later on in the evening when we all were home a bad word", True),
        ("in the f1lm a b@d word", False),
        ("in the film good, and " + "so " * 30 + "a b@d word", True),
    ],
)
def test_a_frame_takes_back_what_stands_near_in_its_sentence(tmp_path: Path, story: str, raised: bool) -> None:
    assert bool(assess(Answers(story=story), ruleset=_load(tmp_path)).reasons) is raised


def test_a_frame_that_is_missing_in_a_language_is_named(tmp_path: Path) -> None:
    with pytest.raises(RulesWrong, match=r"words/mk.yaml: frame-film"):
        _load(tmp_path, but="mk")


def test_only_sets_that_are_frames_frame(tmp_path: Path) -> None:
    with pytest.raises(RulesWrong, match="names begin with 'frame-'"):
        _load(tmp_path, FRAMED.replace("frame-film]", "trusted]"))


def test_a_rule_without_words_has_no_frames(tmp_path: Path) -> None:
    with pytest.raises(RulesWrong, match="needs words that it can take back"):
        _load(tmp_path, FRAMED.replace('words:\n  en: ["bad word"]', "answers:\n  - ongoing: [yes]"))
