"""The controls of a step: what stands in them, what is wrong with it, and the facts they say."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from besa.core.jurisdiction import CaseFile, casefile, naming
from besa.node.jurisdiction import casefiles, fields, questions
from besa.node.jurisdiction.fields import Names, Wrong
from besa.node.jurisdiction.questions import Question, Text

_COLUMNS: Mapping[str, str] = {"from": "asked", "to": "asking"}
_GROUPS: Mapping[str, Text] = {
    "limitation_csam": _("Sexual abuse material"),
    "limitation_csa": _("Sexual abuse, contact and exploitation"),
    "limitation_trafficking": _("Trafficking"),
}


@dataclass
class Asked:
    """One question on a page. `raw` is what stands in its controls; `slots` and `rows` those of a list, some empty.

    `seen` is the mark of what stood there when the page was made: it tells what somebody changed, here or elsewhere.
    """

    question: Question
    raw: fields.Raw
    names: Names
    error: str = ""
    more: bool = False
    seen: str = ""

    @property
    def said(self) -> str:
        """What stands in the controls, in one line."""
        if self.question.kind in ("choice", "usual", "reading"):
            found = [str(label) for _code, label, chosen in (*self.options, *self.ticks) if chosen]
        elif self.question.kind == "acts":
            found = [label for _group, acts in self.groups for _code, label, chosen in acts if chosen]
        else:
            suffixes = ("", ".from", ".to", ".state")
            found = [one for suffix in suffixes for one in self._of(suffix) if one not in ("", "some", "none")]
            only = gettext("In no State") if self.question.kind == "place" else gettext("No other State")
            found += [only] if self.ticked else []
        return ", ".join(dict.fromkeys(found)) or str(questions.UNKNOWN[1])

    @property
    def mark(self) -> str:
        """Tells what is said here now from anything else that could be said."""
        try:
            said: Any = fields.read(self.question, self.raw, self.names)
        except Wrong:
            said = self.raw
        # Twelve letters: a form that waits for the unlocking of the screen shows what is longer as somebody's words.
        return sha256(json.dumps(said, sort_keys=True, default=str).encode()).hexdigest()[:12]

    @property
    def id(self) -> str:
        return "f-" + self.question.name

    @property
    def described(self) -> str:
        """The ids of what a screen reader says with it."""
        said = [(self.question.hint, f"{self.id}-hint"), (self.error, f"{self.id}-error")]
        return " ".join(ident for words, ident in said if words)

    @property
    def text(self) -> str:
        return next(iter(self._of("")), "")

    @property
    def chosen(self) -> list[str]:
        return self._of("")

    @property
    def ticked(self) -> bool:
        return "yes" in (*self._of(".only"), *self._of(".none"))

    @property
    def least(self) -> str:
        return next(iter(self._of(".from")), "")

    @property
    def most(self) -> str:
        return next(iter(self._of(".to")), "")

    @property
    def slots(self) -> list[str]:
        filled = [one for one in self._of("") if one]
        return filled + [""] * (1 + self.more)

    @property
    def options(self) -> list[tuple[str, Text, bool]]:
        return [(code, label, code == self.text) for code, label in self.question.choices]

    @property
    def ticks(self) -> list[tuple[str, Text, bool]]:
        return [(code, label, code in self.chosen) for code, label in self.question.choices]

    @property
    def groups(self) -> list[tuple[Text, list[tuple[str, str, bool]]]]:
        """The acts, by what is done about limitation: material, abuse, trafficking."""
        law, voice = self.names.law, self.names.voice
        found: dict[Text, list[tuple[str, str, bool]]] = {}
        for code, act in law.acts.by_code.items():
            group = _GROUPS.get(act.limitation, gettext("Other acts"))
            found.setdefault(group, []).append((code, str(naming.act(code, law, voice)), code in self.chosen))
        return list(found.items())

    @property
    def given(self) -> list[tuple[str, str]]:
        return [(words, str(self.names.voice.free(words))) for words in self.chosen]

    @property
    def rows(self) -> list[dict[str, str]]:
        """Requests or proceedings, one row each, and an empty one."""
        columns = [name for name in fields.controls(self.question) if name != self.question.name]
        lists = [self.raw.get(name, []) for name in columns]
        longest = max(map(len, lists))
        # A template cannot say `row.from`.
        keys = [_COLUMNS.get(suffix, suffix) for suffix in (name.rpartition(".")[2] for name in columns)]
        filled = [
            {key: texts[at] if at < len(texts) else "" for key, texts in zip(keys, lists, strict=True)}
            for at in range(longest)
        ]
        kept = [row for row in filled if row.get("asked") or row.get("asking") or row.get("state")]
        return kept + [dict.fromkeys(keys, "")] * (1 + self.more)

    @property
    def outcomes(self) -> Iterable[tuple[str, Text]]:
        return questions.OUTCOMES_OF_REQUESTS.items()

    @property
    def reasons(self) -> Iterable[tuple[str, Text]]:
        return questions.REASONS.items()

    @property
    def results(self) -> Iterable[tuple[str, Text]]:
        return questions.OUTCOMES_OF_PROCEEDINGS.items()

    def _of(self, suffix: str) -> list[str]:
        return self.raw.get(self.question.name + suffix, [])


@dataclass
class Sheet:
    """The questions of one page. `wrong`: something that was typed cannot be read."""

    asked: dict[str, Asked]
    values: dict[str, Any] = field(default_factory=dict)

    @property
    def wrong(self) -> list[Asked]:
        return [one for one in self.asked.values() if one.error]

    def complain(self, facts: Iterable[str], said: str) -> bool:
        """Put a complaint to the first of these questions that is on the page; whether there is one."""
        for name in facts:
            if name in self.asked:
                self.asked[name].error = said
                return True
        return False

    def meets(self, stored: Sheet) -> bool:
        """Leave what is untouched here to whoever changed it meanwhile; False: both changed one question otherwise."""
        for name in list(self.values):
            ours, theirs = self.asked[name], stored.asked[name]
            if ours.seen in ("", theirs.mark, theirs.seen):
                continue
            if ours.mark == ours.seen:
                del self.values[name]
            elif ours.mark != theirs.mark:
                said = gettext("Meanwhile this was saved here: %(said)s. Save again to keep what you typed.")
                ours.error, ours.seen = said % {"said": theirs.said}, theirs.mark
        return not self.wrong

    def applied(self, described: CaseFile) -> CaseFile:
        """The case with what was typed here; the rest of it stays as it is."""
        mapping = casefiles.mapping(described)
        for name, value in self.values.items():
            fields.put(questions.QUESTION[name], value, mapping)
        return casefile.from_mapping(_without_empty(mapping))


def filled(asked: Iterable[Question], described: CaseFile, names: Names) -> Sheet:
    """The questions with what is known."""
    mapping = casefiles.mapping(described)
    sheet = Sheet({one.name: Asked(one, fields.shown(one, mapping, names), names) for one in asked})
    for one in sheet.asked.values():
        one.seen = one.mark
    return sheet


def sent(asked: Iterable[Question], data: QueryDict, names: Names, *, more: str = "") -> Sheet:
    """The questions with what was typed, read; `more` names the one that gets another empty line."""
    sheet = Sheet({})
    for one in asked:
        raw = {name: data.getlist(name) for name in fields.controls(one)}
        seen = data.get(f"{one.name}.seen", "")
        ours = sheet.asked[one.name] = Asked(one, raw, names, more=one.name == more, seen=seen)
        try:
            sheet.values[one.name] = fields.read(one, raw, names)
        except Wrong as wrong:
            ours.error = str(wrong)
    return sheet


def _without_empty(mapping: dict[str, Any]) -> dict[str, Any]:
    """Without mappings in which nothing is left; the acts stay, even none."""
    case = {key: one for key, one in mapping["case"].items() if one != {}}
    return {**mapping, "case": {"acts": [], **case}}
