"""The year as bytes: each referral in the form it came in, and all of them as files to import."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from io import BytesIO
from pathlib import Path

from bench.year.generator import Case
from bench.year.providers import NAMED
from besa.core.formats import Referral, cybertip_json, cybertip_xml, lines

_ENDINGS = {"cybertip-xml": ".xml", "cybertip-json": ".json", "lines": ".jsonl"}
_AROUND = {
    "cybertip-xml": (b'<?xml version="1.0" encoding="UTF-8"?>\n<reports>\n', b"", b"</reports>\n"),
    "cybertip-json": (b"[\n", b",\n", b"\n]\n"),
    "lines": (b"", b"", b""),
}


def form(referral: Referral) -> str:
    return referral.format.partition("/")[0]


def document(referral: Referral) -> bytes:
    """One referral in its form. In XML the details of its files stand inside it, as whoever passes it on has them."""
    if form(referral) == "cybertip-json":
        return cybertip_json.render(referral)
    if form(referral) == "lines":
        return lines.render(referral)
    whole = cybertip_xml.render(referral)
    report, end, files = whole.partition(b"</report>\n")
    empty = NAMED[referral.provider].empty_flags
    if empty:
        for flag in referral.flags:
            report = report.replace(f"<{flag}>true</{flag}>".encode(), f"<{flag}/>".encode())
    return report + files + end


def as_read(referral: Referral) -> Referral:
    """What a reader gives for it: the form loses some of it, as life does."""
    reader = {"cybertip-xml": cybertip_xml.read, "cybertip-json": cybertip_json.read, "lines": lines.read}[
        form(referral)
    ]
    [item] = reader(BytesIO(document(referral)), source=referral.source)
    assert item.referral is not None, item.problem
    return item.referral


def write(cases: Iterable[Case], folder: Path, *, each: int = 2_000) -> dict[str, int]:
    """Files of at most `each` referrals by form, in order of arrival, and `truth.jsonl` beside the folder of them.

    Returns how many referrals each file holds.
    """
    referrals = folder / "referrals"
    referrals.mkdir(parents=True, exist_ok=True)
    held: dict[str, list[bytes]] = {name: [] for name in _ENDINGS}
    written: dict[str, int] = {}
    with (folder / "truth.jsonl").open("w", encoding="utf-8") as truths:
        for case in cases:
            truths.write(case.truth.line() + "\n")
            name = form(case.referral)
            held[name].append(document(case.referral))
            if len(held[name]) == each:
                written |= _file(referrals, name, held, len(written))
        for name in _ENDINGS:
            written |= _file(referrals, name, held, len(written))
    return written


def _file(folder: Path, name: str, held: dict[str, list[bytes]], number: int) -> dict[str, int]:
    documents = held[name]
    if not documents:
        return {}
    held[name] = []
    path = folder / f"{number + 1:03d}-{name}{_ENDINGS[name]}"
    path.write_bytes(b"".join(_joined(name, documents)))
    return {path.name: len(documents)}


def _joined(name: str, documents: list[bytes]) -> Iterator[bytes]:
    before, between, after = _AROUND[name]
    yield before
    yield between.join(documents)
    yield after
