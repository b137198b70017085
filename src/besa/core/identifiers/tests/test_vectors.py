"""The published conformance vectors hold: one difference in a canonical form is one missed child."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from besa.core import identifiers
from besa.core.identifiers import CANONICAL_VERSION, KINDS, canonicalise, find

VECTORS = Path(identifiers.__file__).parent / "vectors"


def _read(name: str) -> tuple[tuple[str, ...], list[dict[str, Any]]]:
    content = yaml.safe_load((VECTORS / name).read_text(encoding="utf-8"))
    assert content["version"] == CANONICAL_VERSION
    return tuple(content["regions"]), content["vectors"]


REGIONS, FIRST = _read("canonical.yaml")
_, MORE = _read("canonical_more.yaml")
CANONICAL = FIRST + MORE
FOUND_REGIONS, FOUND = _read("found.yaml")


@pytest.mark.parametrize("vector", CANONICAL, ids=lambda vector: f"{vector['kind']} {vector['raw']}")
def test_what_is_typed_means_exactly_this(vector: dict[str, Any]) -> None:
    regions = tuple(vector.get("regions", REGIONS))
    canonical = canonicalise(vector["kind"], vector["raw"], regions=regions, label=vector.get("label", ""))
    assert list(canonical) == vector["canonical"]


@pytest.mark.parametrize("vector", CANONICAL, ids=lambda vector: f"{vector['kind']} {vector['raw']}")
def test_a_canonical_form_means_itself(vector: dict[str, Any]) -> None:
    for canonical in vector["canonical"]:
        assert canonical in canonicalise(vector["kind"], canonical, regions=REGIONS)


@pytest.mark.parametrize("vector", FOUND, ids=lambda vector: vector["text"])
def test_a_text_holds_exactly_these(vector: dict[str, Any]) -> None:
    found = find(vector["text"], regions=FOUND_REGIONS)
    assert [[one.kind, one.canonical, one.raw, *([one.region] if one.region else [])] for one in found] == vector[
        "found"
    ]


def test_every_kind_has_vectors() -> None:
    assert {vector["kind"] for vector in CANONICAL} == set(KINDS)
