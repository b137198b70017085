"""The form before the own State's list: what it is opened for."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from besa.node.jurisdiction.gap_map_values import LONGEST, SHORTEST
from besa.node.jurisdiction.gap_map_wording import PURPOSES


class PurposeForm(forms.Form):
    """What for, by choice and in words; a colleague reads it later."""

    purpose = forms.ChoiceField(
        label=_("What do you open it for?"),
        choices=[*PURPOSES.items()],
        error_messages={"required": _("Choose what it is for."), "invalid_choice": _("Choose what it is for.")},
        widget=forms.RadioSelect,
    )
    words = forms.CharField(
        label=_("In a sentence"),
        help_text=_("Such as the bill, the file number or the request. It is kept, and colleagues can read it."),
        min_length=SHORTEST,
        max_length=LONGEST,
        error_messages={
            "required": _("Say in a sentence what it is for."),
            "min_length": _("Say in a sentence what it is for."),
        },
        widget=forms.Textarea(attrs={"rows": 3, "autocomplete": "off"}),
    )
