"""Names of what the engine speaks of: facts of a case, cells of the law, treaties and their articles, as messages."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from besa.core.jurisdiction.conditions.expressions import ACTS_OF_SOMEBODY
from besa.core.jurisdiction.law.library import Law, current
from besa.core.jurisdiction.law.states import CODE
from besa.core.jurisdiction.voice import ENGLISH, Voice

FACTS: Final = {
    "acts": "the act",
    "offence": "the day of the offence",
    "places.conduct": "where the offender acted",
    "places.effect": "where the offence took effect",
    "places.access": "from where the computer was used",
    "places.server": "where the server is",
    "places.ship": "where the ship is registered",
    "places.aircraft": "where the aircraft is registered",
    "offender.nationality": "nationality of the offender",
    "offender.residence": "habitual residence of the offender",
    "offender.present_in": "where the offender is now",
    "offender.came_freely": "whether the offender came of his own will",
    "offender.age": "age of the offender",
    "offender.born": "date of birth of the offender",
    "child.nationality": "nationality of the child",
    "child.residence": "habitual residence of the child",
    "child.present_in": "where the child is now",
    "child.age": "age of the child",
    "child.born": "date of birth of the child",
    "company.seat": "seat of the company",
    "means.by_computer": "whether a computer system was used",
    "means.for_distribution": "whether it was done in order to distribute",
    "means.for_exploitation": "whether it was done for exploitation",
    "means.for_payment": "whether it was done for payment or another advantage",
    "means.material_acts_to_meet": "whether acts followed that led to a meeting",
    "means.organised_group": "whether an organised group took part",
    "material": "whom the material shows",
    "stage": "whether the act was completed or only attempted",
    "role": "whether the person did it or aided somebody else",
    "places.uncontrolled": "whether the State controls the place",
    "places.barred": "whether the place can still prosecute the act",
    "places.punished": "whether somebody who knows the law of the place says that it punishes the act",
    "offender.travelled_from": "from which State the offender travelled",
    "offender.travelled_on": "the day on which the offender travelled",
    "extradition": "requests for extradition",
    "proceedings": "proceedings in other States",
    "proceedings.enforced": "whether the sentence is or was enforced, or cannot be any more",
    "given": "leave and complaints that are there",
}
CELLS: Final = {
    "abuse_by_force": "sexual abuse of a child by force is an offence",
    "abuse_of_trust": "sexual abuse of a child by abuse of trust is an offence",
    "abuse_of_vulnerability": "sexual abuse of a child in a vulnerable situation is an offence",
    "pay_for_abuse": "sexual activities with a child for payment are an offence",
    "show_abuse": "causing a child to witness sexual activities is an offence",
    "child_performances": "pornographic performances of a child are an offence",
    "child_prostitution": "prostitution of a child: whoever takes part commits an offence",
    "child_trafficking": "trafficking in children is an offence",
    "sale_of_children": "the sale of children is an offence",
    "trafficking_documents": "forging travel documents for trafficking is an offence",
    "grooming": "soliciting a child for sexual purposes is an offence",
    "csam_production_distribution": "producing and distributing sexual abuse material is an offence",
    "csam_procurement": "procuring sexual abuse material is an offence",
    "csam_possession": "possessing sexual abuse material is an offence",
    "csam_access": "obtaining access to sexual abuse material is an offence",
    "csam_simulated": "simulated material counts, too",
    "age_of_consent": "age of consent",
    "csam_age": "age up to which a child is protected in sexual abuse material",
    "grooming_age": "age up to which a child is protected against soliciting",
    "close_in_age": "exemption of partners who are close in age",
    "territorial": "jurisdiction over what is done in the territory",
    "territorial_effects": "what takes effect in the territory counts as done there",
    "territorial_access": "using a computer in the territory counts as acting there",
    "territorial_server": "a server in the territory makes the act one of the territory",
    "flag": "jurisdiction on board ships and aircraft",
    "attempt": "the attempt of such an act is an offence",
    "active_national": "jurisdiction over nationals who act abroad",
    "active_habitual_resident": "jurisdiction over residents who act abroad",
    "active_dual_criminality": "dual criminality for nationals and residents who act abroad",
    "passive_national": "jurisdiction over acts abroad against a child who is a national",
    "passive_habitual_resident": "jurisdiction over acts abroad against a child who is a resident",
    "passive_dual_criminality": "dual criminality for acts abroad against a child",
    "universal_or_treaty": "jurisdiction wherever and by whomever the act was done",
    "vicarious": "jurisdiction over whoever is present and is not extradited",
    "presence_or_authorisation": "presence or leave, where an act was done abroad",
    "extradition_of_nationals": "extradition of nationals",
    "limitation_csa": "limitation of prosecution for sexual abuse",
    "limitation_csam": "limitation of prosecution for sexual abuse material",
    "limitation_trafficking": "limitation of prosecution for trafficking",
    "ne_bis_in_idem": "a final judgment abroad bars a prosecution",
    "data_preservation_orders": "orders to preserve stored data",
    "data_production_orders": "orders to persons and providers to produce data",
    "assistance_without_treaty": "mutual assistance without a treaty",
    "emergency_disclosure_by_providers": "providers may disclose data on their own will in an emergency",
    "voluntary_preservation_by_providers": "providers may preserve data on their own will when asked from abroad",
    "reports_by_providers": "providers report to a clearing house that tells the police of other States",
}
DEPICTIONS: Final = {
    "real": "a real child",
    "self_made": "a child who made it",
    "appears": "a person who appears to be a child",
    "simulated": "a simulated child",
}
STATUSES: Final = {
    "party": "party",
    "not_party": "not a party",
    "signed": "signed only",
    "not_signed": "not signed",
    "ratified_not_in_force": "ratified, not yet in force",
    "bound": "bound",
    "not_bound": "not bound",
    "not_in_signature_list": "not on the list of signatures",
    "unknown": "unknown",
}
CONFIDENCES: Final = {"sourced": "sourced", "recalled": "known only from memory", "unknown": "not known"}
UNIONS: Final = {"eu": "the European Union"}
PENALTY: Final = "penalty"
OWN: Final = "{state}: {cell}"
RESERVATION: Final = "{state}: reservation to {provision}"
STATUS: Final = "{state}: whether bound by {treaty}"
CONSENT: Final = "{state}: day of consent to {treaty}"
MEMBERSHIP: Final = "{state}: member of {union}"
ENTERED: Final = "{state}: day of entry into force of {treaty}"
APPLIES: Final = "{state}: when it applies {treaty}"
RELATION: Final = "{state}: whether it deals with {other} as with another Party"
TERRITORY: Final = "{state}: what its law says of the territory of {other}"
ENTRY: Final = "{treaty}: entry into force"
ARTICLE: Final = "{treaty}, article {article}"
OF_THE_ACT: Final = "what the act is under the law of the State"
NO_STATE: Final = "law of a place of no State"
NOT_RECORDED: Final = "law of {state}: nothing is recorded"
_IDENTS_OF_STATE: Final = 3
_WORDS: Final = re.compile(r"[a-z]{3}")


def messages() -> Iterator[str]:
    """Every message of this module."""
    yield from FACTS.values()
    yield from CELLS.values()
    for said in (DEPICTIONS, STATUSES, CONFIDENCES, UNIONS):
        yield from said.values()
    yield from (PENALTY, OWN, RESERVATION, STATUS, CONSENT, MEMBERSHIP, ENTRY, ARTICLE)
    yield from (OF_THE_ACT, NO_STATE, NOT_RECORDED, ENTERED, APPLIES, RELATION, TERRITORY)


def free_words() -> Iterator[str]:
    """Words of the law's data as this release holds it: lawyers may add to them at any time."""
    law = current()
    yield from (act.label for act in law.acts.by_code.values())
    for footnote in {state.footnote for state in law.states.values() if state.footnote}:
        yield from (footnote, f"* {footnote}")
    for treaty in law.treaties.values():
        yield treaty.name
        articles = (*(one.article for one in treaty.offences), *(one.article for one in treaty.provisions))
        yield from filter(_WORDS.search, articles)
    yield from law.conflicts.messages()
    for rule in law.instruments.values():
        yield from rule.messages()
    for _where, expression in law.expressions():
        yield from (str(part.value) for part in expression.every() if part.word in (*ACTS_OF_SOMEBODY, "open"))


