"""Write the law with its changes as files: only lines of changed cells differ, the rest stays as it was laid out."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import yaml

from besa.core.jurisdiction.law import reading, writing
from besa.core.jurisdiction.law import sources as source_files
from besa.core.jurisdiction.law.broken import LawBroken
from besa.core.jurisdiction.law.changing import Change, Place, as_written, changed, place_of
from besa.core.jurisdiction.law.library import Law, load

_CHANGEABLE = ("article", "text", "modality", "reservable", "when", "confidence", "sources", "as_of", "note")


def export(law: Law, changes: Iterable[Change], *, pack: Path, folder: Path) -> Law:
    """Copy the files of `pack`, which `law` was read from, to a new folder, with the changes written into them.

    Returns the law as read back from there. Raises LawBroken if a change does not fit, FileExistsError if the folder is
    there, and RuntimeError should what was written not read as what was meant.
    """
    wanted = tuple(changes)
    meant = changed(law, wanted)
    shutil.copytree(pack, folder)
    by_file: dict[str, list[str]] = {}
    for change in wanted:
        by_file.setdefault(place_of(change.cell, meant).file, []).append(change.cell)
    for name, cells in by_file.items():
        _write(folder / name, cells, meant)
    _write_sources([ident for ident in meant.sources if ident not in law.sources], meant, folder)
    found = load(folder)
    if found != meant:
        raise RuntimeError(f"{folder}: what was written does not read as what was meant; please report this")
    return found


def _write(file: Path, cells: Iterable[str], law: Law) -> None:
    raw = reading.read(file, file.name)
    lines = file.read_text(encoding="utf-8").splitlines()
    for ident in cells:
        place = place_of(ident, law)
        if place.part == "provisions":
            _write_provision(lines, raw, ident, law)
        else:
            _put(lines, _path(place), as_written(ident, law))
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")


def _path(place: Place) -> tuple[str, ...]:
    if place.part == "in_force":
        return ("in_force",)
    return (place.part, place.treaty, place.name) if place.treaty else (place.part, place.name)


def _put(lines: list[str], path: tuple[str, ...], many: list[dict[str, Any]]) -> None:
    """Put a cell where the path of keys leads, adding the keys that are not there."""
    start, end, indent = 0, len(lines), 0
    for depth, key in enumerate(path):
        found = _find(lines, key, start, end, indent)
        if found is None:
            new = writing.cell_block(path[-1], many, indent + 2 * (len(path) - 1 - depth))
            above = [f"{' ' * (indent + 2 * n)}{writing.in_line(part)}:" for n, part in enumerate(path[depth:-1])]
            place = _without_blanks(lines, start, end)
            lines[place:place] = [*above, *new]
            return
        if depth == len(path) - 1:
            lines[slice(*found)] = writing.cell_block(key, many, indent)
            return
        _open(lines, found)
        start, end = found[0] + 1, _end(lines, found[0], indent)
        indent = _indent_of(lines[start]) if start < end else indent + 2


def _find(lines: list[str], key: str, start: int, end: int, indent: int) -> tuple[int, int] | None:
    """The lines of a key that stands in the given lines, with what belongs to it."""
    written = re.compile(rf" {{{indent}}}(?:{re.escape(key)}|'{re.escape(key)}'|\"{re.escape(key)}\"):(?: |$)")
    for number in range(start, end):
        if written.match(lines[number]):
            return number, _end(lines, number, indent)
    return None


def _end(lines: list[str], number: int, indent: int) -> int:
    """Where what hangs on a key ends: before the next line that is not deeper, without blank lines and comments."""
    last = number + 1
    for other in range(number + 1, len(lines)):
        line = lines[other]
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        if _indent_of(line) < indent or (_indent_of(line) == indent and not line.lstrip().startswith("- ")):
            break
        last = other + 1
    return last


def _open(lines: list[str], found: tuple[int, int]) -> None:
    """Write a mapping that stands in one line over several, so that there is room for one more key."""
    number, end = found
    key, _, rest = lines[number].partition(":")
    if not rest.strip():
        return
    raw = yaml.load("\n".join(lines[number:end]), Loader=reading.Strict)  # noqa: S506 - a safe loader of our own
    (inside,) = raw.values()
    lines[number:end] = [f"{key}:", *writing.block(inside, _indent_of(key) + 2)]


def _write_provision(lines: list[str], raw: dict[str, Any], ident: str, law: Law) -> None:
    old = next(one for one in raw["provisions"] if str(one["id"]) == ident)
    meant = {"reservable": "no"} | writing.provision(law.provisions[ident])
    said = {key: value for key, value in old.items() if key not in _CHANGEABLE}
    # What is left out of a file may be reserved by nobody: that line is not added.
    said |= {key: meant[key] for key in _CHANGEABLE if key in meant and (key in old or meant[key] != "no")}
    new = {key: said[key] for key in (*old, *said) if key in said}
    started = re.compile(rf"( *)- (?:id: |{{id: )['\"]?{re.escape(ident)}['\"]?(?:,|}}| |$)")
    for number, line in enumerate(lines):
        match = started.match(line)
        if match:
            indent, end = len(match[1]), _end_of_item(lines, number, len(match[1]))
            first, *rest = _renewed(lines[number:end], old, new, indent + 2)
            lines[number:end] = [f"{' ' * indent}- {first.lstrip()}", *rest]
            return
    raise LawBroken(f"treaties/{raw['treaty']}.yaml", ident, "its first key must be 'id'")


def _renewed(item: list[str], old: dict[str, Any], new: dict[str, Any], indent: int) -> list[str]:
    """The lines of an item of a list; those of keys that say what they said stay as they were laid out."""
    item = [f"{' ' * indent}{item[0].lstrip().removeprefix('- ')}", *item[1:]]
    begins = {key: found[0] for key in old if (found := _find(item, key, 0, len(item), indent))}
    ends = dict(zip(begins.values(), [*list(begins.values())[1:], len(item)], strict=True))
    lines = []
    for key, value in new.items():
        begin = begins.get(key)
        same = begin is not None and old.get(key) == value
        lines += item[begin : ends[begin]] if begin is not None and same else writing.block({key: value}, indent)
    return lines


def _end_of_item(lines: list[str], number: int, indent: int) -> int:
    last = number + 1
    for other in range(number + 1, len(lines)):
        if lines[other].strip() and not lines[other].lstrip().startswith("#"):
            if _indent_of(lines[other]) <= indent:
                break
            last = other + 1
    return last


def _without_blanks(lines: list[str], start: int, end: int) -> int:
    while end > start and not lines[end - 1].strip():
        end -= 1
    return end


def _indent_of(line: str) -> int:
    return len(line) - len(line.lstrip())


def _write_sources(idents: list[str], law: Law, folder: Path) -> None:
    if not idents:
        return
    file = folder / source_files.FILE
    lines = [file.read_text(encoding="utf-8").rstrip("\n")]
    for ident in idents:
        lines += [f"{writing.in_line(ident)}:", *writing.block(writing.source(law.sources[ident]), 2)]
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")
