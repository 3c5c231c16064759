"""What an option brings beyond another, period by period, and the rates at which both are equal."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from bizcase.report.workbook.addresses import Area, letters, quoted
from bizcase.report.workbook.book import Content, Formula, Sheet
from bizcase.report.workbook.comparison.part import Part
from bizcase.report.workbook.comparison.stream import FlowRow, Stream, put_stream, stream_of
from bizcase.report.workbook.layout.places import OPENING
from bizcase.study.comparison.crossover_sheet import CROSSOVER_SHEET
from bizcase.study.comparison.increment import RESIDUE, Increment

NOTHING = "nothing"  # the letter of doing nothing
_SUBTITLE = "Flows before discounting, as both are seen from the day of the decision."
_CASH, _TERMINAL = "free_cash_flow", "terminal_value"
_TIMES = {"cash_time": "discount_time", "terminal_when": "terminal_time"}
_ROWS = (
    "our_cash", "their_cash", "cash", "our_terminal", "their_terminal", "terminal", *_TIMES,
)  # fmt: skip
_DIGITS = 9  # times that are the same in so many decimals are one column


@dataclass(frozen=True)
class IncrementPart:
    """An increment with the parts of both options; `against` is None for doing nothing."""

    increment: Increment
    option: Part
    against: Part | None

    @property
    def title(self) -> str:
        """The name of the sheet: `B_less_A`."""
        return f"{self.option.letter}_less_{self.against.letter if self.against else NOTHING}"

    @property
    def words(self) -> str:
        """`B less A`."""
        return self.title.replace("_", " ")

    @cached_property
    def columns(self) -> list[Mapping[str, int]]:
        """By time, in which column each option has flows then, by its letter."""
        found: dict[tuple[float, ...], dict[str, int]] = {}
        for part in self.parts:
            flows = part.option.flows
            times = zip(flows.discount_time, flows.column_end, flows.terminal_time, strict=True)
            for column, time in enumerate(times):
                key = tuple(round(float(each), _DIGITS) + 0.0 for each in time)
                found.setdefault(key, {})[part.letter] = column
        return [found[key] for key in sorted(found)]

    @property
    def parts(self) -> list[Part]:
        """Both options, without doing nothing."""
        return [self.option] + ([self.against] if self.against else [])

    @cached_property
    def stream(self) -> Stream:
        """The places on the sheet."""
        return stream_of(self.option.plan.subject, _ROWS, len(self.columns), CROSSOVER_SHEET)

    def result(self, name: str) -> Area:
        """The cell of a result."""
        place = self.stream.measure_cell(name)
        return Area(self.title, place.row, place.column, place.last_row, place.last_column)

    def number(self, value: float) -> str:
        """A number of the method, as other sheets refer to it."""
        return f"{quoted(self.title)}!{self.stream.number(value)}"

    def row(self, name: str) -> Area:
        """A row over all its columns."""
        row = self.stream.returns.rows[name]
        return Area(self.title, row, OPENING, row, self.stream.last)


def increment_sheet(part: IncrementPart) -> Sheet:
    """Lays out the flows of both, their difference and the search for crossover rates."""
    sheet = Sheet(part.title, tab="purple")
    names = part.increment.option.name, part.increment.against.name
    sheet.put(1, 1, part.words, "title")
    sheet.put(2, 1, f"{names[0]} less {names[1]}. {_SUBTITLE}", "note")
    sheet.heights[1] = 30
    put_stream(sheet, part.stream, _headings(part), [*_rows(part)], {})
    return sheet


def _headings(part: IncrementPart) -> Iterator[str]:
    """The period of the first option that has flows then."""
    for column in part.columns:
        first = next(each for each in part.parts if each.letter in column)
        run, at = first.option.run, column[first.letter]
        assert run
        own = first.option.view.last(run.model.timeline.columns)[at]
        label = run.periods[own]
        yield label.capitalize() if own == 0 else label


def _rows(part: IncrementPart) -> Iterator[FlowRow]:
    ours, theirs = part.increment.option.name, part.increment.against.name
    for word, name, said in (
        ("cash", _CASH, "Cash flow without terminal value"),
        ("terminal", _TERMINAL, "Terminal value"),
    ):
        yield FlowRow(f"our_{word}", f"{said}: {ours}", "money", _flows(part, part.option, name))
        yield FlowRow(
            f"their_{word}", f"{said}: {theirs}", "money", _flows(part, part.against, name)
        )
        yield FlowRow(word, f"{said}: difference", "money", _differences(part, word), total=True)
    for word, name in _TIMES.items():
        said = "Cash flow" if word == "cash_time" else "Terminal value"
        yield FlowRow(word, f"{said}: discounted for", "years", _times(part, name))


def _flows(part: IncrementPart, one: Part | None, name: str) -> list[Content]:
    return [
        Formula(one.flow(name, column[one.letter])) if one and one.letter in column else None
        for column in part.columns
    ]


def _differences(part: IncrementPart, word: str) -> list[Content]:
    """The one less the other; float residue of equal amounts is taken away."""
    rows, residue = part.stream.returns.rows, part.stream.number(RESIDUE)
    found: list[Content] = []
    for column in range(len(part.columns)):
        at = letters(OPENING + column)
        ours, theirs = (f"{at}{rows[f'{whose}_{word}']}" for whose in ("our", "their"))
        size = f"MAX(ABS({ours}),ABS({theirs}))"
        text = f"IF(ABS({ours}-{theirs})<={residue}*{size},0,{ours}-{theirs})"
        found.append(Formula(text))
    return found


def _times(part: IncrementPart, name: str) -> list[Content]:
    return [
        Formula(next(p.flow(name, column[p.letter]) for p in part.parts if p.letter in column))
        for column in part.columns
    ]
