"""From what was typed or chosen on the pages of cases to values. One form a page: nothing else can be lost by it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from django import forms
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from besa.core.casework import Clock, case_clocks, code_list
from besa.core.identifiers import KINDS
from besa.node.cases import wording
from besa.node.cases.values import PERSON_ROLES

LIMIT = 20_000
NEW = "new"
_DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


def settable(sort: str) -> list[Clock]:
    """The clocks that a person can set in a file of this sort."""
    return [one for one in case_clocks().values() if one.fits(sort) and one.starts != "closed"]


def _moment() -> forms.DateTimeInput:
    return forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")


@dataclass(frozen=True)
class Offered:
    """What a form lets choose from: who can open the file, its people, desks, and what sort of file it is."""

    sort: str
    colleagues: tuple[tuple[int, str], ...] = ()
    persons: tuple[tuple[str, str], ...] = ()
    desks: tuple[tuple[int, str], ...] = ()
    urgency: int = 0
    me: int = 0


class FileForm(forms.Form):
    """A form about a file; its subclasses put what is offered into their choices. `submission` names this sheet."""

    submission = forms.UUIDField(required=False, widget=forms.HiddenInput)

    def __init__(self, data: Any = None, *, offered: Offered) -> None:
        super().__init__(data, auto_id="f-%s", initial={"submission": uuid4()})
        self.offered = offered
        self.offer()

    def offer(self) -> None:
        """Fill in the choices."""

    def choose(self, field: str, choices: Iterable[tuple[Any, Any]]) -> None:
        self.fields[field].choices = [("", gettext("Choose")), *choices]  # type: ignore[attr-defined]


def _text(label: Any, *, rows: int = 4, required: bool = True, said: Any = None) -> forms.CharField:
    area = forms.Textarea(attrs={"rows": rows})
    errors = {"required": said or _("Please write something here.")}
    return forms.CharField(label=label, max_length=LIMIT, required=required, widget=area, error_messages=errors)


class PersonForm(FileForm):
    role = forms.ChoiceField(label=_("Who is it in this matter?"), error_messages={"required": _("Choose who it is.")})
    name = forms.CharField(
        label=_("Name, or how they are called"),
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": _("Write a name, or how you call this person.")},
    )
    about = _text(_("What we know about them"), required=False)

    def offer(self) -> None:
        self.choose("role", [(role, wording.ROLES[role]) for role in PERSON_ROLES[self.offered.sort]])


class IdentifierForm(FileForm):
    kind = forms.ChoiceField(label=_("What is it?"), error_messages={"required": _("Choose what it is.")})
    text = forms.CharField(
        label=_("As it is written"),
        max_length=500,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false", "autocapitalize": "none"}),
        error_messages={"required": _("Write it as it stands in the source.")},
    )
    whose = forms.ChoiceField(label=_("Whose is it?"), required=False)
    about = forms.CharField(label=_("Where it comes from"), max_length=500, required=False)

    def offer(self) -> None:
        self.choose("kind", [(kind, wording.KINDS[kind]) for kind in (*KINDS, "other")])
        self.choose("whose", self.offered.persons)


class EventForm(FileForm):
    day = forms.DateField(
        label=_("Day"),
        widget=_DAY,
        error_messages={"required": _("Choose the day."), "invalid": _("Write the day as 2026-03-01.")},
    )
    time = forms.TimeField(
        label=_("Time"), required=False, widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    )
    text = _text(_("What happened"))

    def when(self) -> str:
        """The day, or the day and the time, in ISO form: it sorts as it is."""
        time = self.cleaned_data["time"]
        return f"{self.cleaned_data['day']:%Y-%m-%d}" + (f" {time:%H:%M}" if time else "")


class NoteForm(FileForm):
    text = _text(_("Note"), rows=8)


class TaskForm(FileForm):
    text = _text(_("What is to be done"))
    to = forms.TypedChoiceField(label=_("By whom"), required=False, coerce=int, empty_value=None)
    due = forms.DateTimeField(label=_("Until when"), required=False, widget=_moment())

    def offer(self) -> None:
        self.choose("to", self.offered.colleagues)


class DeadlineForm(FileForm):
    clock = forms.ChoiceField(
        label=_("Clock"), required=False, help_text=_("Choose one that the node knows, or set your own time below.")
    )
    due = forms.DateTimeField(
        label=_("Until when"),
        required=False,
        widget=_moment(),
        help_text=_("Empty: counted from now by the clock."),
    )
    text = _text(_("What for"), required=False, rows=3)

    def offer(self) -> None:
        fitting = settable(self.offered.sort)
        self.choose("clock", [(clock.code, wording.CLOCKS.get(clock.code, clock.code)) for clock in fitting])

    def clean(self) -> dict[str, Any]:
        typed: dict[str, Any] = super().clean() or {}
        if not typed.get("clock") and not typed.get("due") and "due" not in self.errors:
            self.add_error("due", gettext("Choose a clock or a time."))
        if not typed.get("clock") and not (typed.get("text") or "").strip():
            self.add_error("text", gettext("Say what for: the node does not know this deadline."))
        return typed


class ChildForm(FileForm):
    name = forms.CharField(
        label=_("How the child is called in this file"),
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": _("Write a name, or how you call this child.")},
    )
    desk = forms.TypedChoiceField(
        label=_("Desk that keeps the child's file"),
        coerce=int,
        error_messages={"required": _("Choose a desk.")},
    )

    def offer(self) -> None:
        self.choose("desk", self.offered.desks)
        if len(self.offered.desks) == 1:
            self.fields["desk"].initial = self.offered.desks[0][0]


class AccessForm(FileForm):
    desk = forms.TypedChoiceField(label=_("Desk"), coerce=int, error_messages={"required": _("Choose a desk.")})

    def offer(self) -> None:
        self.choose("desk", self.offered.desks)


class AssignForm(FileForm):
    to = forms.TypedChoiceField(label=_("Colleague"), coerce=int, error_messages={"required": _("Choose a colleague.")})

    def offer(self) -> None:
        self.choose("to", self.offered.colleagues)
        self.fields["to"].initial = self.offered.me


class UrgencyForm(FileForm):
    urgency = forms.TypedChoiceField(
        label=_("How urgent is it?"), coerce=int, error_messages={"required": _("Choose how urgent it is.")}
    )

    def offer(self) -> None:
        self.choose("urgency", [(level, word) for level, _style, word in reversed(wording.URGENCIES)])
        self.fields["urgency"].initial = self.offered.urgency


class CloseForm(FileForm):
    outcome = forms.ChoiceField(label=_("How did it end?"), error_messages={"required": _("Choose how it ended.")})

    def offer(self) -> None:
        today = code_list("outcomes").valid_on(timezone.localdate())
        self.choose("outcome", [(code.code, gettext(code.label)) for code in today])


class ReasonForm(forms.Form):
    """Why something is erased: one of the codes that are `offered`."""

    reason = forms.ChoiceField(
        label=_("Why is it erased?"),
        help_text=_("Only this choice is kept, no words: they would outlive what they speak of."),
        error_messages={"required": _("Choose a reason.")},
    )

    def __init__(self, data: Any = None, *, offered: Iterable[str]) -> None:
        super().__init__(data, auto_id="f-%s")
        choices = [(code, wording.ERASED_FOR[code]) for code in offered]
        self.fields["reason"].choices = [("", gettext("Choose")), *choices]  # type: ignore[attr-defined]


class ReferenceForm(forms.Form):
    """The case's number, typed to confirm what cannot be taken back."""

    reference = forms.CharField(
        label=_("Type the number of the case to confirm"),
        max_length=20,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}),
        error_messages={"required": _("Type the number of the case.")},
    )

    def __init__(self, data: Any = None, *, expected: str) -> None:
        super().__init__(data, auto_id="f-%s")
        self.expected = expected

    def clean_reference(self) -> str:
        typed: str = self.cleaned_data["reference"]
        if "".join(filter(str.isalnum, typed.upper())) != self.expected.replace("-", ""):
            raise forms.ValidationError(gettext("This is not the number of this case."))
        return typed


