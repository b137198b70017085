"""Plant two invented cases: one of the hotline that the police may open, with a child's file that they may not, and
one of the police with the same account in it.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from besa.core.casework import Outcome
from besa.node.cases import actions
from besa.node.demo.people import require_demo
from besa.node.people.keyring import Keyring
from besa.node.reports import queries as reports

_ACCOUNT = "instagram: demo_stranger_88"


def plant(rings: dict[str, Keyring], *, now: datetime | None = None) -> None:
    """Open the cases and work on them as the demo staff would; call it after the reports are planted."""
    require_demo()
    now = now or datetime.now(UTC)
    hotline, police = min(rings["arta"].desk_ids), min(rings["besnik"].desk_ids)
    file = _of_the_hotline(rings, hotline, police, now - timedelta(hours=1))
    _child(file, rings, hotline, now - timedelta(minutes=40))
    _of_the_police(rings, police, now - timedelta(days=3))
    _closed(rings, hotline, now - timedelta(days=2))


def _of_the_hotline(rings: dict[str, Keyring], desk: int, police: int, at: datetime) -> UUID:
    arta: dict[str, Any] = {"keyring": rings["arta"], "now": at}
    marko: dict[str, Any] = {"keyring": rings["marko"], "now": at + timedelta(minutes=15)}
    about = reports.by_identifier(_ACCOUNT, keyring=rings["arta"])
    file = actions.open_case(about, desk_id=desk, title="Stranger who asks for pictures (invented)", urgency=2, **arta)
    actions.assign(file, to=rings["marko"].staff_id, **arta)
    for report in about:
        actions.gather(file, report, **arta)
    man = actions.add_person(
        file,
        role="reported",
        name="Unknown, writes as demo_stranger_88",
        about="Says he is fifteen. Writes Albanian and Serbian, in the evening.",
        **marko,
    )
    actions.add_identifier(
        file, kind="phone", text="+355 69 000 0088", whose=str(man), about="He sent it to the class chat", **marko
    )
    for day, text in ((6, "First message to a girl of the class."), (2, "He asks for money until the next day.")):
        when = f"{at - timedelta(days=day):%Y-%m-%d} 20:15"
        actions.add_event(file, when=when, text=text, **marko)
    wrong = actions.write_note(file, "The account was closed by the provider.", **marko)
    actions.strike_out(file, wrong, **marko)
    actions.write_note(file, "The school counsellor knows and will not name the pupils to the others.", **marko)
    actions.set_task(file, "Ask the provider to keep the account's data", due=at + timedelta(days=1), to=None, **marko)
    done = actions.set_task(file, "Tell both reporters what happens next", due=None, to=None, **marko)
    actions.tick_off(file, done, **marko)
    actions.give_access(file, police, **arta)
    actions.set_deadline(file, clock="reply", text="The police say who looks into the account", due=None, **marko)
    return file


def _child(file: UUID, rings: dict[str, Keyring], desk: int, at: datetime) -> None:
    arta: dict[str, Any] = {"keyring": rings["arta"], "now": at}
    child = actions.open_child_file(file, name="Pupil A (invented)", desk_id=desk, **arta)
    actions.add_person(child, role="child", name="Pupil A", about="Thirteen. Wants nobody at home to know yet.", **arta)
    actions.add_person(child, role="professional", name="School counsellor", about="Pupil A trusts her.", **arta)
    actions.write_note(child, "Safe to write on school days after two o'clock, only in the mailbox.", **arta)
    actions.set_task(child, "Ask Pupil A whom to tell first", due=at + timedelta(hours=20), to=None, **arta)


def _of_the_police(rings: dict[str, Keyring], desk: int, at: datetime) -> None:
    besnik: dict[str, Any] = {"keyring": rings["besnik"], "now": at}
    file = actions.open_case([], desk_id=desk, title="Account offered for sale (invented)", urgency=1, **besnik)
    actions.assign(file, to=rings["besnik"].staff_id, **besnik)
    actions.add_identifier(file, kind="handle", text=_ACCOUNT, whose="", about="Named by a witness", **besnik)


def _closed(rings: dict[str, Keyring], desk: int, at: datetime) -> None:
    arta: dict[str, Any] = {"keyring": rings["arta"], "now": at}
    file = actions.open_case([], desk_id=desk, title="Talk at a school (invented)", urgency=0, **arta)
    actions.write_note(file, "Nobody was harmed; the school asked for a talk.", **arta)
    actions.assign(file, to=rings["arta"].staff_id, **arta)
    actions.close(file, Outcome("helped"), **arta)
