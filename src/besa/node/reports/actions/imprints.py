"""Keep what can be compared of a report: blind tokens and keyed signatures, never an identifier or a word."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from besa.core.linking import Imprint
from besa.node.platform import bulk
from besa.node.reports.models import Sighting, Sketch


def keep(found: Iterable[tuple[UUID, Imprint]], *, fresh: bool = False) -> None:
    """Write the imprints of reports; what is there already for a report stays one. `fresh`: they had none before."""
    pairs = list(found)
    # In the order of the index: tokens are random, and neighbours lie on one page.
    marks = sorted((token, report, sort, role) for report, imprint in pairs for token, sort, role in imprint.sightings)
    bulk.insert(Sighting, ("token", "report", "sort", "role"), marks, unless=not fresh)
    sketches = ((report, signature) for report, imprint in pairs for signature in imprint.sketches)
    bulk.insert(Sketch, ("report", "signature"), sketches)
