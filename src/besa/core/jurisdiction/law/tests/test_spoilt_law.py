"""However a file of the law is spoilt, it is read or refused with its name, the place in it and the cure."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from besa.core.jurisdiction.law import acts, former, gaps, reading, sources, states, treaties
from besa.core.jurisdiction.law.broken import LawBroken
from besa.core.jurisdiction.law.library import FOLDER

_JUNK = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(10**30), 10**30),
    st.sampled_from(
        ["", "yes", "no", "unknown", "2023-02-30", "2021-13-01", "0000-00-00", "20210301", "all", "{", "*a", "\n"]
    ),
    st.text(max_size=8),
    st.lists(st.sampled_from(["yes", 1, None, [], {}]), max_size=3),
    st.dictionaries(
        st.sampled_from(["all", "any", "not", "cell", "open", "value", "min", "max", "x"]),
        st.sampled_from([None, [], "x", 5, {}]),
        max_size=2,
    ),
)  # fmt: skip
_SMALL = ("treaties/tip.yaml", "treaties/cets197.yaml", "states/xk.yaml", "gaps.yaml", "former.yaml", "acts.yaml")


def _places(raw: Any) -> Iterator[tuple[Any, Any]]:
    for key, part in raw.items() if isinstance(raw, dict) else enumerate(raw) if isinstance(raw, list) else ():
        yield raw, key
        yield from _places(part)


def _read(folder: Path, file: str) -> object:
    readers: dict[str, Callable[[Path], object]] = {
        "states": states.read_states, "treaties": treaties.read_treaties, "gaps.yaml": gaps.read_gaps,
        "former.yaml": former.read_former, "acts.yaml": acts.read_acts, "sources.yaml": sources.read_sources,
    }  # fmt: skip
    return readers[file.split("/", 1)[0]](folder)


def _in_words(wrong: LawBroken) -> None:
    assert wrong.file
    assert len(wrong.cure.split()) > 1, "a cure is words"


@pytest.mark.parametrize("file", _SMALL)
@settings(max_examples=40, deadline=None)
@given(data=st.data())
def test_a_value_of_a_wrong_kind_is_refused_in_words(file: str, data: st.DataObject) -> None:
    raw = reading.read(FOLDER / file, file)
    holder, key = data.draw(st.sampled_from(list(_places(raw))))
    holder[key] = data.draw(_JUNK)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / file).parent.mkdir(exist_ok=True)
        (folder / file).write_text(yaml.safe_dump(raw, allow_unicode=True), encoding="utf-8")
        try:
            _read(folder, file)
        except LawBroken as wrong:
            _in_words(wrong)


@settings(max_examples=150, deadline=None)
@given(text=st.text(max_size=200) | st.text(alphabet="&*[]{}:-|>!%@` \n'\"#ab", max_size=80))
def test_whatever_stands_in_a_file_is_read_or_refused(text: str) -> None:
    try:
        found = reading.parse(text, "any.yaml")
    except LawBroken as wrong:
        _in_words(wrong)
    else:
        assert isinstance(found, dict)


_BOMB = "a: &a [x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"{here}: &{here} [{', '.join([f'*{before}'] * 9)}]\n" for before, here in zip("abcdefgh", "bcdefghi", strict=True)
)


@pytest.mark.parametrize(
    "text",
    [
        _BOMB,
        "a: &a\n  b: *a\n",
        "a: 1\na: 2\n",
        "? [a, b]\n: 1\n",
        "[" * 3000 + "]" * 3000,
        "{" * 3000,
        "a: *missing\n",
        "a: !!python/object/apply:os.system [x]\n",
        "a: 1" + "0" * 5000 + "\n",
        "--- {a: 1}\n--- {b: 2}\n",
        "a: \x00\n",
    ],
)
def test_a_file_that_means_harm_does_none(text: str) -> None:
    with pytest.raises(LawBroken) as wrong:
        reading.parse(text, "any.yaml")
    _in_words(wrong.value)


def test_days_that_are_none_are_refused() -> None:
    for day in ("2023-02-30", "2023-02-29", "2021-13-01", "0000-01-01", "10000-01-01", "2021-3-1", 20210301, None):
        with pytest.raises(LawBroken, match="is no day"):
            states.read_cell({"value": "yes", "confidence": "recalled", "from": day}, "zz.law.x", "states/zz.yaml")
