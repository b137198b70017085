"""Write a chat in nine languages with identifiers planted in it, and say where each of them stands and what it means.

Everyday talk of a class and its families (chat.yaml), one line in ten with an identifier, written plainly, with a
common evasion or harder still, and as many lines with figures that are none (prices, times, dates, scores, versions).
Everything comes from the seed. Whoever reads the figures should know: this text and the patterns have the same author.
It shows that what should be found is found and at what speed; it is no measure of real chats.
"""

from __future__ import annotations

import random
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from bench.planting import HARDER, PLANTERS, Plant

_CONTENT: dict[str, Any] = yaml.safe_load(Path(__file__).with_name("chat.yaml").read_text(encoding="utf-8"))
_ENDS = ("", "", "", "", ".", "?", "!", "...", " 😀", " 😂😂", " ❤️", " haha", " hahaha", " 👍🏽", " :)", " ok")
_NAMES = ("Ana", "Besa", "Дарко", "Милица", "Erion", "Stefan", "Luan", "Ema", "Јована", "Drita")
_HARD_SHARE = 0.1


@dataclass(frozen=True)
class Planted:
    """One planted identifier: text[start:end] of the chat was written for (kind, canonical) of `plant`."""

    start: int
    end: int
    plant: Plant


def write(megabytes: float, *, seed: int = 20261122, every: int = 10) -> tuple[str, tuple[Planted, ...]]:
    """A chat of about that size in UTF-8, and what was planted: one identifier in one of `every` lines."""
    rng = random.Random(seed)
    languages, weights = zip(*_CONTENT["weights"].items(), strict=True)
    easy, hard = tuple(PLANTERS.values()), tuple(HARDER.values())
    parts: list[str] = []
    planted: list[Planted] = []
    length = size = 0
    while size < megabytes * 1e6:
        said = ", ".join(rng.sample(_CONTENT["talk"][rng.choices(languages, weights)[0]], rng.choice((1, 1, 2, 2, 3))))
        if rng.random() < 1 / every:
            said += f" {_decoy(rng)}"
        line = f"{rng.choice(_NAMES)}: " if rng.random() < 0.4 else ""
        if rng.randrange(every) == 0:
            plant = rng.choice(hard if rng.random() < _HARD_SHARE else easy)(rng)
            said, _, rest = said.partition(", ")
            line += f"{said} {plant.before} " if plant.before else f"{said} "
            start = length + len(line)
            line += plant.written
            planted.append(Planted(start, length + len(line), plant))
            line += (f" {plant.after}" if plant.after else "") + (f" {rest}" if rest else "")
        else:
            line += said + rng.choice(_ENDS)
        line += "\n"
        parts.append(line)
        length += len(line)
        size += len(line.encode())
    return "".join(parts), tuple(planted)


def _decoy(rng: random.Random) -> str:
    """Figures and points that are no identifier."""
    form: str = rng.choice(_CONTENT["decoys"])
    return form.format(
        hour=rng.randrange(8, 22), minute=rng.choice(("00", "15", "30", "45")), second=rng.randrange(10, 60),
        day=rng.randrange(10, 29), month=rng.randrange(10, 13), digit=rng.randrange(1, 6), other=rng.randrange(1, 9),
        hundreds=rng.randrange(100, 999), thousands=rng.randrange(1000, 99_999),
    )  # fmt: skip
