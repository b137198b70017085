"""The forms of the public pages. Nothing but the first question is ever required, and nothing typed is thrown away."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext, gettext_lazy, ngettext

from besa.core.casework import code_list
from besa.core.sealing import CodeMistyped, ReportCode
from besa.node.intake import steps, wording
from besa.node.intake.kinds import Refusal
from besa.node.platform import environment

STORY_LENGTH = 50_000
LINE_LENGTH = 1_000

_LISTS = {
    "where": "where",
    "when": "when",
    "who": "who",
    "age_band": "age_bands",
    "ongoing": "ongoing",
    "before": "before",
}
_AREAS = {"story": STORY_LENGTH, "contacts": 10_000}


class Said(forms.CharField):
    """Words as typed: any script, spaces kept; only what no one types (NUL) is dropped."""

    def __init__(self, *, length: int, area: bool = False, **kwargs: Any) -> None:
        attrs = {"dir": "auto", "autocomplete": "off"}
        if area:
            widget: forms.Widget = forms.Textarea(attrs={**attrs, "rows": 8 if length >= STORY_LENGTH else 4})
        else:
            widget = forms.TextInput(attrs=attrs)
        super().__init__(widget=widget, strip=False, **kwargs)
        self.length = length

    def to_python(self, value: Any) -> str:
        return str(super().to_python(value) or "").replace("\x00", "")

    def validate(self, value: str) -> None:
        super().validate(value)
        too_many = len(value) - self.length
        if too_many > 0:
            raise forms.ValidationError(
                ngettext(
                    "This is too long by %(count)d letter. Nothing is lost. "
                    "Please make it shorter, and write the rest in a message later.",
                    "This is too long by %(count)d letters. Nothing is lost. "
                    "Please make it shorter, and write the rest in a message later.",
                    too_many,
                )
                % {"count": too_many}
            )


class QuestionForm(forms.Form):
    """The fields of one question, worded for the door one came through. Unanswered stays unanswered."""

    def __init__(self, step: steps.Step, door: str, data: Any = None, initial: Any = None) -> None:
        super().__init__(data, initial=initial)
        self.step, self.door = step, door
        words = wording.words(step.slug, door)
        self.heading, self.lead = words.heading, words.lead
        for name in step.fields:
            field = _field(name, door)
            field.label = words.labels[name]
            field.help_text = words.hints.get(name, "")
            self.fields[name] = field

    @property
    def only_field(self) -> bool:
        """Whether the one field's label is the page's heading."""
        return not self.heading

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if self.step.slug == "what" and not self.errors and not steps.tells_something(cleaned):
            self.add_error(
                "story",
                gettext("Please write a few words about what happened, or a link, a user name or a phone number."),
            )
        return cleaned

    def typed(self) -> dict[str, str]:
        """What stands in the fields, valid or not: this is what is kept. A made-up choice is not kept."""
        kept = {}
        for name in self.step.fields:
            value = str(self.data.get(name, "")).replace("\x00", "")
            choices = getattr(self.fields[name], "choices", None)
            if choices is None:
                kept[name] = value[: 2 * STORY_LENGTH]
            elif value in dict(choices):
                kept[name] = value
        return kept


def _field(name: str, door: str) -> forms.Field:
    if name in _LISTS:
        choices = [(code.code, gettext(code.label)) for code in code_list(_LISTS[name]).codes if code.until is None]
        if name == "who" and door == "carer":
            choices = [choice for choice in choices if choice[0] != "me"]
        return forms.ChoiceField(choices=choices, widget=forms.RadioSelect, required=False)
    return Said(length=_AREAS.get(name, LINE_LENGTH), area=name in _AREAS, required=False)


class CodeForm(forms.Form):
    """A report code, typed any way people type; what is wrong with it is named."""

    code = Said(length=200, required=False)

    def __init__(self, data: Any = None, *, label: str) -> None:
        super().__init__(data)
        field = self.fields["code"]
        field.label = label
        field.help_text = gettext("20 digits. You can leave spaces or not.")
        field.widget.attrs |= {"inputmode": "numeric", "class": "digits", "data-code": True, "spellcheck": "false"}

    def clean_code(self) -> ReportCode:
        try:
            return ReportCode.parse(self.cleaned_data["code"])
        except CodeMistyped as mistyped:
            raise forms.ValidationError(_mistyped(mistyped)) from None


def _mistyped(mistyped: CodeMistyped) -> str:
    if mistyped.reason == "empty":
        return gettext("Please type your code.")
    if mistyped.reason == "letters":
        return gettext("A code has only digits, from 0 to 9. Please look at what you typed.")
    if mistyped.reason == "digit":
        return gettext("One digit is wrong, or two are swapped. Please compare each digit with your paper.")
    if mistyped.reason == "short":
        return ngettext(
            "A code has 20 digits. You typed %(count)d digit. Some are missing.",
            "A code has 20 digits. You typed %(count)d digits. Some are missing.",
            mistyped.count,
        ) % {"count": mistyped.count}
    return ngettext(
        "A code has 20 digits. You typed %(count)d digit. That is too many.",
        "A code has 20 digits. You typed %(count)d digits. That is too many.",
        mistyped.count,
    ) % {"count": mistyped.count}


class _Files(forms.FileInput):
    allow_multiple_selected = True


class FileForm(forms.Form):
    """A place to choose files. What arrives is sealed by the upload handler, not by this form."""

    file = forms.FileField(required=False, label=gettext_lazy("Choose a file"), widget=_Files(attrs={"multiple": True}))

    def __init__(self) -> None:
        super().__init__()
        env = environment.current()
        field = self.fields["file"]
        files = min(env.upload_files, env.report_files)
        field.help_text = ngettext(
            "Up to %(files)d file, and up to %(size)d MB for one file. No pictures and no videos.",
            "Up to %(files)d files, and up to %(size)d MB for one file. No pictures and no videos.",
            files,
        ) % {"files": files, "size": env.upload_limit_mb}
        field.widget.attrs["accept"] = ".txt,.csv,.json,.html,.pdf,.doc,.docx,.xls,.xlsx,.odt,.ods,.eml,.msg,.zip"

    heading: Any = ""
    lead: Any = ""

    def refuse(self, reasons: list[Refusal]) -> None:
        """Say kindly what did not come in and why; one sentence for each kind of reason."""
        self.is_bound = True
        self._errors = forms.utils.ErrorDict(
            {"file": self.error_class([refusal(reason) for reason in dict.fromkeys(reasons)])}
        )


def refusal(reason: Refusal) -> str:
    """Why a file did not come in, and the way that is right."""
    env = environment.current()
    return {
        Refusal.PICTURE: gettext(
            "This is a picture or a video, so we did not take it. You did nothing wrong. "
            "Tell us in words what it shows, or give us the link."
        ),
        Refusal.UNKNOWN: gettext(
            "We cannot take this kind of file. Please send a text, a document, an e-mail or a chat."
        ),
        Refusal.EMPTY: gettext("This file is empty. Please choose another one."),
        Refusal.TOO_BIG: gettext("This file is too big. One file can have up to %(size)d MB.")
        % {"size": env.upload_limit_mb},
        Refusal.TOO_MANY: gettext("That is too many files. You can add up to %(files)d.")
        % {"files": min(env.upload_files, env.report_files)},
        Refusal.BROKEN: gettext("The file did not arrive whole. Please try once more."),
        Refusal.NO_ROOM: gettext(
            "We cannot take files right now. Your words arrive. "
            "Tell us in words what is in the file, or add it later in your messages."
        ),
        Refusal.FULL: gettext("You have added as many files as fit. Please tell us the rest in words."),
    }[reason]


class MessageForm(forms.Form):
    """One more message of the reporter."""

    text = Said(length=STORY_LENGTH, area=True, required=False, label=gettext_lazy("Your message"))
    token = forms.CharField(widget=forms.HiddenInput, required=False)

    def clean_text(self) -> str:
        text = str(self.cleaned_data["text"])
        if not text.strip():
            raise forms.ValidationError(gettext("Please write something first."))
        return text


class DeleteForm(forms.Form):
    sure = forms.BooleanField(required=False, label=gettext_lazy("Yes, destroy my words, my messages and my files."))

    def clean_sure(self) -> bool:
        if not self.cleaned_data["sure"]:
            raise forms.ValidationError(gettext("Please tick the box if you are sure."))
        return True
