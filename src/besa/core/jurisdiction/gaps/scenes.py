"""What the combinations of a space answer to the engine's questions, each answer with the combinations that give it."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import replace
from datetime import date
from itertools import product
from typing import Any, Final

from besa.core.jurisdiction.asking import Scope
from besa.core.jurisdiction.books import Books
from besa.core.jurisdiction.facts import Ages, Case, Person, Places
from besa.core.jurisdiction.gaps.axes import Axes
from besa.core.jurisdiction.gaps.lenses import AS_IS, Lens
from besa.core.jurisdiction.gaps.space import Space
from besa.core.jurisdiction.law.library import Law
from besa.core.jurisdiction.logic import NO, UNKNOWN, YES, Step, Truth
from besa.core.jurisdiction.scene_answers import SceneAnswers
from besa.core.jurisdiction.view import scene, view

Ways = tuple[tuple[Any, int], ...]
TRUTHS: Final = (NO, UNKNOWN, YES)
SIDES: Final = (False, True)
# Ties to a person: neither, national, resident, both.
BONDS: Final = ((False, False), (True, False), (False, True), (True, True))
# Where the offender is seen from one State: not there; there; there, surrender refused for nationality; or otherwise.
SURRENDER: Final = ("away", "here", "refused_for_nationality", "refused_otherwise")
_SOMEWHERE: Final = "zz"  # a place by no State's code: who is where is said by ties


def scene_axes(axes: Axes, act: str, law: Law) -> dict[str, tuple[Any, ...]]:
    """The axes that are the same for every State; one that no law on the act asks for keeps its first value only."""
    found = dict(axes.scene)
    words = {part.word for part in law.acts.by_code[act].punishable.every()}
    for name, word in axes.only_where.items():
        if word not in words:
            found[name] = found[name][:1]
    found["net"] = SIDES
    return found


def national_space(axes: Axes, act: str, law: Law, lenses: tuple[Lens, ...]) -> Space:
    """All that one State's own law may be asked: the scene, its ties, whether the place punishes, and reforms."""
    return Space(
        {
            **scene_axes(axes, act, law),
            "conduct": SIDES,
            "effect": SIDES,
            "server": SIDES,
            "offender": BONDS,
            "child": BONDS,
            "present": SIDES,
            "locus": TRUTHS,
            "lens": (AS_IS, *(lens.name for lens in lenses)),
        }
    )


def duty_space(axes: Axes, act: str, law: Law, lenses: tuple[Lens, ...]) -> Space:
    """All that a treaty may ask of one State when the act was done elsewhere."""
    return Space(
        {
            **scene_axes(axes, act, law),
            "offender": BONDS,
            "child": BONDS,
            "surrender": SURRENDER,
            "locus": (NO, YES),
            "lens": (AS_IS, *(lens.name for lens in lenses)),
        }
    )


def limitation_space(axes: Axes, act: str, law: Law) -> Space:
    return Space({**scene_axes(axes, act, law), "later": axes.later})


