"""Addresses of letters, below /staff/letters/."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from besa.node.letters.views import begin, letter

app_name = "letters"

urlpatterns: list[URLPattern | URLResolver] = [
    path("of/<uuid:assessment_id>", begin.letters_of, name="choose"),
    path("<uuid:letter_id>", letter.letter, name="letter"),
    path("<uuid:letter_id>/preview", letter.look, name="preview"),
    path("<uuid:letter_id>/pdf", letter.file, {"form": "pdf"}, name="pdf"),
    path("<uuid:letter_id>/docx", letter.file, {"form": "docx"}, name="docx"),
    path("<uuid:letter_id>/clock", letter.clock, name="clock"),
    path("<uuid:letter_id>/extend", letter.extend, name="extend"),
    path("<uuid:letter_id>/erase", letter.erase, name="erase"),
]
