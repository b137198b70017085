"""The English source is readable at nine: short sentences, short words, none of the words that frighten or puzzle.

The measure is the Automated Readability Index (Smith and Senter 1967) over everything the public pages say; five is
about what a ten-year-old reads with ease. The other languages are translated from these sentences.
"""

from __future__ import annotations

import re
from pathlib import Path

ROOM = Path(__file__).resolve().parents[1]
PAGES = [*ROOM.glob("templates/**/*.html"), *(ROOM.parent / "platform/templates/platform").glob("*public*.html")]
CODE = [file for file in ROOM.rglob("*.py") if "tests" not in file.parts]

PUZZLING = {
    "tip", "submission", "submit", "whistleblower", "whistleblowing", "victim", "victims", "perpetrator", "incident",
    "anonymous", "anonymity", "encrypt", "encrypted", "encryption", "authenticate", "session", "server", "database",
    "invalid", "error", "failed", "illegal", "forbidden", "mandatory", "required", "attachment", "upload",
    "confidential", "regarding", "assistance", "approximately", "terminate", "additional", "provide", "concerning",
    "pornography",
}  # fmt: skip


def sentences() -> list[str]:
    said: set[str] = set()
    for file in PAGES:
        text = file.read_text(encoding="utf-8")
        said |= {found[1] for found in re.finditer(r'{% translate (?:"([^"]+)"|\'[^\']+\') ', text) if found[1]}
        blocks = re.findall(r"{% blocktranslate[^%]*%}(.*?){% endblocktranslate %}", text, re.S)
        said |= {part.strip() for block in blocks for part in re.split(r"{% plural %}", block)}
    for file in CODE:
        text = re.sub(r'"\s*\n\s*"', "", file.read_text(encoding="utf-8"))
        said |= set(re.findall(r'(?:gettext|gettext_lazy|ngettext|_)\(\s*"([^"]+)"', text))
    plain = (re.sub(r"{{[^}]*}}|%\(\w+\)d", "5", text) for text in said)
    return [part for text in plain for part in re.split(r"(?<=[.!?:])\s+", text) if part]


def words_of(sentence: str) -> list[str]:
    return re.findall(r"[A-Za-z][A-Za-z'-]*|\d+", sentence)


class TestWords:
    def test_there_is_much_to_read(self) -> None:
        assert len(sentences()) > 150

    def test_no_word_frightens_or_puzzles(self) -> None:
        found = {word for sentence in sentences() for word in words_of(sentence.lower())} & PUZZLING
        assert found == set()

    def test_no_sentence_is_long(self) -> None:
        assert [sentence for sentence in sentences() if len(words_of(sentence)) > 24] == []

    def test_the_average_is_easy_at_nine(self) -> None:
        said = [sentence for sentence in sentences() if len(words_of(sentence)) > 2]
        words = [word for sentence in said for word in words_of(sentence)]
        index = 4.71 * sum(map(len, words)) / len(words) + 0.5 * len(words) / len(said) - 21.43
        assert index < 4.0

    def test_few_words_are_long(self) -> None:
        words = [word for sentence in sentences() for word in words_of(sentence)]
        assert sum(len(word) > 9 for word in words) / len(words) < 0.01

    def test_the_measure_sees_hard_text(self) -> None:
        hard = "Individuals submitting information regarding potential infringements are requested to authenticate."
        assert any(word in PUZZLING for word in words_of(hard.lower()))
