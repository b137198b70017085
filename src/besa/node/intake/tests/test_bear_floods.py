"""A flood of files fills neither the disk nor a report; whatever is refused, words arrive."""

from __future__ import annotations

import dataclasses
import shutil
from collections import namedtuple
from collections.abc import Callable

import pytest

from besa.node.intake import incoming, selfchecks
from besa.node.intake.tests.conftest import code_of, send, tell
from besa.node.intake.tests.test_add_files import draft_of, file, on_disk
from besa.node.intake.tests.visitor import Visitor
from besa.node.platform import environment
from besa.node.platform.actors import REPORTER
from besa.node.platform.selfcheck import OK, WARNING, Occasion
from besa.node.reports import actions, queries, storage
from besa.node.reports.models import Attachment, Message, Report
from besa.node.reports.tests.conftest import NOW, Team

NOT_NOW = "We cannot take files right now. Your words arrive."
Usage = namedtuple("Usage", "total used free")


@pytest.fixture
def allow(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """allow(setting=value) for this test."""

    def settings(**wanted: int) -> None:
        env = dataclasses.replace(environment.current(), **wanted)
        monkeypatch.setattr(environment, "current", lambda: env)

    return settings


@pytest.fixture
def at_files(visitor: Visitor) -> Visitor:
    return tell(visitor).open("/en/questions/files/")


def free(monkeypatch: pytest.MonkeyPatch, part: float) -> None:
    """The disk has this part of it free."""
    monkeypatch.setattr(shutil, "disk_usage", lambda _: Usage(10_000, int(10_000 * (1 - part)), int(10_000 * part)))


def sent_with(visitor: Visitor) -> Visitor:
    """Go on from the refusal and send the words."""
    return visitor.press("go", "next").press("go", "send")


class TestTogether:
    def test_above_the_ceiling_files_of_others_are_refused_and_their_words_arrive(
        self, at_files: Visitor, allow: Callable[..., None]
    ) -> None:
        allow(incoming_limit_mb=2)
        at_files.press("go", "add", files=[file(f"{n}.txt", b"x" * 1_500_000) for n in range(2)])
        assert len(draft_of(at_files).files) == 1, "the second one reached the ceiling while it arrived"
        assert NOT_NOW in at_files.text
        tell(other := Visitor()).open("/en/questions/files/")
        other.press("go", "add", files=[file("big.txt", b"x" * 1_500_000), file("small.txt", b"x" * 200_000)])
        assert other.status == 422
        assert NOT_NOW in other.text
        assert [upload.name for upload in draft_of(other).files] == ["small.txt"]
        assert sent_with(other).status == 200
        assert Report.objects.count() == 1

    def test_tiny_files_count_as_what_they_take_on_the_disk(self, team: Team) -> None:
        folder = incoming._root() / "somebody"
        folder.mkdir()
        for number in range(10):
            (folder / str(number)).write_bytes(b"x")
        assert incoming.weight.bytes() == 10 * 4096

    def test_what_other_processes_wrote_is_seen_within_seconds(
        self, team: Team, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        assert incoming.has_room(1)
        (incoming._root() / "somebody").mkdir()
        (incoming._root() / "somebody" / "file").write_bytes(b"x" * 5000)
        assert incoming.has_room(1), "weighing for every piece of every file would cost more than the flood"
        monkeypatch.setattr(incoming, "_FRESH", 0)
        assert not incoming.has_room(5000)
        assert incoming.has_room(5001)

    def test_what_was_given_up_weighs_nothing(self, at_files: Visitor) -> None:
        at_files.press("go", "add", files=file("me.txt", b"words " * 2000 + b"\x00" * 5000))
        at_files.press("go", "add", files=file("me.txt", b"\xff\xd8\xff\xe0" + bytes(90_000)))
        held = sum(path.stat().st_size for path in on_disk())
        assert incoming.weight.bytes() == held

    @pytest.mark.parametrize(("limit", "grade"), [(1, WARNING), (2048, OK)])
    def test_the_self_check_tells_before_nothing_fits(self, at_files: Visitor, limit: int, grade: str) -> None:
        at_files.press("go", "add", files=file(content=b"x" * 900_000))
        env = dataclasses.replace(environment.current(), incoming_limit_mb=limit)
        [finding] = selfchecks.waiting_files(Occasion(env, NOW))
        assert finding.grade == grade


class TestFullDisk:
    @pytest.mark.parametrize(("part", "taken"), [(0.099, False), (0.1, True)])
    def test_below_a_tenth_free_no_file_is_taken_but_words_are(
        self, at_files: Visitor, monkeypatch: pytest.MonkeyPatch, part: float, *, taken: bool
    ) -> None:
        free(monkeypatch, part)
        at_files.press("go", "add", files=file())
        assert (NOT_NOW in at_files.text) is not taken
        assert len(on_disk()) == taken
        assert sent_with(at_files).status == 200
        assert Attachment.objects.count() == taken
        assert Report.objects.count() == 1

    def test_a_disk_that_fills_up_while_a_file_arrives_keeps_nothing_of_it(
        self, at_files: Visitor, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        asked = iter([0.5] * 4)
        monkeypatch.setattr(
            shutil, "disk_usage", lambda _: Usage(10_000, 0, 5000) if next(asked, None) else Usage(10_000, 0, 1)
        )
        at_files.press("go", "add", files=file(content=b"words " * 500_000))
        assert NOT_NOW in at_files.text
        assert on_disk() == []

    def test_in_the_mailbox_too(self, visitor: Visitor, monkeypatch: pytest.MonkeyPatch) -> None:
        code = send(visitor)
        visitor.open("/en/messages/").press(code=code.display)
        free(monkeypatch, 0.05)
        visitor.press(form=1, files=file("more.txt"))
        assert visitor.status == 422
        assert NOT_NOW in visitor.text
        visitor.press("go", "write", text="Only words")
        assert "We have your message." in visitor.text


class TestOneReport:
    def test_a_report_takes_only_so_many_files_over_its_whole_life(
        self, visitor: Visitor, allow: Callable[..., None]
    ) -> None:
        allow(report_files=3)
        tell(visitor).open("/en/questions/files/")
        visitor.press("go", "next", files=[file("1.txt"), file("2.txt")]).press("go", "send")
        code = code_of(visitor)
        visitor.open("/en/messages/").press(code=code.display)
        before = len(list(storage.every_file()))
        visitor.press(form=1, files=[file("3.txt"), file("4.txt")])
        assert visitor.status == 422
        assert "You have added as many files as fit." in visitor.text
        assert (Attachment.objects.count(), Message.objects.count()) == (2, 0)
        assert len(list(storage.every_file())) == before, "what was refused is not left lying about"
        visitor.press(form=1, files=file("3.txt"))
        assert "We have your file." in visitor.text
        visitor.press(form=1, files=file("4.txt"))
        assert "You have added as many files as fit." in visitor.text
        assert on_disk() == []
        visitor.press("go", "write", text="Then in words")
        assert "We have your message." in visitor.text

    def test_words_are_never_refused_for_files(self, visitor: Visitor, allow: Callable[..., None]) -> None:
        code = send(visitor)
        Report.objects.update(files=900)
        handle = queries.find_by_code(code)
        actions.write_from_reporter(handle, "words", actor=REPORTER, submission=b"x" * 16, now=NOW)
        assert Message.objects.count() == 1

    def test_what_may_be_added_is_what_is_said(self, at_files: Visitor, allow: Callable[..., None]) -> None:
        allow(report_files=2)
        assert "Up to 2 files" in at_files.open("/en/questions/files/").text
        at_files.press("go", "add", files=[file(f"{n}.txt") for n in range(3)])
        assert "You can add up to 2." in at_files.text
