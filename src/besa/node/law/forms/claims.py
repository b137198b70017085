"""From what a lawyer types about an entry of the law to claims in the form of the law's files."""

from __future__ import annotations

from datetime import date
from typing import Any, Final

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from besa.core.jurisdiction.conditions.expressions import NotAnExpression, parse
from besa.core.jurisdiction.law.broken import LawBroken
from besa.core.jurisdiction.law.changing import place_of
from besa.core.jurisdiction.law.claims import WORDS
from besa.core.jurisdiction.law.library import Law
from besa.core.jurisdiction.law.sources import TIERS
from besa.core.jurisdiction.law.states import BOUND, NOT_BOUND
from besa.core.jurisdiction.problem import Problem
from besa.node.law import expressions, naming, typed, wording
from besa.node.law.forms.wordings import WORDING, WordingFields, initial
from besa.node.law.typed import FIGURE

NEW_TIME: Final = "new"
_OF_ANOTHER: Final = ("other", "other_figure", "other_source", "other_at")
_DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


def area(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows, "spellcheck": "false", "autocapitalize": "none", "autocomplete": "off"})


def values_for(cell: str, law: Law) -> tuple[str, ...]:
    """The words that may stand in a cell, and `figure` where a number or a day may."""
    place = place_of(cell, law)
    if place.part == "provisions":
        return ("yes", "unknown")
    if place.part == "treaties" and place.name == "status":
        return (*BOUND, *NOT_BOUND, "unknown")
    return (FIGURE, *WORDS)


