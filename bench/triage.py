"""Measure triage: everyday text, the cost of a report of 6,000 letters, and the slowest 20 KB that we know."""

from __future__ import annotations

import time

_EVERYDAY = (
    "Sot kishim test matematike dhe më doli mirë. ",
    "Наставничката ни даде многу домашна за понеделник. ",
    "Zaboravio sam lozinku, kako da je vratim? ",
    "My brother is 20 and works as an electrician. ",
)
# Made to be slow: words of rules over and over, letters spaced out, figures between letters, no words at all.
_HOSTILE = {
    "words of rules": "do te vras veten ",
    "single letters": "a ",
    "letters spaced out": "v r a s ",
    "figures between letters": "a4a",
    "words and what takes them back": "i wanted to die of embarrassment ",
    "both scripts in one word": "ub\u0438jам ",
    "full stops": "a.",
}


def measure() -> list[dict[str, object]]:
    from besa.core.triage import Answers, assess, load

    begun = time.perf_counter()
    load()
    loading = time.perf_counter() - begun

    def seconds(text: str) -> float:
        answers = Answers(story=text)
        best = float("inf")
        for _ in range(7):
            begun = time.perf_counter()
            assess(answers)
            best = min(best, time.perf_counter() - begun)
        return best

    everyday = "".join(_EVERYDAY * 400)
    six = everyday[:6000]
    slowest, worst = max((seconds((text * 20_000)[:20_000]), name) for name, text in _HOSTILE.items())
    return [
        {"what": "everyday text", "measured": len(everyday.encode()) / 1e6 / seconds(everyday), "unit": "MB/s"},
        {"what": "a report of 6,000 letters", "measured": seconds(six) * 1000, "unit": "ms"},
        {"what": f"slowest 20 KB ({worst})", "measured": slowest * 1000, "unit": "ms", "asked": "well under 200"},
        {"what": "reading and compiling the rules", "measured": loading * 1000, "unit": "ms"},
    ]


if __name__ == "__main__":
    for row in measure():
        print(row)
