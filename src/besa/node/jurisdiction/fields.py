"""Between what stands in the controls of a form and the mapping of a case file, question by question, both ways.

What stands in the controls is `Raw`: their names and texts, as a browser sends them. A control left empty is a fact
that is not known.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.utils.translation import gettext

from besa.core.jurisdiction import Law, casefile
from besa.core.jurisdiction.facts import HIGH_SEAS
from besa.core.jurisdiction.voice import Voice
from besa.node.jurisdiction import naming
from besa.node.jurisdiction.questions import Question

Raw = Mapping[str, list[str]]
_OLDEST: Final = 120
_LONGEST: Final = 200
_TOP: Final = ("title", "decided_on", "issuer", "reading")


class Wrong(Exception):
    """What stands in the controls cannot be read; the text says to a person what to do."""


@dataclass(frozen=True)
class Names:
    """Turns codes of States into what is typed, and back."""

    law: Law
    voice: Voice

    def typed(self, code: str) -> str:
        return naming.name(code, self.law, self.voice)

    def code(self, typed: str) -> str:
        found = naming.code_of(typed, self.law)
        if found is None:
            said = gettext("“%(typed)s” is no State that we know. Write its name, or its code of two letters.")
            raise Wrong(said % {"typed": typed})
        return found


def controls(question: Question) -> tuple[str, ...]:
    """The names of all controls of a question."""
    return tuple(f"{question.name}{suffix}" for suffix in _KINDS[question.kind].controls)


def shown(question: Question, mapping: Mapping[str, Any], names: Names) -> dict[str, list[str]]:
    """What the controls of a question hold for a case file."""
    found = _get(question.name, mapping)
    kind = _KINDS[question.kind]
    if question.kind == "usual":
        texts = {"": ["" if found == "unknown" else found or question.choices[0][0]]}
    else:
        texts = kind.show(None if found == "unknown" else found, names)
    return {f"{question.name}{suffix}": one for suffix, one in texts.items()}


def read(question: Question, raw: Raw, names: Names) -> Any:
    """What the controls say, as it stands in a case file; None: not known.

    Raises:
        Wrong
    """
    kind = _KINDS[question.kind]
    texts = {suffix: [one.strip() for one in raw.get(f"{question.name}{suffix}", [])] for suffix in kind.controls}
    return kind.read(texts, names, question)


def put(question: Question, value: Any, mapping: dict[str, Any]) -> None:
    """Write a value into the mapping of a case file; None takes the fact out."""
    at = mapping
    *way, last = _way(question.name)
    for key in way:
        at = at.setdefault(key, {})
    at.pop(last, None)
    if value is not None:
        at[last] = value


def _way(name: str) -> tuple[str, ...]:
    return (name,) if name in _TOP else ("case", *name.split("."))


def _get(name: str, mapping: Mapping[str, Any]) -> Any:
    found: Any = mapping
    for key in _way(name):
        found = found.get(key) if isinstance(found, Mapping) else None
    return found


Texts = dict[str, list[str]]


@dataclass(frozen=True)
class _Kind:
    controls: tuple[str, ...]
    show: Callable[[Any, Names], Texts]
    read: Callable[[Texts, Names, Question], Any]


def _one(texts: list[str]) -> str:
    return texts[0] if texts else ""


def _read_text(texts: Texts, names: Names, question: Question) -> Any:
    said = " ".join(casefile.visible(_one(texts[""])).split())
    if len(said) > _LONGEST:
        raise Wrong(gettext("This is too long: %(most)d letters are enough.") % {"most": _LONGEST})
    return said or None


def _read_acts(texts: Texts, names: Names, question: Question) -> Any:
    known = names.law.acts.by_code
    return [code for code in known if code in texts[""]]


def _read_choice(texts: Texts, names: Names, question: Question) -> Any:
    code = _one(texts[""])
    return code if code and code in dict(question.choices) else None


def _read_usual(texts: Texts, names: Names, question: Question) -> Any:
    """The first choice is what a case file means without a word; "not known" it has to say."""
    if not texts[""]:
        return None
    code = _read_choice(texts, names, question) or "unknown"
    return None if code == question.choices[0][0] else code


def _show_days(found: Any, names: Names) -> Texts:
    found = found or {}
    on = found.get("on")
    return {".from": [on or found.get("from", "")], ".to": [on or found.get("to", "")]}


def _read_days(texts: Texts, names: Names, question: Question) -> Any:
    days = {key: _day(_one(texts[f".{key}"])) for key in ("from", "to")}
    return {key: day for key, day in days.items() if day} or None


def _day(text: str) -> str | None:
    try:
        return date.fromisoformat(text).isoformat() if text else None
    except ValueError as error:
        raise Wrong(gettext("Write the day as year, month, day: 2026-03-31.")) from error


def _show_places(found: Any, names: Names) -> Texts:
    codes = found or []
    only = found is not None and "unknown" not in codes
    return {"": [names.typed(code) for code in codes if code != "unknown"], ".only": ["yes"] if only else []}


def _read_places(texts: Texts, names: Names, question: Question) -> Any:
    codes = sorted({names.code(one) for one in texts[""] if one})
    if _one(texts[".only"]) == "yes":
        return codes
    return [*codes, "unknown"] if codes else None


def _show_state(found: Any, names: Names) -> Texts:
    return {"": [names.typed(found)] if found else []}


def _read_state(texts: Texts, names: Names, question: Question) -> Any:
    typed = _one(texts[""])
    code = names.code(typed) if typed else None
    if code == HIGH_SEAS:
        raise Wrong(gettext("There is no authority on the high seas: name a State."))
    return code


def _show_place(found: Any, names: Names) -> Texts:
    codes = [code for code in found or [] if code != "unknown"]
    nowhere = found is not None and not codes and "unknown" not in found
    return {"": [names.typed(code) for code in codes], ".none": ["yes"] if nowhere else []}


def _read_place(texts: Texts, names: Names, question: Question) -> Any:
    typed = [one for one in texts[""] if one]
    if typed and _one(texts[".none"]) == "yes":
        raise Wrong(gettext("A State is named, and also that it is none: keep one of the two."))
    return [names.code(one) for one in typed] if typed else [] if _one(texts[".none"]) == "yes" else None


def _show_age(found: Any, names: Names) -> Texts:
    if isinstance(found, int):
        return {".from": [str(found)], ".to": [str(found)]}
    found = found or {}
    return {".from": [str(found.get("from", ""))], ".to": [str(found.get("to", ""))]}


def _read_age(texts: Texts, names: Names, question: Question) -> Any:
    least, most = (_years(_one(texts[key])) for key in (".from", ".to"))
    if least is None and most is None:
        return None
    least, most = least or 0, _OLDEST if most is None else most
    return least if least == most else {"from": least, "to": most}


def _years(text: str) -> int | None:
    if not text:
        return None
    if not (text.isascii() and text.isdigit() and int(text[:4]) <= _OLDEST and len(text) <= 3):
        raise Wrong(gettext("Write the age in whole years, from 0 to 120."))
    return int(text)


def _show_requests(found: Any, names: Names) -> Texts:
    rows = found or []
    return {
        "": [_known(found)],
        ".from": [names.typed(one["from"]) for one in rows],
        ".to": [names.typed(one["to"]) for one in rows],
        ".requested": [one.get("requested", "yes") for one in rows],
        ".outcome": [one["outcome"] for one in rows],
        ".reason": [one.get("reason", "") for one in rows],
    }


def _read_requests(texts: Texts, names: Names, question: Question) -> Any:
    found = []
    for asked, asking, requested, outcome, reason in _rows(texts, ".from", ".to", ".requested", ".outcome", ".reason"):
        if not asked and not asking:
            continue
        if not asked or not asking:
            raise Wrong(gettext("Name both States: who was asked, and who asked."))
        one = {"from": names.code(asked), "to": names.code(asking), "requested": requested or "yes"}
        found.append(one | {"outcome": outcome or "pending"} | ({"reason": reason} if reason else {}))
    return _some(found, _one(texts[""]))


def _show_proceedings(found: Any, names: Names) -> Texts:
    rows = found or []
    return {
        "": [_known(found)],
        ".state": [names.typed(one["state"]) for one in rows],
        ".outcome": [one["outcome"] for one in rows],
        ".enforced": [one.get("enforced", "") for one in rows],
    }


def _read_proceedings(texts: Texts, names: Names, question: Question) -> Any:
    rows = _rows(texts, ".state", ".outcome", ".enforced")
    found = [
        {"state": names.code(state), "outcome": outcome or "pending"} | ({"enforced": enforced} if enforced else {})
        for state, outcome, enforced in rows
        if state
    ]
    return _some(found, _one(texts[""]))


def _known(found: Any) -> str:
    return "" if found is None else "some" if found else "none"


def _some(found: list[Any], said: str) -> Any:
    if said == "none" and found:
        raise Wrong(gettext("You say that there is none, and also name some: keep one of the two."))
    return found or ([] if said == "none" else None)


def _rows(texts: Texts, *columns: str) -> list[tuple[str, ...]]:
    longest = max(len(texts[column]) for column in columns)
    padded = [texts[column] + [""] * (longest - len(texts[column])) for column in columns]
    return list(zip(*padded, strict=True))


def _read_given(texts: Texts, names: Names, question: Question) -> Any:
    return sorted({one for one in texts[""] if one}) or None


def _show_reading(found: Any, names: Names) -> Texts:
    return {"": [key for key in ("recalled", "undated") if (found or {}).get(key) == "yes"]}


def _read_reading(texts: Texts, names: Names, question: Question) -> Any:
    return {key: "yes" if key in texts[""] else "no" for key in ("recalled", "undated")} if any(texts[""]) else None


def _plain(found: Any, names: Names) -> Texts:
    return {"": [found] if found else []}


def _listed(found: Any, names: Names) -> Texts:
    return {"": list(found or [])}


_KINDS: Final[Mapping[str, _Kind]] = {
    "text": _Kind(("",), _plain, _read_text),
    "acts": _Kind(("",), _listed, _read_acts),
    "choice": _Kind(("",), _plain, _read_choice),
    "usual": _Kind(("",), _plain, _read_usual),
    "days": _Kind((".from", ".to"), _show_days, _read_days),
    "day": _Kind(("",), _plain, lambda texts, names, question: _day(_one(texts[""]))),
    "places": _Kind(("", ".only"), _show_places, _read_places),
    "place": _Kind(("", ".none"), _show_place, _read_place),
    "state": _Kind(("",), _show_state, _read_state),
    "age": _Kind((".from", ".to"), _show_age, _read_age),
    "requests": _Kind(("", ".from", ".to", ".requested", ".outcome", ".reason"), _show_requests, _read_requests),
    "proceedings": _Kind(("", ".state", ".outcome", ".enforced"), _show_proceedings, _read_proceedings),
    "given": _Kind(("",), _listed, _read_given),
    "reading": _Kind(("",), _show_reading, _read_reading),
}
