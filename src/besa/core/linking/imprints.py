"""Turn traces and texts, in memory at arrival, into the opaque imprint that a sealed node keeps."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import chain

from besa.core.formats.values import Referral
from besa.core.linking.levels import ROLE_CODES, Whose
from besa.core.linking.texts import BANDS, marked, parts, sketch
from besa.core.linking.traces import passages, traces
from besa.core.linking.values import Imprint, Sighting, Trace
from besa.core.linking.weights import current
from besa.core.sealing import blind

TEXTS = 6
"""So many of a report's texts, or of their long lines, are sketched, the longest first."""


def imprint(found: Iterable[Trace], texts: Iterable[str], *, key: bytes) -> Imprint:
    """The imprint of a report. `key` is the node's index key; tokens are those of its blind index."""
    return imprint_with_texts(found, texts, key=key)[0]


def imprint_with_texts(
    found: Iterable[Trace], texts: Iterable[str], *, key: bytes
) -> tuple[Imprint, Mapping[str, tuple[bytes, ...]]]:
    """The imprint, and for each text in it that can be compared whole the tokens of its bands (of each part, ten)."""
    sorts = current().sorts
    sightings = {
        Sighting(blind(key, trace.kind, trace.canonical), sorts[trace.sort].code, ROLE_CODES[trace.role])
        for trace in found
    }
    sketches = []
    inner = blind(key, "sketch", "1")
    alone = {text: parts(text) for text in texts}
    drawn: dict[str, tuple[bytes, ...]] = {}
    for part in sorted(set(chain(*alone.values())), key=lambda part: (-len(part), part))[:TEXTS]:
        if found_in := sketch(part, key=inner):
            bands, tight = ([blind(key, "text", band) for band in each] for each in found_in[1:])
            drawn[part] = tuple(bands)
            sketches.append(marked(found_in.signature, bands))
            role = ROLE_CODES[Whose.MENTIONED]
            for name, tokens in (("text", bands), ("same-text", tight)):
                sightings |= {Sighting(token, sorts[name].code, role) for token in tokens}
    by_text = {
        text: tuple(chain(*(drawn[part] for part in within)))
        for text, within in alone.items()
        if all(part in drawn for part in within)
    }
    return Imprint(tuple(sorted(sightings)), tuple(sketches)), by_text


def texts_seen(
    referral: Referral, tokens: Mapping[str, tuple[bytes, ...]], before: Mapping[bytes, int]
) -> Mapping[str, int]:
    """By the place of each text that can be compared: in how many earlier reports (nearly) that text stood.

    `tokens` are those of `imprint_with_texts`, `before` says in how many reports a token stood.
    """
    places = [(f"texts[{at}]", each.text) for at, each in enumerate(referral.texts)]
    places += [(each.where, each.text) for each in passages(replace(referral, texts=()))]
    return {place: _times(tokens[text], before) for place, text in places if text in tokens}


def _times(tokens: Sequence[bytes], before: Mapping[bytes, int]) -> int:
    """As often as six of the ten bands of the part that was seen least: one new line makes a new text."""
    counts = [before.get(token, 0) for token in tokens]
    return min(sorted(counts[at : at + BANDS])[BANDS * 2 // 5] for at in range(0, len(counts), BANDS))


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
