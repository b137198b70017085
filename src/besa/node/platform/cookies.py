"""Name our cookies: `__Host-` and Secure wherever visitors come over TLS."""

from __future__ import annotations

from typing import Literal, TypedDict

from besa.node.platform import environment


class CookieFlags(TypedDict):
    secure: bool
    httponly: bool
    samesite: Literal["Lax", "Strict"]
    path: str


def name(short: str) -> str:
    """The full name of our cookie `short`; browsers pin a `__Host-` cookie to this host and to TLS."""
    return f"__Host-{short}" if environment.current().secure else short


def flags(samesite: Literal["Lax", "Strict"] = "Lax") -> CookieFlags:
    """Keyword arguments for HttpResponse.set_cookie: a session cookie no script can read."""
    return {"secure": environment.current().secure, "httponly": True, "samesite": samesite, "path": "/"}
