"""Measure finding identifiers: speed on a chat, what is found of what was planted, and the slowest 20 KB that we know.

Speeds are megabytes of UTF-8 per second of processor time on one core. Beside them the finders of others on the same
chat, where they are installed: phonenumbers' matcher (told not to give up: by default it stops after 65,535 tries and
says nothing) and ioc-finder. They look for less than we do; their speed is what a simpler job costs.
"""

from __future__ import annotations

import importlib.util
import time
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from bench import chat

_REGIONS = ("AL", "XK", "MK", "RS", "ME", "BA", "HR", "GR", "IT")
_EVERYDAY = (
    "Sot kishim test matematike dhe më doli mirë. ",
    "Наставничката ни даде многу домашна за понеделник. ",
    "Zaboravio sam lozinku, kako da je vratim? ",
    "My brother is 20 and works as an electrician. ",
)
# What else is rightly read where an identifier of a kind was planted: the site of an account, the account of a payment.
_ALSO = {
    "handle": {"url", "domain"},
    "url": {"domain"},
    "domain": {"url"},
    "coordinates": {"url", "domain"},
    "payment": {"url", "domain", "handle"},
}
_TIMES = 3


def _with_identifiers(at: int) -> str:
    return (
        f"Më shkroi nga 069 {at % 900 + 100} {at % 9000 + 1000}, insta @ana_{at} dhe ana{at} (at) example [dot] com. "
        f"Потоа прати http://example.org/a/{at}?utm_source=x и ми рече да не кажувам. "
    )


def measure(megabytes: float = 3) -> list[dict[str, object]]:
    from besa.core.identifiers import find
    from besa.core.identifiers.tests.hostile import HOSTILE

    def seconds(text: str) -> float:
        return _least(lambda: find(text, regions=_REGIONS))

    text, planted = chat.write(megabytes)
    everyday = "".join(_EVERYDAY * 400)
    rich = "".join(_with_identifiers(at) for at in range(400))
    slowest, worst = max((seconds(hostile), name) for name, hostile in HOSTILE.items())
    one_in = len(text.encode()) / len(planted)
    return [
        {
            "what": f"chat in nine languages, an identifier every {one_in:.0f} bytes",
            "measured": _speed(text, seconds(text)),
            "unit": "MB/s",
            "asked": "≥ 10",
            "anchor": "; ".join(_others(text[: len(text) // 6])),
        },
        {
            "what": "the same chat, each message alone",
            "measured": _speed(text, _least(lambda: [find(line, regions=_REGIONS) for line in text.split("\n")], 1)),
            "unit": "MB/s",
        },
        {"what": "everyday text", "measured": _speed(everyday, seconds(everyday)), "unit": "MB/s"},
        {"what": "text full of identifiers", "measured": _speed(rich, seconds(rich)), "unit": "MB/s"},
        {"what": "a report of 6,000 letters", "measured": seconds(rich[:6000]) * 1000, "unit": "ms"},
        {"what": f"slowest 20 KB ({worst})", "measured": slowest * 1000, "unit": "ms", "asked": "≤ 500"},
        *_quality(text, planted, find(text, regions=_REGIONS)),
    ]


def _quality(text: str, planted: tuple[chat.Planted, ...], found: Iterable[Any]) -> Iterator[dict[str, object]]:
    """Recall: planted ones whose meaning is among the readings. Precision: stretches found where one was planted."""
    starts = [one.start for one in planted]
    met: set[int] = set()
    right: Counter[str] = Counter()
    stretches = {(one.kind, one.start, one.end) for one in found}
    for one in found:
        at = bisect_right(starts, one.end - 1) - 1
        if at >= 0 and one.start < planted[at].end:
            plant = planted[at].plant
            if (one.kind, one.canonical) == (plant.kind, plant.canonical):
                met.add(at)
    for kind, start, end in stretches:
        at = bisect_right(starts, end - 1) - 1
        if at >= 0 and start < planted[at].end:
            wanted = planted[at].plant.kind
            right[kind] += kind == wanted or kind in _ALSO.get(wanted, ())
    every = Counter((one.plant.kind, one.plant.hard) for one in planted)
    got = Counter((planted[at].plant.kind, planted[at].plant.hard) for at in met)
    claimed = Counter(kind for kind, _, _ in stretches)
    for kind, hard in sorted(every, key=lambda each: (each[1], each[0])):
        count = every[kind, hard]
        if hard:
            what, figures = f"{kind}: found of {count} written harder", f"{got[kind, hard] / count:.3f}"
        else:
            what = f"{kind}: found of {count} planted; right of {claimed[kind]} found"
            figures = f"{got[kind, hard] / count:.4f}; {right[kind] / max(1, claimed[kind]):.4f}"
        yield {"what": what, "measured": figures}


def _others(text: str) -> Iterator[str]:
    """The same text read by others' finders, a sixth of it: they take their time."""
    import phonenumbers

    for region in (None, "AL"):

        def match(region: str | None = region) -> int:
            matcher = phonenumbers.PhoneNumberMatcher(
                text, region, leniency=phonenumbers.Leniency.POSSIBLE, max_tries=10**9
            )
            return sum(1 for _ in matcher)

        where = f"region {region}" if region else "no region"
        yield f"PhoneNumberMatcher, {where}: {_speed(text, _least(match, 1)):.3g} MB/s, {match()} numbers"
    if importlib.util.find_spec("ioc_finder"):
        from ioc_finder import find_iocs  # type: ignore[import-not-found,unused-ignore]

        yield f"ioc-finder: {_speed(text, _least(lambda: find_iocs(text), 1)):.3g} MB/s"


def _least(act: Callable[[], object], times: int = _TIMES) -> float:
    best = float("inf")
    for _ in range(times):
        begun = time.process_time()
        act()
        best = min(best, time.process_time() - begun)
    return best


def _speed(text: str, seconds: float) -> float:
    return len(text.encode()) / 1e6 / seconds


if __name__ == "__main__":
    for row in measure():
        print(row)
