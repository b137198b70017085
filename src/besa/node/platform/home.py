"""The node's folder: node.json says who it is and whether it is a demonstration; nothing turns one into the other."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path

from besa.node.platform import environment

LIVE = "live"
DEMO = "demo"


class WrongHome(RuntimeError):
    """The folder is not (or not the right kind of) a node's home; says what to do."""


@dataclass(frozen=True)
class NodeIdentity:
    """`node` is a random 32-digit hex name, `kind` live or demo, `name` the ledger's origin line."""

    node: str
    kind: str
    name: str


def create(folder: Path, identity: NodeIdentity) -> None:
    """Write node.json into `folder`.

    Raises:
        WrongHome: the folder is already a node's home.
    """
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    try:
        with (folder / "node.json").open("x", encoding="utf-8") as file:
            json.dump(asdict(identity), file)
    except FileExistsError:
        raise WrongHome(f"{folder} is already the home of a node. Choose another BESA_HOME.") from None


def read(folder: Path) -> NodeIdentity:
    """Who lives in `folder`.

    Raises:
        WrongHome: nobody does.
    """
    try:
        return NodeIdentity(**json.loads((folder / "node.json").read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError) as error:
        raise WrongHome(f"{folder} is not the home of a node. Run `besa init` first, or set BESA_HOME.") from error


@cache
def identity() -> NodeIdentity:
    """Who this node is."""
    return read(environment.current().home)


def is_demo() -> bool:
    return identity().kind == DEMO


def folder(name: str) -> Path:
    """A subfolder of the home, made when first asked for; whether the group may enter is for the umask to say."""
    path = environment.current().home / name
    path.mkdir(parents=True, exist_ok=True, mode=0o770)
    return path
