"""What every template may know about the node."""

from __future__ import annotations

from django.http import HttpRequest

from besa.node.platform import environment, home


def node(request: HttpRequest) -> dict[str, object]:
    """`demo`: whether to warn that this is a demonstration; `idle_minutes`: when an idle page blanks itself."""
    return {"demo": home.is_demo(), "idle_minutes": environment.current().idle_minutes}
