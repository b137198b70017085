"""Plant an invented case across borders whose data lie abroad, and the letter that asks to keep them."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from besa.core.jurisdiction import assess, casefile, current
from besa.node.demo.people import require_demo
from besa.node.jurisdiction import actions as jurisdiction
from besa.node.letters import actions, filling, listing
from besa.node.letters.values import Row
from besa.node.people.keyring import Keyring
from besa.node.platform import environment


def plant(rings: dict[str, Keyring], *, now: datetime | None = None) -> None:
    """Describe the case and begin its letter, as the police desk of the demonstration would."""
    require_demo()
    now = now or datetime.now(UTC)
    held = rings["besnik"]
    law = current()
    own = law.by_any_name[environment.current().country]
    day = (now - timedelta(days=5)).date()
    neighbour = next(code for code in ("rs", "al") if code != own)
    found = casefile.from_mapping({
        "title": "Pictures sent on from a game (invented)",
        "reading": {"recalled": "yes", "undated": "yes"},
        "case": {
            "acts": ["groom", "distribute"],
            "offence": {"from": str(day - timedelta(days=30)), "to": str(day)},
            "places": {"conduct": [neighbour], "effect": [own], "access": [neighbour], "server": ["us"],
                       "ship": [], "aircraft": []},
            "offender": {"nationality": [neighbour], "present_in": [neighbour], "age": 34},
            "child": {"nationality": [own], "residence": [own], "age": 13},
            "company": {"seat": ["us"]},
            "means": {"by_computer": "yes"},
            "material": "self_made",
            "extradition": [],
            "proceedings": [{"state": own, "outcome": "pending"}],
        },
    })  # fmt: skip
    one = jurisdiction.describe(found, desk_id=min(held.desk_ids), keyring=held, now=now - timedelta(hours=2))
    answer = assess(found.case, law, decided_on=now.date(), reading=found.reading)
    usable = listing.instruments(answer, law, issuer=own, day=now.date())
    instrument = next((each for each in usable.values() if each.letter == "preservation"), None)
    if instrument is None:
        return
    draft = filling.begun(instrument, answer, law)
    row = Row("account", "demo_stranger_88", now.replace(microsecond=0, tzinfo=None) - timedelta(days=6), offset=60)
    said = {**draft.said, "summary": "Invented: a man asked a child for pictures in a game and sent them on.",
            "need": "The provider deletes after thirty days."}  # fmt: skip
    filled_in = replace(draft, said=said, rows=(replace(row, provider="Game Example Inc."),))
    actions.begin(filled_in, assessment_id=one, keyring=held, now=now - timedelta(hours=1))
