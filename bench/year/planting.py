"""The kinds of cases that are planted: what carries each, and what a provider could have noticed."""

from __future__ import annotations

import random
from dataclasses import dataclass
from dataclasses import replace as changed

from bench.year.drafts import Child, Draft, File
from bench.year.places import NAMES, SCHOOLS
from bench.year.stories import LANGUAGES, Teller


@dataclass(frozen=True, kw_only=True)
class Kind:
    """`weight`: how often. `flag`/`tag`: an annotation that some providers set. `files`: share that also has files."""

    weight: int
    category: str = "enticement"
    flag: str = ""
    tag: str = ""
    files: float = 0.25
    said: tuple[tuple[str, str], ...] = ()
    silent: float = 0.0  # share that comes without any words


KINDS = {
    "grooming": Kind(weight=12, files=0.1),
    "meeting": Kind(weight=9, files=0.1),
    "travel": Kind(weight=5, category="travel", files=0.05),
    "sextortion": Kind(weight=10, flag="sextortion", files=0.4),
    "selfharm": Kind(weight=6, files=0.2),
    "live": Kind(weight=6, category="csam", tag="liveStreaming", files=0.6),
    "coercion": Kind(weight=4, flag="sadisticOnlineExploitation", tag="physicalHarm", files=0.4),
    "trust": Kind(
        weight=7, category="csam", files=0.5, silent=0.25,
        said=(("occupation", "teacher"), ("accessToChildren", "true"), ("relationshipToChildVictim", "teacher")),
    ),
    "household": Kind(
        weight=7, category="csam", files=0.5, silent=0.2,
        said=(("accessToChildVictim", "true"), ("relationshipToChildVictim", "stepfather")),
    ),
    "ongoing": Kind(weight=6, category="contact-abuse", files=0.1),
    "offer": Kind(weight=5, category="trafficking", files=0.2),
    "recruitment": Kind(weight=5, category="trafficking", files=0.05),
    "loverboy": Kind(weight=4, category="trafficking", files=0.05),
    "shelter": Kind(weight=3, files=0.05),
    "located": Kind(weight=6, category="csam", files=0.7),
    "production": Kind(weight=5, category="csam", files=1.0, silent=1.0, tag="possibleSelfProduction"),
    "new-detail": Kind(weight=6, category="csam", files=1.0),
}  # fmt: skip
NEGATIVES = {
    "plans": 14, "jokes": 12, "news": 10, "sport": 10, "trade": 10, "holidays": 10, "games": 12, "work": 8,
    "couple": 14,
}  # fmt: skip


def child(rnd: random.Random) -> Child:
    """Somebody between 8 and 16. One in nine belongs to the Roma minority, a third are boys."""
    language = rnd.choices(tuple(LANGUAGES), tuple(LANGUAGES.values()))[0]
    minority = "roma" if rnd.random() < 0.12 else ""
    if minority and language == "sq":
        language = "sq-plain"
    base = language.partition("-")[0]
    return Child(
        name=rnd.choice(NAMES[base]),
        age=rnd.choices(range(8, 17), (1, 1, 2, 3, 5, 7, 8, 7, 5))[0],
        sex="boy" if rnd.random() < 0.35 else "girl",
        language=language,
        minority=minority,
        school="" if minority else rnd.choice(SCHOOLS[base][1:]),
    )


def plant(draft: Draft, kind: str, rnd: random.Random, viral: tuple[File, ...], teller: Teller) -> None:
    """Make a draft an urgent case. `viral`: files of the bundle that "new-detail" hides in."""
    what = KINDS[kind]
    who = child(rnd)
    draft.urgent, draft.child = kind, who
    # Providers choose the most common type when they are not sure.
    draft.category = "csam" if rnd.random() < 0.4 else what.category
    silent = rnd.random() < what.silent
    draft.channel = "files" if kind == "production" else "fields" if silent else "text"
    if not silent:
        wording = rnd.choice(("located", "ongoing", "household")) if kind == "new-detail" else kind
        draft.story = teller.story(wording, who.language, minority=bool(who.minority), age=who.age)
        if draft.story.sex:
            draft.child = changed(who, sex=draft.story.sex)
    else:
        draft.said = what.said
        draft.relation = dict(what.said).get("relationshipToChildVictim", "")
    if what.flag:
        draft.flags = (what.flag,)
    if kind == "new-detail":
        draft.files, draft.batched = viral, False
    elif silent or rnd.random() < what.files:
        draft.files = tuple(
            File(f"new {draft.offender.number} {rnd.random()}", "", (what.tag,) if what.tag and each == 0 else ())
            for each in range(rnd.choice((1, 1, 2, 4)))
        )
    if kind == "production":
        place = (f"{rnd.uniform(40.1, 42.4):.5f}", f"{rnd.uniform(19.4, 20.8):.5f}")
        draft.files = tuple(
            changed(file, place=place, classification=rnd.choice(("A1", "A2", ""))) for file in draft.files
        )


def pretend(draft: Draft, kind: str, rnd: random.Random, teller: Teller) -> None:
    """Make a draft look urgent though nothing is: a provider's filter took everyday talk for something else."""
    who = child(rnd)
    draft.negative, draft.child, draft.category = kind, who, rnd.choice(("enticement", "enticement", "csam"))
    draft.story = teller.story(kind, who.language, minority=bool(who.minority), age=who.age)
