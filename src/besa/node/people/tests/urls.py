"""The staff face with one page of another room, as the tests of this room need it."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.template import Engine, RequestContext
from django.urls import include, path

from besa.node.people.gate import desk_member, keyring

PAGE = Engine.get_default().from_string(
    '{% extends "platform/staff.html" %}{% block title %}Reading{% endblock %}{% block content %}<h1>Reading</h1>'
    '<form method="post" action="/staff/reading/7">{% csrf_token %}<label for="text">Reply</label>'
    '<textarea id="text" name="text"></textarea><button>Send</button></form>{% endblock %}'
)


@desk_member
def reading(request: HttpRequest, number: int) -> HttpResponse:
    """A page with a reply form, as the desk has one."""
    if request.method == "POST":
        return HttpResponse(f"sent: {request.POST['text']}")
    return HttpResponse(PAGE.render(RequestContext(request)))


def undecorated(request: HttpRequest) -> HttpResponse:
    """A view whose author forgot every decorator."""
    held = keyring(request)
    return HttpResponse(f"{held.actor.pseudonym} {sorted(held.desk_ids)}")


def outside(request: HttpRequest) -> HttpResponse:
    """A public page in the same process."""
    return HttpResponse("public")


urlpatterns = [
    path("", outside),
    path("staff/", include("besa.node.people.urls")),
    path("staff/reading/<int:number>", reading, name="reading"),
    path("staff/undecorated", undecorated),
]

handler403 = "besa.node.platform.failures.forbidden"
handler404 = "besa.node.platform.failures.not_found"
