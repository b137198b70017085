"""When no desk can be sealed to, nothing is sent, nothing is lost, and the page says what to do."""

from __future__ import annotations

import logging
from collections.abc import Callable

import pytest

from besa.core.sealing import SecretKey
from besa.node.intake.tests.conftest import STORY, code_of, tell
from besa.node.intake.tests.visitor import Visitor
from besa.node.people.models import Desk, DeskKey
from besa.node.platform.models import LedgerEntry
from besa.node.reports import queries
from besa.node.reports.models import Report

Mend = Callable[[], object]


def nobody_receives() -> Mend:
    """An administrator unticked the last desk; the cure is ticking it again."""
    Desk.objects.update(receives_public=False)
    return lambda: Desk.objects.filter(slug="hotline").update(receives_public=True)


def somebody_swapped_the_key() -> Mend:
    """Whoever can write to the database put a key of their own there; the cure is the old one."""
    row = DeskKey.objects.get(desk__slug="hotline")
    true = bytes(row.public_key)
    DeskKey.objects.filter(pk=row.pk).update(public_key=SecretKey.generate().public.to_bytes())
    return lambda: DeskKey.objects.filter(pk=row.pk).update(public_key=true)


def somebody_spoilt_the_key() -> Mend:
    row = DeskKey.objects.get(desk__slug="hotline")
    true = bytes(row.public_key)
    DeskKey.objects.filter(pk=row.pk).update(public_key=b"no key at all")
    return lambda: DeskKey.objects.filter(pk=row.pk).update(public_key=true)


@pytest.fixture(params=[nobody_receives, somebody_swapped_the_key, somebody_spoilt_the_key], ids=lambda f: f.__name__)
def broken(request: pytest.FixtureRequest) -> Callable[[], Mend]:
    return request.param  # type: ignore[no-any-return]


def test_nothing_is_sealed_nor_half_written(visitor: Visitor, broken: Callable[[], Mend]) -> None:
    tell(visitor)
    entries = LedgerEntry.objects.count()
    broken()
    visitor.press("go", "send")
    assert Report.objects.count() == 0
    assert LedgerEntry.objects.count() == entries


def test_the_page_is_calm_says_that_nothing_is_lost_and_what_to_do(
    visitor: Visitor, broken: Callable[[], Mend], caplog: pytest.LogCaptureFixture
) -> None:
    tell(visitor)
    broken()
    with caplog.at_level(logging.ERROR):
        visitor.press("go", "send")
    assert visitor.status in (500, 503)
    assert "is lost" in visitor.text
    assert "in a few minutes" in visitor.text or "Wait a minute" in visitor.text
    assert "tel:112" in visitor.page.links
    for inside in ("desk", "public key", "bytes", "Traceback", "NoReceivingDesk", "KeySwapped", "Kanarina"):
        assert inside not in visitor.text
    assert STORY not in caplog.text


def test_the_words_are_still_there_and_arrive_once_it_is_mended(visitor: Visitor, broken: Callable[[], Mend]) -> None:
    tell(visitor, contacts="@kanarina")
    mend = broken()
    visitor.press("go", "send")
    assert "Kanarina-7731" in visitor.open("/en/questions/check/").text
    assert visitor.open("/en/questions/what/").values["story"] == STORY
    assert visitor.open("/en/code/").address != "/en/code/", "no code for what was not kept"
    mend()
    visitor.open("/en/questions/check/").press("go", "send")
    told = queries.conversation(queries.find_by_code(code_of(visitor))).told
    assert (told.story, told.contacts) == (STORY, "@kanarina")
    assert Report.objects.count() == 1


@pytest.mark.parametrize("key", [SecretKey.generate().public.to_bytes(), b"no key at all"], ids=["swapped", "spoilt"])
def test_the_key_of_a_desk_that_does_not_receive_keeps_nobody_from_reporting(visitor: Visitor, key: bytes) -> None:
    assert DeskKey.objects.exclude(desk__receives_public=True).update(public_key=key) > 0
    tell(visitor)
    visitor.press("go", "send")
    assert Report.objects.count() == 1
