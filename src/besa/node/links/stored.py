"""Reports, tokens, layers and imprints as they stand in the tables."""

from __future__ import annotations

from uuid import UUID

from besa.core.linking import LAYERS, Imprint, Layer, Sighting, Vertex

_REPORT, _TOKEN = b"r", b"t"
_NUMBER, _MARK, _LENGTH = 4, 18, 2
LAYER_CODES = {layer: code for code, layer in enumerate(LAYERS)}


def to_bytes(vertex: Vertex) -> bytes:
    """17 bytes: what it is, then the report's id or the token."""
    return _TOKEN + vertex if isinstance(vertex, bytes) else _REPORT + vertex.to_bytes(16, "big")


def of_bytes(stored: bytes | memoryview) -> Vertex:
    raw = bytes(stored)
    return raw[1:] if raw[:1] == _TOKEN else int.from_bytes(raw[1:], "big")


def report_id(report: int) -> UUID:
    return UUID(int=report)


def layer_of(code: int) -> Layer:
    return LAYERS[code]


def report_bytes(report: int) -> bytes:
    return report.to_bytes(16, "big")


def pack(imprint: Imprint) -> bytes:
    """How many sightings, each as token, sort and role; then the signatures, each after its length."""
    marks = b"".join(token + bytes((sort, role)) for token, sort, role in sorted(set(imprint.sightings)))
    signatures = b"".join(len(each).to_bytes(_LENGTH, "big") + each for each in imprint.sketches)
    return (len(marks) // _MARK).to_bytes(_NUMBER, "big") + marks + signatures


def unpack(stored: bytes | memoryview) -> Imprint:
    raw = bytes(stored)
    end = _NUMBER + _MARK * int.from_bytes(raw[:_NUMBER], "big")
    sightings = tuple(Sighting(raw[at : at + 16], raw[at + 16], raw[at + 17]) for at in range(_NUMBER, end, _MARK))
    sketches = []
    while end < len(raw):
        start = end + _LENGTH
        end = start + int.from_bytes(raw[end:start], "big")
        sketches.append(raw[start:end])
    return Imprint(sightings, tuple(sketches))
