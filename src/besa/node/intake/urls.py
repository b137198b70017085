"""Addresses of the public pages. They say nothing about what the pages are for: a browser's history keeps them."""

from __future__ import annotations

from django.conf.urls.i18n import i18n_patterns
from django.urls import URLResolver, include, path
from django.urls.resolvers import RoutePattern

from besa.node.intake.views import belongings, files, mailbox, questions, sending, start

_pages = [
    path("", start.start, name="start"),
    path("who/", start.who, name="who"),
    path("leaving/", start.leaving, name="leaving"),
    path("exit/", start.leave, name="exit"),
    path("questions/check/", sending.check, name="check"),
    path("questions/wait/", sending.wait, name="wait"),
    path("questions/files/", files.files, name="files"),
    path("questions/<slug:slug>/", questions.question, name="question"),
    path("code/", sending.code, name="code"),
    path("code/back/", sending.type_back, name="type_back"),
    path("code/paper/", sending.proof, name="proof"),
    path("code/paper.txt", sending.proof_text, name="proof_text"),
    path("messages/", mailbox.enter, name="enter"),
    path("messages/open/", mailbox.mailbox, name="mailbox"),
    path("messages/file/", belongings.add_file, name="add_file"),
    path("messages/close/", mailbox.close, name="close"),
    path("messages/paper/", belongings.mailbox_proof, name="mailbox_proof"),
    path("messages/paper.txt", belongings.mailbox_proof_text, name="mailbox_proof_text"),
    path("messages/delete/", belongings.delete, name="delete"),
    path("messages/deleted/", belongings.deleted, name="deleted"),
]

urlpatterns = [
    path("", start.root, name="root"),
    # Django wants language prefixes at the root of a URL map; every face mounts this room there, one resolver down.
    URLResolver(RoutePattern(""), i18n_patterns(path("", include((_pages, "intake"))))),
]
