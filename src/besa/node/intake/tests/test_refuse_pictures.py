"""What may come in is told from the first bytes and the name; pictures and videos never may."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from besa.node.intake import kinds
from besa.node.intake.kinds import Refusal, Refused, media_type
from besa.node.intake.uploads import clean_name

PICTURES = {
    "jpeg": b"\xff\xd8\xff\xe0\x00\x10JFIF",
    "png": b"\x89PNG\r\n\x1a\n",
    "gif": b"GIF89a",
    "webp": b"RIFF\x10\x00\x00\x00WEBPVP8 ",
    "avi": b"RIFF\x10\x00\x00\x00AVI LIST",
    "bmp": b"BM\x10\x00\x00\x00\x00\x00\x00\x00\x36\x00",
    "tiff": b"II*\x00\x08\x00",
    "heic": b"\x00\x00\x00\x18ftypheic",
    "mp4": b"\x00\x00\x00\x20ftypisom",
    "mov": b"\x00\x00\x00\x14ftypqt  ",
    "webm": b"\x1aE\xdf\xa3\x01\x00",
    "flv": b"FLV\x01\x05",
    "mpeg": b"\x00\x00\x01\xba\x44",
    "ico": b"\x00\x00\x01\x00\x01\x00",
    "psd": b"8BPS\x00\x01",
    "svg": b'<?xml version="1.0"?>\n<svg xmlns="http://www.w3.org/2000/svg">',
}
WELCOME = {
    "chat.txt": (b"12.3. 20:15 - Anna: hi", "text/plain"),
    "BMW.txt": (b"BMW is a car", "text/plain"),
    "_chat": ("здраво".encode(), "text/plain"),
    "old.txt": ("Zdravo, šta radiš?".encode("cp1250"), "text/plain"),
    "wide.txt": ("Përshëndetje".encode("utf-16"), "text/plain"),
    "list.csv": (b"a;b\n1;2", "text/csv"),
    "result.json": (b'{"messages": []}', "application/json"),
    "page.html": (b"<html><script>alert(1)</script>", "text/html"),
    "mail.eml": (b"From: a@example.org\r\n\r\nHello", "message/rfc822"),
    "paper.pdf": (b"%PDF-1.7\n", "application/pdf"),
    "letter.docx": (b"PK\x03\x04" + bytes(20), kinds._ZIP_NAMES["docx"]),
    "WhatsApp Chat.zip": (b"PK\x03\x04" + bytes(20), "application/zip"),
    "mail.msg": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(20), "application/vnd.ms-outlook"),
}


def reason(head: bytes, name: str) -> Refusal | None:
    try:
        media_type(head, name)
    except Refused as refused:
        return refused.reason
    return None


class TestPictures:
    @pytest.mark.parametrize("kind", PICTURES)
    @pytest.mark.parametrize("name", ["holiday.txt", "holiday.pdf", "holiday", "holiday.txt.zip"])
    def test_content_tells_whatever_the_name_says(self, kind: str, name: str) -> None:
        assert reason(PICTURES[kind] + b"x" * 100, name) is Refusal.PICTURE

    @pytest.mark.parametrize("ending", ["jpg", "JPG", "heic", "png", "mp4", "mov", "svg", "3gp", "webm"])
    def test_the_name_tells_whatever_the_content_is(self, ending: str) -> None:
        assert reason(b"just words", f"a.{ending}") is Refusal.PICTURE

    @given(st.binary(min_size=1, max_size=300), st.sampled_from(sorted(PICTURES)))
    def test_nothing_after_the_first_bytes_makes_a_picture_welcome(self, rest: bytes, kind: str) -> None:
        assert reason(PICTURES[kind] + rest, "a.txt") is not None


class TestWelcome:
    @pytest.mark.parametrize("name", WELCOME)
    def test_texts_chats_documents_and_mails_come_in(self, name: str) -> None:
        head, expected = WELCOME[name]
        assert media_type(head, name) == expected

    def test_a_letter_cut_in_two_at_the_end_of_the_first_bytes_is_no_reason(self) -> None:
        head = ("x" + "ш" * kinds.HEAD).encode()[: kinds.HEAD]
        assert media_type(head, "a.txt") == "text/plain"

    @pytest.mark.parametrize(
        ("head", "name"),
        [(b"MZ\x90\x00", "a.exe"), (b"\x7fELF\x02", "a"), (b"PK\x03\x04", "a.apk"), (b"ID3\x03\x00", "a.mp3")],
    )
    def test_programs_and_what_we_do_not_know_stay_out(self, head: bytes, name: str) -> None:
        assert reason(head, name) is Refusal.UNKNOWN

    def test_an_empty_file_says_so(self) -> None:
        assert reason(b"", "a.txt") is Refusal.EMPTY

    @given(st.binary(max_size=400), st.text(max_size=30))
    def test_whatever_comes_is_judged_without_an_accident(self, head: bytes, name: str) -> None:
        assert reason(head, name) in {None, *Refusal}


class TestNames:
    @pytest.mark.parametrize(
        ("given_name", "kept"),
        [
            ("../../etc/passwd", "passwd"),
            ("C:\\Users\\me\\biseda.txt", "biseda.txt"),
            ("a\u202etxt.exe", "atxt.exe"),
            ("разговор.txt", "разговор.txt"),
            ("x" * 300 + ".docx", "x" * 115 + ".docx"),
        ],
    )
    def test_names_lose_paths_tricks_and_length(self, given_name: str, kept: str) -> None:
        assert clean_name(given_name) == kept
