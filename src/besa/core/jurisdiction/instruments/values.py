"""What can be done next, as values: an instrument from one authority to another side, its bases and its clocks."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from besa.core.jurisdiction.answers import Reasoned
from besa.core.jurisdiction.law.instruments import Clock
from besa.core.jurisdiction.logic import YES, Step, Truth, cited


@dataclass(frozen=True)
class Basis:
    """One legal basis of an instrument between two sides. `cites` are provisions of a treaty, or a cell of a State."""

    treaty: str
    cites: tuple[str, ...]
    step: Step
    clocks: tuple[Clock, ...] = ()

    @property
    def value(self) -> Truth:
        return self.step.truth


@dataclass(frozen=True)
class Instrument(Reasoned):
    """One instrument that the issuing authority may use, or why it may not. `label` and `notes` are messages.

    `reaches` says who is addressed: own (persons and providers at home), state_of_data, provider, other_state;
    `to` is the code of the State that it goes to, empty while the case does not say where that is.
    `letter` names the letter of packs/law/letters that fits, or is empty.
    """

    id: str
    label: str
    issuer: str
    to: str
    reaches: str
    step: Step
    bases: tuple[Basis, ...]
    letter: str = ""
    notes: tuple[str, ...] = ()

    @cached_property
    def basis(self) -> tuple[Basis, ...]:
        """The bases that carry the answer: those that are in force if one is, else those that may be."""
        best = max((one.value for one in self.bases), default=self.value)
        return tuple(one for one in self.bases if one.value == best)

    @cached_property
    def clocks(self) -> tuple[Clock, ...]:
        """The clocks of what can be used; none while nothing can."""
        return tuple(clock for one in self.basis if self.value == YES for clock in one.clocks)

    @cached_property
    def citations(self) -> tuple[str, ...]:
        """Ids of the cells and provisions that the answer rests on, not those of other bases; Law has the sources."""
        return tuple(dict.fromkeys(ident for one in self.basis for ident in cited(one.step)))
