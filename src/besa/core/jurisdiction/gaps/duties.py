"""What treaties oblige each State to when the act was done elsewhere, and how long prosecution stays open: counted."""

from __future__ import annotations

from collections import Counter

from besa.core.jurisdiction.gaps.lenses import Lens
from besa.core.jurisdiction.gaps.scenes import SURRENDER
from besa.core.jurisdiction.gaps.space import Space
from besa.core.jurisdiction.gaps.tables import Duties, Tables
from besa.core.jurisdiction.logic import NO, YES

Numbers = tuple[int, ...]


def count_duties(
    tables: Tables, reforms: tuple[Lens, ...], gains: dict[tuple[str, str], Counter[str]]
) -> dict[str, Numbers]:
    """One act over all States, by age: into which class a combination falls. `gains`: by State and reform, added to."""
    found: Counter[tuple[str, int]] = Counter()
    ages = range(len(tables.axes.scene["child_age"]))
    for code in tables.books.law.states:
        duties = tables.duties(code, reforms)
        space = duties.space
        sets = classes(duties)
        sets["combinations"] = space.where("lens", 0)
        sets["only_endeavour_or_none"] = sets["endeavour"] | sets["none"]
        sets["refused_otherwise"] = _refused_otherwise(duties)
        now = space.where("lens", 0)
        for place, lens in enumerate(reforms, 1):
            gained = _seen_through(duties.must.yes, space, place) & now & ~duties.must.yes
            sets[f"gained.{lens.name}"] = gained
            sets[f"gained_from_unknown.{lens.name}"] = gained & duties.must.unknown
            if gained:
                mine = gains.setdefault((code, lens.name), Counter())
                mine["from_unknown"] += (gained & duties.must.unknown).bit_count()
                mine["from_no"] += (gained & ~duties.must.unknown).bit_count()
        for key, mask in sets.items():
            for age in ages:
                found[key, age] += (mask & space.where("child_age", age)).bit_count()
    return {f"duty.{key}": tuple(found[key, age] for age in ages) for key in dict.fromkeys(key for key, _age in found)}


def classes(duties: Duties) -> dict[str, int]:
    """Each combination in one class: what is owed, or why it is not."""
    space = duties.space
    now = space.where("lens", 0)
    must = duties.must.yes & now
    # The lens without reservations stands second.
    unreserved = _seen_through(duties.must.yes, space, 1) & now if len(space.axes["lens"]) > 1 else must
    left = now & ~must
    found = {"owed": must}
    fails = space.having("locus", NO) & _moved(must | unreserved, space, "locus", YES, NO)
    found["dual_may_fail"] = left & fails & ~unreserved
    left &= ~found["dual_may_fail"]
    found["owed_unless_reserved"] = left & unreserved
    left &= ~unreserved
    found["unknown"] = left & duties.must.unknown
    left &= ~duties.must.unknown
    found["endeavour"] = left & duties.endeavour
    found["none"] = left & ~duties.endeavour
    return found


def _seen_through(sets: int, space: Space, lens: int) -> int:
    """What holds through a lens, laid over what holds without one."""
    return (sets & space.where("lens", lens)) >> (space.strides["lens"] * lens)


def _moved(sets: int, space: Space, name: str, source: object, target: object) -> int:
    """What holds with one value of an axis, as if it held with another."""
    values = space.axes[name]
    by = space.strides[name] * (values.index(target) - values.index(source))
    part = sets & space.having(name, source)
    return part << by if by >= 0 else part >> -by


def _refused_otherwise(duties: Duties) -> int:
    """Owed if surrender had been refused because of nationality, and not owed as it was refused for another reason."""
    space = duties.space
    must = duties.must.yes & space.where("lens", 0)
    if_for_nationality = _moved(must, space, "surrender", SURRENDER[2], SURRENDER[3])
    return if_for_nationality & ~must & ~duties.must.unknown


def count_limitation(tables: Tables) -> dict[str, Numbers]:
    """One act over all States, by age: whether prosecution is still open so many years later."""
    found: Counter[tuple[str, int]] = Counter()
    ages = range(len(tables.axes.scene["child_age"]))
    for code in tables.books.law.states:
        open_ = tables.limitation(code)
        space = open_.space
        sets = {
            "combinations": space.all,
            "open": open_.still,
            "unknown": open_.unknown,
            "closed": space.all & ~open_.still & ~open_.unknown,
        }
        for place, years in enumerate(space.axes["later"]):
            sets[f"closed_after.{years}"] = sets["closed"] & space.where("later", place)
        for key, mask in sets.items():
            for age in ages:
                found[key, age] += (mask & space.where("child_age", age)).bit_count()
    return {f"time.{key}": tuple(found[key, age] for age in ages) for key in dict.fromkeys(key for key, _age in found)}
