"""Reading YAML so strictly that a file means what it looks like: words stay words, nothing is said twice."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from pathlib import Path
from typing import Any

import yaml

from besa.core.jurisdiction.law.broken import LawBroken
from besa.core.jurisdiction.problem import Word

# `yes`, `no` and dates stay what was written: in YAML's own rules the code of Norway is a truth value.
_KEPT = ("tag:yaml.org,2002:int", "tag:yaml.org,2002:null")
_DEEPEST = 20
_LARGEST = 50_000
_KINDS = {dict: "a mapping", list: "a list", int: "a number", str: "a word", type(None): "nothing at all"}


def messages() -> Iterator[str]:
    """What complaints call the kinds of things that a file may hold."""
    yield from _KINDS.values()


class Strict(yaml.CSafeLoader):
    """Figures and nothing are read as such, all else as words; a key that stands twice is refused."""

    yaml_implicit_resolvers = {
        first: [(tag, pattern) for tag, pattern in resolvers if tag in _KEPT]
        for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
    }

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:  # noqa: FBT001, FBT002
        seen: set[str] = set()
        for key, _value in node.value:
            if not isinstance(key, yaml.ScalarNode):
                raise yaml.constructor.ConstructorError(None, None, "a name must be a word", key.start_mark)
            if key.value in seen:
                raise yaml.constructor.ConstructorError(None, None, f"'{key.value}' stands twice", key.start_mark)
            seen.add(key.value)
        return dict(super().construct_mapping(node, deep=deep))


def read(path: Path, file: str) -> dict[str, Any]:
    """The mapping a file of the law holds; `file` is how it is called in complaints."""
    return _load(text_of(path, file), file)


def parse(text: str, file: str) -> dict[str, Any]:
    """The mapping a text holds that anybody may have written."""
    depth = 0
    try:
        # The loader below calls itself for each level, and a thousand levels would end the process.
        for event in yaml.parse(text, Loader=Strict):
            depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
            if depth > _DEEPEST:
                raise _too_deep(file)
    except (yaml.YAMLError, UnicodeError) as error:
        raise LawBroken(file, "", "is not YAML as we read it: {why}", why=_in_one_line(error)) from error
    return _load(text, file)


def text_of(path: Path, file: str) -> str:
    """What stands in a file."""
    try:
        return path.read_text(encoding="utf-8")
    except FileNotFoundError as error:
        raise LawBroken(file, "", "the file is missing") from error
    except UnicodeDecodeError as error:
        raise LawBroken(file, "", "is not UTF-8: save it as UTF-8 text") from error


def _load(text: str, file: str) -> dict[str, Any]:
    try:
        raw = yaml.load(text, Loader=Strict)  # noqa: S506 - a safe loader of our own
    except (yaml.YAMLError, ValueError) as error:  # ValueError: a number of thousands of figures
        raise LawBroken(file, "", "is not YAML as we read it: {why}", why=_in_one_line(error)) from error
    if not isinstance(raw, dict):
        raise LawBroken(file, "", "must be a mapping: lines of the form 'name: value'")
    _check_depth(raw, file)
    _check_size(raw, file)
    return raw


def _in_one_line(error: Exception) -> str:
    mark = getattr(error, "problem_mark", None)
    where = f"line {mark.line + 1}: " if mark is not None else ""
    if isinstance(error, ValueError) and not isinstance(error, UnicodeError):
        return f"{where}a number has too many figures"
    return f"{where}{' '.join(str(getattr(error, 'problem', None) or error).split())}"


def _check_depth(raw: object, file: str) -> None:
    # A file may refer to a part of itself; one that holds itself would never end.
    level: dict[int, object] = {0: raw}
    for _ in range(_DEEPEST):
        level = {
            id(part): part for one in level.values() if isinstance(one, dict | list)
            for part in (one.values() if isinstance(one, dict) else one)
        }  # fmt: skip
        if not level:
            return
    raise _too_deep(file)


def _too_deep(file: str) -> LawBroken:
    return LawBroken(file, "", "is nested more than {most} levels deep: write it flatter", most=_DEEPEST)


def _check_size(raw: object, file: str) -> None:
    # A short file that refers to its own parts over and over would be endless when a complaint quotes it.
    sizes: dict[int, int] = {}

    def size(one: object) -> int:
        if not isinstance(one, dict | list):
            return 1
        known = sizes.get(id(one))
        if known is None:
            known = sizes[id(one)] = 1 + sum(size(part) for part in (one.values() if isinstance(one, dict) else one))
        return known

    if size(raw) > _LARGEST:
        raise LawBroken(
            file, "", "says more than {most} things, by repeating itself: write it without '*'", most=_LARGEST
        )


def keys(raw: object, file: str, cell: str, allowed: Collection[str], needed: Collection[str] = ()) -> dict[str, Any]:
    """A mapping that has what it must have, and nothing that we do not know."""
    if not isinstance(raw, dict):
        raise LawBroken(file, cell, "must be a mapping, not {kind}", kind=_kind(raw))
    for key in raw:
        if key not in allowed:
            raise LawBroken(file, cell, "unknown key '{key}'", key=key, known=", ".join(sorted(allowed)))
    for key in needed:
        if key not in raw:
            raise LawBroken(file, cell, "'{key}' is missing", key=key)
    return raw


def words(raw: object, file: str, cell: str, among: Collection[str] | None = None) -> tuple[str, ...]:
    """A list of words, each of them one of those that are known."""
    if not isinstance(raw, list) or not all(isinstance(one, str) and one for one in raw):
        raise LawBroken(file, cell, "must be a list of words")
    for one in raw:
        if among is not None and one not in among:
            raise LawBroken(file, cell, "'{word}' is not known", word=one, known=", ".join(sorted(among)))
    return tuple(raw)


def text(raw: Mapping[str, Any], key: str, file: str, cell: str) -> str:
    """A word or sentence, or nothing."""
    found = raw.get(key, "")
    if not isinstance(found, str):
        raise LawBroken(file, f"{cell}: {key}", "must be words, not {kind}", kind=_kind(found))
    return found


def _kind(raw: object) -> str:
    found = _KINDS.get(type(raw))
    return Word(found) if found else type(raw).__name__
