"""The form that asks why more new answers are needed than a day has, and its reasons in words."""

from __future__ import annotations

from typing import Final

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from besa.node.jurisdiction.values import LONGEST, SHORTEST

REASONS: Final[dict[str, str | Promise]] = {
    "urgent": _("A child may be in danger, and it cannot wait"),
    "large": _("One matter with many people, acts or places"),
    "facts": _("New facts came in that change many answers"),
    "learning": _("To learn how it works, with invented facts"),
}


class GoOnForm(forms.Form):
    """Why, by choice and in a few words, which are sealed with the assessment."""

    code = forms.ChoiceField(
        label=_("Why do you need more?"),
        choices=[*REASONS.items()],
        error_messages={"required": _("Choose why."), "invalid_choice": _("Choose why.")},
        widget=forms.RadioSelect,
    )
    words = forms.CharField(
        label=_("In a few words"),
        help_text=_("They are sealed with this assessment: whoever opens it can read them."),
        min_length=SHORTEST,
        max_length=LONGEST,
        error_messages={"required": _("Say in a few words why."), "min_length": _("Say in a few words why.")},
        widget=forms.Textarea(attrs={"rows": 2, "autocomplete": "off"}),
    )
