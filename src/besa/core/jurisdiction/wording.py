"""Steps of the reasoning as English sentences: msgids for the catalogues, with the law's own words left as they are."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from typing import Final

from besa.core.jurisdiction.law.library import Law
from besa.core.jurisdiction.logic import Step, Truth

FACTS: Final = {
    "conduct_in_territory": "the offender acted in the territory",
    "effect_in_territory": "the offence took effect in the territory",
    "access_from_territory": "the computer was used from the territory",
    "server_in_territory": "the server is in the territory",
    "on_ship": "it was done on board a ship of the State",
    "on_aircraft": "it was done on board an aircraft of the State",
    "offender_national": "the offender is a national",
    "offender_resident": "the offender is habitually resident",
    "offender_stateless": "the offender has no nationality",
    "offender_present": "the offender is in the territory",
    "offender_present_or_extradited": "the offender is in the territory or was extradited to the State",
    "offender_came_freely": "the offender came of his own will",
    "child_national": "the child is a national",
    "child_resident": "the child is habitually resident",
    "company_seated": "the company has its seat there",
    "not_extradited": "the offender was not extradited",
    "final_judgment_abroad": "another State has given a final judgment",
    "locus_outside_any_state": "it was done where no State has jurisdiction",
    "by_computer": "a computer system was used",
    "for_distribution": "it was done in order to distribute",
    "for_exploitation": "it was done for exploitation",
    "material_acts_to_meet": "acts followed that led to a meeting",
    "organised_group": "an organised group took part",
    "transnational": "the offence is transnational",
    "treaty_offence": "the act is an offence of a treaty in force for the State",
    "punishable_at_locus": "the act is punishable where it was done",
    "exempt_close_in_age": "the two are exempt because they are close in age",
    "extradition_requested_by_party": "a Party asked for extradition",
    "refused_for_nationality": "extradition to a Party was refused for nationality alone",
    "place_unknown": "it may have been done in other places, too",
    "place_of_no_state": "no State's law holds where it was done",
    "always": "it holds without a condition",
    "not": "not so",
    "all": "all of this",
    "any": "one of these",
    "territory": "the offence is one of the territory",
    "localised": "another place makes it one of the territory",
    "presence_or_authorisation": "presence and leave",
    "displaces": "an exception applies",
    "displaced": "the law itself forbids this condition here",
    "covered": "the act is an offence of the treaty",
}
WHYS: Final = {
    "absent": "nothing is recorded",
    "unknown": "not known",
    "recalled": "known only from memory",
    "contested": "sources contradict each other",
    "undated": "recorded for a later time only",
    "not_yet": "not yet law then",
    "ended": "no longer law then",
    "changed": "the law changed in the meantime",
    "unwritten": "there is a condition that nobody wrote down",
    "no_number": "no age is recorded",
    "premise": "a premise of all answers",
    "sourced": "",
}
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
MODALITIES: Final = {"must": "must be able to act", "endeavour": "shall endeavour to", "may": "may"}
VERDICTS: Final = {
    "somebody_can_act": "At least one State can act under its own law.",
    "no_gap_can_be_excluded": "No State is certain to be able to act, and no gap can be excluded: see what is missing.",
    "nobody_can_act": "No State of those that are recorded can act; every input is sourced.",
}
DISCLAIMER: Final = "Not legal advice; confirm with the competent central authority."


def _two(step: Step) -> tuple[str, str]:
    first, second, *_rest = step.value if isinstance(step.value, tuple) else (step.value, "")
    return str(first), str(second)


_VALUED: Final[dict[str, Callable[[Step, Law], str]]] = {
    "act_in": lambda step, law: "the act is one of: " + ", ".join(_many(step)),
    "depiction_in": lambda step, law: "the material shows: " + ", ".join(_many(step)),
    "child_under": lambda step, law: f"the child was under {step.value}"
    if isinstance(step.value, int)
    else f"the child was under the State's {str(step.value).replace('_', ' ')}",
    "child_under_on_decision": lambda step, law: f"the child is under {step.value} on the day of the decision",
    "offender_at_least": lambda step, law: f"the offender was at least {step.value}",
    "close_in_age_within": lambda step, law: f"the two are at most {step.value} years apart",
    "max_penalty_at_least": lambda step, law: f"the highest penalty is at least {step.value} years",
    "max_penalty_over": lambda step, law: f"the highest penalty is more than {step.value} years",
    "min_penalty_at_least": lambda step, law: f"the lowest penalty is at least {step.value} years",
    "penalty": lambda step, law: "the penalty is {} to {} years".format(*_two(step)),
    "offence_from": lambda step, law: f"it was done on {step.value} or later",
    "cell": lambda step, law: f"the State's law says yes to: {str(step.value).replace('_', ' ')}",
    "reserved": lambda step, law: f"the State reserved {step.value}",
    "authorised_by": lambda step, law: f"leave is given by: {step.value}",
    "complaint_by": lambda step, law: f"a complaint is made by: {step.value}",
    "open": lambda step, law: f"open question: {step.value}",
    "dual_criminality": lambda step, law: "dual criminality is met or not asked for",
    "condition": lambda step, law: "what this ground needs besides",
    "nothing_besides": lambda step, law: "this ground needs nothing besides",
    "still_open": lambda step, law: "prosecution is still open",
    "punishable": lambda step, law: f"{_state(_two(step)[1], law)} punishes the act",
    "national_ground": lambda step, law: f"own law: {GROUNDS.get(_two(step)[0], _two(step)[0])}",
    "in_force": lambda step, law: f"{_treaty(_two(step)[0], law)} is in force for {_state(_two(step)[1], law)}",
    "treaty_in_force": lambda step, law: "the treaty itself is in force"
    + (f" since {step.value[1]}" if isinstance(step.value, tuple) else ""),
    "member": lambda step, law: f"{_state(_two(step)[1], law)} is a member of: {_two(step)[0]}",
    "status": lambda step, law: f"{_state(_two(step)[1], law)} is bound" + _status(step),
    "entered": lambda step, law: f"{_state(_two(step)[1], law)} is bound since {_last(step)}",
    "article": lambda step, law: f"article {_two(step)[1]} covers the act",
    "no_article": lambda step, law: "an article covers the act",
    "text": lambda step, law: f"the provision reads: {law.provisions[str(step.value)].text}",
    "treaty_ground": lambda step, law: _provision(str(step.value), law),
    "may_ask": lambda step, law: f"{law.provisions[str(step.value)].text}",
}  # fmt: skip


def _many(step: Step) -> tuple[str, ...]:
    return tuple(str(one) for one in step.value) if isinstance(step.value, tuple) else (str(step.value),)


def _status(step: Step) -> str:
    return f" (status: {str(step.value[2]).replace('_', ' ')})" if len(_many(step)) > 2 else ""  # type: ignore[index]


def _last(step: Step) -> date | str:
    return step.value[-1] if isinstance(step.value, tuple) else ""


def _state(code: str, law: Law) -> str:
    return law.states[code].name if code in law.states else code.upper()


def _treaty(ident: str, law: Law) -> str:
    return law.treaties[ident].name


def _provision(ident: str, law: Law) -> str:
    provision = law.provisions[ident]
    return f"{law.treaties[provision.treaty].name}, article {provision.article}: {provision.text}"


def sentence(step: Step, law: Law) -> str:
    """What a step says, without its truth."""
    valued = _VALUED.get(step.word)
    if valued is not None:
        return valued(step, law)
    return FACTS.get(step.word, step.word.replace("_", " "))


def truth(step: Step) -> str:
    """Yes, no or unknown; a yes that waits for somebody says so."""
    if step.to_meet:
        return "still to be met"
    return {Truth.YES: "yes", Truth.NO: "no", Truth.UNKNOWN: "unknown"}[step.truth]


def sources(idents: tuple[str, ...], law: Law) -> Iterator[str]:
    """Where the cells of a step stand: one line for each citation."""
    for ident in idents:
        for claim in _claims(ident, law):
            yield from claim


def _claims(ident: str, law: Law) -> Iterator[list[str]]:
    if ident in law.provisions:
        found = [law.provisions[ident].claim]
    else:
        found = list(law.by_id[ident].claims) if ident in law.by_id else []
    for claim in found:
        if not claim.sources:
            yield [f"{ident}: {claim.confidence}, no source"]
            continue
        yield [
            f"{one.at + ', ' if one.at else ''}{law.sources[one.source].title}, {law.sources[one.source].address}"
            for one in claim.sources
        ]
    if not found:
        yield [f"{ident}: nothing recorded"]


def lines(step: Step, law: Law, indent: int = 0) -> Iterator[str]:
    """The tree as indented lines, each with its truth and where it stands."""
    why = WHYS.get(step.why, step.why)
    cited = "; ".join(sources(step.cells, law)) if step.cells else ""
    about = "".join((f" ({why})" if why else "", f" [{cited}]" if cited else ""))
    yield f"{'  ' * indent}{truth(step)}: {sentence(step, law)}{about}"
    for part in step.parts:
        yield from lines(part, law, indent + 1)
