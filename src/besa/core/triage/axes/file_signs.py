"""What is said about files, and whether their digests were seen before. No file is ever opened."""

from __future__ import annotations

from besa.core.formats import Referral, Upload
from besa.core.triage.axes.facts import Facts, plain_name
from besa.core.triage.axes.history_signs import by_place
from besa.core.triage.axes.known import Seen

_PLACE = frozenset({"gpslatitude", "gpslongitude", "gpsposition", "latitude", "longitude", "gps"})
_CAMERA = frozenset({"make", "model", "cameramake", "cameramodel", "lensmodel", "bodyserialnumber", "serialnumber"})


def add(referral: Referral, facts: Facts, seen: Seen) -> None:
    uploads = referral.uploads
    counts = by_place(referral, seen)
    looked_up = known = 0
    for at, upload in enumerate(uploads):
        path = f"uploads[{at}]"
        facts.sign("files", path)
        facts.sign("file-seen-by-provider" if upload.viewed else "file-unseen", f"{path}.viewed")
        if upload.public:
            facts.sign("public", f"{path}.public")
        _camera(upload, path, facts)
        count = counts.get(f"{path}.digests")
        if not count and any(plain_name(tag) == "livestreaming" for tag in upload.tags):
            facts.sign("live-not-repeated", path)
        if count is None:
            continue
        looked_up += 1
        known += count > 0
        facts.sign("material-known" if count else "material-new", f"{path}.digests")
    if uploads and looked_up == len(uploads):
        facts.sign("material-asked", "uploads")
    if len(uploads) == 1 and known == 1:
        facts.sign("one-known-file", "uploads[0].digests")


def _camera(upload: Upload, path: str, facts: Facts) -> None:
    for number, (kind, name, value) in enumerate(upload.details):
        if plain_name(kind) != "exif" or not value.strip():
            continue
        field = plain_name(name)
        if field in _PLACE:
            facts.sign("place-in-file", f"{path}.details[{number}]")
        elif field in _CAMERA:
            facts.sign("camera", f"{path}.details[{number}]")
