"""From what is chosen and typed on the pages of letters to a draft; what is wrong is said beside its field."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from typing import Any, Final
from uuid import uuid4

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from besa.core.jurisdiction.facts import HIGH_SEAS
from besa.core.jurisdiction.letters import LetterTexts, letters
from besa.core.jurisdiction.letters.texts import names_in
from besa.node.jurisdiction import answering
from besa.node.jurisdiction.fields import Names, Wrong
from besa.node.law import wording as law
from besa.node.letters import languages, wording
from besa.node.letters.values import TYPED, Draft, Extension, Row, zone

LONG: Final = 20_000
SHORT: Final = 500
ROWS: Final = 60
_EMPTY_ROWS: Final = 2
# Quarters of an hour that clocks are set to somewhere on earth.
_OFFSETS: Final = sorted(
    {*range(-12 * 60, 14 * 60 + 1, 60), -570, -210, -150, 210, 270, 330, 345, 390, 525, 570, 630, 765}
)


def used(texts: LetterTexts) -> frozenset[str]:
    """The names that a letter's words use."""
    found: set[str] = set()
    for block in texts.wordings["en"].blocks:
        for words in block.words:
            found.update((words,) if block.kind in ("fields", "table") else names_in(words))
    return frozenset(found)


class BeginForm(forms.Form):
    """Which letter to whom, out of those that can be used."""

    submission = forms.UUIDField(required=False, widget=forms.HiddenInput)
    choice = forms.ChoiceField(
        error_messages={"required": _("Choose a letter."), "invalid_choice": _("Choose a letter.")}
    )

    def __init__(self, data: Any = None, *, values: list[str]) -> None:
        super().__init__(data, auto_id="f-%s", initial={"submission": uuid4()})
        self.fields["choice"].choices = [(value, value) for value in values]  # type: ignore[attr-defined]


