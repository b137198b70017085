"""The year: who is reported when, by whom, and what for. Seeded: the same numbers give the same bytes."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass
from dataclasses import replace as changed
from datetime import UTC, datetime, timedelta
from itertools import accumulate

from bench.year.drafts import Draft, File
from bench.year.filing import filed
from bench.year.offenders import Offender, offender
from bench.year.planting import KINDS, NEGATIVES, child, plant, pretend
from bench.year.providers import NAMED, PROVIDERS, SERVICES, Provider
from bench.year.showing import KINDS as EVIDENCE
from bench.year.showing import TELLING, connected, shown, ties, with_own_files
from bench.year.stories import LANGUAGES, Teller, sets_of, wave
from bench.year.truth import Truth
from besa.core.formats import Referral

BEGINS = datetime(2025, 1, 1, tzinfo=UTC)
URGENT, NEGATIVE, SERIOUS, VIRAL, WAVES, BARE = 0.025, 0.06, 0.08, 0.22, 0.05, 0.18
_BUNDLES = 12
_REPEATED = 0.35
_SAME_DAYS = 0.25  # of those reported again
_GIVEN_UP = 0.001  # of people: a number that was another's. One number in twenty a year, one person in 300 reported


@dataclass(frozen=True)
class Case:
    """A referral and what is true of it, with the moment at which it arrives."""

    referral: Referral
    truth: Truth
    arrives: datetime
    written: tuple[str, ...] = ()  # what its words show of whoever is reported


def year(reports: int, seed: int, wordings: str = "both", *, after: int = 0) -> list[Case]:
    """Every case, in order of arrival; the urgent ones are spread over all kinds.

    `wordings`: a set of `stories.SETS`, or "both" by turns; all but the words is the same whichever it is.
    `after`: people and referrals are numbered after that, so that years of different people go into one node.
    """
    return _Year(reports, seed, sets_of(wordings), after).cases()


class _Year:
    def __init__(self, reports: int, seed: int, sets: tuple[str, ...], after: int) -> None:
        self.reports, self.seed, self.after = reports, seed, after
        self.rnd = rnd = random.Random(seed)
        self.teller = Teller(sets, seed)
        self.offenders: list[Offender] = []
        self.people = after
        self.last: dict[str, datetime] = {}
        self.taken: set[tuple[str, str]] = set()
        self.days = _days(rnd)
        self.bundles = [self._bundle(each) for each in range(_BUNDLES)]
        self.pool = [f"seen before {each}" for each in range(max(50, reports // 5))]
        self.popular = list(accumulate(1 / (rank + 3) ** 0.7 for rank in range(len(self.pool))))

    def cases(self) -> list[Case]:
        drafts = [self._draft(stream) for stream in self._streams()]
        drafts.sort(key=lambda draft: draft.received)
        return _knowing([self._case(number, draft) for number, draft in enumerate(drafts, self.after)])

    def _streams(self) -> list[str]:
        """What each report is, by share; kinds in turn by weight so that none is left out."""
        urgent = round(self.reports * URGENT)
        kinds = self.rnd.choices(tuple(KINDS), [kind.weight for kind in KINDS.values()], k=max(0, urgent - len(KINDS)))
        streams = [f"urgent {kind}" for kind in [*KINDS, *kinds][:urgent]]
        negatives = round(self.reports * NEGATIVE)
        streams += [
            f"negative {kind}" for kind in self.rnd.choices(tuple(NEGATIVES), tuple(NEGATIVES.values()), k=negatives)
        ]
        for name, share in (("serious", SERIOUS), ("viral", VIRAL), ("wave", WAVES), ("bare", BARE)):
            streams += [name] * round(self.reports * share)
        streams = [*streams, *["routine"] * max(0, self.reports - len(streams))][: self.reports]
        self.rnd.shuffle(streams)
        return streams

    def _draft(self, stream: str) -> Draft:
        what, _, kind = stream.partition(" ")
        provider, who = self._reported()
        occurred, received = self._times(provider, self.last.get(who.number))
        self.last[who.number] = occurred
        draft = Draft(provider=provider, offender=who, occurred=occurred, received=received)
        draft.traits["police"] = self.rnd.random() < provider.police
        make: dict[str, Callable[[Draft], None]] = {
            "serious": self._serious, "viral": self._viral, "wave": self._wave, "bare": self._bare,
            "routine": self._routine,
        }  # fmt: skip
        if what == "urgent":
            plant(draft, kind, self.rnd, self._files(self.rnd.choice(self.bundles)), self.teller)
            self._only_police(draft)
        elif what == "negative":
            pretend(draft, kind, self.rnd, self.teller)
        else:
            make[what](draft)
        self._noise(draft)
        if draft.child is None and self.rnd.random() < 0.1:
            draft.child = child(self.rnd)
        return draft

    def _noise(self, draft: Draft) -> None:
        """Signs that mean something elsewhere and nothing here: a live room's tag on every file, a place in a photo."""
        if draft.urgent:
            return
        rnd = self.rnd
        if draft.provider.name == "Streamio" and rnd.random() < 0.5:
            draft.files = tuple(changed(file, tags=("liveStreaming",)) for file in draft.files)
        if draft.category == "csam" and rnd.random() < 0.04:
            # The type is right and nothing more is known, or it is years ago: common, and not what cannot wait.
            draft.category = rnd.choices(("enticement", "trafficking", "contact-abuse", "travel"), (80, 10, 6, 4))[0]
        if rnd.random() < 0.02:
            place = (f"{rnd.uniform(36, 60):.5f}", f"{rnd.uniform(-5, 30):.5f}")
            draft.files = tuple(changed(file, place=place) for file in draft.files)
        if draft.negative and rnd.random() < 0.03:
            draft.flags = ("sextortion",)

    def _only_police(self, draft: Draft) -> None:
        """Some things can only be said in the form police receive."""
        if draft.channel == "fields":
            draft.traits["police"] = True
            draft.said = draft.said or (("accessToChildren", "true"),)

    def _reported(self) -> tuple[Provider, Offender]:
        """Somebody new, or somebody reported before, perhaps by another provider where they have an account too."""
        rnd = self.rnd
        if self.offenders and rnd.random() < _REPEATED:
            # Whoever was reported more often is reported again more often: drawn from reports, not from people.
            who = rnd.choice(self.offenders)
        else:
            self.people += 1
            given_up: tuple[tuple[str, str], ...] = ()
            if self.people > self.after + 1 and rnd.random() < _GIVEN_UP:
                given_up = rnd.choice([*{one.number: one for one in self.offenders}.values()]).phones[:1]
            who = offender(self.people, SERVICES, self.taken, rnd, given_up=given_up)
        self.offenders.append(who)
        return NAMED[rnd.choice(who.accounts)[0]], who

    def _times(self, provider: Provider, last: datetime | None) -> tuple[datetime, datetime]:
        """When it happened and when it arrived: weekends, a bad week, and two backlogs sent in one go.

        Whoever was reported before (`last`) is often reported for the same days.
        """
        rnd = self.rnd
        day = rnd.choices(range(365), cum_weights=self.days)[0]
        hour = rnd.choices(range(24), (4, 3, 2, 1, 1, 1, 2, 3, 4, 4, 4, 4, 5, 5, 6, 7, 8, 9, 10, 11, 12, 11, 9, 6))[0]
        received = BEGINS + timedelta(days=day, hours=hour, seconds=rnd.randrange(3600))
        delay = timedelta(hours=min(24 * 90, rnd.lognormvariate(2.6, 1.1)))
        if provider.name == "Vaultbox" and rnd.random() < 0.55:
            received = BEGINS + timedelta(days=rnd.choice((73, 73, 253)), hours=9, seconds=rnd.randrange(4 * 3600))
            delay = timedelta(days=rnd.uniform(5, 150))
        occurred = received - delay
        if last and rnd.random() < _SAME_DAYS:
            occurred = last + timedelta(hours=rnd.uniform(-18, 18))
            received = max(received, occurred) if received - occurred < timedelta(days=90) else occurred + delay
        return occurred, max(received, occurred)

    def _serious(self, draft: Draft) -> None:
        """Files nobody saw before, or a history of reports: grave, and a week earlier or later changes little."""
        draft.serious, draft.story = True, self.teller.note("serious")
        draft.files = tuple(
            File(f"own {draft.offender.number} {self.rnd.randrange(6)}", self.rnd.choice(("", "", "A1", "B1", "B2")))
            for _ in range(self.rnd.choice((1, 2, 3, 6)))
        )

    def _viral(self, draft: Draft) -> None:
        number, files = self.rnd.choices(self.bundles, [each[2] for each in self.bundles])[0][:2]
        draft.bundle, draft.files = f"b{number}", files[: self.rnd.choice((1, 1, 1, 2))]
        draft.batched = draft.provider.name == "Bluepond" and self.rnd.random() < 0.7
        if self.rnd.random() < 0.05:
            which = self.rnd.randrange(2)
            draft.wave, draft.bulk_text = f"meme{which}", wave("meme", which, self.rnd)

    def _wave(self, draft: Draft) -> None:
        which = self.rnd.randrange(4)
        draft.category, draft.wave = "misleading-content", f"spam{which}"
        draft.bulk_text = wave("spam", which, self.rnd)
        draft.flags = ("spam",)

    def _bare(self, draft: Draft) -> None:
        draft.bare = True
        if self.rnd.random() < 0.3:
            draft.files = (self._common(),)

    def _routine(self, draft: Draft) -> None:
        draft.files = tuple(self._common() for _ in range(self.rnd.choice((1, 1, 1, 2, 3))))
        draft.story = self.teller.note("routine")

    def _common(self) -> File:
        seed = self.rnd.choices(self.pool, cum_weights=self.popular)[0]
        return File(seed, self.rnd.choice(("", "", "", "B1", "B2", "A2")))

    def _bundle(self, number: int) -> tuple[int, tuple[File, ...], float]:
        files = tuple(
            File(f"viral {number} {each}", "", ("viral",) if number % 2 else ("potentialMeme",)) for each in range(2)
        )
        return number, files, self.rnd.uniform(0.4, 2.0)

    def _files(self, bundle: tuple[int, tuple[File, ...], float]) -> tuple[File, ...]:
        """A viral file, and now and then a new one beside it."""
        new = (File(f"beside {self.rnd.random()}"),) if self.rnd.random() < 0.4 else ()
        return (bundle[1][0], *new)

    def _case(self, number: int, draft: Draft) -> Case:
        rnd = random.Random(f"{self.seed} {number}")
        referral = filed(draft, number, rnd, random.Random(f"words {self.seed} {number}"))
        who = draft.child
        truth = Truth(
            number=number,
            source_id=referral.source_id,
            urgent=draft.urgent,
            negative=draft.negative,
            serious=draft.serious,
            channel=draft.channel,
            paraphrase=draft.story.paraphrase if draft.story else "",
            person=draft.offender.number,
            bundle=draft.bundle,
            wave=draft.wave,
            sex=who.sex if who else "unknown",
            language=who.language if who else "",
            minority=who.minority if who else "",
        )
        return Case(changed_format(referral, rnd), truth, draft.received, draft.written)


