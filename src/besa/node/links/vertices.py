"""Reports, tokens and layers as they stand in the tables."""

from __future__ import annotations

from uuid import UUID

from besa.core.linking import LAYERS, Layer, Vertex

_REPORT, _TOKEN = b"r", b"t"
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
