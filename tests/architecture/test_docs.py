"""Documentation is tested: every setting, command, ledger verb, check and key file is described, and no link is dead.

python -m tests.architecture.test_docs     writes docs/commands.md and docs/ledger.md again
"""

from __future__ import annotations

import re
import subprocess
import sys
from dataclasses import fields
from pathlib import Path

import click
import pytest

ROOT = Path(__file__).resolve().parents[2]
DOCS = ROOT / "docs"
PAGES = [path for path in (*ROOT.glob("*.md"), *DOCS.rglob("*.md")) if path.is_file()]


def commands_page() -> str:
    """Every command with its own help, as the program prints it."""
    from besa.node.faces.cli import main

    lines = [
        "# Commands",
        "",
        "What every command says about itself. Written by `python -m tests.architecture.test_docs`; settings are in "
        "[settings.md](settings.md).",
    ]
    for words, command in _commands(main, "besa"):
        # As below `besa`: a command keeps the first options for help that it was asked with.
        with click.Context(command, info_name=words, **main.context_settings) as context:
            context.terminal_width = context.max_content_width = 100
            help_text = re.sub(r"[ \t]+$", "", command.get_help(context), flags=re.M)
        lines += ["", f"## {words}", "", "```", help_text, "```"]
    return "\n".join(lines) + "\n"


def _commands(group: click.Command, words: str) -> list[tuple[str, click.Command]]:
    found = [(words, group)]
    if isinstance(group, click.Group):
        context = click.Context(group, info_name=words)
        for name in group.list_commands(context):
            command = group.get_command(context, name)
            assert command is not None
            if not command.hidden:
                found += _commands(command, f"{words} {name}")
    return found


def ledger_page() -> str:
    """Every verb with its sentence."""
    from besa.node.platform import verbs

    lines = [
        "# What the ledger records",
        "",
        "Every act of these kinds is one entry: time, pseudonym, verb, object, digest; never a name, nor a word of a "
        "report. Written by `python -m tests.architecture.test_docs`.",
        "",
        "| verb | what happened |",
        "|---|---|",
    ]
    lines += [f"| `{verb}` | {sentence} |" for verb, sentence in sorted(verbs.known().items())]
    return "\n".join(lines) + "\n"


@pytest.mark.parametrize(("name", "page"), [("commands.md", commands_page), ("ledger.md", ledger_page)])
def test_what_the_program_knows_is_what_the_guide_says(name: str, page: object) -> None:
    written = (DOCS / name).read_text(encoding="utf-8")
    assert written == page(), "run: python -m tests.architecture.test_docs"  # type: ignore[operator]


def test_every_setting_is_described_with_its_default() -> None:
    from besa.node.platform import environment

    table = (DOCS / "settings.md").read_text(encoding="utf-8")
    described = set(re.findall(r"^\| `(BESA_\w+)` \|", table, flags=re.M))
    assert described == {f"BESA_{field.name.upper()}" for field in fields(environment.Environment)}
    defaults = environment.read({})
    files = ("upload_limit_mb", "upload_files", "report_files", "incoming_limit_mb")
    for name in ("lock_minutes", *files, "draft_hours", "idle_minutes", "pace_per_minute"):
        assert f"| `BESA_{name.upper()}` | `{getattr(defaults, name)}` |" in table
    for name in ("face", "origin", "country"):
        assert f"| `BESA_{name.upper()}` | `{getattr(defaults, name)}` |" in table


def test_every_key_file_is_described() -> None:
    from besa.node.platform.selfchecks.keys import EXPECTED

    table = (DOCS / "settings.md").read_text(encoding="utf-8").partition("## Key files")[2]
    for name in EXPECTED:
        assert f"`{name}`" in table, name


def test_settings_named_anywhere_exist() -> None:
    from besa.node.platform import environment

    known = {f"BESA_{field.name.upper()}" for field in fields(environment.Environment)}
    for page in (*PAGES, *DOCS.glob("systemd/*"), *DOCS.glob("proxy/*"), ROOT / "Makefile"):
        named = set(re.findall(r"\bBESA_[A-Z_]*[A-Z]\b", page.read_text(encoding="utf-8")))
        assert named <= known, page


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_no_link_within_the_guides_is_dead(page: Path) -> None:
    for target in re.findall(r"(?<!\!)\[[^\]]*\]\(([^)\s]+)\)", page.read_text(encoding="utf-8")):
        if "://" in target or target.startswith("mailto:"):
            continue
        path, _, anchor = target.partition("#")
        place = (page.parent / path).resolve() if path else page
        assert place.exists(), f"{page.name} links to {target}"
        if anchor and place.suffix == ".md":
            headings = re.findall(r"^#+ (.+)$", place.read_text(encoding="utf-8"), flags=re.M)
            slugs = {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}
            assert anchor in slugs, f"{page.name} links to {target}"


def test_commands_named_in_the_guides_exist() -> None:
    from besa.node.faces.cli import main

    known = {words for words, _ in _commands(main, "besa")}
    for page in PAGES:
        for line in re.findall(r"`(besa [^`]+)`", page.read_text(encoding="utf-8")):
            words = line.split()
            name = " ".join(
                words[: next((n for n, word in enumerate(words) if not re.fullmatch(r"[a-z-]+", word)), 99)]
            )
            longest = max((command for command in known if f"{name} ".startswith(f"{command} ")), key=len)
            assert longest != "besa", f"{page.name} names `{line}`"


@pytest.mark.parametrize("unit", sorted(DOCS.glob("systemd/*.service")), ids=lambda unit: unit.stem)
def test_every_unit_keeps_its_protection(unit: Path) -> None:
    """What a unit must not lose when it is edited; `systemd-analyze verify` runs where there is one."""
    text = unit.read_text(encoding="utf-8")
    for line in (
        "ProtectSystem=strict",
        "NoNewPrivileges=yes",
        "PrivateTmp=yes",
        "MemorySwapMax=0",
        "LimitCORE=0",
        "CapabilityBoundingSet=",
        "MemoryMax=",
        "UMask=00",
    ):
        assert re.search(rf"^{line}", text, flags=re.M), line
    assert "IPAddressDeny=any" in text or "PrivateNetwork=yes" in text


@pytest.mark.parametrize(
    "directive", ["proxy_request_buffering off", "proxy_max_temp_file_size 0", "access_log off", "error_log /dev/null"]
)
def test_the_proxy_example_keeps_nothing(directive: str) -> None:
    assert re.search(rf"^{directive};", (DOCS / "proxy" / "besa-proxy.inc").read_text(encoding="utf-8"), flags=re.M)


def rewrite() -> None:
    """Write the two generated pages."""
    from besa.node.faces.cli import set_up_django

    set_up_django()
    (DOCS / "commands.md").write_text(commands_page(), encoding="utf-8")
    (DOCS / "ledger.md").write_text(ledger_page(), encoding="utf-8")


if __name__ == "__main__":
    rewrite()
    sys.exit(subprocess.call(["git", "-C", str(ROOT), "status", "--short", "docs"]))
