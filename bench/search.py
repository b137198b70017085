"""Measure the search through the texts of 16,000 sealed reports: through the real pages, from sending the words on.

`python -m bench.search --reports 2000` measures another size; the node it fills is made for this and removed.
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import random
import re
import time
from datetime import timedelta
from typing import Any

REPORTS = 16_000
_TIMES = 5
# Word, how many reports from the newest back the first one with it lies, and how often it comes again after that.
_WORDS = {
    "in one of 100 reports": ("Shkollën", 40, 100),
    "in one of 1,000 reports": ("Закани", 700, 1000),
    "in the oldest report only": ("kapërcell", 10**9, 0),
}
_SENTENCES = (
    "Më shkroi në Instagram dhe tha se nuk duhet t'i tregoj askujt.",
    "Тој ми пишува секоја вечер и не знам што да правам.",
    "Ne znam kome da kažem, plašim se šta će biti ako saznaju.",
    "Ka filluar para dy javësh, në një lojë, dhe nuk ndalet.",
    "Питао ме је за број телефона и где живим.",
    "I do not know who this is, the account has no picture.",
)


def measure(reports: int = REPORTS) -> list[dict[str, Any]]:
    """Rows {what, measured, unit, asked}, from a process of its own with a node of its own."""
    from bench.analyst import measured_apart

    return measured_apart("bench.search", "--reports", str(reports))


def _inside(reports: int) -> list[dict[str, Any]]:
    from bench.analyst import browser, set_up

    keyring = set_up()
    _fill(reports, keyring)
    client = browser(keyring)
    where = f"{reports:,} sealed reports"
    rows: list[dict[str, Any]] = []

    def row(what: str, seconds: float, asked: str = "") -> None:
        rows.append({"what": f"{what} ({where})", "measured": seconds, "unit": "s", "asked": asked})

    pages = []
    for name, (word, newest, every) in _WORDS.items():
        if every and newest >= reports:
            continue  # a smaller run holds no such report
        runs = [_search(client, word) for _ in range(_TIMES if every else 2)]
        row(f"text search, first results, word {name}", max(run[0] for run in runs), "≤ 1" if every else "")
        pages += [run[1] for run in runs]
        if not every:
            row("text search, every report looked through", max(run[2] for run in runs))
    row("text search, first page with its progress, slowest", max(pages), "≤ 1")
    start = time.perf_counter()
    found = _begin(client, "+355 69 212 3456", "identifier")
    row("identifier search", time.perf_counter() - start, "≤ 1")
    assert "<ol" in found
    return rows


def _search(client: Any, word: str) -> tuple[float, float, float]:
    """Seconds to the first results, of the first page, and to the end of the search, following its own links."""
    start = time.perf_counter()
    page = _begin(client, word, "text")
    first_page = time.perf_counter() - start
    to_first = first_page if "<ol" in page else 0.0
    while onward := re.search(r'data-onward="([^"]+)"', page):
        page = _text(client.get(onward[1].replace("&amp;", "&") + "&part=1"))
        if not to_first and "<ol" in page:
            to_first = time.perf_counter() - start
    return to_first, first_page, time.perf_counter() - start


def _begin(client: Any, words: str, kind: str) -> str:
    sent = client.post("/staff/search", {"words": words, "kind": kind, "purpose": "quality"})
    assert sent.status_code == 302, sent.status_code
    return _text(client.get(sent["Location"]))


def _text(response: Any) -> str:
    assert response.status_code == 200, response.status_code
    packed = response.headers.get("Content-Encoding") == "gzip"
    return (gzip.decompress(response.content) if packed else response.content).decode()


def _fill(reports: int, keyring: Any) -> None:
    """Sealed reports of 300 to 4,000 letters, every fourth with two messages, as the room `reports` seals them."""
    from uuid import uuid4

    from django.utils import timezone

    from besa.core.sealing import new_record_key
    from besa.node.people.queries import receiving_desks
    from besa.node.reports import judging, seals
    from besa.node.reports.actions import imprints
    from besa.node.reports.actions.receive import new_reference
    from besa.node.reports.models import Access, Message, Report
    from besa.node.reports.values import ReportValues

    chance = random.Random(4)
    now = timezone.now()
    (desk,) = receiving_desks()
    made: list[Report] = []
    accesses: list[Access] = []
    messages: list[Message] = []
    for number in range(reports):
        age = reports - 1 - number  # how many newer ones there are
        story = " ".join(chance.choice(_SENTENCES) for _ in range(chance.randrange(5, 65)))
        for word, first, every in _WORDS.values():
            if age == first or (every and age > first and (age - first) % every == 0) or (not every and number == 0):
                story += f" {word}."
        report_id, key, at = uuid4(), new_record_key(), now - timedelta(minutes=30 * age)
        values = ReportValues(door="child", language="sq", story=story)
        made.append(
            Report(
                id=report_id, reference=new_reference(), submission=os.urandom(16), received_at=at, door="child",
                language="sq", who="me", age_band="12", where="instagram", when="week", ongoing="yes", before="no",
                desk_id=desk.desk_id, urgency=1, changed_at=at,
                sealed_told=seals.told(values, report=report_id, conversation=key.conversation),
            )
        )  # fmt: skip
        sealed = seals.key_for_desk(key, report=report_id, desk_key=desk.desk_key_id, public=desk.public_key)
        accesses.append(Access(report_id=report_id, desk_id=desk.desk_id, desk_key_id=desk.desk_key_id, sealed=sealed))
        for _ in range(2 if number % 4 == 0 else 0):
            message_id = uuid4()
            text = seals.message(
                chance.choice(_SENTENCES),
                report=report_id,
                message_id=message_id,
                side=Message.Side.REPORTER,
                conversation=key.conversation,
            )
            messages.append(Message(id=message_id, report_id=report_id, side="reporter", at=at, sealed_text=text))
        if len(made) == 1000 or number == reports - 1:
            Report.objects.bulk_create(made)
            Access.objects.bulk_create(accesses)
            Message.objects.bulk_create(messages)
            made, accesses, messages = [], [], []
    imprints.keep([(report_id, judging.imprint_of_text("+355 69 212 3456"))])


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--reports", type=int, default=REPORTS)
    parser.add_argument("--inside", action="store_true")
    chosen = parser.parse_args()
    print(json.dumps(_inside(chosen.reports) if chosen.inside else measure(chosen.reports), ensure_ascii=False))
