"""What the second lawyer says about a change."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _


class AnswerForm(forms.Form):
    answer = forms.CharField(
        label=_("Your reason"), required=False, max_length=4000, widget=forms.Textarea(attrs={"rows": 3})
    )