def act(code: str, law: Law, voice: Voice = ENGLISH) -> str:
    """What a person may have done, by its code."""
    return voice.free(law.acts.by_code[code].label) if code in law.acts.by_code else voice.free(code)


def fact(name: str, voice: Voice = ENGLISH) -> str:
    """A fact of the case: `child.nationality` as "nationality of the child"."""
    return voice(FACTS[name]) if name in FACTS else voice.free(name)


def cell_of_law(name: str, voice: Voice = ENGLISH) -> str:
    """A cell of a State's own law by its short name."""
    if name.startswith("penalty."):
        return voice(PENALTY)
    return voice(CELLS[name]) if name in CELLS else voice.free(name.replace("_", " "))


def cell(ident: str, law: Law, voice: Voice = ENGLISH) -> str:
    """A cell, a provision or an open question of a file, by its id."""
    if ident in law.provisions:
        return provision(ident, law, voice)
    if ident == NO_STATE:
        return voice(NO_STATE)
    if " " in ident and ident.partition(" ")[0] in law.treaties:
        treaty_id, _, article = ident.partition(" ")
        return voice(ARTICLE, treaty=treaty(treaty_id, law, voice), article=article_of(article, voice))
    first, *rest = ident.split(".", _IDENTS_OF_STATE - 1)
    if len(rest) == _IDENTS_OF_STATE - 1 and first not in law.treaties:
        return _of_state(first, rest, law, voice)
    return _of_file(first, rest, law, voice) or voice.free(ident)


