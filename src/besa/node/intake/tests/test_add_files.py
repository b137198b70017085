"""Files are sealed while they arrive; no byte of one is ever on disk in clear, whatever happens to the line."""

from __future__ import annotations

import io
import os
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection

from besa.core.sealing import open_file
from besa.node.intake import incoming, pouches, queries
from besa.node.intake.drafts import Draft
from besa.node.intake.keys import PouchKey
from besa.node.intake.models import Pouch
from besa.node.intake.tests.conftest import STORY, send, tell
from besa.node.intake.tests.visitor import Visitor
from besa.node.platform import home
from besa.node.reports import storage
from besa.node.reports.models import Attachment

CANARY = b"KANARINA-9412 "


def file(name: str = "biseda.txt", content: bytes = CANARY * 40) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def key_of(visitor: Visitor) -> PouchKey:
    key = PouchKey.of_cookie(visitor.client.cookies["draft"].value)
    assert key is not None
    return key


def draft_of(visitor: Visitor) -> Draft:
    draft = queries.draft(key_of(visitor), now=pouches.now())
    assert draft is not None
    return draft


def on_disk() -> list[Path]:
    return [path for path in (home.folder("sealed") / "incoming").rglob("*") if path.is_file()]


@pytest.fixture
def at_files(visitor: Visitor) -> Visitor:
    return tell(visitor).open("/en/questions/files/")


