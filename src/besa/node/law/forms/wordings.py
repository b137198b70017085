"""The very words of a law, as fields of a form: a short quotation, its language, where it stands, and its English."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from besa.core.jurisdiction.law.wordings import LANGUAGE, LONGEST

Raw = dict[str, Any]
WORDING: Final = ("wording_language", "wording_text", "wording_english", "wording_source", "wording_at")


class WordingFields(forms.Form):
    """All of it may stay empty: most entries have no quotation."""

    wording_text = forms.CharField(
        label=_("The law word for word"),
        required=False,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 3, "spellcheck": "false"}),
        help_text=_("One sentence or two, in the language of the law, as it stands there. Nothing from memory."),
    )
    wording_language = forms.CharField(
        label=_("Language of the law"),
        required=False,
        max_length=8,
        widget=forms.TextInput(attrs={"autocapitalize": "none", "autocomplete": "off", "spellcheck": "false"}),
        help_text=_("Its code, such as sq, mk, sr, sr-latn, hr or de."),
    )
    wording_english = forms.CharField(
        label=_("Its translation into English"),
        required=False,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    wording_source = forms.CharField(
        label=_("Where it was read"),
        required=False,
        max_length=80,
        widget=forms.TextInput(attrs={"list": "sources", "autocomplete": "off", "spellcheck": "false"}),
        help_text=_("A recorded source. Leave it empty if it is the new source below."),
    )
    wording_at = forms.CharField(label=_("At which article"), required=False, max_length=200)

    def clean_wording_language(self) -> str:
        code: str = self.cleaned_data["wording_language"].strip().lower()
        if code and not LANGUAGE.fullmatch(code):
            raise forms.ValidationError(_("This is no code of a language."))
        return code

    def check_wording(self, said: Mapping[str, Any]) -> None:
        """Say at its field what a quotation lacks."""
        if not said.get("wording_text", "").strip():
            return
        english = said.get("wording_language") == "en"
        for name, lacks, words in (
            ("wording_language", not said.get("wording_language"), _("Say in which language the law is written.")),
            (
                "wording_english",
                not english and not said.get("wording_english", "").strip(),
                _("Write what it says in English, so that others can follow."),
            ),
            ("wording_at", not said.get("wording_at", "").strip(), _("Say at which article it stands.")),
            (
                "wording_source",
                not said.get("wording_source") and not said.get("address"),
                _("Name the source in which you read it."),
            ),
        ):
            if lacks and name not in self.errors:
                self.add_error(name, words)


def initial(old: Raw) -> dict[str, str]:
    """What stands in the fields of a claim that is recorded."""
    said = old.get("wording", {})
    source = said.get("source", {})
    return {
        "wording_language": said.get("language", ""),
        "wording_text": said.get("text", ""),
        "wording_english": said.get("english", ""),
        "wording_source": source.get("id", ""),
        "wording_at": source.get("at", ""),
    }
