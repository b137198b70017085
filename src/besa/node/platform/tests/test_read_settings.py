"""Settings are read strictly: a bad one refuses to start and says which, what it was and what it may be."""

from __future__ import annotations

from pathlib import Path

import pytest

from besa.node.platform.environment import BadSetting, read


def test_nothing_set_is_a_small_node_on_this_machine(tmp_path: Path) -> None:
    env = read({"BESA_HOME": str(tmp_path)})
    assert env.home == tmp_path
    assert env.keys == tmp_path / "keys"
    assert env.database_url == f"sqlite:///{tmp_path / 'besa.sqlite3'}"
    assert (env.face, env.origin, env.country) == ("all", "http://127.0.0.1:8000", "al")
    assert not env.secure


@pytest.mark.parametrize(
    ("name", "value", "says"),
    [
        ("BESA_FACE", "everything", "one of all, public, staff, partners, worker"),
        ("BESA_ORIGIN", "besa.example.org", "without a path"),
        ("BESA_ORIGIN", "https://besa.example.org/path", "without a path"),
        ("BESA_ORIGIN", "ftp://besa.example.org", "without a path"),
        ("BESA_ORIGIN", "http://besa.example.org", "only a loopback address may go without https"),
        ("BESA_DATABASE_URL", "mysql://x/y", "sqlite:///path or postgresql://"),
        ("BESA_LOCK_MINUTES", "0", "whole number from 1 to 720"),
        ("BESA_LOCK_MINUTES", "721", "whole number from 1 to 720"),
        ("BESA_LOCK_MINUTES", "1.5", "whole number"),
        ("BESA_LOCK_MINUTES", "-1", "whole number"),
        ("BESA_LOCK_MINUTES", "١٥", "whole number"),
        ("BESA_UPLOAD_LIMIT_MB", "much", "whole number from 1 to 1024"),
    ],
)
def test_a_bad_value_is_named_with_what_it_may_be(name: str, value: str, says: str) -> None:
    with pytest.raises(BadSetting, match=says) as caught:
        read({name: value})
    assert name in str(caught.value)
    assert value.split(":", maxsplit=1)[0] in str(caught.value)


def test_a_misspelt_name_does_not_pass_silently() -> None:
    with pytest.raises(BadSetting, match="Unknown setting BESA_HOMME"):
        read({"BESA_HOMME": "/tmp"})


def test_names_of_others_are_none_of_our_business() -> None:
    read({"HOME": "/root", "BESANT": "x", "PATH": ""})


@pytest.mark.parametrize(
    ("origin", "secure", "host"),
    [
        ("https://besa.example.org", True, "besa.example.org"),
        ("https://besa.example.org:8443/", True, "besa.example.org"),
        ("http://127.0.0.1:8123", False, "127.0.0.1"),
        ("http://localhost:8123", False, "localhost"),
        ("http://[::1]:8123", False, "::1"),
    ],
)
def test_the_origin_decides_about_tls_and_hosts(origin: str, secure: bool, host: str) -> None:
    env = read({"BESA_ORIGIN": origin})
    assert env.secure is secure
    assert env.origin == origin.rstrip("/")
    assert host in env.hosts


def test_an_empty_value_means_the_default() -> None:
    assert read({"BESA_FACE": "", "BESA_LOCK_MINUTES": ""}) == read({})
