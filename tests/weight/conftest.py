"""The node and the browser of the journeys."""

from tests.journeys.conftest import anna, axe, browser, node, visit

__all__ = ["anna", "axe", "browser", "node", "visit"]
