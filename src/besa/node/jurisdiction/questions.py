"""What a prosecutor is asked about a case, step by step; each question is a fact of the engine, and may stay open."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

Text = str | Promise

UNKNOWN: Final = ("", pgettext_lazy("a fact", "Not known"))


@dataclass(frozen=True)
class Question:
    """`name` is that of the fact in the engine. `kind` says how it is asked and read (fields.py)."""

    name: str
    kind: str
    label: Text
    hint: Text = ""
    choices: tuple[tuple[str, Text], ...] = ()


@dataclass(frozen=True)
class Part:
    """Some questions of one step under a heading."""

    title: Text
    questions: tuple[Question, ...]


@dataclass(frozen=True)
class Step:
    name: str
    title: Text
    lead: Text
    parts: tuple[Part, ...]

    @property
    def questions(self) -> tuple[Question, ...]:
        return tuple(one for part in self.parts for one in part.questions)


def _yes_no(name: str, label: Text, hint: Text = "") -> Question:
    return Question(name, "choice", label, hint, (("yes", _("Yes")), ("no", _("No")), UNKNOWN))


_WHAT = Step(
    "what",
    _("What happened"),
    _("Choose the acts that may have been committed. Each is answered for itself."),
    (
        Part(
            _("Title"),
            (
                Question(
                    "title",
                    "text",
                    _("A title that your desk will know"),
                    _("Better without names. It is sealed with the rest."),
                ),
            ),
        ),
        Part(_("Acts"), (Question("acts", "acts", _("What may the offender have done?")),)),
        Part(
            _("Dates"),
            (
                Question(
                    "offence",
                    "days",
                    _("When was it done?"),
                    _("The first and the last day. The same day twice, if it was one day."),
                ),
            ),
        ),
        Part(
            _("How it was done"),
            (
                Question(
                    "stage",
                    "usual",
                    _("Was it completed?"),
                    "",
                    (("completed", _("Completed")), ("attempted", _("Only attempted")), UNKNOWN),
                ),
                Question(
                    "role",
                    "usual",
                    _("Did the offender do it, or help another?"),
                    "",
                    (("offender", _("Did it")), ("aider", _("Helped or caused another to do it")), UNKNOWN),
                ),
                _yes_no("means.by_computer", _("Was a computer, a phone or a network used?")),
                _yes_no("means.for_distribution", _("Was it done in order to distribute the material?")),
                _yes_no("means.for_exploitation", _("Was it done for exploitation?")),
                _yes_no("means.for_payment", _("Was it done for money or another advantage?")),
                _yes_no("means.material_acts_to_meet", _("After the contact, did acts follow that led to a meeting?")),
                _yes_no("means.organised_group", _("Did an organised criminal group take part?")),
                Question(
                    "material",
                    "choice",
                    _("Whom does the material show?"),
                    _("Leave it open if there is no material, or nobody has looked."),
                    (
                        ("real", _("A child that exists")),
                        ("self_made", _("A child that made it of itself")),
                        ("appears", _("A person who looks like a child")),
                        ("simulated", _("A child that does not exist: drawn or generated")),
                        UNKNOWN,
                    ),
                ),
            ),
        ),
    ),
)
_WHERE = Step(
    "where",
    _("Where"),
    _("Places decide most. Name those you know; leave the rest open."),
    (
        Part(
            _("Places of the act"),
            (
                Question(
                    "places.conduct",
                    "places",
                    _("Where was the offender when acting?"),
                    _("If no State has jurisdiction there, write: high seas."),
                ),
                Question(
                    "places.effect", "places", _("Where did it take effect?"), _("For example where the child was.")
                ),
                Question("places.access", "places", _("From where was the computer or the account used?")),
                Question("places.server", "places", _("Where is the server or the stored data?")),
            ),
        ),
        Part(
            _("More about the places"),
            (
                Question(
                    "places.uncontrolled",
                    "places",
                    _("Was it in a part of a State that its authorities do not control?"),
                    _("Name the State. “No other State” and no name: it was not."),
                ),
                Question(
                    "places.barred",
                    "places",
                    _("Does the law of a place no longer let it be prosecuted?"),
                    _("Name the State. “No other State” and no name: none that you know bars it."),
                ),
                Question(
                    "places.punished",
                    "places",
                    _("Does somebody who knows the law of a place say that it punishes the act?"),
                    _("Name the State, if its authorities or an expert say so. Of use where its law is not recorded."),
                ),
            ),
        ),
        Part(
            _("Ships and aircraft"),
            (
                Question("places.ship", "places", _("On board a ship: where is it registered?")),
                Question("places.aircraft", "places", _("On board an aircraft: where is it registered?")),
            ),
        ),
    ),
)


def _person(who: str, labels: Mapping[str, Text], *more: Question) -> tuple[Part, ...]:
    ties = (
        Question(f"{who}.nationality", "places", labels["nationality"], _("“No other State” and no name: stateless.")),
        Question(
            f"{who}.residence", "places", labels["residence"], _("Where the person really lives, not only stays.")
        ),
        Question(f"{who}.present_in", "place", labels["present_in"]),
        *more,
    )
    ages = (
        Question(f"{who}.age", "age", labels["age"], _("In whole years, at the time of the act. Roughly is enough.")),
        Question(f"{who}.born", "day", labels["born"], _("More exact than the age, if you have it.")),
    )
    return Part(_("Ties to States"), ties), Part(_("Age"), ages)


_OFFENDER = Step(
    "offender",
    _("The offender"),
    _("One offender at a time: copy the assessment for the next one."),
    _person(
        "offender",
        {
            "nationality": _("Of which State is the offender a national?"),
            "residence": _("Where does the offender habitually live?"),
            "present_in": _("Where is the offender now?"),
            "age": _("How old was the offender?"),
            "born": _("When was the offender born?"),
        },
        Question(
            "offender.travelled_from",
            "places",
            _("Did the offender travel to the place of the act? From where?"),
            _("“No other State” and no name: there was no journey."),
        ),
        Question(
            "offender.travelled_on",
            "days",
            _("When did that journey begin?"),
            _("The first and the last day on which it may have begun."),
        ),
        _yes_no("offender.came_freely", _("Did the offender come there of their own will?")),
    ),
)
_CHILD = Step(
    "child",
    _("The child"),
    _("One child at a time: copy the assessment for the next one. No name is needed."),
    _person(
        "child",
        {
            "nationality": _("Of which State is the child a national?"),
            "residence": _("Where does the child habitually live?"),
            "present_in": _("Where is the child now?"),
            "age": _("How old was the child?"),
            "born": _("When was the child born?"),
        },
    ),
)
OUTCOMES_OF_REQUESTS: Final[Mapping[str, Text]] = {
    "pending": _("not decided yet"),
    "granted": _("granted"),
    "refused": _("refused"),
}
REASONS: Final[Mapping[str, Text]] = {
    "": pgettext_lazy("a fact", "Not known"),
    "nationality": _("because of nationality"),
    "other": _("for another reason"),
}
OUTCOMES_OF_PROCEEDINGS: Final[Mapping[str, Text]] = {
    "pending": _("they go on"),
    "final_judgment": _("final judgment"),
    "dropped": _("dropped"),
}
_MORE = Step(
    "more",
    _("Company, other proceedings, law"),
    _("What else decides, and how the law is to be read."),
    (
        Part(_("Company"), (Question("company.seat", "places", _("For a company: where is its seat?")),)),
        Part(
            _("Extradition and proceedings"),
            (
                Question("extradition", "requests", _("Was extradition of the offender asked for, or refused?")),
                Question("proceedings", "proceedings", _("Are there proceedings on the same acts in any State?")),
                Question(
                    "given",
                    "given",
                    _("Leave and complaints that are there"),
                    _("Added from the answer, where a condition is still to be met."),
                ),
            ),
        ),
        Part(
            _("The law"),
            (
                Question(
                    "issuer",
                    "state",
                    _("Whose authority asks what it can do next?"),
                    _("Empty: an authority of the country of this node."),
                ),
                Question(
                    "decided_on",
                    "day",
                    _("On which day is it decided?"),
                    _("Limitation and treaties are read on that day. Empty: today."),
                ),
                Question(
                    "reading",
                    "reading",
                    _("How far may the law be trusted?"),
                    _("If you choose nothing, only law with a source counts. The answer says what you chose."),
                    (
                        ("recalled", _("Count law that is recorded from memory, although nobody has looked it up")),
                        ("undated", _("Take law to have been the same before the day that its source describes")),
                    ),
                ),
            ),
        ),
    ),
)
STEPS: Final = (_WHAT, _WHERE, _OFFENDER, _CHILD, _MORE)
STEP: Final[Mapping[str, Step]] = {one.name: one for one in STEPS}
QUESTION: Final[Mapping[str, Question]] = {one.name: one for step in STEPS for one in step.questions}
STEP_OF: Final[Mapping[str, str]] = {one.name: step.name for step in STEPS for one in step.questions}
