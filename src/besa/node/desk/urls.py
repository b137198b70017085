"""Addresses of the desk, below /staff/."""

from __future__ import annotations

from django.urls import path
from django.views.generic import RedirectView

from besa.node.desk.views import (
    acts,
    audit,
    batches,
    deadlines,
    drafting,
    erasing,
    files,
    links,
    queue,
    referrals,
    report,
    search,
    times,
)

app_name = "desk"

urlpatterns = [
    path("", RedirectView.as_view(pattern_name="people:start"), name="home"),
    path("queue", queue.queue, name="queue"),
    path("queue/claim", queue.claim, name="queue_claim"),
    path("queue/news", queue.news, name="news"),
    path("queue/views", queue.save_view, name="save_view"),
    path("queue/views/<int:view_id>/remove", queue.forget_view, name="forget_view"),
    path("mine", queue.mine, name="mine"),
    path("deadlines", deadlines.deadlines, name="deadlines"),
    path("reports/<uuid:report_id>", report.report, name="report"),
    path("reports/<uuid:report_id>/draft", drafting.draft, name="draft"),
    path("reports/<uuid:report_id>/template", drafting.put_template, name="put_template"),
    path("reports/<uuid:report_id>/look-up", search.look_up, name="look_up"),
    path("reports/<uuid:report_id>/erase", erasing.erase, name="erase"),
    path("reports/<uuid:report_id>/files/<uuid:file_id>", files.file, name="file"),
    *(
        path(f"reports/<uuid:report_id>/{name}", acts.act, {"name": name}, name=name.replace("-", "_"))
        for name in acts.NAMES
    ),
    *(
        path(f"reports/<uuid:report_id>/links/{name}", links.decide, {"name": name}, name=f"link_{name}")
        for name in links.NAMES
    ),
    path("reports/<uuid:report_id>/links/<slug:layer>", links.cluster, name="cluster"),
    path("bundles/<str:token>", batches.bundle, name="bundle"),
    path("batches/<uuid:batch_id>", batches.batch, name="batch"),
    path("batches/<uuid:batch_id>/go-on", batches.go_on, name="go_on"),
    path("referrals", referrals.referrals, name="referrals"),
    path("times", times.times, name="times"),
    path("replies/<slug:template>/<slug:language>", drafting.template_text, name="template_text"),
    path("search", search.search, name="search"),
    path("searches", audit.searches, name="searches"),
    path("search/<uuid:search_id>", search.results, name="results"),
]
