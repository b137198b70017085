"""Put answers into the words they were asked in, and the acknowledgement into a proof."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from django.utils.translation import gettext

from besa.core.casework import code_list
from besa.node.intake import steps, wording
from besa.node.intake.drafts import Draft
from besa.node.platform import home
from besa.node.reports.values import FileView, Told

_LISTS = {
    "where": "where",
    "when": "when",
    "who": "who",
    "age_band": "age_bands",
    "ongoing": "ongoing",
    "before": "before",
}


@dataclass(frozen=True)
class Shown:
    """One answer: the question's words, what was answered, and the page where it can be changed."""

    label: str
    text: str
    slug: str = ""


@dataclass(frozen=True)
class Proof:
    """What a reporter may show to others: that something was reported, when, and where that can be checked."""

    reference: str
    received_at: datetime
    entry: str
    node: str


class Acknowledged(Protocol):
    @property
    def reference(self) -> str: ...
    @property
    def received_at(self) -> datetime: ...
    @property
    def entry(self) -> str: ...


def answers(draft: Draft) -> list[Shown]:
    """Every question with its answer, in order; one line a question."""
    door = draft.answers.get("door", "child")
    return [Shown(_title(step, door), _text(step, draft, door), step.slug) for step in steps.STEPS]


def told(first: Told, files: tuple[FileView, ...]) -> list[Shown]:
    """What is kept of the first words, for the mailbox; empty answers are left out."""
    rule = first.contact_rule
    said = {"story": first.story, "contacts": first.contacts, "where_other": first.where_other}
    said |= {"how": rule.how, "time": rule.when, "avoid": rule.avoid}
    labels = {name: label for step in steps.STEPS for name, label in wording.words(step.slug, "child").labels.items()}
    lines = [Shown(str(labels[name]), text) for name, text in said.items() if text.strip()]
    if files:
        lines.append(Shown(gettext("Files you added"), "\n".join(file.name for file in files)))
    return lines


def proof(acknowledged: Acknowledged) -> Proof:
    return Proof(
        reference=acknowledged.reference,
        received_at=acknowledged.received_at,
        entry=acknowledged.entry,
        node=home.identity().name,
    )


def _title(step: steps.Step, door: str) -> str:
    words = wording.words(step.slug, door)
    return str(words.heading or words.labels[step.fields[0]])


def _text(step: steps.Step, draft: Draft, door: str) -> str:
    if step is steps.LAST:
        return "\n".join(file.name for file in draft.files)
    labels = wording.words(step.slug, door).labels
    lines = [(name, _answer(name, draft.answers)) for name in step.fields]
    filled = [(name, text) for name, text in lines if text.strip()]
    if step.slug == "contact":
        return "\n".join(f"{labels[name]} {text}" for name, text in filled)
    return "\n".join(text for _, text in filled)


def _answer(name: str, given: Mapping[str, str]) -> str:
    value = given.get(name, "")
    return gettext(code_list(_LISTS[name]).label(value)) if name in _LISTS and value else value
