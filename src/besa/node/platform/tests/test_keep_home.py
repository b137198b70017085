"""A home belongs to one node for good, and its key files to their owner alone."""

from __future__ import annotations

import json
import stat
from pathlib import Path

import pytest

from besa.node.platform import home, keyfiles

IDENTITY = home.NodeIdentity(node="0" * 32, kind=home.LIVE, name="besa.example.org")


def test_a_home_remembers_who_lives_in_it(tmp_path: Path) -> None:
    home.create(tmp_path / "new", IDENTITY)
    assert home.read(tmp_path / "new") == IDENTITY


def test_a_home_is_never_made_twice(tmp_path: Path) -> None:
    home.create(tmp_path, IDENTITY)
    demo = home.NodeIdentity(node="1" * 32, kind=home.DEMO, name="x")
    with pytest.raises(home.WrongHome, match="already the home"):
        home.create(tmp_path, demo)
    assert home.read(tmp_path) == IDENTITY, "a live node can never become a demonstration"


@pytest.mark.parametrize(
    "content", [None, "", "{}", "[]", "not json", json.dumps({"node": "x", "kind": "live", "more": 1})]
)
def test_a_folder_that_is_no_home_says_what_to_do(tmp_path: Path, content: str | None) -> None:
    if content is not None:
        (tmp_path / "node.json").write_text(content, encoding="utf-8")
    with pytest.raises(home.WrongHome, match="besa init"):
        home.read(tmp_path)


def test_folders_of_the_home_are_closed_to_other_users() -> None:
    folder = home.folder("sealed")
    assert stat.S_IMODE(folder.stat().st_mode) & 0o007 == 0


def test_a_key_file_is_for_its_owner_only_and_never_overwritten(tmp_path: Path) -> None:
    keyfiles.write_new(tmp_path, "public/pepper", b"first")
    path = tmp_path / "public" / "pepper"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    with pytest.raises(FileExistsError):
        keyfiles.write_new(tmp_path, "public/pepper", b"second")
    assert path.read_bytes() == b"first"


def test_a_missing_key_file_says_which_and_what_to_do() -> None:
    with pytest.raises(keyfiles.KeyFileMissing, match=r"public/no-such-key.*besa init.*backup"):
        keyfiles.read("public/no-such-key")
