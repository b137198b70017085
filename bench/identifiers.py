"""Measure finding identifiers: megabytes a second on chat with and without them, and the slowest 20 KB that we know."""

from __future__ import annotations

import time

_REGIONS = ("AL", "XK", "MK", "RS", "ME", "BA", "HR", "GR", "IT")
_EVERYDAY = (
    "Sot kishim test matematike dhe më doli mirë. ",
    "Наставничката ни даде многу домашна за понеделник. ",
    "Zaboravio sam lozinku, kako da je vratim? ",
    "My brother is 20 and works as an electrician. ",
)


def _with_identifiers(at: int) -> str:
    return (
        f"Më shkroi nga 069 {at % 900 + 100} {at % 9000 + 1000}, insta @ana_{at} dhe ana{at} (at) example [dot] com. "
        f"Потоа прати http://example.org/a/{at}?utm_source=x и ми рече да не кажувам. "
    )


def _hostile() -> dict[str, str]:
    """Made to be slow: 20 KB of one kind of candidate after the other."""
    return {
        "numbers in a list": ", ".join(f"06{at % 10} {at % 900 + 100} {at % 9000 + 1000}" for at in range(1500)),
        "lone figures": "0 6 9 1 " * 2_500,
        "domains in Cyrillic": " ".join(f"пример{at}.срб" for at in range(1500)),
        "at signs": "a@" * 10_000,
        "bracketed dots": "a[.]" * 5_000,
        "one long word": "A" * 19_999 + ".",
        "platform names": "instagram: " * 1_800,
        "addresses": " ".join(f"a{at}@b{at}.com" for at in range(1500)),
    }


def measure() -> list[dict[str, object]]:
    from besa.core.identifiers import find

    def seconds(text: str) -> float:
        best = float("inf")
        for _ in range(5):
            begun = time.perf_counter()
            find(text, regions=_REGIONS)
            best = min(best, time.perf_counter() - begun)
        return best

    everyday = "".join(_EVERYDAY * 400)
    rich = "".join(_with_identifiers(at) for at in range(400))
    slowest, worst = max((seconds(text[:20_000]), name) for name, text in _hostile().items())
    return [
        {"what": "everyday text", "measured": len(everyday.encode()) / 1e6 / seconds(everyday), "unit": "MB/s"},
        {"what": "text full of identifiers", "measured": len(rich.encode()) / 1e6 / seconds(rich), "unit": "MB/s"},
        {"what": "a report of 6,000 letters", "measured": seconds(everyday[:6000]) * 1000, "unit": "ms"},
        {"what": f"slowest 20 KB ({worst})", "measured": slowest * 1000, "unit": "ms", "asked": "≤ 500"},
    ]


if __name__ == "__main__":
    for row in measure():
        print(row)
