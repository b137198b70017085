"""Origin, kind of home, country pack, exit page: what the operator decided."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlsplit

from besa.node.platform import confirmations, country, home
from besa.node.platform.selfcheck import FAILS, OK, WARNING, Finding, Occasion, check


@check("Origin")
def origin(occasion: Occasion) -> Iterator[Finding]:
    """Visitors come over TLS."""
    env = occasion.env
    if env.secure:
        yield Finding("Origin", OK, f"{env.origin} is https")
    else:
        yield Finding(
            "Origin",
            WARNING if home.is_demo() else FAILS,
            f"{env.origin} is not https: everything a reporter types could be read on the way",
            "Put a proxy with a certificate in front (docs/proxy) and set BESA_ORIGIN=https://...",
        )


@check("Kind of node")
def kind(occasion: Occasion) -> Iterator[Finding]:
    """A demonstration is never reachable from outside."""
    if not home.is_demo():
        yield Finding("Kind of node", OK, "live: made by `besa init`, no demo data can exist in it")
        return
    local = urlsplit(occasion.env.origin).hostname in ("127.0.0.1", "localhost", "::1")
    yield Finding(
        "Kind of node",
        WARNING if local else FAILS,
        "a demonstration, with passwords everybody knows",
        "For real reports set up a new home with `besa init`; a demonstration never becomes live.",
    )


@check("Country")
def pack(occasion: Occasion) -> Iterator[Finding]:
    """Everything a country pack says has been confirmed by a person."""
    found = country.load(occasion.env.country)
    try:
        waiting = confirmations.waiting(found, occasion.env.home)
        before = confirmations.standing(occasion.env.home)
    except confirmations.ConfirmationsBroken as error:
        yield Finding("Country", FAILS, "the file of confirmations is broken", str(error))
        return
    if not waiting:
        yield Finding("Country", OK, f"{found.name}: every number, body, clock and the exit page are confirmed")
        return
    by_file: dict[str, list[str]] = {}
    for item in waiting:
        changed = before[item.name].digest if item.name in before else ""
        since = f" (changed since {before[item.name].by} confirmed it)" if changed else ""
        by_file.setdefault(item.name.split("/")[1], []).append(f"{item.name}: {item.says}{since}: {item.todo}")
    for file, points in by_file.items():
        yield Finding(
            f"Country, {file}",
            WARNING,
            f"{len(points)} nobody has confirmed yet",
            "Check each, then: besa confirm ITEM --by 'NAME' (`besa confirm` shows all with their sources).",
            tuple(points),
        )


@check("Time zone")
def clock_on_the_wall(occasion: Occasion) -> Iterator[Finding]:
    """Colleagues see the time of their country."""
    name = country.load(occasion.env.country).time_zone
    known = country.zone(name) is not None
    cure = "" if known else "Install the time zone data of this system (Debian: apt-get install tzdata)."
    seen = name if known else f"this machine does not know {name}: staff see times in UTC"
    yield Finding("Time zone", OK if known else WARNING, seen, cure)


@check("Exit page")
def exit_page(occasion: Occasion) -> Iterator[Finding]:
    """The Exit button leads somewhere harmless, over https."""
    url = occasion.env.exit_url or country.load(occasion.env.country).exit_url
    host = urlsplit(url).hostname
    if host and url.startswith("https://") and host != urlsplit(occasion.env.origin).hostname:
        yield Finding("Exit page", OK, f"leads to {host}")
    else:
        yield Finding(
            "Exit page",
            FAILS,
            f"'{url}' is no https address of another site",
            "Set BESA_EXIT_URL to an everyday site of your country, such as a weather page.",
        )
