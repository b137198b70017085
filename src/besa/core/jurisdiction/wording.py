"""Steps of the reasoning as sentences: messages for the catalogues, with the law's own words left as they are."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from besa.core.jurisdiction import naming
from besa.core.jurisdiction.law.claims import Claim
from besa.core.jurisdiction.law.library import Law
from besa.core.jurisdiction.logic import Step, Truth
from besa.core.jurisdiction.valued import VALUED, at
from besa.core.jurisdiction.voice import ENGLISH, Voice

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
    "dual_criminality": "dual criminality is met or not asked for",
    "condition": "what this ground needs besides",
    "nothing_besides": "this ground needs nothing besides",
    "still_open": "prosecution is still open",
    "no_article": "an article covers the act",
    "offender_travelled_from": "the offender travelled from the State",
    "locus_not_controlled": "it was done in a part of its territory that the State does not control",
    "locus_viewed_differently": "the status of the place is seen in different ways",
    "viewed_differently": "whose territory the place is, is seen in different ways; no side is taken here",
    "for_payment": "it was done for payment or another advantage",
    "attempted": "the act was only attempted",
    "aided": "the person aided somebody else",
    "barred_at_locus": "where it was done, too much time has passed to prosecute it",
    "said_to_punish": "somebody who knows the law of the place says that it punishes the act",
    "instrument": "the instrument can be used",
    "basis": "there is a legal basis between the two sides",
    "nobody_to_address": "there is somebody to address in another State",
    "bars": "the rule bars another prosecution",
    "outcome": "the proceedings ended in a way that the rule speaks of",
    "enforced": "what was imposed is or was enforced, or cannot be enforced any more",
    "proceedings_there": "there are or were proceedings",
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
MODALITIES: Final = {"must": "must be able to act", "endeavour": "shall endeavour to", "may": "may"}
VERDICTS: Final = {
    "somebody_can_act": "At least one State can act under its own law.",
    "no_gap_can_be_excluded": "No State is certain to be able to act, and no gap can be excluded: see what is missing.",
    "nobody_can_act": "No State of those that are recorded can act; every input is sourced.",
}
TRUTHS: Final = {Truth.YES: "yes", Truth.NO: "no", Truth.UNKNOWN: "unknown"}
TO_MEET: Final = "still to be met"
NO_SOURCE: Final = "{cell}: {confidence}, no source"
NOTHING: Final = "{cell}: nothing is recorded"
DISCLAIMER: Final = "Not legal advice; confirm with the competent central authority."
_AGES: Final = {
    "age_of_consent": "the child was under the State's age of consent",
    "csam_age": "the child was under the State's age of protection in sexual abuse material",
    "grooming_age": "the child was under the State's age of protection against soliciting",
}
_SOME_AGE: Final = "the child was under an age that the State has set"
_TREATY_SINCE: Final = "the treaty itself is in force since {day}"
_STATUS: Final = "{state}: is bound (status: {status})"
_PENALTY_NOT_KNOWN: Final = "the penalty"


def messages() -> Iterator[str]:
    """Every message of this module; the empty one says nothing in any language."""
    for said in (FACTS, WHYS, MODALITIES, VERDICTS, _AGES):
        yield from filter(None, said.values())
    yield from TRUTHS.values()
    yield from (TO_MEET, NO_SOURCE, NOTHING, DISCLAIMER, _SOME_AGE, _TREATY_SINCE, _STATUS, _PENALTY_NOT_KNOWN)


def sentence(step: Step, law: Law, voice: Voice = ENGLISH) -> str:
    """What a step says, without its truth."""
    special = _special(step)
    if special:
        message, named = special
        values = {name: voice(said) if name == "status" else said for name, said in named.items()}
        if "state" in values:
            values["state"] = voice.state(str(values["state"]), law)
        return voice(message, **values)
    if step.word in VALUED:
        message, of = VALUED[step.word]
        return voice(message, **of(step, law, voice))
    if step.word in FACTS:
        return voice(FACTS[step.word])
    return voice.free(step.word.replace("_", " "))


def _special(step: Step) -> tuple[str, dict[str, str]] | None:
    """The steps whose message hangs on their value, too."""
    if step.word == "child_under" and not isinstance(step.value, int):
        return _AGES.get(str(step.value), _SOME_AGE), {}
    if step.word == "penalty" and not isinstance(step.value, tuple):
        return _PENALTY_NOT_KNOWN, {}
    if step.word == "treaty_in_force" and isinstance(step.value, tuple):
        return _TREATY_SINCE, {"day": at(step, 1)}
    if step.word == "status" and at(step, 2):
        return _STATUS, {"state": at(step, 1), "status": naming.STATUSES.get(at(step, 2), at(step, 2))}
    return None


def truth(step: Step, voice: Voice = ENGLISH) -> str:
    """Yes, no or unknown; a yes that waits for somebody says so."""
    return voice(TO_MEET if step.to_meet else TRUTHS[step.truth])


def why(step: Step, voice: Voice = ENGLISH) -> str:
    """Why a cell of the step does not count, or nothing."""
    said = WHYS.get(step.why, step.why)
    return voice(said) if said else ""


def sources(idents: tuple[str, ...], law: Law, voice: Voice = ENGLISH) -> Iterator[str]:
    """Where the cells of a step stand: one line for each citation."""
    for ident in idents:
        for claim in _claims(ident, law, voice):
            yield from claim


def quotations(idents: tuple[str, ...], law: Law, voice: Voice = ENGLISH) -> Iterator[str]:
    """What is quoted of the law itself for the cells of a step, each with its place."""
    for ident in idents:
        for claim in claims_of(ident, law):
            if claim.wording is not None:
                said = claim.wording
                yield f"{said.source.at}: {voice.legal(said.text, said.language, said.english)}"


def claims_of(ident: str, law: Law) -> tuple[Claim, ...]:
    """What is claimed under an id, of a cell or of a provision; nothing where nothing is recorded."""
    if ident in law.provisions:
        return (law.provisions[ident].claim,)
    return law.by_id[ident].claims if ident in law.by_id else ()


def _claims(ident: str, law: Law, voice: Voice) -> Iterator[list[str]]:
    found = claims_of(ident, law)
    for claim in found:
        if not claim.sources:
            confidence = voice(naming.CONFIDENCES[claim.confidence])
            yield [voice(NO_SOURCE, cell=ident, confidence=confidence)]
            continue
        yield [
            voice.quoted(
                f"{one.at + ', ' if one.at else ''}{law.sources[one.source].title}, {law.sources[one.source].address}",
                "",  # titles stand in the language of whoever published them
            )
            for one in claim.sources
        ]
    if not found:
        yield [voice(NOTHING, cell=ident)]


def lines(step: Step, law: Law, indent: int = 0, voice: Voice = ENGLISH) -> Iterator[str]:
    """The tree as indented lines, each with its truth and where it stands."""
    said = why(step, voice)
    cited = "; ".join((*sources(step.cells, law, voice), *quotations(step.cells, law, voice)))
    about = "".join((f" ({said})" if said else "", f" [{cited}]" if cited else ""))
    yield f"{'  ' * indent}{truth(step, voice)}: {sentence(step, law, voice)}{about}"
    for part in step.parts:
        yield from lines(part, law, indent + 1, voice)
