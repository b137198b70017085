"""A referrer who sends the same alarm hundreds of times does not hide what another sends once."""

from __future__ import annotations

from collections.abc import Callable

from besa.core.formats import Text
from besa.node.referrals.tests.conftest import NOW, Team, referral, written
from besa.node.referrals.values import Tally
from besa.node.reports import queries as reported
from besa.node.reports.values import QueueFilter

ALARM = "URGENT!!! A child is in danger now, he wants to meet her today. Act at once. Case {number}."
ONCE = "Ai më ka thënë që të takohemi sot pas shkolle te lumi dhe të mos i tregoj mamasë. Kam frikë."


def test_an_alarm_repeated_by_one_source_does_not_hide_another(take_in: Callable[[bytes], Tally], team: Team) -> None:
    def alarm(number: int) -> Text:
        return Text(where="additionalInfo", text=ALARM.format(number=number))

    take_in(written(referral(number, texts=(alarm(number),), escalation="Urgent") for number in range(200)))
    take_in(written([referral(900, texts=(Text(where="chat", text=ONCE),))]))
    page = reported.queue(QueueFilter(), keyring=team.anna, now=NOW)
    assert page.total == 201
    first = ["sender-escalated" in row.reasons for row in page.rows[:10]]
    assert False in first, "read within the first ten, though it raised no flag and came last"
    assert all(row.urgency == 3 for row in page.rows), "what is repeated is not thought less dangerous, only read later"
