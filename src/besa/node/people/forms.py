"""Forms of sign-in and of the pages about people and desks: from what was typed to values."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.validators import validate_slug
from django.utils.translation import gettext_lazy as _

from besa.node.people.models import Desk, Membership
from besa.node.platform.languages import LANGUAGES


def password_field(label: Any, *, autocomplete: str, help_text: Any = "") -> forms.CharField:
    """A password box that password managers understand; what was typed is never sent back."""
    widget = forms.PasswordInput(attrs={"autocomplete": autocomplete})
    return forms.CharField(label=label, widget=widget, strip=False, max_length=256, help_text=help_text)


class UnlockForm(forms.Form):
    password = password_field(_("Password"), autocomplete="current-password")


class PasswordForm(forms.Form):
    old = password_field(_("Password you have now"), autocomplete="current-password")
    new = password_field(
        _("New password"),
        autocomplete="new-password",
        help_text=_("At least 12 characters. Three or four words that do not belong together are good."),
    )
    again = password_field(_("New password again"), autocomplete="new-password")

    def clean(self) -> dict[str, Any] | None:
        values = super().clean()
        if not self.errors and self.cleaned_data["new"] != self.cleaned_data["again"]:
            self.add_error("again", _("The two new passwords are not the same."))
        return values


class LanguageForm(forms.Form):
    language = forms.ChoiceField(label=_("Language"), choices=LANGUAGES)


class InviteForm(forms.Form):
    display_name = forms.CharField(
        label=_("Name"),
        max_length=80,
        help_text=_("What colleagues see."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    username = forms.CharField(
        label=_("User name"),
        max_length=64,
        help_text=_("For signing in. Small letters, numbers, dots and hyphens."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"}),
    )
    language = forms.ChoiceField(label=_("Language"), choices=LANGUAGES)
    is_administrator = forms.BooleanField(
        label=_("Administrator"), required=False, help_text=_("Manages accounts and desks. Reads no reports by that.")
    )
    is_auditor = forms.BooleanField(
        label=_("Auditor"), required=False, help_text=_("Sees the ledger. Reads no reports by that.")
    )
    is_lawyer = forms.BooleanField(
        label=_("Lawyer"),
        required=False,
        help_text=_("Proposes changes of the recorded law, and accepts those of others. Reads no reports by that."),
    )

    def clean_username(self) -> str:
        username: str = self.cleaned_data["username"].strip().lower()
        if not all(c.isalnum() or c in ".-_" for c in username):
            raise forms.ValidationError(_("Please use letters, numbers, dots and hyphens only."))
        return username


class RolesForm(forms.Form):
    is_administrator = forms.BooleanField(label=_("Administrator"), required=False)
    is_auditor = forms.BooleanField(label=_("Auditor"), required=False)
    is_lawyer = forms.BooleanField(label=_("Lawyer"), required=False)


class DeskForm(forms.Form):
    name = forms.CharField(label=_("Name"), max_length=80, widget=forms.TextInput(attrs={"autocomplete": "off"}))
    kind = forms.ChoiceField(label=_("Kind"), choices=Desk.Kind.choices)
    receives_public = forms.BooleanField(label=_("Reports from the public arrive here"), required=False)


class NewDeskForm(DeskForm):
    slug = forms.CharField(
        label=_("Short name"),
        max_length=40,
        validators=[validate_slug],
        help_text=_("For addresses. Small letters, numbers and hyphens."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "none"}),
    )
    first_member_id = forms.TypedChoiceField(
        label=_("First member"),
        coerce=int,
        help_text=_("Gets the key of the desk and leads it. Only people who have already signed in are listed."),
    )
    field_order = ("name", "slug", "kind", "receives_public", "first_member_id")

    def __init__(self, *args: Any, people: list[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["first_member_id"].choices = people  # type: ignore[attr-defined]


class MemberForm(forms.Form):
    staff_id = forms.TypedChoiceField(label=_("Colleague"), coerce=int)
    role = forms.ChoiceField(label=_("Role"), choices=Membership.Role.choices, initial=Membership.Role.MEMBER)

    def __init__(self, *args: Any, people: list[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["staff_id"].choices = people  # type: ignore[attr-defined]


class RecoverForm(forms.Form):
    staff_id = forms.TypedChoiceField(label=_("Who gets the keys"), coerce=int)
    first = forms.CharField(
        label=_("First list of words"),
        widget=forms.Textarea(attrs={"rows": 4, "autocomplete": "off", "spellcheck": "false"}),
    )
    second = forms.CharField(
        label=_("Second list of words"),
        widget=forms.Textarea(attrs={"rows": 4, "autocomplete": "off", "spellcheck": "false"}),
    )

    def __init__(self, *args: Any, people: list[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["staff_id"].choices = people  # type: ignore[attr-defined]
