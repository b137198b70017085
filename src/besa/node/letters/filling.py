"""From a case to a letter: what the case knows is filled in, what a person typed is added. Needs no database."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

from besa.core.jurisdiction import Answer, Case, Law, Step
from besa.core.jurisdiction.facts import HIGH_SEAS
from besa.core.jurisdiction.instruments import Instrument
from besa.core.jurisdiction.letters import WHATS, Letter, LetterFacts, Wanted, fill, letters
from besa.core.jurisdiction.logic import cited
from besa.node.law import wording as law_words
from besa.node.letters import languages
from besa.node.letters.values import Draft


def begun(instrument: Instrument, answer: Answer, law: Law, *, reference: str = "") -> Draft:
    """The draft of the letter that goes with an instrument, with all that the case knows."""
    case = answer.case
    texts = letters()[instrument.letter]
    said = {
        "reference": reference,
        "summary": case.title,
        "offence_dates": dates(case),
        "law_at_home": "\n".join(punished_by(answer, instrument.issuer, law)),
    }
    return Draft(
        kind=instrument.letter,
        instrument=instrument.id,
        issuer=instrument.issuer,
        to=instrument.to,
        languages=languages.proposed(texts, instrument.issuer, instrument.to),
        acts=case.acts,
        places=places(case),
        said={name: words for name, words in said.items() if words},
    )


def filled(draft: Draft, law: Law, *, made: datetime) -> Letter:
    """The letter as a document, in the languages of the draft."""
    facts = LetterFacts(
        sender_state=draft.issuer,
        addressee_state=draft.to,
        made=made,
        acts=tuple(law.acts.by_code[code].label for code in draft.acts if code in law.acts.by_code),
        places=draft.places,
        reply_by=draft.reply_by,
        data=tuple(Wanted(WHATS.get(row.what, row.what), row.value, row.when, row.provider) for row in draft.rows),
        **draft.said,
    )
    texts = letters()[draft.kind]
    return fill(texts, facts, languages=draft.languages or ("en",), say=law_words.say)


def places(case: Case) -> tuple[str, ...]:
    """The States where it was done; where nobody knows, those where it took effect or a computer was used."""
    done = case.conduct.states - {HIGH_SEAS}
    return tuple(sorted(done or case.effect.states | case.access.states))


def dates(case: Case) -> str:
    """When it was done, as far as it is known: 2021-03-01 – 2021-05-30."""
    days = [day.isoformat() for day in (case.first_day, case.last_day) if day]
    return " – ".join(dict.fromkeys(days))


def punished_by(answer: Answer, issuer: str, law: Law) -> Iterator[str]:
    """Where it stands that the State punishes the acts, as its cells are cited: "CC art 117 (Criminal Code)"."""
    found: dict[str, None] = {}
    for one in answer.states:
        if one.state != issuer:
            continue
        for ground in one.national:
            for step in _punishing(ground.step, issuer):
                for ident in cited(step):
                    for claim in law.by_id[ident].claims if ident in law.by_id else ():
                        found.update(
                            (f"{at.at} ({law.sources[at.source].title})", None) for at in claim.sources if at.at
                        )
    yield from found


def _punishing(step: Step, issuer: str) -> Iterator[Step]:
    if step.word == "punishable" and isinstance(step.value, tuple) and step.value[1] == issuer:
        yield step
        return
    for part in step.parts:
        yield from _punishing(part, issuer)


def with_languages(draft: Draft, chosen: tuple[str, ...]) -> Draft:
    """The draft in other languages, in the order of the letter's file; English where none is left."""
    there = letters()[draft.kind].wordings
    return replace(draft, languages=tuple(code for code in there if code in chosen) or ("en",))
