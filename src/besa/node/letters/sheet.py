"""A letter's page in the reader's words: what is missing, who confirmed its words, and what its clocks say."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from besa.core.jurisdiction import Answer, Law
from besa.core.jurisdiction.instruments import available
from besa.core.jurisdiction.letters import letters
from besa.core.jurisdiction.voice import Voice
from besa.node.law import wording as law_words
from besa.node.letters import filling, listing, wording
from besa.node.letters.values import Draft, Line
from besa.node.platform import confirmations, country, environment, languages


@dataclass(frozen=True)
class ClockRuns:
    """A clock of the letter; `until` and `left` are empty while nobody said when it began."""

    said: str
    cite: str
    until: date | None
    left: str
    over: bool


@dataclass(frozen=True)
class LetterShown:
    line: Line
    draft: Draft
    name: str
    label: str
    issuer: str
    to: str
    missing: tuple[str, ...]
    unconfirmed: tuple[str, ...]
    usable: bool
    why: tuple[str, ...]
    conditions: tuple[str, ...]
    clocks: tuple[ClockRuns, ...]
    kept_until: date | None


def shown(line: Line, answer: Answer | None, law: Law, *, now: datetime, today: date, voice: Voice) -> LetterShown:
    """`answer` is the one to the case as of today; without it nobody can say whether the letter can still be used."""
    draft = line.draft
    filled = filling.filled(draft, law, made=now)
    choice = _choice(draft, answer, law, today, voice) if answer else None
    return LetterShown(
        line=line,
        draft=draft,
        name=name(draft, voice.language),
        label=choice.label if choice else "",
        issuer=voice.state(draft.issuer, law),
        to=voice.state(draft.to, law),
        missing=tuple(law_words.say(one) for one in filled.missing),
        unconfirmed=tuple(languages.autonym(code.lower()) for code in unconfirmed(draft.kind, filled.unconfirmed)),
        usable=choice is not None and choice.can,
        why=choice.why if choice else (),
        conditions=choice.conditions if choice else (),
        clocks=tuple(_runs(choice, draft, today)) if choice else (),
        kept_until=max((one.until for one in draft.extensions), default=None),
    )


def unconfirmed(kind: str, codes: tuple[str, ...]) -> tuple[str, ...]:
    """Of the languages of a letter those for which this node's operator has not said that a lawyer read them."""
    env = environment.current()
    here = country.load(env.country)
    try:
        held = confirmations.confirmed(here, env.home)
    except confirmations.ConfirmationsBroken:  # `besa check` says so; here nobody vouches for them
        held = frozenset()
    return tuple(code for code in codes if f"{here.code}/letters/{kind}-{code}" not in held)


def name(draft: Draft, language: str) -> str:
    """The title of the letter in the reader's language."""
    return letters()[draft.kind].wordings[listing.letter_language(draft.kind, language)].title


def _choice(draft: Draft, answer: Answer, law: Law, today: date, voice: Voice) -> listing.Choice | None:
    for one in available(answer.case, answer, law, issuer=draft.issuer, decided_on=today):
        if (one.id, one.to) == (draft.instrument, draft.to):
            return listing.choice(one, law, voice)
    return None


def _runs(choice: listing.Choice, draft: Draft, today: date) -> list[ClockRuns]:
    found = []
    for clock, (said, cite) in zip(choice.instrument.clocks, choice.clocks, strict=True):
        until = wording.ends(clock, draft.started) if draft.started else None
        over = until is not None and until < today
        left = wording.left(until, today) if until else ""
        found.append(ClockRuns(said, cite, until, left, over))
    return found
