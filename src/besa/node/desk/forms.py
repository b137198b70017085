"""From what was typed or chosen on the desk's pages to values."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.utils import timezone
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from besa.core import triage
from besa.core.casework import Outcome, code_list
from besa.core.triage import axes
from besa.core.triage.axes import Axis
from besa.node.desk import replies, standing, wording
from besa.node.desk.actions import Decision
from besa.node.desk.queries.audit import SearchFilter
from besa.node.people.queries import DeskLine, StaffLine
from besa.node.platform import country, environment, languages
from besa.node.referrals.values import SourceView
from besa.node.reports.values import QueueFilter

ANSWER_LIMIT = 20_000
_STATES = {
    "fresh": ("new", "reopened"),
    "in_work": ("in_work",),
    "waiting": ("waiting",),
    "closed": ("closed",),
}
_ORDERS = {"": "urgency", "newest": "newest", "due": "due", "kept": "kept"}
_KEPT = (3, 7, 30)


class QueueForm(forms.Form):
    """The filters above the queue, as a GET form; anything it does not know is as if it were not chosen."""

    desk = forms.ChoiceField(label=_("Desk"), required=False)
    state = forms.ChoiceField(label=_("State"), required=False)
    urgency = forms.ChoiceField(label=_("Urgency"), required=False)
    reason = forms.ChoiceField(label=_("Reason"), required=False)
    language = forms.ChoiceField(label=_("Language"), required=False)
    claimed = forms.ChoiceField(label=_("In whose hands"), required=False)
    order = forms.ChoiceField(label=_("Order"), required=False)
    source = forms.ChoiceField(label=_("Who reports"), required=False)
    danger = forms.ChoiceField(required=False)
    actionability = forms.ChoiceField(required=False)
    decay = forms.ChoiceField(required=False)
    novelty = forms.ChoiceField(required=False)
    kept = forms.ChoiceField(label=_("The provider keeps it"), required=False)
    unread = forms.BooleanField(label=_("Only unread"), required=False)
    overdue = forms.BooleanField(label=_("Only what is late"), required=False)
    why = forms.BooleanField(label=_("Say why each is above the next"), required=False)

    def __init__(
        self, data: Any = None, *, desks: tuple[DeskLine, ...] = (), sources: tuple[SourceView, ...] = ()
    ) -> None:
        super().__init__(data if data is not None else {}, auto_id="f-%s")
        self._desks = {line.slug: line.desk_id for line in desks}
        any_one = ("", gettext("Any"))
        choices: dict[str, list[tuple[str, Any]]] = {
            "desk": [("", gettext("All my desks")), *((line.slug, line.name) for line in desks)],
            "state": [
                ("", gettext("Open")),
                ("fresh", gettext("New and reopened")),
                ("in_work", wording.STATES["in_work"]),
                ("waiting", wording.STATES["waiting"]),
                ("closed", wording.STATES["closed"]),
            ],
            "urgency": [any_one, *((str(u.level), u.word) for u in reversed(wording.URGENCIES))],
            "reason": [any_one, *_reasons(referred=bool(sources))],
            "language": [any_one, *languages.LANGUAGES],
            "claimed": [any_one, ("mine", gettext("Mine")), ("nobody", gettext("Nobody's"))],
            "order": [
                ("", gettext("Most urgent first")),
                ("due", gettext("What is due first")),
                ("newest", gettext("Last changed first")),
                *([("kept", gettext("What providers delete first"))] if sources else []),
            ],
            "kept": [
                any_one,
                *((str(n), ngettext("%(n)d day or less", "%(n)d days or less", n) % {"n": n}) for n in _KEPT),
            ],
            "source": [
                any_one,
                (standing.PUBLIC, gettext("The public")),
                *((source.slug, source.name) for source in sources),
            ],
        }
        for axis in Axis:
            choices[axis.value] = [any_one, *standing.choices(axis)]
            self.fields[axis.value].label = standing.name(axis)
        for name, offered in choices.items():
            self.fields[name].choices = offered  # type: ignore[attr-defined]
        if len(desks) < 2:
            del self.fields["desk"]
        if not sources:
            for name in ("source", *Axis, "kept", "why"):
                del self.fields[name]
        self.is_valid()

    @property
    def no_such_source(self) -> bool:
        """The address asks for a source that is not there, or not any more: it filters nothing."""
        return bool(self.data.get("source")) and "source" not in self.chosen()

    def wanted(self, now: datetime) -> QueueFilter:
        """The filter for the queue; spans count from `now`."""
        chosen = self.chosen()
        return QueueFilter(
            desk=self._desks.get(chosen.get("desk", "")),
            states=_STATES.get(chosen.get("state", ""), ()),
            urgency=int(chosen["urgency"]) if "urgency" in chosen else None,
            reason=chosen.get("reason", ""),
            language=chosen.get("language", ""),
            claimed=chosen.get("claimed", ""),
            unread="unread" in chosen,
            overdue="overdue" in chosen,
            kept_before=now + timedelta(days=int(chosen["kept"])) if "kept" in chosen else None,
            order=_ORDERS[chosen.get("order", "")],
            source=chosen.get("source", ""),
            danger=int(chosen.get("danger", "0")),
            actionability=int(chosen.get("actionability", "0")),
            decay=int(chosen.get("decay", "0")),
            novelty=int(chosen.get("novelty", "0")),
        )

    def chosen(self) -> dict[str, str]:
        """What was chosen and is known, in the order of the form."""
        values = {name: self.cleaned_data.get(name) for name in self.fields}
        return {name: "1" if value is True else str(value) for name, value in values.items() if value}

    def query(self, **also: str) -> str:
        """The same filter as an address is written; `also` adds or (empty) removes."""
        merged = {**self.chosen(), **also}
        return urlencode({name: value for name, value in merged.items() if value})


def _reasons(*, referred: bool) -> list[tuple[str, Any]]:
    told = _in_words(triage.current().rules)
    if not referred:
        return told
    return [(gettext("In what people tell"), told), (gettext("In referrals"), _in_words(axes.current().rules))]


def _in_words(rules: Iterable[str]) -> list[tuple[str, Any]]:
    return sorted(((rule, wording.reason(rule)) for rule in rules), key=lambda choice: choice[1])


class ViewForm(forms.Form):
    """A name for the filter one looks through."""

    name = forms.CharField(label=_("Name of this view"), max_length=40)


class AnswerForm(forms.Form):
    answer = forms.CharField(
        max_length=ANSWER_LIMIT,
        strip=True,
        error_messages={
            "required": _("Write an answer before you send it."),
            "max_length": _("The answer is too long for one message. Please send it in parts."),
        },
    )
    submission = forms.RegexField(r"^[0-9a-f]{32}$", error_messages={"invalid": _("Please load the page again.")})

    def clean_answer(self) -> str:
        text: str = self.cleaned_data["answer"].replace("\r\n", "\n")
        if waiting := replies.blanks(text):
            problem = gettext("Fill in or remove what is in brackets first: %(blank)s")
            raise forms.ValidationError(problem % {"blank": waiting[0]})
        return text


class NoteForm(forms.Form):
    note = forms.CharField(max_length=ANSWER_LIMIT, error_messages={"required": _("Write a note before you save it.")})


class LabelsForm(forms.Form):
    labels = forms.MultipleChoiceField(
        required=False, error_messages={"invalid_choice": _("One of these labels is not in use any more.")}
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["labels"].choices = [(c.code, c.label) for c in code_list("labels").codes]  # type: ignore[attr-defined]


class UrgencyForm(forms.Form):
    urgency = forms.TypedChoiceField(
        coerce=int,
        choices=[(str(level), str(level)) for level in range(4)],
        error_messages={"required": _("Choose how urgent it is.")},
    )


class BatchForm(forms.Form):
    """One decision for many reports: at least one of label, urgency and outcome."""

    labels = forms.MultipleChoiceField(required=False)
    urgency = forms.TypedChoiceField(
        required=False, coerce=int, empty_value=None, choices=[("", ""), *((str(n), str(n)) for n in range(4))]
    )
    outcome = forms.ChoiceField(
        required=False, choices=[("", ""), *((outcome.value, outcome.value) for outcome in Outcome)]
    )
    also_new = forms.BooleanField(required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["labels"].choices = [(c.code, c.label) for c in code_list("labels").codes]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        typed = self.cleaned_data
        if not (typed.get("labels") or typed.get("urgency") is not None or typed.get("outcome")):
            raise forms.ValidationError(gettext("Choose a label, an urgency or how it ended."))
        return typed

    def decision(self) -> Decision:
        typed = self.cleaned_data
        return Decision(labels=frozenset(typed["labels"]), urgency=typed["urgency"], outcome=typed["outcome"])


class HandOverForm(forms.Form):
    to = forms.IntegerField(error_messages={"required": _("Choose a colleague."), "invalid": _("Choose a colleague.")})


class ReferForm(forms.Form):
    authority = forms.ChoiceField(error_messages={"required": _("Choose who it is passed to.")})
    reason = forms.CharField(
        max_length=ANSWER_LIMIT, error_messages={"required": _("Say in a sentence why it is passed on.")}
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = country.load(environment.current().country).authorities
        self.fields["authority"].choices = [(a.key, a.key) for a in known]  # type: ignore[attr-defined]


class CloseForm(forms.Form):
    outcome = forms.ChoiceField(
        choices=[(outcome.value, outcome.value) for outcome in Outcome],
        error_messages={"required": _("Choose how it ended.")},
    )


class EraseForm(forms.Form):
    """Typing the reference is the confirmation."""

    reference = forms.CharField(label=_("Reference"), max_length=20)

    def __init__(self, *args: Any, reference: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._expected = reference

    def clean_reference(self) -> str:
        typed: str = self.cleaned_data["reference"]
        if "".join(typed.upper().split()).replace("-", "") != self._expected.replace("-", ""):
            raise forms.ValidationError(_("This is not the reference of this report."))
        return typed


class AuditForm(forms.Form):
    """Which searches an auditor looks at, as a GET form; what cannot be read is said, and is as if not chosen."""

    begin = forms.DateField(
        label=_("First day"), required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    end = forms.DateField(
        label=_("Last day"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    desk = forms.ChoiceField(label=_("Desk"), required=False)
    staff = forms.ChoiceField(label=_("Who"), required=False)
    mark = forms.RegexField(r"^[0-9a-f]{32}$", required=False, widget=forms.HiddenInput)

    def __init__(self, data: Any, *, desks: Iterable[DeskLine], staff: Iterable[StaffLine]) -> None:
        super().__init__(data, auto_id="f-%s")
        self._desks = {line.slug: line.desk_id for line in desks}
        self._staff = {line.pseudonym: line.staff_id for line in staff}
        choices: dict[str, list[tuple[str, Any]]] = {
            "desk": [("", gettext("Any")), *((line.slug, line.name) for line in desks)],
            "staff": [("", gettext("Any")), *((line.pseudonym, line.name) for line in staff)],
        }
        for name, offered in choices.items():
            self.fields[name].choices = offered  # type: ignore[attr-defined]
        self.is_valid()

    def wanted(self) -> SearchFilter:
        """The filter; days begin and end on the clock of the country."""
        begin, end = self.cleaned_data.get("begin"), self.cleaned_data.get("end")
        mark = self.cleaned_data.get("mark")
        return SearchFilter(
            begin=_midnight(begin) if begin else None,
            end=_midnight(min(end, date(9000, 1, 1)) + timedelta(days=1)) if end else None,
            desk=self._desks.get(self.cleaned_data.get("desk", "")),
            staff=self._staff.get(self.cleaned_data.get("staff", "")),
            mark=bytes.fromhex(mark) if mark else None,
        )

    def chosen(self) -> dict[str, str]:
        """What was chosen and is known, in the order of the form."""
        return {name: str(value) for name, value in self.cleaned_data.items() if value}

    def query(self, **also: str) -> str:
        """The same filter as an address is written."""
        return urlencode({**self.chosen(), **also})


def _midnight(day: date) -> datetime:
    # The ends of the calendar have no midnight in every zone.
    return timezone.make_aware(datetime.combine(min(max(day, date(1970, 1, 1)), date(9000, 1, 1)), time()))


class SearchForm(forms.Form):
    """One box. What looks like an identifier is looked up in the blind index; the rest is read through."""

    words = forms.CharField(
        label=_("Search for"),
        max_length=300,
        error_messages={"required": _("Type what you are looking for.")},
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false", "autocapitalize": "none"}),
    )
    kind = forms.ChoiceField(
        label=_("Where"),
        choices=[
            ("identifier", _("A phone number, account, e-mail or web address")),
            ("text", _("Words in the texts of the reports")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose where to look.")},
    )
    purpose = forms.ChoiceField(
        label=_("What for?"),
        choices=[("", _("Choose")), *wording.PURPOSES.items()],
        error_messages={"required": _("Say what you search for it for. It is kept on record.")},
    )
