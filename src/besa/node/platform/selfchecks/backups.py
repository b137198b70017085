"""Backups are made, read back, and were once really opened with the printed shares."""

from __future__ import annotations

from collections.abc import Iterator

from besa.node.platform import backup_diary, backup_key, home, keyfiles
from besa.node.platform.selfcheck import FAILS, OK, WARNING, Finding, Occasion, check

_DAY = 24.0


@check("Backup key")
def sealed_to(occasion: Occasion) -> Iterator[Finding]:
    """Backups can be sealed."""
    try:
        yield Finding("Backup key", OK, f"sealed to {backup_key.published().fingerprint[:8]}, opened by two shares")
    except (keyfiles.KeyFileMissing, ValueError):
        yield Finding("Backup key", FAILS, "is missing or damaged", "Run `besa backup-key` with two recovery shares.")


@check("Backups")
def ages(occasion: Occasion) -> Iterator[Finding]:
    """How long ago each thing was done."""
    diary = backup_diary.read(occasion.env.home)
    worst = WARNING if home.is_demo() else FAILS
    made = diary.age_hours(diary.made, occasion.now)
    yield Finding(
        "Backup",
        worst if made is None or made > 7 * _DAY else WARNING if made > 26 else OK,
        "never made" if made is None else f"last made {_ago(made)} ago, {diary.size / 1e6:.1f} MB",
        ""
        if made is not None and made <= 26
        else "Run `besa backup --to FOLDER --verify` every night (docs/backup.md).",
    )
    read = diary.age_hours(diary.read_back, occasion.now)
    yield Finding(
        "Backup, verified",
        OK if read is not None and read <= 35 * _DAY else WARNING,
        "none was ever restored to check it" if read is None else f"last restored to check it {_ago(read)} ago",
        "" if read is not None and read <= 35 * _DAY else "Add --verify to the nightly backup.",
    )
    opened = diary.age_hours(diary.opened_with_shares, occasion.now)
    yield Finding(
        "Recovery shares",
        OK if opened is not None and opened <= 370 * _DAY else WARNING,
        "never tried on a backup" if opened is None else f"opened a backup {_ago(opened)} ago",
        ""
        if opened is not None and opened <= 370 * _DAY
        else "Once a year bring two holders together: `besa restore FILE --rehearse`.",
    )


def _ago(hours: float) -> str:
    return f"{hours:.0f} hours" if hours < 72 else f"{hours / 24:.0f} days"
