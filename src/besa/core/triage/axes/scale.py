"""The words of the scales: what each axis asks, what each level means, how certain it is, the dimensions."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from besa.core.triage.axes.values import LEVELS, Axis, Certainty
from besa.core.triage.rules import RulesWrong, read_mapping


@dataclass(frozen=True)
class AxisWords:
    """`levels` in rising order; `unknown` is the level where an axis stands when nothing is known, in the middle."""

    label: str
    question: str
    levels: tuple[str, ...]
    unknown: int


@dataclass(frozen=True)
class Scale:
    axes: Mapping[Axis, AxisWords]
    certainties: tuple[str, ...]
    dimensions: Mapping[str, str]
    no_finding: str
    not_computable: str

    def texts(self) -> Iterator[str]:
        for axis in self.axes.values():
            yield from (axis.label, axis.question, *axis.levels)
        yield from self.certainties
        yield from self.dimensions.values()
        yield from (self.no_finding, self.not_computable)


def read_scale(path: Path) -> Scale:
    content = read_mapping(path)
    axes, dimensions, certainties = content.get("axes"), content.get("dimensions"), content.get("certainties")
    if not isinstance(axes, dict) or set(axes) != set(Axis):
        raise RulesWrong(path.name, "axes", f"must hold {', '.join(Axis)}")
    if not isinstance(certainties, list) or len(certainties) != len(Certainty):
        raise RulesWrong(path.name, "certainties", f"must hold {len(Certainty)} lines")
    if not isinstance(dimensions, dict):
        raise RulesWrong(path.name, "dimensions", "must hold names and labels")
    for name, words in axes.items():
        if len(words["levels"]) != len(LEVELS):
            raise RulesWrong(path.name, f"axes.{name}.levels", f"must hold {len(LEVELS)} lines")
    return Scale(
        axes={
            Axis(name): AxisWords(words["label"], words["question"], tuple(words["levels"]), int(words["unknown"]))
            for name, words in axes.items()
        },
        certainties=tuple(certainties),
        dimensions=dimensions,
        no_finding=str(content["no_finding"]),
        not_computable=str(content["not_computable"]),
    )
