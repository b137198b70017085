"""Two printed shares give the backup key, one gives nothing, and it is not the desks' recovery key."""

from __future__ import annotations

import itertools
import os
from pathlib import Path

import pytest

from besa.core.sealing import ShareProblem, split_shares
from besa.node.people import keys as people_keys
from besa.node.platform import backup_key

SECRET = bytes(range(32))


def test_any_two_shares_give_the_same_key() -> None:
    shares = split_shares(SECRET)
    found = {backup_key.from_shares(pair).public for pair in itertools.permutations(shares, 2)}
    assert found == {backup_key.backup_key(SECRET).public}


def test_one_share_gives_nothing() -> None:
    with pytest.raises(ShareProblem):
        backup_key.from_shares(split_shares(SECRET)[:1])


def test_the_same_paper_gives_every_purpose_a_key_of_its_own() -> None:
    backup, recovery = backup_key.backup_key(SECRET), people_keys.recovery_key(SECRET)
    assert backup.public != recovery.public


def test_the_key_never_changes_with_the_program() -> None:
    assert backup_key.backup_key(SECRET).public.fingerprint == "2cb359535b41dade9f195684bfd94887"


def test_only_the_public_half_is_written_and_only_once(tmp_path: Path) -> None:
    shares = split_shares(SECRET)
    public = backup_key.publish(tmp_path, shares=shares)
    assert (tmp_path / "public" / "backup").read_bytes() == public.to_bytes()
    with pytest.raises(FileExistsError):
        backup_key.publish(tmp_path, shares=split_shares(os.urandom(32)))
    assert (tmp_path / "public" / "backup").read_bytes() == public.to_bytes()
