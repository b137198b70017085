"""Turn traces and texts, in memory at arrival, into the opaque imprint that a sealed node keeps."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from besa.core.formats.values import Referral
from besa.core.linking.levels import ROLE_CODES, Whose
from besa.core.linking.texts import sketch
from besa.core.linking.traces import passages, traces
from besa.core.linking.values import Imprint, Sighting, Trace
from besa.core.linking.weights import current
from besa.core.sealing import blind

TEXTS = 6
"""So many of a report's texts are sketched, the longest first."""


def imprint(found: Iterable[Trace], texts: Iterable[str], *, key: bytes) -> Imprint:
    """The imprint of a report. `key` is the node's index key; tokens are those of its blind index."""
    sorts = current().sorts
    sightings = {
        Sighting(blind(key, trace.kind, trace.canonical), sorts[trace.sort].code, ROLE_CODES[trace.role])
        for trace in found
    }
    sketches = []
    inner = blind(key, "sketch", "1")
    longest = sorted(set(texts), key=lambda text: (-len(text), text))[:TEXTS]
    for text in longest:
        if drawn := sketch(text, key=inner):
            sketches.append(drawn.signature)
            role = ROLE_CODES[Whose.MENTIONED]
            for name, bands in (("text", drawn.bands), ("same-text", drawn.tight)):
                sightings |= {Sighting(blind(key, "text", band), sorts[name].code, role) for band in bands}
    return Imprint(tuple(sorted(sightings)), tuple(sketches))


def imprint_of(referral: Referral, *, regions: tuple[str, ...], key: bytes) -> Imprint:
    """The imprint of a referral."""
    return imprint(traces(referral, regions=regions), [text.text for text in passages(referral)], key=key)


def tokens_of(found: Iterable[Trace], *, key: bytes) -> Mapping[bytes, tuple[Trace, ...]]:
    """Traces of an opened report by token, so that what a link rests on can be shown in clear to who may read it."""
    by_token: dict[bytes, tuple[Trace, ...]] = {}
    for trace in found:
        token = blind(key, trace.kind, trace.canonical)
        by_token[token] = (*by_token.get(token, ()), trace)
    return by_token
