"""Referrals for the desk's tests: taken in as files, and linked."""

from __future__ import annotations

from besa.core.formats import Account, Incident, Moment, Person, Phone, Referral, Role, Text
from besa.node.links import actions as links
from besa.node.referrals.tests.conftest import NOW, one_upload, referral, source, take_in, written

__all__ = ["NOW", "link", "meeting", "referral", "source", "take_in", "viral", "written"]

_WORDS = "He wrote: come meet me tonight, do not tell your mother. <script>alert(1)</script>"


def link() -> None:
    while links.catch_up(now=NOW):
        pass


def meeting(number: int = 1, **more: object) -> Referral:
    """A child who is to be met: an override, with evidence in a text and in fields."""
    return referral(
        number,
        escalation="Tonight",
        people=(
            Person(
                role=Role.REPORTED,
                account=Account(service="Chatter", identifier="77001", screen_names=("blue.hill",)),
                phones=(Phone(number="691234567", calling_code="+355", verified=True),),
            ),
            Person(role=Role.CHILD, age="12", names=("N.",)),
        ),
        incidents=(Incident(kind="web", urls=("https://example.net/a/page-of-somebody",)),),
        uploads=(one_upload("seen by nobody"),),
        texts=(Text(where="additionalInfo", text=_WORDS),),
        occurred=Moment(
            text="2026-02-28T21:15:00+02:00", offset=120, utc=NOW.replace(day=28, month=2, hour=19, minute=15)
        ),
        **more,
    )


def viral(number: int) -> Referral:
    """One of many accounts with the same file."""
    return referral(
        number,
        category="csam",
        incident_type="Child Pornography (possession, manufacture, and distribution)",
        uploads=(one_upload("the same file"),),
        texts=(),
        people=(Person(role=Role.REPORTED, account=Account(service="Postbox", identifier=f"5{number:05}")),),
    )
