"""Plant the demo reports the way real ones come and go: received, read, claimed, answered, closed by the demo staff."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime, timedelta
from importlib import resources
from typing import Any

import yaml

from besa.core.casework import Outcome
from besa.core.sealing import new_code
from besa.node.demo.people import require_demo
from besa.node.people.keyring import Keyring
from besa.node.platform.actors import REPORTER
from besa.node.reports import actions
from besa.node.reports.values import ContactRule, ReportValues

_ANSWERS = {
    "sq": "Faleminderit që na shkrove. Bëre shumë mirë. A je i sigurt tani? Na shkruaj këtu kur të kesh mundësi.",
    "mk": "Ти благодариме што ни пиша. Добро направи. Дали си безбеден сега? Пиши ни тука кога ќе можеш.",
    "en": "Thank you for telling us. You did the right thing. We are looking into it.",
}


def plant(rings: dict[str, Keyring], *, now: datetime | None = None) -> list[str]:
    """Receive every story of stories.yaml; returns the codes of those answered, to try the mailbox with."""
    require_demo()
    now = now or datetime.now(UTC)
    text = resources.files("besa.node.demo").joinpath("stories.yaml").read_text(encoding="utf-8")
    stories: list[dict[str, Any]] = sorted(yaml.safe_load(text), key=lambda story: -story["hours"])
    codes = [(_one(story, rings, now - timedelta(hours=story["hours"])), story) for story in stories]
    return [code for code, story in codes if story.get("then") == "answer"]


def _one(story: dict[str, Any], rings: dict[str, Keyring], at: datetime) -> str:
    code = new_code()
    keys = ("door", "language", "story", "contacts", "where", "when", "who", "age_band", "ongoing", "before")
    values = ReportValues(**{key: story[key] for key in keys}, contact_rule=ContactRule(**story.get("rule", {})))
    submission = hashlib.sha256(code.digits.encode()).digest()[:16]
    received = actions.receive(values, actor=REPORTER, code=code, submission=submission, now=at)
    done = story.get("then", "")
    if done:
        ring = rings["elena" if story["language"] == "mk" else "arta"]
        later = at + timedelta(hours=1)
        actions.open_report(received.report_id, keyring=ring, now=later)
        actions.claim(received.report_id, keyring=ring, now=later)
        if done in ("answer", "close"):
            text = _ANSWERS.get(story["language"], _ANSWERS["en"])
            actions.answer(received.report_id, text, keyring=ring, submission=submission[::-1], now=later)
        if done == "close":
            actions.close(received.report_id, Outcome.POLICE, keyring=ring, now=later + timedelta(hours=2))
    return code.display
