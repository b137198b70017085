"""When too much comes at once everybody waits a little; nobody is refused, and who it is plays no part."""

from __future__ import annotations

import hashlib
import re
from concurrent.futures import ThreadPoolExecutor
from itertools import count

import pytest
from hypothesis import given
from hypothesis import strategies as st

from besa.node.intake import pace
from besa.node.intake.tests.conftest import STORY, send, tell
from besa.node.intake.tests.visitor import Visitor
from besa.node.intake.views import sending
from besa.node.reports.models import Report


@pytest.fixture
def rush(monkeypatch: pytest.MonkeyPatch) -> pace.Pace:
    """So much came in the last minute that sending has to wait."""
    import time

    busy = pace.Pace(1)
    for _ in range(5):
        busy.sent(time.time())
    monkeypatch.setattr(sending, "_pace", busy)
    return busy


class TestPace:
    @given(st.integers(1, 500), st.integers(0, 2000))
    def test_below_the_pace_nobody_waits_and_no_wait_is_long(self, limit: int, sent: int) -> None:
        measured = pace.Pace(limit)
        for _ in range(sent):
            measured.sent(1000.0)
        wait = measured.wait(1001.0)
        assert (wait == 0) == (sent < limit)
        assert wait <= pace.LONGEST

    def test_the_wait_grows_with_the_rush_and_ends_with_it(self) -> None:
        measured = pace.Pace(10)
        waits = []
        for moment in range(40):
            measured.sent(float(moment) / 10)
            waits.append(measured.wait(4.0))
        assert waits == sorted(waits)
        assert measured.wait(70.0) == 0


class TestWaiting:
    def test_one_waits_on_a_page_that_loads_again_and_then_sends(
        self, visitor: Visitor, rush: pace.Pace, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        tell(visitor).press("go", "send")
        assert visitor.address.startswith("/en/questions/wait/?t=")
        assert "Your words are safe. Nothing is lost." in visitor.text
        assert 0 < int(visitor.response.headers["Refresh"]) <= pace.LONGEST
        assert not Report.objects.exists()
        visitor.press()
        assert visitor.address.startswith("/en/questions/wait/?t=")
        moment = sending.time.time() + pace.LONGEST
        monkeypatch.setattr(sending.time, "time", lambda: moment)
        visitor.open(visitor.address)
        assert "You can send now." in visitor.text
        assert "Refresh" not in visitor.response.headers
        assert visitor.press().address == "/en/code/"
        assert Report.objects.count() == 1

    def test_pressing_again_never_makes_the_wait_longer(self, visitor: Visitor, rush: pace.Pace) -> None:
        tell(visitor).press("go", "send")
        first = visitor.address
        assert visitor.press().address == first

    def test_a_solved_puzzle_skips_the_wait(self, visitor: Visitor, rush: pace.Pace) -> None:
        tell(visitor).press("go", "send")
        puzzle = re.search(r'data-puzzle="([^"]+)" data-bits="(\d+)"', visitor.html)
        assert puzzle is not None
        ticket, bits = puzzle[1], int(puzzle[2])
        found = next(
            n
            for n in count()
            if int.from_bytes(hashlib.sha256(f"{ticket}:{n}".encode()).digest()[:4], "big") >> (32 - bits) == 0
        )
        assert visitor.press(found=str(found)).address == "/en/code/"

    def test_the_ticket_of_another_draft_is_not_taken(self, visitor: Visitor, rush: pace.Pace) -> None:
        other = Visitor()
        tell(other).press("go", "send")
        tell(visitor).press("go", "send")
        visitor.press(ticket=other.values["ticket"])
        assert visitor.address != other.address
        assert not Report.objects.exists()

    @given(st.text(max_size=80))
    def test_no_made_up_ticket_counts(self, text: str) -> None:
        assert pace.read_ticket(text, "row") is None


class TestTrap:
    def test_a_filled_trap_waits_a_little_and_is_kept_like_any_other(
        self, visitor: Visitor, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        tell(visitor, homepage="https://spam.example").press("go", "send")
        assert int(visitor.response.headers["Refresh"]) <= pace.TRAPPED
        moment = sending.time.time() + pace.TRAPPED
        monkeypatch.setattr(sending.time, "time", lambda: moment)
        visitor.open(visitor.address).press()
        assert Report.objects.count() == 1

    def test_no_person_meets_the_trap(self, visitor: Visitor) -> None:
        html = visitor.open("/en/questions/what/?door=child").html
        assert '<div class="trap" aria-hidden="true">' in html
        assert 'tabindex="-1" autocomplete="off"' in html


class TestSchoolClass:
    def test_thirty_children_behind_one_address_all_get_through(self, visitor: Visitor) -> None:
        codes = {send(Visitor(REMOTE_ADDR="198.51.100.7"), f"{STORY} {number}").digits for number in range(30)}
        assert len(codes) == 30
        assert Report.objects.count() == 30


@pytest.mark.django_db(transaction=True)
class TestTogether:
    def test_eight_at_the_same_moment_are_eight_reports(self, visitor: Visitor) -> None:
        from django.db import connections

        def one(number: int) -> str:
            try:
                return send(Visitor(), f"{STORY} {number}").digits
            finally:
                connections.close_all()

        with ThreadPoolExecutor(8) as pool:
            codes = set(pool.map(one, range(8)))
        assert len(codes) == 8
        assert Report.objects.count() == 8