class NewCaseForm(forms.Form):
    """Open a case from reports, or add them to one that is open."""

    submission = forms.UUIDField(required=False, widget=forms.HiddenInput)
    into = forms.ChoiceField(label=_("Where do they belong?"))
    title = forms.CharField(
        label=_("What the new case is called"),
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        help_text=_("Only those who may open the case read this. In lists it stands under its number."),
        error_messages={"required": _("Give the new case a name that its readers will know.")},
    )
    urgency = forms.TypedChoiceField(
        label=_("How urgent is it?"), coerce=int, error_messages={"required": _("Choose how urgent it is.")}
    )
    desk = forms.TypedChoiceField(
        label=_("Desk that leads the new case"), coerce=int, error_messages={"required": _("Choose a desk.")}
    )

    def __init__(
        self,
        data: Any = None,
        *,
        desks: tuple[tuple[int, str], ...],
        cases: tuple[tuple[Any, str], ...],
        urgency: int,
    ) -> None:
        first = desks[0][0] if desks else ""
        super().__init__(
            data, auto_id="f-%s", initial={"urgency": urgency, "desk": first, "submission": uuid4(), "into": NEW}
        )
        levels = [(level, word) for level, _style, word in reversed(wording.URGENCIES)]
        self.fields["urgency"].choices = levels  # type: ignore[attr-defined]
        self.fields["desk"].choices = desks  # type: ignore[attr-defined]
        joining = [(str(case), reference) for case, reference in cases]
        self.fields["into"].choices = [(NEW, gettext("A new case")), *joining]  # type: ignore[attr-defined]
        if len(desks) == 1:
            self.fields["desk"].widget = forms.HiddenInput()
        if not cases:
            self.fields["into"].widget = forms.HiddenInput()
        if self.is_bound and self.data.get("into") != NEW:
            for name in ("title", "urgency", "desk"):
                self.fields[name].required = False