class LetterForm(forms.Form):
    """What the case cannot know; only the fields that this letter has."""

    languages = forms.MultipleChoiceField(
        label=_("Languages, one after the other"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one language.")},
    )

    def __init__(self, data: Any = None, *, draft: Draft) -> None:
        initial = {**draft.said, "languages": draft.languages, "reply_by": draft.reply_by}
        super().__init__(data, auto_id="f-%s", initial=initial)
        self.draft = draft
        texts = letters()[draft.kind]
        names = used(texts)
        self.fields["languages"].choices = languages.of_letter(texts)  # type: ignore[attr-defined]
        for name in TYPED:
            if name in names:
                self.fields[name] = _said(name)
        if "places" in names:
            self.fields["places"] = _said("places")
            self.initial["places"] = "\n".join(_names().typed(code) for code in draft.places)
        if "reply_by" in names:
            self.fields["reply_by"] = _day(wording.label("reply_by"), required=False)
        at = TYPED.index("offence_dates") + 1
        self.order_fields([*TYPED[:at], "places", *TYPED[at:], "reply_by", "languages"])

    def clean_places(self) -> tuple[str, ...]:
        """The codes of the States that were typed, one in each line."""
        try:
            found = [_names().code(line) for line in self.cleaned_data["places"].splitlines() if line.strip()]
        except Wrong as wrong:
            raise forms.ValidationError(str(wrong)) from wrong
        return tuple(dict.fromkeys(code for code in found if code != HIGH_SEAS))

    def changed(self, rows: tuple[Row, ...]) -> Draft:
        """The draft with what was typed."""
        typed = self.cleaned_data
        said = {name: typed[name].replace("\r\n", "\n").strip() for name in TYPED if name in typed}
        return replace(
            self.draft,
            said={name: words for name, words in said.items() if words},
            places=typed.get("places", self.draft.places),
            reply_by=typed.get("reply_by"),
            languages=tuple(typed["languages"]),
            rows=rows,
        )


def _names() -> Names:
    return Names(answering.law(), law.voice())


def _said(name: str) -> forms.CharField:
    rows = wording.ROWS.get(name, 3)
    area = forms.Textarea(attrs={"rows": rows}) if name in wording.LONG else forms.TextInput()
    most = LONG if name in wording.LONG else SHORT
    hint = str(wording.HINTS.get(name, ""))
    return forms.CharField(label=wording.label(name), help_text=hint, max_length=most, required=False, widget=area)


def _day(label: Any, *, required: bool) -> forms.DateField:
    wrong = {"required": _("Choose the day."), "invalid": _("Write the day as 2026-03-01.")}
    return forms.DateField(
        label=label,
        required=required,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages=wrong,
    )


class _Moment(forms.Field):
    """A day and a time as they stand in the source, without a zone: that is chosen beside them."""

    widget = forms.DateTimeInput(attrs={"type": "datetime-local", "step": "1"}, format="%Y-%m-%dT%H:%M:%S")

    def to_python(self, value: Any) -> datetime | None:
        if value in self.empty_values:
            return None
        try:
            found = datetime.fromisoformat(str(value).strip())
        except ValueError as error:
            raise forms.ValidationError(gettext("Write the time as 2026-03-01 20:15.")) from error
        if found.tzinfo is not None or not 1970 <= found.year <= 9998:
            raise forms.ValidationError(gettext("Write the time as 2026-03-01 20:15."))
        return found


class RowForm(forms.Form):
    """One piece of data; left empty, it is none."""

    what = forms.ChoiceField(label=_("What is it?"), required=False)
    value = forms.CharField(
        label=_("As it is written"),
        max_length=2000,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false", "autocapitalize": "none"}),
    )
    provider = forms.CharField(label=_("Service or provider"), max_length=200, required=False)
    begins = _Moment(label=_("Time, or from"), required=False)
    ends = _Moment(label=_("Until"), required=False)
    offset = forms.TypedChoiceField(label=_("Time zone of the source"), coerce=int, required=False, empty_value="0")

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.fields["what"].choices = [("", gettext("Choose")), *wording.whats()]  # type: ignore[attr-defined]
        zones = [(each, f"UTC{zone(each)}" if each else "UTC") for each in _OFFSETS]
        self.fields["offset"].choices = zones  # type: ignore[attr-defined]
        self.fields["offset"].initial = 0

    def has_changed(self) -> bool:
        """A row without any word in it was left empty, whatever its time zone is."""
        return any(
            self.data.get(self.add_prefix(name), "").strip() for name in ("what", "value", "provider", "begins", "ends")
        )

    def clean(self) -> dict[str, Any]:
        found: dict[str, Any] = super().clean() or {}
        if not found.get("value"):
            self.add_error("value", gettext("Write it as it stands in the source."))
        if not found.get("what") and "what" not in self.errors:
            self.add_error("what", gettext("Choose what it is."))
        begins, ends = found.get("begins"), found.get("ends")
        if ends and begins and ends < begins:
            self.add_error("ends", gettext("This is before the time it begins."))
        if ends and not begins and "begins" not in self.errors:
            self.add_error("begins", gettext("Write from when, too."))
        return found

    @property
    def row(self) -> Row:
        typed = self.cleaned_data
        return Row(
            what=typed["what"],
            value=typed["value"],
            begins=typed["begins"],
            ends=typed["ends"],
            offset=int(typed["offset"] or 0),
            provider=typed["provider"],
        )


class _RowsForm(forms.BaseFormSet):  # type: ignore[type-arg]
    """Any row may be left or made empty."""

    def _construct_form(self, i: int, **kwargs: Any) -> forms.Form:
        made: forms.Form = super()._construct_form(i, **{**kwargs, "empty_permitted": True})  # type: ignore[misc]
        return made


_Rows = forms.formset_factory(
    RowForm, formset=_RowsForm, extra=_EMPTY_ROWS, max_num=ROWS, absolute_max=ROWS + _EMPTY_ROWS, validate_max=True
)


def rows_form(draft: Draft, data: Any = None) -> Any:
    """The rows of data, with some empty ones below them; to take one out, empty it."""
    kept = [
        {"what": row.what, "value": row.value, "provider": row.provider, "begins": row.begins, "ends": row.ends,
         "offset": row.offset}
        for row in draft.rows
    ]  # fmt: skip
    return _Rows(data, prefix="rows", initial=kept, auto_id="f-%s")


def rows_of(form: Any) -> Iterator[Row]:
    yield from (one.row for one in form.forms if one.has_changed())


class ClockForm(forms.Form):
    """When the clock of a letter began: the day the data were preserved, or the letter arrived."""

    started = _day(_("The day from which the time counts"), required=False)

    def __init__(self, data: Any = None, *, draft: Draft, today: date) -> None:
        super().__init__(data, auto_id="c-%s", initial={"started": draft.started})
        self.today = today

    def clean_started(self) -> date | None:
        day: date | None = self.cleaned_data["started"]
        if day and day > self.today:
            raise forms.ValidationError(gettext("This day has not come yet."))
        return day


class ExtensionForm(forms.Form):
    """Whoever holds the data keeps them for longer."""

    until = _day(_("The data are kept until"), required=True)
    words = forms.CharField(
        label=_("Who said so, and where it is written"),
        max_length=SHORT,
        error_messages={"required": _("Write who said so.")},
    )

    def __init__(self, data: Any = None, *, today: date) -> None:
        super().__init__(data, auto_id="x-%s")
        self.today = today

    def clean_until(self) -> date:
        day: date = self.cleaned_data["until"]
        if day < self.today:
            raise forms.ValidationError(gettext("This day is over already."))
        return day

    @property
    def extension(self) -> Extension:
        return Extension(self.cleaned_data["until"], self.cleaned_data["words"].strip(), self.today)
