"""Looks up the names that a formula uses: the block's own inputs, then outwards."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from bizcase.formula.check import Meaning
from bizcase.formula.measured import Measured
from bizcase.formula.nodes import Number, Reference
from bizcase.scenario.instance import Instance
from bizcase.scenario.place import chain, join
from bizcase.units import YEAR, Unit

# A line of these sections may be named from anywhere without the section.
SECTIONS = ("revenue", "benefits", "costs", "opportunity", "capex")


@dataclass(slots=True)
class Names:
    """All names of a scenario.

    `rows` gives the unit of a row, computed when first asked for; `drivers` says which input of
    which block a name such as `thermostat.price` means.
    """

    currency: str
    days_in_year: int
    rows: dict[str, Callable[[], Unit]]
    drivers: dict[str, tuple[Instance, str]]
    driver: Callable[[Instance, str], Meaning]
    into_calendar_year: float = 0.0  # years from the first of January to the start

    def find(self, name: str) -> Meaning | None:
        """What a full name stands for."""
        if name in self.rows:
            return Meaning(Reference(name, "row"), Measured(self.rows[name]()))
        if name in self.drivers:
            return self.driver(*self.drivers[name])
        return None


@dataclass(frozen=True, slots=True)
class LocalScope:
    """The names as seen from one place: implements `formula.check.Scope`."""

    names: Names
    around: str
    own: Instance | None = None
    special: tuple[tuple[str, Meaning], ...] = ()
    hidden: str = ""  # a name that must not stand for itself

    @property
    def currency(self) -> str:
        """The scenario's currency."""
        return self.names.currency

    @property
    def days_in_year(self) -> int:
        """365, or what the timeline says."""
        return self.names.days_in_year

    def meaning(self, name: str) -> Meaning | None:
        """The nearest thing of that name."""
        for special, meaning in self.special:
            if special == name:
                return meaning
        if self.own is not None:
            first = name.split(".")[0]
            if first in self.own.block.inputs and name in self._own_names(first):
                return self.names.driver(self.own, name)
        if name == "into_calendar_year":
            return Meaning(Number(self.names.into_calendar_year), Measured(YEAR))
        if name == "this":
            around = (prefix for prefix in chain(self.around) if prefix in self.names.rows)
            return self.names.find(next(around, ""))
        # `revenue` is the line even where there is a `costs.revenue`: bare sections come last.
        outwards = [prefix for prefix in chain(self.around) if prefix not in SECTIONS]
        for prefix in (*outwards, *SECTIONS):
            full = join(prefix, name)
            if full != self.hidden and (found := self.names.find(full)) is not None:
                return found
        return None

    def _own_names(self, first: str) -> tuple[str, ...]:
        return first, f"{first}.opening", f"{first}.length"

    def known(self) -> Iterable[str]:
        """All names, short where they may be written short."""
        return dict.fromkeys(self._known())

    def _known(self) -> Iterator[str]:
        if self.own is not None:
            yield from self.own.block.inputs
        for name in (*self.names.rows, *self.names.drivers):
            yield name
            for prefix in chain(self.around):
                if prefix and name.startswith(prefix + "."):
                    yield name.removeprefix(prefix + ".")
