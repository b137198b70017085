"""Which letters a case allows: each instrument that has one, to each side, or why it cannot be used."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from besa.core.jurisdiction import Answer, Law, Truth, naming, wording
from besa.core.jurisdiction.instruments import Instrument, available, telling
from besa.core.jurisdiction.letters import OTHER_TREATY, letters
from besa.core.jurisdiction.voice import Voice


@dataclass(frozen=True)
class Choice:
    """One letter to one side. `can` only where the instrument is in force for both; `why` says what is in the way.

    `conditions` are what somebody still has to do first (open an investigation); each clock stands with its provision.
    """

    instrument: Instrument
    name: str
    label: str
    to: str
    can: bool
    truth: str
    why: tuple[str, ...]
    conditions: tuple[str, ...]
    clocks: tuple[tuple[str, str], ...]
    notes: tuple[str, ...]

    @property
    def value(self) -> str:
        """What a form sends: the instrument and the side."""
        return f"{self.instrument.id}:{self.instrument.to}"


def choices(answer: Answer, law: Law, *, issuer: str, day: date, voice: Voice) -> tuple[Choice, ...]:
    """Every letter that the case has an instrument for, those that can be used first."""
    found = available(answer.case, answer, law, issuer=issuer, decided_on=day)
    shown = [choice(one, law, voice) for one in found if one.letter]
    return tuple(sorted(shown, key=lambda one: not one.can))


def instruments(answer: Answer, law: Law, *, issuer: str, day: date) -> dict[tuple[str, str], Instrument]:
    """The instruments that can be used and have a letter, by their id and the side they go to."""
    found = available(answer.case, answer, law, issuer=issuer, decided_on=day)
    return {(one.id, one.to): one for one in found if one.letter and can_be_written(one, law)}


def can_be_written(one: Instrument, law: Law) -> bool:
    """Whether the instrument can be used, on the very treaty that the words of its letter name."""
    return bool(one.to) and one.value == Truth.YES and not _other_basis(one, law)


def _other_basis(one: Instrument, law: Law) -> tuple[str, ...]:
    """The treaties that the letter rests on without being among those that carry the instrument."""
    named = dict.fromkeys(law.provisions[ident].treaty for ident in letters()[one.letter].basis)
    carried = {basis.treaty for basis in one.basis}
    return tuple(treaty for treaty in named if treaty not in carried)


def choice(one: Instrument, law: Law, voice: Voice) -> Choice:
    """One instrument in the reader's words."""
    return Choice(
        instrument=one,
        name=letters()[one.letter].wordings[letter_language(one.letter, voice.language)].title,
        label=voice.free(one.label),
        to=voice.state(one.to, law) if one.to else "",
        can=can_be_written(one, law),
        truth=wording.truth(one.step, voice),
        why=tuple(_why(one, law, voice)),
        conditions=tuple(wording.sentence(step, law, voice) for step in one.conditions_to_meet),
        clocks=clocks(one, law, voice),
        notes=tuple(voice.free(note) for note in one.notes),
    )


def clocks(one: Instrument, law: Law, voice: Voice) -> tuple[tuple[str, str], ...]:
    """Each clock of an instrument in words, and the provision it stands in."""
    return tuple((telling.clock(clock, voice), telling.citation(clock.cite, law, voice)) for clock in one.clocks)


def letter_language(kind: str, language: str) -> str:
    """The code under which a letter has a language of the node; English where it has not."""
    there = {code.lower(): code for code in letters()[kind].wordings}
    return there.get(language.lower(), "en")


def _why(one: Instrument, law: Law, voice: Voice) -> list[str]:
    """What is against it: the steps that are a no, else the facts and cells that are missing, else its own words."""
    if one.value == Truth.YES:
        other = _other_basis(one, law)
        return [voice(OTHER_TREATY, treaty=naming.treaty(treaty, law, voice)) for treaty in other]
    if one.value == Truth.NO:
        return [wording.sentence(step, law, voice) for step in telling.why_not(one)]
    facts = [naming.fact(name, voice) for name in one.facts_missing]
    cells = [naming.cell(name, law, voice) for name in one.cells_missing]
    return [*facts, *cells]
