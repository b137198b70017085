"""What every page of the law shows: how much waits for a second lawyer, and the footnote to a State's name."""

from __future__ import annotations

from besa.node.law import queries, wording


def around() -> dict[str, object]:
    """Values for `law/base.html`."""
    voice, states = wording.on_page(), queries.current().states.values()
    notes = dict.fromkeys(one.footnote for one in states if one.footnote)
    return {"waiting": len(queries.waiting()), "footnotes": [voice.free(note) for note in notes]}
