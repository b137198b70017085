"""The gap map: every combination of the axes for all States, worked out State by State and then put together.

`survey` counts; nothing that it gives out names a State, but for the list of the one State that asks for its own.
"""

from besa.core.jurisdiction.gaps.axes import Axes, read_axes
from besa.core.jurisdiction.gaps.surveying import Making, Stopped, survey
from besa.core.jurisdiction.gaps.values import Aggregate, OwnList, Survey

__all__ = ["Aggregate", "Axes", "Making", "OwnList", "Stopped", "Survey", "read_axes", "survey"]