class Scenes:
    """One act in all combinations of a space, on one day."""

    def __init__(self, axes: Axes, act: str, space: Space, books: Books, on: date) -> None:
        self.space = space
        self._books = books
        turn = books.law.time_of(on)
        self.time = (turn, turn)
        self._points: list[tuple[int, SceneAnswers]] = []
        names = [name for name in (*axes.scene, "net", "later") if name in space.axes]
        for places in product(*(range(len(space.axes[name])) for name in names)):
            mask = space.all
            values: dict[str, Any] = {}
            for name, place in zip(names, places, strict=True):
                mask &= space.where(name, place)
                values[name] = space.axes[name][place]
            self._points.append((mask, _answers(axes, act, values, books, on)))
        self.any = self._points[0][1]
        self._nobody = view(_case(axes, act, _first(axes), on), self.any.scene, "")

    def ways(self, kind: str, about: Hashable) -> Ways:
        """What the scene answers to a question."""
        question = self._books.question(kind, about, Scope.SCENE)
        found: dict[Any, int] = {}
        for mask, answers in self._points:
            value = answers.answer(question)[1]
            found[value] = found.get(value, 0) | mask
        return tuple(found.items())

    def tie(self, word: str) -> Ways:
        """Which combinations tie the State to the case, by a word of the closed list."""
        mask = self._tied(word)
        if mask is None:
            return ((getattr(self._nobody, word), self.space.all),)
        return ((YES, mask), (NO, self.space.all ^ mask))

    def _tied(self, word: str) -> int | None:
        space = self.space
        if word in _PRESENCE:
            if "surrender" in space.axes:
                return space.having("surrender", *SURRENDER[1:])
            return self._yes("present")
        if word == "access_from_territory":
            return self._yes("conduct") & self._yes("net")
        if word in _SIMPLE:
            return self._yes(_SIMPLE[word])
        if word in _BONDS:
            who, which = _BONDS[word]
            return space.having(who, *(bond for bond in BONDS if bond[which])) if who in space.axes else 0
        return None

    def _yes(self, name: str) -> int:
        """Where an axis of yes and no is a yes; nowhere if there is no such axis."""
        return self.space.where(name, SIDES.index(True)) if name in self.space.axes else 0

    def asked(self, nobody: Any, for_nationality: Any, otherwise: Any) -> Ways:
        """What the State was asked to surrender."""
        if "surrender" not in self.space.axes:
            return ((nobody, self.space.all),)
        refused = self.space.having("surrender", SURRENDER[2])
        other = self.space.having("surrender", SURRENDER[3])
        return ((nobody, self.space.all ^ refused ^ other), (for_nationality, refused), (otherwise, other))

    def locus(self, steps: Mapping[Truth, Step]) -> Ways:
        """Whether the place punishes the act."""
        if "locus" not in self.space.axes:
            return ((steps[UNKNOWN], self.space.all),)
        truths = self.space.axes["locus"]
        return tuple((steps[truth], self.space.where("locus", place)) for place, truth in enumerate(truths))

    def through(self, lens: Lens) -> int:
        """The combinations that are seen through a reform."""
        return self.space.having("lens", lens.name) if "lens" in self.space.axes else 0


_PRESENCE: Final = ("offender_present", "offender_present_or_extradited")
_SIMPLE: Final = {
    "conduct_in_territory": "conduct",
    "effect_in_territory": "effect",
    "server_in_territory": "server",
}
_BONDS: Final = {
    "offender_national": ("offender", 0),
    "offender_resident": ("offender", 1),
    "child_national": ("child", 0),
    "child_resident": ("child", 1),
}


def _first(axes: Axes) -> dict[str, Any]:
    return {**{name: values[0] for name, values in axes.scene.items()}, "net": False}


def _answers(axes: Axes, act: str, values: Mapping[str, Any], books: Books, on: date) -> SceneAnswers:
    told = scene(_case(axes, act, values, on), act, books.law, on)
    net = YES if values["net"] else NO
    # What goes across the net is felt in more than one State; what is done on the spot is done in one.
    told = told._replace(transnational=net)
    if "later" in values:
        age = values["child_age"] + values["later"]
        told = told._replace(child_age_on_decision=Ages(age, age))
    return SceneAnswers(books, told)


def _case(axes: Axes, act: str, values: Mapping[str, Any], on: date) -> Case:
    child, offender = values["child_age"], values["offender_age"]
    somewhere, nowhere = Places.known(_SOMEWHERE), Places.known()
    fixed = axes.fixed
    case = Case(
        acts=(act,),
        first_day=on,
        last_day=on,
        conduct=somewhere,
        effect=nowhere,
        access=nowhere,
        server=nowhere,
        ship=nowhere,
        aircraft=nowhere,
        offender=Person(
            somewhere, somewhere, nowhere, came_freely=fixed.get("came_freely"), age=Ages(offender, offender)
        ),
        child=Person(somewhere, somewhere, age=Ages(child, child)),
        company=nowhere,
        by_computer=values["net"],
        organised_group=values["organised_group"],
        material=values["material"],
        extradition=(),
        proceedings=(),
    )
    means = {name: fixed[name] for name in ("for_distribution", "for_exploitation", "material_acts_to_meet")}
    return replace(case, **means)  # type: ignore[arg-type]