def _knowing(cases: list[Case]) -> list[Case]:
    """With what could be known of who is the same person, from what the referrals show."""
    persons = [case.truth.person for case in cases]
    shows = with_own_files([shown(case.referral, case.written) for case in cases], persons)
    known = connected([ties(keys, TELLING) for keys in shows], persons)
    leads = connected([ties(keys, EVIDENCE) for keys in shows], persons)
    return [
        changed(case, truth=changed(case.truth, known=_group(case, one), leads=_group(case, other)))
        for case, one, other in zip(cases, known, leads, strict=True)
    ]


def _group(case: Case, first: int | None) -> str:
    return "" if first is None else f"{case.truth.person}/{first}"


def changed_format(referral: Referral, rnd: random.Random) -> Referral:
    """One in eight comes through another node and so in our own lines."""
    if referral.format.startswith("cybertip-xml") and rnd.random() < 0.12:
        return changed(referral, format="lines/1")
    return referral


def _days(rnd: random.Random) -> list[float]:
    """How much comes on each day: fewer on weekends, more on Mondays, and three weeks that are worse than others."""
    bad = {rnd.randrange(20, 340) for _ in range(3)}
    weights = []
    for day in range(365):
        weekday = (BEGINS + timedelta(days=day)).weekday()
        weight = {0: 1.5, 5: 0.5, 6: 0.4}.get(weekday, 1.0)
        weights.append(weight * (2.5 if any(0 <= day - start < 7 for start in bad) else 1.0))
    return list(accumulate(weights))


__all__ = ["BEGINS", "LANGUAGES", "PROVIDERS", "Case", "year"]
