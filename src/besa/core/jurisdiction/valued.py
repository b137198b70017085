"""Sentences of the reasoning that carry a value: the message of each word, and what goes into it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Final

from besa.core.jurisdiction import naming
from besa.core.jurisdiction.law.library import Law
from besa.core.jurisdiction.logic import Step
from besa.core.jurisdiction.voice import ENGLISH, Voice

GROUNDS: Final = {
    "territorial": "territory",
    "flag": "ship or aircraft",
    "flag_ship": "ship",
    "flag_aircraft": "aircraft",
    "active_national": "nationality of the offender",
    "active_habitual_resident": "habitual residence of the offender",
    "passive_national": "nationality of the child",
    "passive_habitual_resident": "habitual residence of the child",
    "passive_national_or_habitual_resident": "nationality or habitual residence of the child",
    "universal_or_treaty": "universal, or listed by a treaty",
    "vicarious": "present and not extradited",
    "aut_dedere": "present and not extradited for nationality",
    "aut_dedere_non_national": "present and not extradited",
    "effects": "effects in the territory",
}

Values = Mapping[str, object]


def _years(step: Step, _law: Law, _voice: Voice) -> Values:
    return {"years": step.value}


# Word of a step: its message, and what goes into the message.
VALUED: Final[dict[str, tuple[str, Callable[[Step, Law, Voice], Values]]]] = {
    "act_in": ("the act is one of: {acts}", lambda step, law, voice: {"acts": _acts(step, law, voice)}),
    "depiction_in": (
        "the material shows: {shown}",
        lambda step, law, voice: {"shown": voice.listed(voice(naming.DEPICTIONS.get(one, one)) for one in _many(step))},
    ),
    "child_under": ("the child was under {years}", _years),
    "child_under_on_decision": ("the child is under {years} on the day of the decision", _years),
    "offender_at_least": ("the offender was at least {years}", _years),
    "close_in_age_within": ("the two are at most {years} years apart", _years),
    "max_penalty_at_least": ("the highest penalty is at least {years} years", _years),
    "max_penalty_over": ("the highest penalty is more than {years} years", _years),
    "min_penalty_at_least": ("the lowest penalty is at least {years} years", _years),
    "penalty": (
        "the penalty is {least} to {most} years",
        lambda step, law, voice: {"least": at(step, 0), "most": at(step, 1)},
    ),
    "travelled_since": (
        "the offender travelled on {day} or later",
        lambda step, law, voice: {"day": step.value},
    ),
    "offence_from": ("it was done on {day} or later", lambda step, law, voice: {"day": step.value}),
    "cell": (
        "the State's law says yes to: {cell}",
        lambda step, law, voice: {"cell": naming.cell_of_law(str(step.value), voice)},
    ),
    "reserved": (
        "the State made a reservation: {provision}",
        lambda step, law, voice: {"provision": naming.provision(str(step.value), law, voice)},
    ),
    "authorised_by": ("leave is given by: {who}", lambda step, law, voice: {"who": voice.free(str(step.value))}),
    "complaint_by": ("a complaint is made by: {who}", lambda step, law, voice: {"who": voice.free(str(step.value))}),
    "open": ("open question: {question}", lambda step, law, voice: {"question": voice.free(str(step.value))}),
    "punishable": ("{state} punishes the act", lambda step, law, voice: {"state": voice.state(at(step, 1), law)}),
    "national_ground": ("own law: {ground}", lambda step, law, voice: {"ground": ground(at(step, 0), voice)}),
    "in_force": (
        "{treaty} is in force for {state}",
        lambda step, law, voice: {
            "treaty": naming.treaty(at(step, 0), law, voice),
            "state": voice.state(at(step, 1), law),
        },
    ),
    "treaty_in_force": ("the treaty itself is in force", lambda step, law, voice: {}),
    "member": (
        "{state} is a member of: {union}",
        lambda step, law, voice: {"union": naming.union(at(step, 0), voice), "state": voice.state(at(step, 1), law)},
    ),
    "status": ("{state} is bound", lambda step, law, voice: {"state": voice.state(at(step, 1), law)}),
    "entered": (
        "{state} is bound since {day}",
        lambda step, law, voice: {"state": voice.state(at(step, 1), law), "day": at(step, -1)},
    ),
    "article": (
        "article {article} covers the act",
        lambda step, law, voice: {"article": naming.article_of(at(step, 1), voice)},
    ),
    "text": ("the provision says, in our words: {text}", lambda step, law, voice: {"text": _text(step, law, voice)}),
    "treaty_ground": (
        "{provision}: {text}",
        lambda step, law, voice: {
            "provision": naming.provision(str(step.value), law, voice),
            "text": _text(step, law, voice),
        },
    ),
    "between": (
        "{treaty} is in force, and its text is known",
        lambda step, law, voice: {"treaty": naming.treaty(at(step, 0), law, voice)},
    ),
    "binds": (
        "{treaty} binds {state} in this case",
        lambda step, law, voice: {
            "treaty": naming.treaty(at(step, 0), law, voice),
            "state": voice.state(at(step, 1), law),
        },
    ),
    "investigation": (
        "an investigation or proceedings are open in {state}",
        lambda step, law, voice: {"state": voice.state(str(step.value), law)},
    ),
    "taken_away": (
        "because of a judgment abroad its own law takes this ground away, or may: {ground}",
        lambda step, law, voice: {"ground": ground(str(step.value), voice)},
    ),
    "years_since_offence_under": ("less than {years} years have passed since the offence", _years),
    "without": ("this is not there: {what}", lambda step, law, voice: {"what": voice.free(str(step.value))}),
    "applies": (
        "the State applies this treaty in such a case: {treaty}",
        lambda step, law, voice: {"treaty": naming.treaty(str(step.value), law, voice)},
    ),
    "deals_with": (
        "it deals with {state} as with another Party",
        lambda step, law, voice: {"state": voice.state(str(step.value), law)},
    ),
    "forbids": (
        "{provision} forbids to wait for a complaint",
        lambda step, law, voice: {"provision": naming.provision(str(step.value), law, voice)},
    ),
    "may_ask": ("a State may ask for this: {text}", lambda step, law, voice: {"text": _text(step, law, voice)}),
}


def messages() -> Iterator[str]:
    """Every message of this module."""
    yield from GROUNDS.values()
    yield from (message for message, _values in VALUED.values())


def ground(name: str, voice: Voice = ENGLISH) -> str:
    """A ground by its name."""
    return voice(GROUNDS[name]) if name in GROUNDS else voice.free(name.replace("_", " "))


def _many(step: Step) -> tuple[str, ...]:
    return tuple(str(one) for one in step.value) if isinstance(step.value, tuple) else (str(step.value),)


def at(step: Step, place: int) -> str:
    many = _many(step)
    return many[place] if place < len(many) else ""


def _acts(step: Step, law: Law, voice: Voice) -> str:
    return voice.listed(naming.act(code, law, voice) for code in _many(step))


def _text(step: Step, law: Law, voice: Voice) -> str:
    return voice.legal(law.provisions[str(step.value)].text)
