"""An archive gives back exactly what was put in, or nothing at all."""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from besa.core.sealing import SealBroken, SecretKey
from besa.node.platform.archive import MANIFEST, PART, ArchiveBroken, ArchiveWriter, read_header, read_members

OWNER = SecretKey.generate()
MADE = datetime(2026, 11, 22, 3, 0, tzinfo=UTC)
FILE = "sealed/ab/" + "ab" * 16


def written(members: dict[str, bytes], *, split: int = 1 << 20) -> bytes:
    out = io.BytesIO()
    archive = ArchiveWriter(out, to=OWNER.public, node="c0ffee", kind="data", made=MADE)
    for name, content in members.items():
        archive.add(name, [content[at : at + split] for at in range(0, len(content), split)])
    archive.finish({"database": "sqlite"})
    return out.getvalue()


def read(raw: bytes, owner: SecretKey = OWNER) -> tuple[dict[str, bytes], dict[str, object]]:
    source = io.BytesIO(raw)
    header = read_header(source)
    found: dict[str, bytes] = {}

    def take(name: str, pieces: Iterator[bytes]) -> None:
        found[name] = b"".join(pieces)

    return found, read_members(source, header, header.file_key(owner), take)


@pytest.mark.parametrize("size", [0, 1, PART - 1, PART, PART + 1, 3 * PART + 7])
def test_every_size_comes_back_whole(size: int) -> None:
    members = {"node.json": b"{}", "database": (b"\x00\x80zeros and marks" * (size // 10 + 1))[:size], FILE: b"\x80"}
    found, manifest = read(written(members))
    assert found == members
    assert manifest["database"] == "sqlite"


@settings(max_examples=25, deadline=None)
@given(st.lists(st.binary(max_size=300), max_size=6), st.integers(1, 400))
def test_any_content_in_any_division_comes_back(contents: list[bytes], split: int) -> None:
    members = {f"checkpoints/{number}": content for number, content in enumerate(contents)}
    assert read(written(members, split=split))[0] == members


def test_the_line_in_clear_names_the_node_and_the_moment_and_no_more() -> None:
    header = read_header(io.BytesIO(written({})))
    assert (header.node, header.made, header.kind) == ("c0ffee", "2026-11-22T03:00:00+00:00", "data")
    assert header.key == OWNER.public.fingerprint


def test_nothing_that_was_put_in_can_be_seen() -> None:
    raw = written({"database": b"CANARY in the database " * 1000, FILE: b"CANARY"})
    assert b"CANARY" not in raw
    assert b"sealed/" not in raw


def test_another_owner_opens_nothing() -> None:
    with pytest.raises(SealBroken):
        read(written({"database": b"x"}), SecretKey.generate())


@pytest.mark.parametrize("part", [0.0, 0.001, 0.2, 0.5, 0.9, 0.999999])
def test_a_changed_bit_is_refused_wherever_it_is(part: float) -> None:
    raw = bytearray(written({"database": bytes(range(256)) * 20_000, FILE: b"x" * 5000}))
    raw[int(part * (len(raw) - 1))] ^= 1
    with pytest.raises((ArchiveBroken, SealBroken)):
        read(bytes(raw))


@pytest.mark.parametrize("missing", [1, 17, 4096, 1 << 20, 3 << 20])
def test_an_archive_that_was_cut_off_is_refused(missing: int) -> None:
    with pytest.raises(ArchiveBroken):
        read(written({"database": b"x" * (5 << 20)})[:-missing])


def test_something_behind_the_end_is_refused() -> None:
    with pytest.raises(ArchiveBroken):
        read(written({"database": b"x"}) + b"more")


@pytest.mark.parametrize("header", ["made", "node", "kind"])
def test_the_line_in_clear_cannot_be_exchanged(header: str) -> None:
    raw = written({"database": b"x"})
    changed = {
        "made": raw.replace(b"2026-11-22T03", b"2026-11-23T03", 1),
        "node": raw.replace(b"c0ffee", b"c0ffea", 1),
        "kind": raw.replace(b'"data"', b'"keys"', 1),
    }[header]
    assert changed != raw
    with pytest.raises((ArchiveBroken, SealBroken)):
        read(changed)


def test_an_archive_without_its_manifest_is_refused() -> None:
    out = io.BytesIO()
    archive = ArchiveWriter(out, to=OWNER.public, node="c0ffee", kind="data", made=MADE)
    archive.add("database", [b"x"])
    archive._sink.finish()
    with pytest.raises(ArchiveBroken, match="no manifest"):
        read(out.getvalue())


def test_a_manifest_that_says_something_else_is_refused() -> None:
    out = io.BytesIO()
    archive = ArchiveWriter(out, to=OWNER.public, node="c0ffee", kind="data", made=MADE)
    archive.add("database", [b"x"])
    archive.members.clear()
    archive.finish({})
    with pytest.raises(ArchiveBroken, match="manifest lists"):
        read(out.getvalue())


@pytest.mark.parametrize("name", ["../escape", "/etc/passwd", "sealed/../../x", "keys/other/x", "database/x", ""])
def test_only_what_belongs_into_a_backup_can_be_put_in(name: str) -> None:
    archive = ArchiveWriter(io.BytesIO(), to=OWNER.public, node="c0ffee", kind="data", made=MADE)
    with pytest.raises(ValueError, match="no place"):
        archive.add(name, [b"x"])


@pytest.mark.parametrize(
    "raw", [b"", b"besa-backup 1\n", b"PK\x03\x04", b"besa-backup 1\n{}\n", b"besa-backup 2\n{}\n"]
)
def test_other_files_are_named_as_no_backup(raw: bytes) -> None:
    with pytest.raises(ArchiveBroken):
        read_header(io.BytesIO(raw))


def test_the_manifest_has_its_own_name() -> None:
    assert MANIFEST not in read(written({"database": b"x"}))[0]
