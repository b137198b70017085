"""Key files are all there, closed to strangers, and apart: the public process reads no key of staff or worker."""

from __future__ import annotations

import os
import pwd
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from besa.node.platform.selfcheck import FAILS, OK, WARNING, Finding, Occasion, check

EXPECTED = (
    "public/backup",
    "public/django",
    "public/index",
    "public/ledger-vkey",
    "public/pepper",
    "public/robot",
    "public/vouch",
    "staff/django",
    "staff/vouch",
    "worker/ledger-ed25519",
    "worker/ledger-mldsa44",
    "worker/robot",
)


@dataclass(frozen=True)
class Who:
    """A user as the file system sees one."""

    uid: int
    groups: frozenset[int]

    @property
    def name(self) -> str:
        try:
            return pwd.getpwuid(self.uid).pw_name
        except KeyError:
            return f"user {self.uid}"

    def can_read(self, path: Path) -> bool:
        """By owner, group and mode of the file and of every folder above it (access lists are not looked at)."""
        if self.uid == 0:
            return True
        return self._may(path, 0o4) and all(self._may(folder, 0o1) for folder in path.parents)

    def _may(self, path: Path, bit: int) -> bool:
        found = path.stat()
        if found.st_uid == self.uid:
            return bool(found.st_mode & (bit << 6))
        if found.st_gid in self.groups:
            return bool(found.st_mode & (bit << 3))
        return bool(found.st_mode & bit)


@check("Key files")
def closed(occasion: Occasion) -> Iterator[Finding]:
    """Every key file is there, and no stranger may read or write it."""
    keys = occasion.env.keys
    reader = os.access(keys / "worker", os.X_OK) and os.access(keys / "staff", os.X_OK)
    missing = [name for name in EXPECTED if reader and not (keys / name).is_file()]
    open_ones = []
    for path in (*keys.glob("*"), *keys.glob("*/*")):  # the folder of folders itself may be seen
        mode = stat.S_IMODE(path.stat().st_mode)
        if mode & 0o007 or (path.is_file() and mode & 0o022):
            open_ones.append(f"{path.relative_to(keys.parent)} has mode {mode:o}")
    if missing or open_ones:
        yield Finding(
            "Key files",
            FAILS,
            "; ".join([f"{name} is missing" for name in missing] + open_ones),
            "Restore missing ones from the backup of the key files; close open ones: chmod -R o=,g-w " + str(keys),
        )
    elif not reader:
        yield Finding("Key files", OK, f"{_me().name} sees only its own, as it should; run as root to check them all")
    else:
        yield Finding("Key files", OK, f"all {len(EXPECTED)} are there, none is open to strangers")


@check("Separation")
def apart(occasion: Occasion) -> Iterator[Finding]:
    """No process that serves the public can read the staff's or the worker's keys."""
    keys = occasion.env.keys
    private = [path for folder in ("staff", "worker") for path in (keys / folder).glob("*")]
    seen = False
    for who, face in _serving(occasion.env.home):
        seen = True
        if face == "all":
            yield _together(occasion, who)
            continue
        can = [path.parent.name for path in private if who.can_read(path)]
        bad = sorted({name for name in can if name != face})
        yield Finding(
            "Separation",
            FAILS if bad else OK,
            f"the {face} process runs as {who.name}"
            + (f" and can read the key files of: {', '.join(bad)}" if bad else " and can read no key file but its own"),
            "Give each face a user of its own and each key folder its owner (docs/systemd)." if bad else "",
        )
    if not seen:
        yield Finding(
            "Separation",
            WARNING,
            f"no serving process was found or may be looked at (this check runs as {_me().name})",
            "Run `besa check` as root while the node serves, to check what each process can read.",
        )


def _together(occasion: Occasion, who: Who) -> Finding:
    seen = f"one process serves all faces as {who.name} and can read every key file"
    if not occasion.env.secure:
        return Finding("Separation", OK, seen)
    if who.uid == 0:
        return Finding("Separation", FAILS, seen, "Never serve as root: make a user for the node (docs/running.md).")
    return Finding(
        "Separation", WARNING, seen, "Fine for a small hotline; a larger node gives each face a user (docs/running.md)."
    )


def _me() -> Who:
    return Who(os.geteuid(), frozenset({os.getegid(), *os.getgroups()}))


def _serving(home: Path) -> Iterator[tuple[Who, str]]:
    """Each user that runs `besa serve` for this home, with its face, as far as /proc shows it; each pair once."""
    seen = set()
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            words = (folder / "cmdline").read_bytes().split(b"\0")
            if b"serve" not in words[:6] or not any(b"besa" in word for word in words[:4]):
                continue
            environ = _environ(folder)
            if (folder / "cwd").resolve().joinpath(environ.get("BESA_HOME") or "besa-home").resolve() != home:
                continue
            entry = _who(folder), environ.get("BESA_FACE") or "all"
        except (OSError, ValueError, KeyError):
            continue
        if entry not in seen:
            seen.add(entry)
            yield entry


def _environ(folder: Path) -> dict[str, str]:
    pairs = (folder / "environ").read_bytes().decode("utf-8", "replace").split("\0")
    return dict(pair.split("=", 1) for pair in pairs if "=" in pair)


def _who(folder: Path) -> Who:
    lines = dict(line.split(":", 1) for line in (folder / "status").read_text(encoding="utf-8").splitlines())
    groups = {int(lines["Gid"].split()[1]), *map(int, lines["Groups"].split())}
    return Who(int(lines["Uid"].split()[1]), frozenset(groups))
