"""The answers that a change turns, in words."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext

from besa.core.jurisdiction import naming as engine
from besa.core.jurisdiction import valued
from besa.core.jurisdiction import wording as sentences
from besa.core.jurisdiction.law.library import Law
from besa.core.jurisdiction.voice import Voice
from besa.core.jurisdiction.worked import worked_cases
from besa.node.law import naming, wording


def in_words(turned: dict[str, Any], law: Law) -> dict[str, Any]:
    """The answers that come out otherwise, gathered by worked case, in words; `softer`: those that stay a yes."""
    cases, softer = (_by_case(turned, law, same=same) for same in (False, True))
    return {
        **turned,
        "cases": cases,
        "softer": softer,
        "softer_answers": sum(len(one["answers"]) for one in softer),
        "against": [{"title": _title(case), "lines": lines} for case, lines in turned["contradicted"].items()],
    }


def _by_case(turned: dict[str, Any], law: Law, *, same: bool) -> list[dict[str, Any]]:
    voice, words = wording.on_page(), naming.truths()
    found: dict[str, list[dict[str, Any]]] = {}
    for case, state, act, layer, what, before, after, *obliges in turned["answers"]:
        if (before == after and not obliges) != same:
            continue
        found.setdefault(case, []).append(
            {
                "state": voice.state(state, law),
                "act": engine.act(act, law, voice),
                "about": _about(layer, what, law, voice),
                "duty": layer == "floor",
                "before": before,
                "after": after,
                "before_words": words[before],
                "after_words": words[after],
                "obliges": [voice(sentences.MODALITIES[one]) if one else "–" for one in obliges],
            }
        )
    return [{"title": _title(case), "answers": answers} for case, answers in found.items()]


def _about(layer: str, what: str, law: Law, voice: Voice) -> str:
    if layer == "national":
        return valued.ground(what, voice)
    if layer == "floor":
        return engine.provision(what, law, voice)
    return gettext("any treaty obliges it to be able to act") if layer == "duty" else gettext("limitation")


def _title(case: str) -> str:
    every = worked_cases()
    return every[case].case.title if case in every else case
