"""Slow work is done a few at a time, and a line that is full says so instead of holding on to everybody."""

import threading

import pytest

from besa.core.sealing.turns import TooBusy, Turns


def test_never_more_at_work_than_agreed_and_the_line_has_an_end() -> None:
    turns = Turns(at_once=2, waiting=3)
    at_work, most, go_on, told = 0, 0, threading.Event(), []
    count = threading.Lock()

    def come() -> None:
        nonlocal at_work, most
        try:
            with turns.turn():
                with count:
                    at_work += 1
                    most = max(most, at_work)
                go_on.wait(10)
                with count:
                    at_work -= 1
        except TooBusy:
            with count:
                told.append("busy")
                if len(told) == 4:
                    go_on.set()

    threads = [threading.Thread(target=come) for _ in range(9)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(10)
    assert (most, at_work, len(told)) == (2, 0, 4)


def test_a_turn_that_breaks_gives_its_place_back() -> None:
    turns = Turns(at_once=1, waiting=0)
    for _ in range(3):
        with pytest.raises(KeyError), turns.turn():
            raise KeyError
    with turns.turn(), pytest.raises(TooBusy), turns.turn():
        pass