class TestAdding:
    @pytest.mark.parametrize("size", [1, 4095, 4096, 4097, 2**20 - 1, 2**20, 2**20 + 1, 3 * 2**20])
    def test_a_file_of_any_size_comes_in_whole(self, at_files: Visitor, size: int) -> None:
        content = (CANARY * (size // len(CANARY) + 1))[:size]
        at_files.press("go", "add", files=file(content=content))
        [upload] = draft_of(at_files).files
        assert (upload.size, upload.name, upload.media_type) == (size, "biseda.txt", "text/plain")
        sealed = incoming._folder(key_of(at_files).row) / upload.file_id.hex
        assert sealed.stat().st_size == upload.sealed_size
        opened = open_file([sealed.read_bytes()], key=upload.key, record="upload", file=upload.file_id.hex)
        assert b"".join(opened) == content

    def test_it_is_shown_can_be_taken_back_and_is_gone_then(self, at_files: Visitor) -> None:
        at_files.press("go", "add", files=[file("one.txt"), file("two.txt")])
        assert "one.txt" in at_files.text
        first = str(draft_of(at_files).files[0].file_id)
        at_files.press("remove", first)
        assert at_files.address == "/en/questions/files/"
        assert [upload.name for upload in draft_of(at_files).files] == ["two.txt"]
        assert len(on_disk()) == 1

    def test_continue_takes_the_chosen_file_along(self, at_files: Visitor) -> None:
        at_files.press("go", "next", files=file())
        assert at_files.address == "/en/questions/check/"
        assert "biseda.txt" in at_files.text

    def test_a_sent_report_owns_its_files(self, at_files: Visitor) -> None:
        at_files.press("go", "next", files=file()).press("go", "send")
        attachment = Attachment.objects.get()
        assert storage.path(attachment.id).exists()
        assert on_disk() == []

    def test_the_name_lies_nowhere_in_clear(self, at_files: Visitor) -> None:
        at_files.press("go", "add", files=file("Kanarina Emri.txt"))
        assert b"Kanarina" not in bytes(Pouch.objects.get().sealed)
        assert not [path for path in on_disk() if "anarina" in str(path)]


class TestRefusing:
    @pytest.mark.parametrize(
        ("name", "content", "said"),
        [
            ("me.jpg", b"words", "You did nothing wrong."),
            ("me.txt", b"\xff\xd8\xff\xe0" + bytes(9000), "You did nothing wrong."),
            ("tool.exe", b"MZ\x90\x00", "We cannot take this kind of file."),
            ("empty.txt", b"", "This file is empty."),
        ],
    )
    def test_it_says_kindly_why_and_keeps_nothing(
        self, at_files: Visitor, name: str, content: bytes, said: str
    ) -> None:
        at_files.press("go", "next", files=file(name, content))
        assert at_files.status == 422
        assert said in at_files.text
        assert 'aria-describedby="id_file_helptext id_file_error"' in at_files.html
        assert draft_of(at_files).files == ()
        assert on_disk() == []

    def test_a_file_over_the_limit_is_named_and_the_others_stay(
        self, at_files: Visitor, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        from besa.node.intake import uploads

        monkeypatch.setattr(uploads, "_MEGABYTE", 1024)
        at_files.press("go", "add", files=[file("big.txt", b"x" * 30_000), file("small.txt")])
        assert "This file is too big. One file can have up to 20 MB." in at_files.text
        assert [upload.name for upload in draft_of(at_files).files] == ["small.txt"]
        assert len(on_disk()) == 1

    def test_six_files_are_one_too_many_also_one_by_one(self, at_files: Visitor) -> None:
        for number in range(5):
            at_files.press("go", "add", files=file(f"{number}.txt"))
        at_files.press("go", "add", files=file("6.txt"))
        assert "You can add up to 5." in at_files.text
        assert len(draft_of(at_files).files) == 5

    def test_other_pages_take_no_files_at_all(self, visitor: Visitor) -> None:
        visitor.open("/en/questions/what/?door=child")
        sent = {**visitor.filled(story=STORY), "go": "next", "file": file()}
        assert visitor.client.post("/en/questions/what/", sent).status_code == 302
        assert on_disk() == []


class _Line(io.BytesIO):
    """A request's body over a bad line: counts what the database was asked while it arrived, and may end early."""

    def __init__(self, body: bytes, *, dies_at: int | None = None) -> None:
        super().__init__(body if dies_at is None else body[:dies_at])
        self.dies = dies_at is not None
        self.seen_on_disk: list[bytes] = []

    def read(self, size: int | None = -1) -> bytes:
        piece = super().read(min(size or 65536, 65536) if size != 0 else 0)
        self.seen_on_disk += [path.read_bytes() for path in on_disk()]
        if not piece and self.dies:
            raise OSError("the line is dead")
        return piece


def post_raw(visitor: Visitor, line: _Line, length: int) -> Any:
    return visitor.client.generic(
        "POST",
        "/en/questions/files/",
        CONTENT_TYPE="multipart/form-data; boundary=XX",
        CONTENT_LENGTH=str(length),
        **{"wsgi.input": line},
    )


def body(visitor: Visitor, content: bytes, *, whole: bool = True) -> bytes:
    parts = [("csrfmiddlewaretoken", visitor.values["csrfmiddlewaretoken"]), ("go", "add")]
    text = "".join(f'--XX\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n' for name, value in parts)
    head = '--XX\r\nContent-Disposition: form-data; name="file"; filename="a.txt"\r\n\r\n'
    end = '\r\n--XX\r\nContent-Disposition: form-data; name="whole"\r\n\r\nyes' if whole else ""
    return text.encode() + head.encode() + content + f"{end}\r\n--XX--\r\n".encode()


class TestBadLines:
    def test_nothing_is_asked_of_the_database_until_the_whole_body_is_here(self, at_files: Visitor) -> None:
        arrived: list[int] = []
        line = _Line(body(at_files, CANARY * 200_000))

        def note(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
            arrived.append(line.tell())
            return execute(sql, params, many, context)

        size = len(line.getvalue())
        with connection.execute_wrapper(note):
            assert post_raw(at_files, line, size).status_code == 302
        assert arrived
        assert set(arrived) == {size}

    def test_no_byte_is_on_disk_in_clear_at_any_moment(self, at_files: Visitor) -> None:
        line = _Line(body(at_files, CANARY * 200_000))
        post_raw(at_files, line, len(line.getvalue()))
        assert any(line.seen_on_disk)
        assert not any(CANARY in seen for seen in line.seen_on_disk)
        assert not any(CANARY in path.read_bytes() for path in on_disk())

    def test_a_line_that_dies_leaves_nothing(self, at_files: Visitor) -> None:
        whole = body(at_files, CANARY * 200_000)
        line = _Line(whole, dies_at=len(whole) // 2)
        assert post_raw(at_files, line, len(whole)).status_code >= 400
        assert any(line.seen_on_disk)
        assert on_disk() == []
        assert draft_of(at_files).files == ()

    def test_a_body_that_ends_early_without_a_sound_is_noticed(self, at_files: Visitor) -> None:
        whole = body(at_files, CANARY * 1000, whole=False)
        response = post_raw(at_files, _Line(whole), len(whole))
        assert response.status_code == 422
        assert "did not arrive whole" in response.content.decode()
        assert on_disk() == []

    def test_a_visitor_whose_check_fails_leaves_no_file(self, at_files: Visitor) -> None:
        at_files.client.cookies["csrf"] = "x" * 32
        at_files.press("go", "add", files=file())
        assert at_files.status == 400
        assert on_disk() == []


class TestMailboxFiles:
    def test_a_file_can_be_added_later(self, visitor: Visitor) -> None:
        code = send(visitor)
        visitor.open("/en/messages/").press(code=code.display)
        visitor.press(form=1, files=file("more.txt"))
        assert "We have your file." in visitor.text
        assert "more.txt" in visitor.text
        assert [UUID(hex=path.name) for path in on_disk()] == []
        assert storage.path(Attachment.objects.get().id).exists()

    def test_a_picture_is_refused_there_too(self, visitor: Visitor) -> None:
        code = send(visitor)
        visitor.open("/en/messages/").press(code=code.display)
        visitor.press(form=1, files=file("me.png"))
        assert visitor.status == 422
        assert "You did nothing wrong." in visitor.text
        assert not Attachment.objects.exists()

    def test_no_temporary_folder_is_used(self, at_files: Visitor, tmp_path: Path, monkeypatch: Any) -> None:
        monkeypatch.setenv("TMPDIR", str(tmp_path))
        os.chmod(tmp_path, 0o500)
        at_files.press("go", "add", files=file(content=CANARY * 300_000))
        assert list(tmp_path.iterdir()) == []
        assert len(draft_of(at_files).files) == 1
