"""A business case ready to be evaluated: rows of checked formulas, inputs and a timeline."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Literal

from bizcase.formula.nodes import ZERO, Node
from bizcase.problems import Problem, Span
from bizcase.timeline import Timeline
from bizcase.units import Quoting, Unit

FACTOR = ".factor"  # ends the path of what an uncertain series is multiplied with
Grain = Literal["year", "date", "payment", "table"]


@dataclass(frozen=True, slots=True)
class Series:
    """Several values of one input, in their own grain.

    - `year`: one value for every project year;
    - `date`: levels, each holding from its date on (`dates` in years since the start);
    - `payment`: amounts, each in the period of its date;
    - `table`: rates by age, not tied to the timeline.
    """

    grain: Grain
    values: tuple[float, ...]
    dates: tuple[float, ...] = ()

    def over(self, timeline: Timeline) -> tuple[float, ...]:
        """One value for every column of the timeline; the opening is 0 but for payments."""
        return tuple(self._in_column(c, timeline) for c in range(timeline.columns))

    def _in_column(self, column: int, timeline: Timeline) -> float:
        start, end = timeline.end(column - 1), timeline.end(column)
        if self.grain == "payment":
            dated = zip(self.values, self.dates, strict=True)
            return sum(v for v, d in dated if start - 1e-9 <= d < end - 1e-9)
        if column == 0:
            return 0.0
        if self.grain == "year":
            return self.values[min(timeline.model_year(column), len(self.values)) - 1]
        # A level that changes inside the period counts for the share of time for which it holds,
        # so that a monthly and a yearly timeline agree.
        until = (*self.dates[1:], float("inf"))
        shares = [
            max(0.0, min(end, last) - max(start, first)) / (end - start)
            for first, last in zip(self.dates, until, strict=True)
        ]
        return sum(v * s for v, s in zip(self.values, shares, strict=True) if s)


@dataclass(frozen=True, slots=True)
class Range:
    """How uncertain an input is, in the unit in which it is quoted.

    `low` and `high` are the values for sensitivity. `ends` says whether they are the ends of
    the distribution or its 10th and 90th percentile. `around` is the value that it was given for,
    where a case or `--set` has moved that and kept the range, else None.
    """

    low: float
    high: float
    ends: bool = False
    distribution: str = "pert"
    values: tuple[tuple[float, float], ...] = ()  # of a discrete one: value, probability
    around: float | None = None

    @property
    def is_certain(self) -> bool:
        """Whether it is one value: then nothing is uncertain."""
        return self.low == self.high


@dataclass(frozen=True, slots=True)
class Origin:
    """Where an assumption comes from, and who answers for it."""

    source: str = ""
    owner: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Places:
    """Where the texts of an assumption stand in its files, so that they can be changed there.

    A span is None where nothing is written: a default, a value held by `...`, an origin that
    stands on the block around. `dates` are the keys of a table by date. `scale` is what `unit:
    thousand USD` multiplies the texts with. `latest` is the base or end that an override set last.
    """

    base: Span | None = None
    low: Span | None = None
    high: Span | None = None
    source: Span | None = None
    owner: Span | None = None
    note: Span | None = None
    values: tuple[Span | None, ...] = ()
    dates: tuple[Span | None, ...] = ()
    scale: float = 1.0
    latest: Span | None = None


@dataclass(frozen=True, slots=True)
class Input:
    """An assumption: a value as quoted, its range, and where it comes from.

    `path` is its place in the scenario, `products.thermostat.price`. A `date` is a number of
    years since the start. A series has a companion `factor` input when it is uncertain.
    `bounds` are the least and the greatest value that make sense, as quoted; `above` says that the
    least one itself does not. At its `neutral` value it changes nothing: a learning rate of 100 %.
    Inputs of one `key`
    have the same draws in a simulation: it names the file that defines the input and its path.
    """

    path: str
    value: float | Series
    unit: Unit
    quoting: Quoting = Quoting()
    kind: Literal["number", "date"] = "number"
    range: Range | None = None
    bounds: tuple[float | None, float | None] = (None, None)
    above: bool = False
    neutral: float | None = None
    doc: str = ""
    origin: Origin = Origin()
    written: str = ""
    span: Span | None = None
    places: Places = Places()
    key: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """One row of the business case, with one formula for all operating periods.

    `opening` and `tax_only` are its formulas in the opening column and in the columns in which
    only tax is still paid. `written` is the formula before checking, `line` where it collects. A
    `stock` stands at a moment.
    """

    name: str
    unit: Unit
    formula: Node
    opening: Node = ZERO
    tax_only: Node = ZERO
    written: Node | None = None
    line: tuple[str, ...] = ()
    doc: str = ""
    block: str = ""
    span: Span | None = None
    stock: bool = False

    @property
    def formulas(self) -> tuple[Node, Node, Node]:
        """Its formula, that of the opening, and that of the tax-only columns."""
        return self.formula, self.opening, self.tax_only

    def rewritten(self, rewrite: Callable[[Node], Node]) -> Row:
        """The row with each of its formulas rewritten."""
        formula, opening, tax_only = map(rewrite, self.formulas)
        return replace(self, formula=formula, opening=opening, tax_only=tax_only)


@dataclass(frozen=True, slots=True)
class Correlation:
    """The rank correlation of two uncertain inputs, given by their paths."""

    first: str
    second: str
    rank: float
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """What may come of a stage: how likely it is, whether it ends the product, what it changes.

    `chance` is a checked formula, in the period of the gate; `changes` are the values of inputs
    by path, as quoted.
    """

    name: str
    chance: Node
    stops: bool = False
    changes: Mapping[str, float | Series] = field(default_factory=dict)
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Stage:
    """A step of the development, from its beginning to the gate at which its outcome is known.

    `begins` and `gate` are formulas that are 1 in the period of their date; `received` is the
    money that a stop at the gate brings. `name` is that in formulas, and of the row of its cost.
    """

    name: str
    begins: Node
    gate: Node
    received: Node
    outcomes: tuple[Outcome, ...]
    span: Span | None = None

    @property
    def called(self) -> str:
        """Its name as the scenario spells it."""
        return self.name.removeprefix("stages.")


@dataclass(frozen=True)
class Model:
    """What every study and every output reads.

    `required` is what must hold of its values: what is wrong where it does not, and a formula that
    is then 0 in some operating period.
    """

    name: str
    timeline: Timeline
    currency: str
    inputs: Mapping[str, Input]
    rows: Mapping[str, Row]
    conventions: Mapping[str, str] = field(default_factory=dict)
    show_in: str = ""
    accept_if: Mapping[str, tuple[str, float]] = field(default_factory=dict)
    also_at: tuple[float, ...] = ()
    cases: Mapping[str, float | None] = field(default_factory=dict)
    case: str = "base"
    checks: tuple[tuple[str, Node], ...] = ()
    required: tuple[tuple[str, Node], ...] = ()
    problems: tuple[Problem, ...] = ()
    as_of: date | None = None
    correlations: tuple[Correlation, ...] = ()
    stages: tuple[Stage, ...] = ()

    def value(self, path: str) -> float:
        """The value of a scalar input, as quoted."""
        value = self.inputs[path].value
        if isinstance(value, Series):
            raise TypeError(f"{path} is a series")
        return value
