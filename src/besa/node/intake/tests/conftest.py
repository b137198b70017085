"""A node with a receiving desk, and visitors to its public pages."""

from __future__ import annotations

import shutil

import pytest

from besa.core.sealing import ReportCode
from besa.node.intake import incoming, pace
from besa.node.intake.tests.visitor import Visitor
from besa.node.intake.views import sending
from besa.node.platform import home
from besa.node.reports.tests.conftest import Team, team

__all__ = ["team"]

STORY = "Një i rritur më shkruan çdo natë. Kanarina-7731."


@pytest.fixture
def visitor(team: Team) -> Visitor:
    """Somebody who just came to the site of a node that can receive."""
    return Visitor()


@pytest.fixture(autouse=True)
def empty_folder(monkeypatch: pytest.MonkeyPatch) -> None:
    """No test finds the files of another, nor their weight."""
    shutil.rmtree(home.folder("sealed") / "incoming", ignore_errors=True)
    monkeypatch.setattr(incoming, "weight", incoming.Weight())


@pytest.fixture(autouse=True)
def calm(monkeypatch: pytest.MonkeyPatch) -> pace.Pace:
    """The node has seen no rush before this test."""
    fresh = pace.Pace(1000)
    monkeypatch.setattr(sending, "_pace", fresh)
    return fresh


def tell(visitor: Visitor, story: str = STORY, *, door: str = "child", language: str = "en", **typed: str) -> Visitor:
    """Answer the first question and go to the last page."""
    visitor.open(f"/{language}/questions/what/?door={door}")
    visitor.press("go", "next", story=story, **typed)
    return visitor.press("go", "check")


def send(visitor: Visitor, story: str = STORY, **typed: str) -> ReportCode:
    """Tell and send; returns the code from the code page."""
    tell(visitor, story, **typed).press("go", "send")
    return code_of(visitor)


def code_of(visitor: Visitor) -> ReportCode:
    """The code that the page shows."""
    groups = [part for part in visitor.text.split() if len(part) == 4 and part.isdigit()]
    return ReportCode.parse(" ".join(groups[:5]))
