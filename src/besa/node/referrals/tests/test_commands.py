"""A wrong word at the command line is answered in words, before anything is written."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from besa.node.referrals.commands import referrals
from besa.node.referrals.models import Import, Source
from besa.node.reports.models import Report
from besa.node.reports.tests.conftest import PASSWORD, Team, team

__all__ = ["team"]


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("--from", "N C M E C"), "up to 20 small letters"),
        (("--from", "a" * 21), "up to 20 small letters"),
        (("--from", ""), "up to 20 small letters"),
        (("--from", "ncmec", "--name", "x" * 81), "up to 80 characters"),
        (("--from", "ncmec", "--desk", "nowhere"), "no desk is called 'nowhere'"),
        (("--from", "ncmec", "--format", "fax"), "no format is called 'fax'; there are: cybertip_json"),
        (("--from", "ncmec", "--processes", "0"), "not in the range"),
    ],
)
def test_wrong_words_to_import_take_nothing_in(
    team: Team, tmp_path: Path, arguments: tuple[str, ...], says: str
) -> None:
    file = tmp_path / "a.xml"
    file.write_text("<reports/>", encoding="utf-8")
    done = CliRunner().invoke(referrals, ["import", str(file), "--processes", "1", *arguments])
    assert done.exit_code != 0
    assert says in done.output
    assert "Traceback" not in done.output
    assert (Report.objects.count(), Import.objects.count()) == (0, 0)


def test_a_file_that_is_not_there_or_in_no_format_is_named(team: Team, tmp_path: Path) -> None:
    runner = CliRunner()
    assert "does not exist" in runner.invoke(referrals, ["import", str(tmp_path / "none"), "--from", "ncmec"]).output
    (tmp_path / "letter.bin").write_bytes(bytes(range(256)))
    done = runner.invoke(referrals, ["import", str(tmp_path), "--from", "ncmec", "--processes", "1"])
    assert done.exit_code == 1
    assert "letter.bin is in no format that can be read" in done.output


@pytest.mark.parametrize("command", ["export", "feedback"])
def test_giving_back_says_what_is_wrong(team: Team, tmp_path: Path, command: str) -> None:
    right, wrong = tmp_path / "right", tmp_path / "wrong"
    right.write_text(PASSWORD, encoding="utf-8")
    wrong.write_text("another password 2026", encoding="utf-8")

    def said(user: str, password: Path, to: str, source: str = "ncmec") -> str:
        who = ["--user", user, "--password-file", str(password), "--to", str(tmp_path / to)]
        done = CliRunner().invoke(referrals, [command, source, *who])
        assert done.exit_code == 1, done.output
        return done.output

    assert "user name or password is not right" in said("anna", wrong, "out")
    assert "user name or password is not right" in said("nobody", right, "out")
    assert "no source is called 'ncmec'; known are: none yet" in said("anna", right, "out")
    Source.objects.create(slug="ncmec", name="NCMEC", desk_id=team.hotline, added_at="2026-03-01T00:00:00Z")
    assert "cannot be written" in said("anna", right, "right/inside")
