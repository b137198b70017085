"""Addresses of assessments, below /staff/jurisdiction/."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from besa.node.jurisdiction import gap_map_views
from besa.node.jurisdiction.views import answer, counted, erasing, facts, leaving, lists, new

app_name = "jurisdiction"

urlpatterns: list[URLPattern | URLResolver] = [
    path("", lists.assessments, name="list"),
    path("new", new.new, name="new"),
    path("load", new.load, name="load"),
    path("answers", counted.answers, name="answers"),
    path("gaps", gap_map_views.gap_map, name="gap_map"),
    path("gaps/make", gap_map_views.make, name="gap_map_make"),
    path("gaps/own", gap_map_views.before_own, name="gap_map_before"),
    path("gaps/own/<uuid:use_id>", gap_map_views.own, name="gap_map_own"),
    path("<uuid:assessment_id>", answer.answer, name="answer"),
    path("<uuid:assessment_id>/why/<slug:state>/<slug:act>", answer.why, name="why"),
    path("<uuid:assessment_id>/facts/<slug:name>", facts.step, name="step"),
    path("<uuid:assessment_id>/ask", facts.ask, name="ask"),
    path("<uuid:assessment_id>/give", facts.give, name="give"),
    path("<uuid:assessment_id>/law", facts.read_law, name="law"),
    path("<uuid:assessment_id>/copy", new.copy, name="copy"),
    path("<uuid:assessment_id>/save", leaving.save, name="save"),
    path("<uuid:assessment_id>/more", counted.more, name="more"),
    path("<uuid:assessment_id>/erase", erasing.ask, name="erase"),
    path("<uuid:assessment_id>/erase/agree", erasing.agree, name="agree"),
    path("<uuid:assessment_id>/erase/keep", erasing.keep, name="keep"),
]
