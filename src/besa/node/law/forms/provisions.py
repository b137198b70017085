"""A provision of a treaty as a form: its words and how far it obliges, beside what every claim has."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from besa.core.jurisdiction import naming as engine
from besa.core.jurisdiction.law.changing import reservable_as
from besa.core.jurisdiction.law.library import Law
from besa.core.jurisdiction.law.treaties import MODALITIES
from besa.node.law import naming, wording
from besa.node.law.forms.claims import ClaimForm, area

Claims = list[dict[str, Any]]


class ProvisionForm(ClaimForm):
    """What it says has one claim for all times; the fields that its kind has not are left out."""

    article = forms.CharField(label=_("Article"), max_length=80)
    text = forms.CharField(
        label=_("What the article says"),
        max_length=1000,
        widget=area(4),
        help_text=_("One or two whole sentences in English. Their translations are written anew for a later release."),
    )
    modality = forms.ChoiceField(label=_("How far it obliges"))
    reservable = forms.ChoiceField(label=_("Which reservation there may be"))
    WORDS: ClassVar = ("article", "text", "modality", "reservable")

    def clean_article(self) -> str:
        return " ".join(self.cleaned_data["article"].split())

    def clean_text(self) -> str:
        return " ".join(self.cleaned_data["text"].split())

    def proposed(self) -> tuple[Claims, dict[str, dict[str, Any]]]:
        claims, sources = super().proposed()
        words = {name: self.cleaned_data[name] for name in self.WORDS if name in self.fields}
        return [{**words, **one} for one in claims], sources

    def _offer(self) -> None:
        super()._offer()
        for name in self.WORDS:
            if name not in self.old:
                del self.fields[name]
        if "modality" in self.fields:
            words = naming.modalities()
            self.choose("modality", [(code, words[code]) for code in MODALITIES])
        if "reservable" in self.fields:
            names = reservable_as(self.law.provisions[self.cell], self.law)
            self.choose("reservable", [(one, self._reservation(one)) for one in names])

    def _reservation(self, name: str) -> str:
        if name == "no":
            return gettext("none")
        right = self.law.provisions.get(name)
        return f"{engine.article_of(right.article, wording.voice())} [{name}]" if right else name

    def _initial(self) -> dict[str, Any]:
        return {**super()._initial(), **{name: self.old.get(name, "") for name in self.WORDS}}


def form_for(cell: str, law: Law) -> type[ClaimForm]:
    """Which form an entry has."""
    return ProvisionForm if cell in law.provisions else ClaimForm
