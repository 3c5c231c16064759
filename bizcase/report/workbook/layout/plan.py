"""Where everything stands in the workbook, decided before any sheet is written."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property

from bizcase.engine.model import Model, Series
from bizcase.formula.render.excel import literal
from bizcase.report.workbook.addresses import Area
from bizcase.report.workbook.layout.dates import are_days
from bizcase.report.workbook.layout.input_columns import InputColumns as InputColumns
from bizcase.report.workbook.layout.literals import KEPT
from bizcase.report.workbook.layout.places import (
    CALC,
    CASE_ROW,
    HEADER,
    INPUTS,
    OPENING,
    PERIODS_ON_A_PAGE,
    RETURNS,
    SENSITIVITY,
    SERIES,
    SIMULATED,
    SIMULATION,
    TESTED_DRIVER,
    TESTED_SIDE,
    TIME_TITLE,
    TOTAL,
)
from bizcase.report.workbook.layout.returns_places import ReturnsPlaces, returns_places
from bizcase.report.workbook.layout.sections import Section, input_sections, row_sections
from bizcase.report.workbook.layout.subject import Subject
from bizcase.study.run import Run
from bizcase.study.simulation.result import Simulation
from bizcase.study.tornado import Swing, swings

IMPOSSIBLE = "not possible"  # what Inputs says of a value beyond its bounds

# Timeline rows with a row of their own on the sheet, and those that are one number.
TIME_IN_COLUMNS = ("n", "t", "period_start", "model_year", "new_model_year", "new_fiscal_year")
TIME_NUMBERS = ("years", "horizon", "periods")

# What turns one unit of time into another may stand in a formula.
CONVERSIONS = frozenset((4.0, 12.0, 360.0, 365.0, 365 / 7))


@dataclass(frozen=True)
class SeriesPlace:
    """The rows of one series on its sheet: the live ones, and one for every case."""

    path: str
    grain: str
    width: int
    values: int  # the live row; those of the cases follow it
    dates: int | None = None  # the same for the dates
    steps: int | None = None  # by how much a level changes at each date

    def area(self, row: int) -> Area:
        """One of these rows over all values."""
        return Area(SERIES, row, OPENING, row, OPENING + self.width - 1)


@dataclass
class Plan:
    """The place of every input, series, row and constant of a subject."""

    subject: Subject
    live_tornado: bool = True
    rows: dict[str, int] = field(default_factory=dict)  # on Calc
    time: dict[str, int] = field(default_factory=dict)  # on Calc
    series_rows: dict[str, int] = field(default_factory=dict)  # on Calc
    inputs: dict[str, int] = field(default_factory=dict)  # on Inputs
    fixed: dict[str, int] = field(default_factory=dict)  # on Inputs: the timeline
    constants: dict[float, int] = field(default_factory=dict)  # on Inputs
    series: dict[str, SeriesPlace] = field(default_factory=dict)
    adjustments: dict[str, int] = field(default_factory=dict)
    first_constant: int = 0  # on Inputs, below everything else
    returns: ReturnsPlaces = field(default_factory=ReturnsPlaces)
    simulation: Simulation | None = None  # of the case that is shown, if it was asked for

    @property
    def model(self) -> Model:
        """The model of the base case."""
        return self.subject.base

    @property
    def run(self) -> Run:
        """The result of the case that is shown: its values stand beside the formulas."""
        return self.subject.runs[self.subject.number_shown]

    @property
    def last(self) -> int:
        """The last column of the periods; the one after it is blank."""
        return OPENING + self.model.timeline.columns - 1

    @property
    def pages_wide(self) -> int:
        """Sheets with a column for every period are printed on so many pages side by side."""
        return -(-self.model.timeline.columns // PERIODS_ON_A_PAGE)

    @property
    def last_operating(self) -> int:
        """The column of the last operating period."""
        return OPENING + self.model.timeline.periods

    @cached_property
    def input_columns(self) -> InputColumns:
        """The columns of the sheet of assumptions."""
        return InputColumns(len(self.subject.cases))

    @cached_property
    def swings(self) -> tuple[Swing, ...]:
        """What each assumption with a range does to the NPV of the case that is shown."""
        return swings(self.run.model, self.model)

    @cached_property
    def drivers(self) -> tuple[str, ...]:
        """The assumptions with a range, numbered from 1 in the tornado."""
        return tuple(path for path, i in self.model.inputs.items() if i.range is not None)

    def row(self, name: str) -> Area:
        """A row of the case from its opening to its last column."""
        return Area(CALC, self.rows[name], OPENING, self.rows[name], self.last)

    def time_row(self, name: str) -> Area:
        """A row of the timeline."""
        return Area(CALC, self.time[name], OPENING, self.time[name], self.last)

    def live(self, path: str) -> Area:
        """The cell with the value of an assumption that the case in use has: of a day its years."""
        row, columns = self.inputs[path], self.input_columns
        column = columns.years if path in self.dated else columns.live
        return Area(INPUTS, row, column, row, column)

    @cached_property
    def dated(self) -> frozenset[str]:
        """The assumptions that are shown as days."""
        models = self.subject.models
        return frozenset(path for path in self.inputs if are_days(models, path))

    def fixed_cell(self, name: str) -> Area:
        """A number of the timeline."""
        row = self.fixed[name]
        return Area(INPUTS, row, self.input_columns.live, row, self.input_columns.live)

    def number(self, value: float) -> str:
        """A number as it stands in a formula: itself, or a cell where its meaning is said.

        Only 0, 1 and conversions of units may be typed into a formula.
        """
        if value in KEPT or value in CONVERSIONS:
            return literal(value)
        row = self.constants.setdefault(value, self.first_constant + len(self.constants))
        return Area(INPUTS, row, self.input_columns.live, row, self.input_columns.live).text

    def measure_cell(self, name: str) -> Area:
        """The result of a measure, or of what stands beside the measures: `npv_at_1`."""
        row = self.returns.results[name]
        return Area(RETURNS, row, TOTAL, row, TOTAL)

    @property
    def series_header(self) -> int:
        """The row on Series with 1, 2, 3, ..."""
        return HEADER

    @property
    def tested_driver(self) -> Area:
        """The number of the driver that the tornado tries out, 0 for none."""
        return Area(SENSITIVITY, *TESTED_DRIVER, *TESTED_DRIVER)

    @property
    def tested_side(self) -> Area:
        """1 for the low value of that driver, 2 for the high one."""
        return Area(SENSITIVITY, *TESTED_SIDE, *TESTED_SIDE)

    @property
    def simulated(self) -> Area:
        """How many inputs differ from those of the simulation."""
        return Area(SIMULATION, *SIMULATED, *SIMULATED)

    @property
    def case_cell(self) -> Area:
        """The drop-down with the case in use."""
        return Area(INPUTS, CASE_ROW, self.input_columns.live, CASE_ROW, self.input_columns.live)

    @property
    def case_number(self) -> Area:
        """The number of the case in use, 1 for the base case."""
        row, column = CASE_ROW + 1, self.input_columns.live
        return Area(INPUTS, row, column, row, column)


FIXED = (
    # name, label
    ("start_year", "First year"),
    ("start_month", "First month"),
    ("start_date", "First day"),
    ("per_year", "Periods in a year"),
    ("months", "Months in a period"),
    ("years", "Length of a period in years"),
    ("periods", "Operating periods"),
    ("horizon", "Operating life in years"),
    ("fiscal_year_ends", "Month in which the fiscal year ends"),
)


def plan_of(
    subject: Subject, live_tornado: bool = True, simulation: Simulation | None = None
) -> Plan:
    """Gives everything in the subject its place."""
    plan = Plan(subject, live_tornado, simulation=simulation)
    _place_inputs(plan)
    _place_series(plan)
    _place_adjustments(plan)
    _place_rows(plan)
    _place_returns(plan)
    return plan


def input_layout(plan: Plan) -> Iterator[tuple[int, Section]]:
    """The sections of assumptions, each with the row of its title."""
    row = CASE_ROW + 5
    for section in input_sections(plan.model):
        yield row, section
        row += len(section.members) + 2


def _place_inputs(plan: Plan) -> None:
    row = CASE_ROW + 5
    for row, section in input_layout(plan):
        for i, path in enumerate(section.members):
            plan.inputs[path] = row + 1 + i
        row += len(section.members) + 2
    row += 1
    names = [name for name, _ in FIXED if plan.model.timeline.start or not name.startswith("start")]
    for i, name in enumerate(names):
        plan.fixed[name] = row + i
    plan.first_constant = row + len(names) + 2


def _place_series(plan: Plan) -> None:
    row = HEADER + 2
    for path, source in plan.model.inputs.items():
        if not isinstance(source.value, Series) or path.startswith("adjustments."):
            continue
        values = [m.inputs[path].value for m in plan.subject.models]
        width = max(len(v.values) for v in values if isinstance(v, Series))
        grain, cases = source.value.grain, len(plan.subject.models)
        dates = steps = None
        row += 1  # the title
        if grain in ("date", "payment"):
            dates, row = row, row + 1 + cases
        first, row = row, row + 1 + cases
        if grain == "date":
            steps, row = row, row + 1
        plan.series[path] = SeriesPlace(path, grain, width, first, dates, steps)
        row += 1


def _place_adjustments(plan: Plan) -> None:
    names = [path for path in plan.model.inputs if path.startswith("adjustments.")]
    plan.adjustments = {name: HEADER + 2 + i for i, name in enumerate(names)}


def _place_returns(plan: Plan) -> None:
    also = plan.series.get("discounting.also")
    rates = also.width if also else 0
    plan.returns = returns_places(plan.subject.models, HEADER + 2, rates)


def _place_rows(plan: Plan) -> None:
    row = TIME_TITLE + 1
    for name in (*TIME_IN_COLUMNS, "fiscal_year"):
        plan.time[name] = row
        row += 1
    row += 1
    given = [path for path, place in plan.series.items() if place.grain != "table"]
    if given:
        row += 1  # the title
        for path in given:
            plan.series_rows[path] = row
            row += 1
        row += 1
    for section in row_sections(plan.model):
        row += 1
        for name in section.members:
            plan.rows[name] = row
            row += 1
        row += 1
