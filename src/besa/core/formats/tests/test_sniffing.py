"""Every file finds its reader by how it begins."""

from pathlib import Path

import pytest

from besa.core.formats import Referral, lines
from besa.core.formats.sniffing import ENOUGH, FORMATS, reader_for
from besa.core.formats.tests.properties import items_of

FOLDER = Path(__file__).parents[1]
FILES = sorted(FOLDER.glob("*/tests/files/*"))
LINE = lines.render(Referral(format="x", source="y"))


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_the_files_of_every_format_find_it(file: Path) -> None:
    found = reader_for(file.read_bytes()[:ENOUGH], "without-a-name")
    assert found is not None
    assert found.name == file.parts[-4]
    assert any(item.referral for item in items_of(found.read, file.read_bytes()))


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "utf-32"])
def test_marks_and_wide_letters_do_not_matter(encoding: str) -> None:
    for file in FILES:
        found = reader_for(file.read_text(encoding="utf-8").encode(encoding)[:ENOUGH], "")
        assert found is not None
        assert found.name == file.parts[-4]


@pytest.mark.parametrize(
    ("head", "name", "expected"),
    [
        (LINE, "x", "lines"),
        (b"\xef\xbb\xbf\r\n" + LINE, "x", "lines"),
        (b"Report number;child age\n1;2", "x", "table"),
        (b"anything\n", "list.CSV", "table"),
        (b'{"reportId": 1}', "x", "cybertip_json"),
        (b"<!DOCTYPE x><x/>", "x", "cybertip_xml"),
    ],
)
def test_beginnings(head: bytes, name: str, expected: str) -> None:
    found = reader_for(head, name)
    assert found is FORMATS[expected]


@pytest.mark.parametrize("head", [b"", b"PK\x03\x04", b"%PDF-1.7", b"\xff\xd8\xff\xe0", b"hello", b"\x00" * 64])
def test_what_is_no_referral_has_no_reader(head: bytes) -> None:
    assert reader_for(head, "file.bin") is None


def test_every_folder_with_a_reader_is_known() -> None:
    folders = {path.parent.name for path in FOLDER.glob("*/reading.py")}
    assert folders == set(FORMATS)
