"""The flows of an option as they are seen beside the others, and its measures of these flows."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from bizcase.report.workbook.addresses import letters
from bizcase.report.workbook.book import Content, Formula, Sheet
from bizcase.report.workbook.comparison.part import ALIGNED, Part
from bizcase.report.workbook.comparison.stream import FlowRow, put_stream
from bizcase.report.workbook.layout.places import OPENING
from bizcase.report.workbook.layout.plan import Plan
from bizcase.report.workbook.proof.expected import as_seen
from bizcase.report.workbook.sheets.heading import heading, with_room
from bizcase.study.comparison.increment import LINES
from bizcase.study.measures.roots.columns import FloatArray
from bizcase.study.measures.sheet_part import Shown

_LABELS: dict[str, tuple[str, Shown]] = {
    "free_cash_flow": ("Cash flow without terminal value", "money"),
    "terminal_value": ("Terminal value", "money"),
    "revenue": ("Revenue", "money"),
    "disposals": ("Disposals", "money"),
    "start": ("Years from the day of the decision to its start", "years"),
    "t": ("End of the period", "years"),
    "own_time": ("Cash flow: discounted for, from its start", "years"),
    "discount_time": ("Cash flow: discounted for", "years"),
    "own_terminal_time": ("Terminal value: discounted for, from its start", "years"),
    "terminal_time": ("Terminal value: discounted for", "years"),
    "own_factor": ("Discount factor from its start", "factor"),
    "discount_factor": ("Discount factor", "factor"),
    "own_terminal_factor": ("Discount factor of the terminal value, from its start", "factor"),
    "terminal_discount_factor": ("Discount factor of the terminal value", "factor"),
    "discount_rate": ("Discount rate, effective per year", "share"),
}  # fmt: skip
# The times for which factors discount: of the case, and from the start of the option.
_TIMES = {
    "discount_factor": ("discount_time", "own_time"),
    "terminal_discount_factor": ("terminal_time", "own_terminal_time"),
}
_FLOWS = 4  # the first of them
_TOTALS = ("free_cash_flow",)
_SUMS = ("free_cash_flow", "terminal_value", "revenue", "disposals", *LINES)


def aligned_rows(plan: Plan) -> dict[str, tuple[str, Shown]]:
    """The rows of the sheet, each with its label and how it is shown: flows, then their times."""
    lines: dict[str, tuple[str, Shown]] = {
        name: (words.capitalize(), "money")
        for name, (words, _) in LINES.items()
        if name in plan.rows and name not in _LABELS
    }
    flows = dict(list(_LABELS.items())[:_FLOWS])
    return flows | lines | _LABELS


def aligned_sheet(part: Part, others: Sequence[Part]) -> Sheet:
    """Lays out the flows and measures of an option that is not seen as it is."""
    assert part.stream is not None
    own = Sheet(ALIGNED)
    heading(own, part.plan, "Seen beside the others", _said(part))
    rows = _Rows(part, others)
    flows = [
        FlowRow(name, label, shown, list(rows.row(name)), name in _TOTALS)
        for name, (label, shown) in aligned_rows(part.plan).items()
    ]
    put_stream(
        own, part.stream, rows.headings(), flows, as_seen(part.option.measures, part.option.flows)
    )
    return with_room(own)


def _said(part: Part) -> str:
    """In words, how the option is seen."""
    view = part.option.view
    found = ["from the earliest start of all options"] if view.delay else []
    found += ["by the longest step"] if view.together > 1 else []
    found += ["with all cash at the ends of periods"] if view.at_end else []
    return f"The cash flows {' and '.join(found)}, so that they can be compared."


@dataclass(frozen=True)
class _Rows:
    """The formulas of the rows: from the cells of the option, and from each other."""

    part: Part
    others: Sequence[Part]

    @property
    def last(self) -> list[int]:
        """The last own column of each column."""
        run = self.part.option.run
        assert run
        last: list[int] = self.part.option.view.last(run.model.timeline.columns).tolist()
        return last

    def headings(self) -> Iterator[str]:
        """The periods that make up each column."""
        run, before = self.part.option.run, -1
        assert run
        for last in self.last:
            first, end = run.periods[before + 1], run.periods[last]
            yield end.capitalize() if last == 0 else end if first == end else f"{first} to {end}"
            before = last

    def row(self, name: str) -> Iterator[Content]:
        """What stands in each column."""
        if name == "start":
            yield Formula(self._start())
            return
        before = -1
        for column, last in enumerate(self.last):
            yield Formula(self._text(name, column, before + 1, last))
            before = last

    def _text(self, name: str, column: int, first: int, last: int) -> str:
        case = self.part.case
        if name in _SUMS:
            return case(name, last) if first == last else f"SUM({case(name, first, last)})"
        return _FORMULAS[name](self, column, last)

    def here(self, name: str, column: int) -> str:
        return f"{letters(OPENING + column)}{self._row(name)}"

    def first(self, name: str) -> str:
        return f"${letters(OPENING)}${self._row(name)}"

    def _row(self, name: str) -> int:
        assert self.part.stream is not None
        return self.part.stream.returns.rows[name]

    def _start(self) -> str:
        """Years after the earliest start; an option without a start begins with the first."""
        months = [
            f"({part.area(part.plan.fixed_cell('start_year')).text}*12"
            f"+{part.area(part.plan.fixed_cell('start_month')).text})"
            for part in self.others
            if part.plan.model.timeline.start
        ]
        if not self.part.plan.model.timeline.start or len(months) < 2:
            return "0"
        own = self.part.plan
        mine = (
            f"{self.part.area(own.fixed_cell('start_year')).text}*12"
            f"+{self.part.area(own.fixed_cell('start_month')).text}"
        )
        return f"({mine}-MIN({','.join(months)}))/12"

    def own_time(self, column: int, last: int) -> str:
        case, view = self.part.case, self.part.option.view
        if view.at_end:
            return case("t", last)
        if view.together == 1:
            return case("discount_time", last)
        if not column:
            return case("t", last)
        end, before = case("t", last), case("t", last - 1)
        shift = f"({end}-{case('discount_time', last)})/({end}-{before})"
        return f"{end}-{shift}*({end}-{case('t', self.last[column - 1])})"

    def own_terminal_time(self, column: int, last: int) -> str:
        case, view = self.part.case, self.part.option.view
        if view.at_end:
            return case("t", last)
        if view.together == 1 or not column:
            return case("terminal_time", last)
        end, before = case("t", last), case("t", last - 1)
        after = f"({case('terminal_time', last)}-{case('discount_time', last)})/({end}-{before})"
        length = f"({end}-{case('t', self.last[column - 1])})"
        return f"{self.here('own_time', column)}+{after}*{length}"

    def factor(self, row: str, column: int, last: int) -> str:
        """The factor for the time at which the flow is taken to be, at the rate that it has."""
        view, run = self.part.option.view, self.part.option.run
        when, time = _TIMES[row]
        own = self.part.case(row, last)
        if not (view.at_end or view.together > 1):
            return own
        assert run
        at = last if run.arrays[when][last] else _first_after(run.arrays["discount_time"])
        if at != last:  # the factor is 1: it has the rate of the first time after the start
            own, when = self.part.case("discount_factor", at), "discount_time"
        return f"{own}^({self.here(time, column)}/{self.part.case(when, at)})"

    def wait(self) -> str:
        """The factor for the years until the option starts, at its first rate."""
        column = _first_after(self.part.option.flows.discount_time - self.part.option.view.delay)
        at = f"${letters(OPENING + column)}$"
        factor, time = f"{at}{self._row('own_factor')}", f"{at}{self._row('own_time')}"
        return f"{factor}^({self.first('start')}/{time})"


# What stands in a column of a row, given its number and the last own column that it covers.
_FORMULAS: Mapping[str, Callable[[_Rows, int, int], str]] = {
    "discount_rate": lambda rows, _, last: rows.part.case("discount_rate", last),
    "t": lambda rows, _, last: f"{rows.part.case('t', last)}+{rows.first('start')}",
    "own_time": _Rows.own_time,
    "discount_time": lambda rows, at, _: f"{rows.here('own_time', at)}+{rows.first('start')}",
    "own_terminal_time": _Rows.own_terminal_time,
    "terminal_time": lambda rows, at, _: (
        f"{rows.here('own_terminal_time', at)}+{rows.first('start')}"
    ),
    "own_factor": lambda rows, at, last: rows.factor("discount_factor", at, last),
    "discount_factor": lambda rows, at, _: f"{rows.here('own_factor', at)}*{rows.wait()}",
    "own_terminal_factor": lambda rows, at, last: rows.factor("terminal_discount_factor", at, last),
    "terminal_discount_factor": lambda rows, at, _: (
        f"{rows.here('own_terminal_factor', at)}*{rows.wait()}"
    ),
}


def _first_after(times: FloatArray) -> int:
    """The first column at a time after the start."""
    return next((column for column, time in enumerate(times) if time > 1e-12), 0)
