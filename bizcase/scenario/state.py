"""What the parts of the builder share while a scenario becomes a model."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from dataclasses import replace as changed

from bizcase.engine.model import Input, Origin, Places
from bizcase.formula.check import Meaning
from bizcase.formula.nodes import Node as Formula
from bizcase.formula.nodes import plus
from bizcase.library.block import BlockInput
from bizcase.problems import Problem, Span
from bizcase.scenario.instance import Instance
from bizcase.scenario.names import LocalScope, Names
from bizcase.scenario.place import identifier, join, name_of
from bizcase.scenario.settings import Settings
from bizcase.scenario.values import Values
from bizcase.text import Mapping, Node, Scalar
from bizcase.timeline import read_date
from bizcase.units import YEAR, Unit


@dataclass(slots=True)
class PendingRow:
    """A row whose formulas have not been checked yet. Formulas are texts, or trees if built."""

    name: str
    unit: Callable[[], Unit]
    formula: Scalar | Formula
    scope: LocalScope
    opening: Scalar | Formula | None = None
    tax_only: Scalar | Formula | None = None
    lines: tuple[str, ...] = ()
    collects: bool = False
    doc: str = ""
    block: str = ""
    span: Span | None = None
    stock: bool = False


@dataclass(slots=True)
class State:
    """Grows while the scenario is read."""

    settings: Settings
    problems: list[Problem]
    values: Values
    names: Names
    series_paths: frozenset[str] = frozenset()
    overridden: bool = False
    files: tuple[Mapping, ...] = ()  # the file that the others extend, then these
    instances: list[Instance] = field(default_factory=list)
    inputs: dict[str, Input] = field(default_factory=dict)
    rows: dict[str, PendingRow] = field(default_factory=dict)
    child_places: Callable[[str], set[str]] = lambda _path: set()

    @property
    def days(self) -> int:
        """Days in a year."""
        return self.settings.timeline.days_in_year

    @property
    def per_time(self) -> Unit:
        """The unit of a growth rate."""
        return YEAR**-1

    def say(self, code: str, message: str, span: Span | None, remedy: str | None = None) -> None:
        """Adds a problem."""
        self.problems.append(Problem(code, message, span, remedy))

    def say_of_file(self, code: str, message: str, top: Mapping, remedy: str) -> None:
        """Adds a problem of a file as a whole."""
        self.problems.append(Problem(code, message, None, remedy, where=top.span.source.name))

    def rank(self, span: Span) -> int:
        """How late a place is among those whose values are put over one another.

        Files that extend one another come in this order, then their cases, then `--set`.
        """
        sources = [file.span.source for file in self.files]
        if span.source not in sources:
            return 2 * len(sources)
        cases = (file.get("cases") for file in self.files)
        inside = any(node.span.holds(span) for node in cases if node is not None)
        return sources.index(span.source) + inside * len(sources)

    def with_latest(self, places: Places, whole: Span) -> Places:
        """The places of a base and its range, with the one that was put over what was there.

        `whole` is the assumption as it stood before.
        """
        spans = [span for span in (places.base, places.low, places.high) if span is not None]
        ranks = [self.rank(span) for span in spans]
        if len(set(ranks)) < 2 and all(map(whole.holds, spans)):
            return places
        return changed(places, latest=spans[ranks.index(max(ranks))])

    def is_date(self, word: str) -> bool:
        """Whether a word names a date in the timeline."""
        return read_date(word, self.settings.timeline) is not None

    def add_input(self, found: Input) -> None:
        """Registers an assumption."""
        self.inputs[found.path] = found

    def add_driver_row(
        self,
        name: str,
        unit: Unit,
        formula: Formula,
        spec: BlockInput,
        instance: Instance,
        node: Node | None = None,
        opening: Formula | None = None,
    ) -> None:
        """A row for a driver that changes in time.

        Where only tax is still paid it goes on if a row of its block does: discount rates.
        """
        goes_on = any(row.tax_only is not None for row in instance.block.rows.values())
        self.rows[name] = PendingRow(
            name,
            lambda: unit,
            formula,
            LocalScope(self.names, instance.name),
            opening=opening or formula,
            tax_only=formula if goes_on else None,
            doc=spec.doc,
            block=instance.block.name,
            span=node.span if node else instance.span,
        )
        self.names.rows[name] = lambda: unit

    def origin(self, node: Mapping, path: str) -> Origin:
        """Source, owner and note of an assumption; those of its block where it has none."""
        around = next((i.extra for i in self.instances if i.extra and inside(path, i.path)), {})
        parts = (node.get(key) or around.get(key) for key in ("source", "owner", "note"))
        return Origin(*(part.text if isinstance(part, Scalar) else "" for part in parts))

    def indices(self) -> list[str]:
        """The names that `inflation:` defines."""
        return [
            i.path.removeprefix("inflation.")
            for i in self.instances
            if i.path.startswith("inflation.")
        ]

    def index(self, name: str) -> Meaning:
        """The rate of an inflation index."""
        instance = next(i for i in self.instances if i.path == f"inflation.{name}")
        return self.names.driver(instance, "rate")

    def scope(self, instance: Instance, hidden: str = "") -> LocalScope:
        """The names as seen from around a block."""
        return LocalScope(self.names, instance.name, hidden=hidden)

    def launch(self, scope: LocalScope, word: str) -> Meaning | None:
        """The launch date that `launch` or `PRODUCT.launch` means at a place."""
        if word != "launch":
            return self.launch_of(name_of(word.removesuffix(".launch").removeprefix("products.")))
        here = scope.around.split(".")[0]
        sold = (i.path.split(".")[1] for i in self.instances if i.path.startswith("products."))
        products = sorted({identifier(product) for product in sold})
        own = self.launch_of(here)
        if own or here in products:
            return own
        launches = [launch for p in products if (launch := self.launch_of(p))]
        return launches[0] if len(launches) == 1 else None

    def launch_of(self, product: str) -> Meaning | None:
        """The launch date of a product, if it has one."""
        for inner in ("launch", "adoption.launch", "units.from", "customers.launch"):
            found = self.names.drivers.get(join(product, inner)) if product else None
            if found and found[1] in found[0].given:
                return self.delayed(self.names.driver(*found), product)
        return None

    def delayed(self, launch: Meaning, product: str) -> Meaning:
        """The launch date with the delay that is given for the product."""
        for inner in ("delay", "adoption.delay", "customers.delay"):
            found = self.names.drivers.get(join(product, inner))
            if found and found[1] in found[0].given:
                delay = self.names.driver(*found).node
                return changed(launch, node=plus(launch.node, delay), quoted=None)
        return launch


def inside(path: str, place: str) -> bool:
    """Whether a path lies at a place or below it."""
    return path == place or path.startswith(place + ".")
