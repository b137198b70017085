"""The grounds on which a State may claim a case: what ties it to the case, and what its own law is asked for each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from besa.core.jurisdiction.conditions.expressions import Expression, parse

# What a treaty's ground asks of the facts, unless the provision says so itself.
TIE_OF: Final[Mapping[str, Expression]] = {
    ground: parse(tie)
    for ground, tie in {
        "flag": {"any": ["on_ship", "on_aircraft"]},
        "flag_ship": "on_ship",
        "flag_aircraft": "on_aircraft",
        "active_national": "offender_national",
        "active_habitual_resident": "offender_resident",
        "passive_national": "child_national",
        "passive_habitual_resident": "child_resident",
        "passive_national_or_habitual_resident": {"any": ["child_national", "child_resident"]},
        "effects": "effect_in_territory",
        "aut_dedere": "offender_present",
        "aut_dedere_non_national": "offender_present",
    }.items()
}


@dataclass(frozen=True, slots=True)
class Ground:
    """A ground of national law: its cell, its tie, the cell on dual criminality; `abroad`: presence or leave may be
    asked for; `waits`: the offender's presence is no tie, but a condition that a surrender can still meet."""

    name: str
    tie: Expression | None
    dual: str = ""
    abroad: bool = False
    waits: bool = False


NATIONAL: Final = (
    Ground("territorial", None),
    Ground("flag", TIE_OF["flag"]),
    Ground("active_national", TIE_OF["active_national"], "active_dual_criminality", abroad=True, waits=True),
    Ground(
        "active_habitual_resident",
        TIE_OF["active_habitual_resident"],
        "active_dual_criminality",
        abroad=True,
        waits=True,
    ),
    Ground("passive_national", TIE_OF["passive_national"], "passive_dual_criminality", abroad=True, waits=True),
    Ground(
        "passive_habitual_resident",
        TIE_OF["passive_habitual_resident"],
        "passive_dual_criminality",
        abroad=True,
        waits=True,
    ),
    Ground("universal_or_treaty", None, abroad=True),
    Ground("vicarious", parse("offender_present")),
)
# Places other than where the offender acted, and the cell that says whether they make the act one of the territory.
LOCALISED: Final = (
    ("effect_in_territory", "territorial_effects"),
    ("access_from_territory", "territorial_access"),
    ("server_in_territory", "territorial_server"),
)
