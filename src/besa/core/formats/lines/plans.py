"""How each kind of value stands in a line: derived from the values' own fields, so that none can be forgotten."""

from collections.abc import Callable
from dataclasses import MISSING, fields, is_dataclass
from datetime import UTC, datetime
from enum import StrEnum
from functools import partial
from json import dumps
from types import UnionType
from typing import Any, get_args, get_origin, get_type_hints

from besa.core.formats.jsons import Repeated, plain, spill
from besa.core.formats.margins import Margin

Decode = Callable[[Any, str, Margin], Any]
_WRONG = object()


def encoded(value: Any) -> Any:
    """A value as JSON can hold it; fields that have their default are left out."""
    if is_dataclass(value):
        return {
            field.name: encoded(each)
            for field in fields(value)
            if (each := getattr(value, field.name)) != field.default
        }
    if isinstance(value, tuple):
        return [encoded(each) for each in value]
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    return value


def decoded(kind: type[Any], value: Any, where: str, margin: Margin) -> Any:
    """The dataclass `kind` from JSON. What does not fit goes to the margin, and the field gets its default."""
    if not isinstance(value, dict):
        return _wrong(value, where, margin)
    plan = _plan(kind)
    found = {}
    for name, each in value.items():
        path = f"{where}/{name}" if where else name
        if name not in plan:
            spill(each, path, margin, "unknown-field")
            continue
        read = plan[name][0](each, path, margin)
        if read is not _WRONG:
            found[name] = read
    if isinstance(value, Repeated):
        for name, each in value.others:
            spill(each, f"{where}/{name}".removeprefix("/"), margin, "repeated-field")
    for name, (_, default) in plan.items():
        if default is MISSING and name not in found:
            margin.note(f"{where}/{name}".removeprefix("/"), "missing-field")
            found[name] = _substitute(get_type_hints(kind)[name])
    return kind(**found)


_PLANS: dict[Any, dict[str, tuple[Decode, Any]]] = {}


def _plan(kind: type[Any]) -> dict[str, tuple[Decode, Any]]:
    if kind not in _PLANS:
        hints = get_type_hints(kind)
        _PLANS[kind] = {field.name: (_decoder(hints[field.name]), field.default) for field in fields(kind)}
    return _PLANS[kind]


def _decoder(hint: Any) -> Decode:
    if get_origin(hint) is UnionType:
        inner = _decoder(next(each for each in get_args(hint) if each is not type(None)))
        return lambda value, where, margin: None if value is None else inner(value, where, margin)
    if get_origin(hint) is tuple:
        parts = get_args(hint)
        if parts[-1] is Ellipsis:
            return partial(_several, _decoder(parts[0]))
        return partial(_fixed, [_decoder(part) for part in parts])
    if is_dataclass(hint):
        return partial(decoded, hint)  # type: ignore[arg-type]
    return _SIMPLE[hint] if hint in _SIMPLE else partial(_member, hint)


def _several(decode: Decode, value: Any, where: str, margin: Margin) -> Any:
    if not isinstance(value, list):
        return _wrong(value, where, margin)
    each = (decode(part, f"{where}/{index}", margin) for index, part in enumerate(value))
    return tuple(part for part in each if part is not _WRONG)


def _fixed(decoders: list[Decode], value: Any, where: str, margin: Margin) -> Any:
    if not isinstance(value, list) or len(value) != len(decoders):
        return _wrong(value, where, margin)
    parts = [decode(part, where, margin) for decode, part in zip(decoders, value, strict=True)]
    return _WRONG if _WRONG in parts else tuple(parts)


def _text(value: Any, where: str, margin: Margin) -> Any:
    return value if isinstance(value, str) else _wrong(value, where, margin)


def _flag(value: Any, where: str, margin: Margin) -> Any:
    return value if isinstance(value, bool) else _wrong(value, where, margin)


def _number(value: Any, where: str, margin: Margin) -> Any:
    """Numbers come as text from the JSON reader."""
    word = value if isinstance(value, str) else ""
    fits = len(word) <= 10 and word.removeprefix("-").isascii() and word.removeprefix("-").isdigit()
    return int(word) if fits else _wrong(value, where, margin)


def _time(value: Any, where: str, margin: Margin) -> Any:
    try:
        return datetime.fromisoformat(value).astimezone(UTC)
    except (TypeError, ValueError, OverflowError):
        return _wrong(value, where, margin)


def _member(kind: type[StrEnum], value: Any, where: str, margin: Margin) -> Any:
    if isinstance(value, str) and value in set(kind):
        return kind(value)
    margin.note(where, "unknown-value", plain(value) or dumps(value))
    return _WRONG


_SIMPLE: dict[Any, Decode] = {str: _text, bool: _flag, int: _number, datetime: _time}


def _substitute(hint: Any) -> Any:
    """What stands for a value that had to be there: nobody in particular, or nothing."""
    return next(reversed(hint)) if isinstance(hint, type) and issubclass(hint, StrEnum) and hint is not str else ""


def _wrong(value: Any, where: str, margin: Margin) -> Any:
    spill(value, where, margin, "unreadable-value")
    return _WRONG