class ClaimForm(WordingFields):
    """One claim: what it says, when, how sure, where it stands. `which` is its place in the cell, or NEW_TIME."""

    value = forms.ChoiceField(label=_("What the entry says"))
    figure = forms.CharField(
        label=_("Figure or day"),
        required=False,
        max_length=10,
        help_text=_("An age like 16, a penalty in years like 1-5, or a day like 2021-03-31."),
    )
    when = forms.CharField(
        label=_("Under which condition"),
        required=False,
        max_length=expressions.LONGEST,
        widget=area(4),
        help_text=_("For “conditional”: words of the list below, such as all: [offender_present, {child_under: 14}]."),
    )
    when_for = forms.CharField(
        label=_("What single grounds need besides"),
        required=False,
        max_length=expressions.LONGEST,
        widget=area(3),
        help_text=_("A ground and its condition on each line, such as passive_national: offender_present."),
    )
    starts = forms.DateField(label=_("Law from"), required=False, widget=_DAY)
    ends = forms.DateField(label=_("Law until"), required=False, widget=_DAY)
    confidence = forms.ChoiceField(label=_("How sure"))
    keep = forms.MultipleChoiceField(label=_("Sources that stay"), required=False, widget=forms.CheckboxSelectMultiple)
    source = forms.CharField(
        label=_("Another source that is recorded"),
        required=False,
        max_length=80,
        widget=forms.TextInput(attrs={"list": "sources", "autocomplete": "off", "spellcheck": "false"}),
    )
    source_at = forms.CharField(label=_("Where in it"), required=False, max_length=200)
    address = forms.CharField(
        label=_("Web address of a new source"),
        required=False,
        max_length=500,
        widget=forms.TextInput(attrs={"inputmode": "url", "autocomplete": "off"}),
    )
    title = forms.CharField(label=_("Its title"), required=False, max_length=300)
    at = forms.CharField(
        label=_("Article or page"), required=False, max_length=200, help_text=_("So that others find the place.")
    )
    tier = forms.ChoiceField(label=_("What it is"), required=False)
    read = forms.DateField(label=_("Read on"), required=False, widget=_DAY)
    as_of = forms.DateField(
        label=_("Law as of"),
        required=False,
        widget=_DAY,
        help_text=_("The day the text describes, if it is not the day you read it."),
    )
    other = forms.ChoiceField(label=_("What the other source says"), required=False)
    other_figure = forms.CharField(label=_("Its figure or day"), required=False, max_length=10)
    other_source = forms.CharField(
        label=_("Which source says so"),
        required=False,
        max_length=80,
        widget=forms.TextInput(attrs={"list": "sources", "autocomplete": "off", "spellcheck": "false"}),
    )
    other_at = forms.CharField(label=_("Where it says so"), required=False, max_length=200)
    settled = forms.ChoiceField(label=_("The contradiction between sources"), required=False)
    why = forms.CharField(label=_("Why it is settled"), required=False, max_length=1000, widget=area(2))
    note = forms.CharField(label=_("Note"), required=False, max_length=2000, widget=area(2))
    reason = forms.CharField(
        label=_("Why you propose this"),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Nothing of a real case: this page is not sealed."),
    )

    def __init__(
        self, data: Any = None, *, cell: str, law: Law, claims: list[dict[str, Any]], which: str, today: date
    ) -> None:
        self.cell, self.law, self.claims, self.which, self.today = cell, law, claims, which, today
        self.old = claims[int(which)] if which.isdecimal() and int(which) < len(claims) else {}
        super().__init__(data, auto_id="f-%s", initial=self._initial())
        self._offer()

    def _offer(self) -> None:
        words = naming.values()
        figure = (FIGURE, gettext("a figure or a day"))
        offered = [figure if one == FIGURE else (one, words[one]) for one in values_for(self.cell, self.law)]
        self.choose("value", offered)
        self.choose("confidence", naming.confidences().items())
        self.choose("tier", [(tier, naming.tiers()[tier]) for tier in TIERS])
        kept = [(str(n), self._citation(one)) for n, one in enumerate(self.old.get("sources", ()))]
        self.choose("keep", kept)
        conflict = self.old.get("conflict")
        self.choose(
            "settled", [("no", gettext("is still open")), ("yes", gettext("is settled: what I wrote is right"))]
        )
        place = place_of(self.cell, self.law)
        gone = [] if kept else ["keep"]
        if conflict:
            gone += _OF_ANOTHER
        else:
            self.choose("other", [("", gettext("nothing says otherwise")), *offered])
        gone += [] if self.cell.endswith(".law.presence_or_authorisation") else ["when_for"]
        gone += (
            ["starts", "ends", "figure", *_OF_ANOTHER, "settled", "why", *WORDING] if place.part == "provisions" else []
        )
        gone += ["figure", "other_figure", "when"] if place.part == "treaties" and place.name == "status" else []
        for name in set(gone):
            del self.fields[name]

    def choose(self, field: str, choices: Any) -> None:
        self.fields[field].choices = list(choices)  # type: ignore[attr-defined]

    def _citation(self, one: dict[str, Any]) -> str:
        title = self.law.sources[one["id"]].title
        return f"{title}, {one['at']}" if one.get("at") else title

    def _initial(self) -> dict[str, Any]:
        old = self.old
        if not old:
            return {"confidence": "sourced", "read": self.today, "tier": "primary"}
        plain = isinstance(old["value"], str) and old["value"] in (*WORDS, *BOUND, *NOT_BOUND)
        conflict = old.get("conflict") or {}
        return {
            "value": old["value"] if plain else FIGURE,
            "figure": "" if plain else expressions.figure_shown(old["value"]),
            "when": expressions.shown(old.get("when")),
            "when_for": expressions.shown(old.get("when_for")),
            "starts": old.get("from"),
            "ends": old.get("to"),
            "confidence": old["confidence"],
            "keep": [str(n) for n in range(len(old.get("sources", ())))],
            "read": self.today,
            "tier": "primary",
            "settled": conflict.get("settled", ""),
            "why": conflict.get("why", ""),
            "note": old.get("note", ""),
            **initial(old),
        }

    def clean_when(self) -> Any:
        return self._condition("when")

    def clean_when_for(self) -> Any:
        raw = self._raw("when_for")
        if raw is not None and not isinstance(raw, dict):
            raise forms.ValidationError(_("Write a ground, a colon and its condition on each line."))
        return raw

    def clean_source(self) -> str:
        return self._recorded("source")

    def clean_other_source(self) -> str:
        return self._recorded("other_source")

    def clean_wording_source(self) -> str:
        return self._recorded("wording_source")

    def _recorded(self, field: str) -> str:
        said: str = self.cleaned_data[field].strip()
        ident = said.partition(" ")[0]
        if said and ident not in self.law.sources:
            raise forms.ValidationError(_("There is no such source. Choose one of the list, or write a new one below."))
        return ident

    def clean_read(self) -> date | None:
        return self._not_tomorrow("read")

    def clean_as_of(self) -> date | None:
        return self._not_tomorrow("as_of")

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        if said.get("source") and not said.get("source_at", "").strip():
            self.add_error("source_at", _("Say where in the source it stands."))
        if any(said.get(name) for name in ("address", "title", "at")):
            for name, missing in (
                ("address", _("Write the full address, beginning with https://.")),
                ("title", _("Write the title of the source.")),
                ("at", _("Say where in the source it stands.")),
                ("read", _("Say when you read it.")),
            ):
                if not said.get(name) and name not in self.errors:
                    self.add_error(name, missing)
        if said.get("other"):
            if not said.get("other_source") and "other_source" not in self.errors:
                self.add_error("other_source", _("Name the source that says so. A new one is proposed with its claim."))
            if said["other"] == FIGURE and expressions.figure(said.get("other_figure", "")) is None:
                self.add_error("other_figure", _("Write an age like 16, a penalty like 1-5, or a day like 2021-03-31."))
        if said.get("value") == FIGURE and expressions.figure(said.get("figure", "")) is None:
            self.add_error("figure", _("Write an age like 16, a penalty like 1-5, or a day like 2021-03-31."))
        self.check_wording(said)
        wrong = {"when", "when_for"} & set(self.errors)
        if said.get("value") == "conditional" and said.get("when") is said.get("when_for") is None and not wrong:
            self.add_error("when", _("Write the condition, or say “unknown”."))
        if said.get("value") == "unknown":
            said["confidence"] = "unknown"
        cited = said.get("keep") or said.get("source") or said.get("address")
        if said.get("confidence") == "sourced" and not cited:
            self.add_error("confidence", _("A sourced claim names its source: an address, and the place in it."))
        return said

    def proposed(self) -> tuple[list[dict[str, Any]], dict[str, dict[str, Any]]]:
        """All claims of the cell as they should stand, and the sources they add; only of a valid form."""
        claim, sources = typed.claim(self.cleaned_data, self.old)
        if self.which == NEW_TIME or not self.old:
            return [*typed.ended(self.claims, claim.get("from")), claim], sources
        place = int(self.which)
        return [*self.claims[:place], claim, *self.claims[place + 1 :]], sources

    def _condition(self, field: str) -> Any:
        raw = self._raw(field)
        try:
            if raw is not None:
                parse(raw)
        except NotAnExpression as wrong:
            raise forms.ValidationError(self._unread(wrong)) from wrong
        return raw

    def _raw(self, field: str) -> Any:
        try:
            return expressions.condition(self.cleaned_data[field])
        except LawBroken as wrong:
            raise forms.ValidationError(self._unread(wrong)) from wrong

    @staticmethod
    def _unread(wrong: Problem) -> str:
        # The list of all words stands below the field.
        why = wrong.told(wording.voice(), short=True)
        return gettext("This condition cannot be read: %(why)s.") % {"why": why}

    def _not_tomorrow(self, field: str) -> date | None:
        day: date | None = self.cleaned_data[field]
        if day and day > self.today:
            raise forms.ValidationError(_("This day is still to come."))
        return day