def _of_file(first: str, rest: list[str], law: Law, voice: Voice) -> str:
    """What belongs to no State of ours; nothing where nobody has a name for it."""
    if first == "acts":
        return voice(OF_THE_ACT)
    if first in law.treaties:
        return voice(ENTRY, treaty=treaty(first, law, voice))
    if first == "instruments" and rest and rest[0] in law.instruments:
        return voice.free(law.instruments[rest[0]].label)
    return voice(NOT_RECORDED, state=voice.state(first, law)) if not rest and CODE.fullmatch(first) else ""


def _of_state(code: str, rest: list[str], law: Law, voice: Voice) -> str:
    part, name = rest
    state = voice.state(code, law)
    if part == "reservations":
        return voice(RESERVATION, state=state, provision=provision(name, law, voice))
    if part == "membership":
        return voice(MEMBERSHIP, state=state, union=union(name, voice))
    if part == "treaties":
        ident, _, what = name.partition(".")
        said = {"consent": CONSENT, "entered": ENTERED, "applies": APPLIES}.get(what, STATUS)
        return voice(said, state=state, treaty=treaty(ident, law, voice))
    if part == "relations":
        other = voice.state(name.rpartition(".")[2], law)
        return voice(TERRITORY if name.startswith("territory.") else RELATION, state=state, other=other)
    return voice(OWN, state=state, cell=cell_of_law(name, voice))


def treaty(ident: str, law: Law, voice: Voice = ENGLISH) -> str:
    """The name of a treaty, in the reader's language where it was translated."""
    return voice.free(law.treaties[ident].name) if ident in law.treaties else ident


def provision(ident: str, law: Law, voice: Voice = ENGLISH) -> str:
    """A provision, or what may be reserved, by the treaty's name and the article."""
    if ident in law.provisions:
        one = law.provisions[ident]
        return voice(ARTICLE, treaty=treaty(one.treaty, law, voice), article=article_of(one.article, voice))
    first, _, rest = ident.partition(".")
    if first not in law.treaties:
        return ident
    if rest in ("", "any"):
        return treaty(first, law, voice)
    return voice(ARTICLE, treaty=treaty(first, law, voice), article=article_of(rest, voice))


def article_of(article: str, voice: Voice = ENGLISH) -> str:
    """The number of an article; some have words in them ("first indent")."""
    return voice.free(article) if _WORDS.search(article) else article


def union(code: str, voice: Voice = ENGLISH) -> str:
    """Whose members are bound by its law."""
    return voice(UNIONS[code]) if code in UNIONS else code.upper()
