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
FOUND_REGIONS, FOUND_FIRST = _read("found.yaml")
_, FOUND_MORE = _read("found_more.yaml")
FOUND = FOUND_FIRST + FOUND_MORE


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


@pytest.mark.parametrize("vector", [each for each in FOUND if "beside" in each], ids=lambda vector: vector["text"])
def test_port_and_time_beside_an_address_are_kept_as_they_were_written(vector: dict[str, Any]) -> None:
    found = find(vector["text"], regions=FOUND_REGIONS)
    assert [[one.port, one.time] for one in found if one.kind == "ip"] == vector["beside"]


def test_every_kind_has_vectors_of_both_sorts() -> None:
    assert {vector["kind"] for vector in CANONICAL} == set(KINDS)
    assert {found[0] for vector in FOUND for found in vector["found"]} == set(KINDS)
