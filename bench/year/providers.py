"""Invented providers with their own habits: what each leaves out, fills with boilerplate, or says its own way."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Provider:
    """Shares are probabilities that a thing is reported where it is known.

    `offset`: of its times, in minutes; None writes times without a zone. `viewed`: said, yes, or "" for never said.
    `place`: where its free text goes (chat, web, game, person, report, note, file). `escalates`: shares of urgent and
    of other reports that it marks as urgent. `empty_flags`: flags without a word in them. `police`: share that comes
    as the JSON police receive.
    """

    name: str
    weight: int
    offset: int | None = 0
    ports: bool = True
    viewed: str = "said"
    place: str = "chat"
    boilerplate: str = ""
    escalates: tuple[float, float] = (0.25, 0.01)
    empty_flags: bool = False
    police: float = 0.1
    flags: float = 0.4
    phone: float = 0.4
    email: float = 0.6
    address: float = 0.8
    device: float = 0.3
    text: float = 1.0
    hashes: float = 0.95
    person: float = 0.3


PROVIDERS = (
    Provider(
        name="Bluepond",
        weight=34,
        place="report",
        police=0.3,
        boilerplate="Bluepond reviews content with people and machines. Where a file is marked as reviewed, a person "
        "saw it or one with the same hash. Questions: lawdesk@example.org. Preservation lasts from this report on.",
        escalates=(0.3, 0.005),
        phone=0.55,
        email=0.7,
    ),
    Provider(name="Chatterly", weight=16, offset=-480, ports=False, place="chat", escalates=(0.35, 0.02), device=0.1),
    Provider(
        name="Snaplet", weight=15, ports=False, viewed="", place="person", empty_flags=True, escalates=(0.1, 0.01),
        phone=0.5, email=0.3, address=0.5, device=0.0, police=0.4,
    ),
    Provider(name="Vaultbox", weight=13, viewed="", place="file", escalates=(0.02, 0.0), phone=0.1, device=0.2),
    Provider(
        name="Gamehaven", weight=7, offset=None, ports=False, place="game", escalates=(0.15, 0.02), phone=0.05,
        device=0.5, hashes=0.6,
    ),
    Provider(
        name="Streamio", weight=5, offset=60, viewed="yes", place="note", escalates=(0.6, 0.2), flags=0.8,
        empty_flags=True,
        boilerplate="Priority: our team treats every live room as urgent.",
    ),
    Provider(name="Mailgrove", weight=6, place="email", escalates=(0.05, 0.0), email=1.0, phone=0.3, device=0.0),
    Provider(name="Findit", weight=4, place="web", viewed="", escalates=(0.0, 0.0), phone=0.0, email=0.1, person=0.05),
)  # fmt: skip
SERVICES = {provider.name: provider.weight for provider in PROVIDERS}
NAMED = {provider.name: provider for provider in PROVIDERS}
