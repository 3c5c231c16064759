"""The sheet Simulation: what many trials said when the workbook was written, static and marked."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

from bizcase.report.names import driver_names, in_sentence
from bizcase.report.palette import GAIN, LOSS
from bizcase.report.tables.drivers import driver_lines, evidence_sentence
from bizcase.report.tables.kept_ranges import kept_notes
from bizcase.report.tables.simulation import FEW, lacking_notes, trials_line
from bizcase.report.workbook.book import Chart, Content, Plotted, Sheet
from bizcase.report.workbook.layout.places import SIMULATION
from bizcase.report.workbook.layout.plan import Plan
from bizcase.report.workbook.look.formats import axis_format, money_format, unit_text
from bizcase.report.workbook.look.paper import ROW_HEIGHT
from bizcase.report.workbook.look.roles import FORMATS
from bizcase.report.workbook.sheets.heading import heading
from bizcase.report.workbook.sheets.simulation_basis import put_basis
from bizcase.study.fiscal_years import fiscal_years
from bizcase.study.measures.registry import MEASURES
from bizcase.study.simulation.fans import Fan, percentile
from bizcase.study.simulation.result import WORST, Simulation
from bizcase.study.stages.advice import holds
from bizcase.study.verdict import DEFAULT_RULE, rule_of, rule_words
from bizcase.units import MONEY
from bizcase.units.money import percent

LABEL, UNIT, VALUE, ERROR, WORDS, LAST = 1, 2, 3, 4, 5, 9  # columns
CHARTS, _ACROSS = 10, 7  # the first column of the charts, and how many they take
_FIRST = 8
_OF_UNITS = {"share": "percent", "years": "years", "ratio": "decimal"}
_WIDTH, _ROW = 15.8, 0.5292  # cm: a chart, a row
_BARS_A_LABEL = 5
_WIDE, _NARROW, _COLUMN = 34, 13, 12  # letters in a column
_LETTERS = int(1.1 * (_WIDE + _NARROW + _COLUMN * (LAST - UNIT)))  # small ones, in all of them
_IN_FAN = ((0.95, "light"), (0.5, "teal"), (0.05, "coral"))


def simulation_sheet(plan: Plan) -> Sheet:
    """Lays out figures, drivers, cash over time, charts, and what it all was made of."""
    assert plan.simulation
    found = plan.simulation
    sheet = Sheet(SIMULATION, tab="purple")
    made = f"Static values, made by bizcase from {trials_line(found)}; the case was"
    condition = holds(plan.model)
    only = f" All figures hold {condition}." if condition else ""
    heading(sheet, plan, "Simulation", f"{made} {plan.subject.shown}.{only}", UNIT)
    row = _figures(sheet, plan, found, _FIRST)
    row = _measures(sheet, plan, found, row + 1)
    row = _drivers(sheet, found, row + 1)
    fan = found.fans["cumulative_cash"]
    first = row + 1
    row = _fan(sheet, plan, found, fan, first)
    sheet.print_columns = max(CHARTS + _ACROSS - 1, VALUE + len(fan.years) - 1)
    beyond = sheet.print_columns + 2
    _charts(sheet, plan, found, fan, first, beyond)
    put_basis(sheet, plan, row + 2)
    sheet.widths = {LABEL: _WIDE, UNIT: _NARROW}
    sheet.widths |= dict.fromkeys(range(VALUE, beyond + 3), _COLUMN)
    sheet.print_rows, sheet.pages_tall = row, 1
    return sheet


def _shown(value: float) -> Content:
    return "none" if math.isnan(value) else value


def _head(sheet: Sheet, row: int, words: str, columns: Sequence[str]) -> None:
    sheet.put_row(row, LABEL, (words, *[None] * (LAST - LABEL)), "header")
    sheet.put_row(row, VALUE, columns, "header_right")


def _figures(sheet: Sheet, plan: Plan, found: Simulation, row: int) -> int:
    """The few figures that decide; gives the next row."""
    _head(sheet, row, "Net present value of the trials", ("Value", "Std. error"))
    sheet.put(row, WORDS, " What it is", "header")
    money = money_format(plan.model)
    for label, value, error, look, words in _of_npv(found):
        row += 1
        strong = label in ("Mean NPV", "P(NPV > 0)")
        sheet.put(row, LABEL, label, "label_strong" if strong else "label")
        unit = unit_text(MONEY, plan.model) if look == "money" else "%"
        sheet.put(row, UNIT, unit, "unit")
        style = f"static/{money if look == 'money' else look}"
        sheet.put(row, VALUE, _shown(value), style)
        own = "percent_fine" if look == "percent" else money
        sheet.put(row, ERROR, None if math.isnan(error) else error, f"static/{own}")
        sheet.put_row(row, WORDS, (f" {words}", *[None] * (LAST - WORDS)), "note_line")
    return row + 1


_Figure = tuple[str, float, float, str, str]


def _of_npv(found: Simulation) -> Iterator[_Figure]:
    """Label, value, standard error, format and what it means."""
    npv, none = found.measures["npv"], math.nan
    yield "Mean NPV", npv.mean.value, npv.mean.standard_error, "money", "of all trials"
    for share, words in (
        (0.10, "one trial in ten is worse"),
        (0.50, "half of the trials are worse"),
        (0.90, "one trial in ten is better"),
    ):
        yield f"{percentile(share)} NPV", npv.percentiles[share], none, "money", words
    gain = found.gain_chance
    yield "P(NPV > 0)", gain.value, gain.standard_error, "percent", "share of trials with a gain"
    if found.rule and rule_of(found.model) != DEFAULT_RULE:
        passes = found.rule.passes
        words = rule_words(found.model)
        yield "Passes the rule", passes.value, passes.standard_error, "percent", words
    loss = found.expected_loss
    words = "what lies below zero, mean over all trials"
    yield "Expected loss", loss.value, loss.standard_error, "money", words
    worst = f"mean NPV of the worst {percent(WORST)} of the trials (CVaR)"
    yield f"Worst {percent(WORST)}", found.tail_mean, none, "money", worst
    known = "worth of knowing the NPV beforehand (EVPI)"
    yield "Perfect information", found.value_of_information, none, "money", known


def _measures(sheet: Sheet, plan: Plan, found: Simulation, row: int) -> int:
    """The spread of every measure; gives the next row."""
    _head(sheet, row, "Measures", ("Mean", *map(percentile, FEW), "None"))
    for name, spread in found.measures.items():
        row += 1
        measure = MEASURES[name]
        money = measure.unit == "money"
        look = money_format(plan.model) if money else _OF_UNITS[measure.unit]
        sheet.put(row, LABEL, measure.label, "label_strong" if name == "npv" else "label")
        unit = {"share": "%", "years": "years"}.get(measure.unit, "")
        sheet.put(row, UNIT, unit_text(MONEY, plan.model) if money else unit, "unit")
        values = (spread.mean.value, *(spread.percentiles[share] for share in FEW))
        sheet.put_row(row, VALUE, map(_shown, values), f"static/{look}")
        sheet.put(row, LAST, spread.missing, "static/percent")
    for line in lacking_notes(found):
        row += 1
        sheet.put(row, LABEL, line, "note")
    return row + 1


def _drivers(sheet: Sheet, found: Simulation, row: int) -> int:
    """What drives the spread, and what that rests on; gives the next row."""
    _head(sheet, row, "What drives the spread of the NPV", ("Share", "Rank corr."))
    sheet.put_row(row, WORDS, (" Low to high", None, "Rests on", None, None), "header")
    names = driver_names(found.model)
    for driver, line in zip(found.drivers, driver_lines(found, names), strict=False):
        row += 1
        sheet.put_row(row, LABEL, (line.name, None), "label")
        sheet.put(row, VALUE, driver.share, "static/percent")
        sheet.put(row, ERROR, driver.rank_correlation, "static/decimal")
        texts = (f" {line.values}", None, line.evidence, None, None)
        sheet.put_row(row, WORDS, texts, "note_line")
    inside = {path: in_sentence(name) for path, name in names.items()}
    sentence = evidence_sentence(found, inside)
    for note in (*kept_notes(found.kept, names, found.model), *([sentence] if sentence else [])):
        row += 1
        sheet.put(row, LABEL, note, "note_wrap")
        sheet.merged.append(sheet.area(row, LABEL, row, LAST))
        sheet.heights[row] = ROW_HEIGHT + 12 * (len(note) // _LETTERS)
    return row + 1


def _fan(sheet: Sheet, plan: Plan, found: Simulation, fan: Fan, row: int) -> int:
    """Cumulative cash by fiscal year, high percentiles above low ones; gives the next row."""
    sheet.put_row(row, LABEL, ("Cumulative cash at the end of each year", "Unit"), "header")
    sheet.put_row(row, VALUE, fan.years, "header_right")
    money, unit = money_format(plan.model), unit_text(MONEY, plan.model)
    base = fiscal_years(found.model.timeline).stock(found.base.rows[fan.row])
    lines = [(percentile(share), fan.by_year[i].tolist()) for i, share in enumerate(fan.shares)]
    for words, values in (*reversed(lines), ("Base case", list(base))):
        row += 1
        strong = words == percentile(0.5)
        sheet.put(row, LABEL, words, "label_strong" if strong else "label")
        sheet.put(row, UNIT, unit, "unit")
        shown = [None if v is None or math.isnan(v) else v for v in values]
        sheet.put_row(row, VALUE, shown, f"static/{money}")
    return row + 1


def _charts(sheet: Sheet, plan: Plan, found: Simulation, fan: Fan, first: int, beyond: int) -> None:
    """How often which NPV comes, and the cash over time; above the table that has all years."""
    half = (first - _FIRST) // 2
    height = (half - 0.5) * _ROW
    _histogram(sheet, plan, found, height, beyond)
    years = sheet.area(first, VALUE, first, VALUE + len(fan.years) - 1)
    order = [*reversed(fan.shares)]
    lines = [(first + 1 + order.index(share), colour) for share, colour in _IN_FAN]
    lines.append((first + 1 + len(order), "navy"))
    amounts = [float(v) for v in fan.by_year.ravel()]
    sheet.charts.append(
        Chart(
            title=f"Cumulative cash by fiscal year, {plan.model.currency}",
            categories=years,
            series=tuple(
                Plotted(
                    sheet.area(row, LABEL), sheet.area(row, VALUE, row, years.last_column),
                    colour, "line",
                )
                for row, colour in lines
            ),
            row=_FIRST + half, column=CHARTS, width=_WIDTH, height=height,
            number_format=axis_format([v for v in amounts if not math.isnan(v)]),
        )
    )  # fmt: skip


def _histogram(sheet: Sheet, plan: Plan, found: Simulation, height: float, column: int) -> None:
    """The shares of the trials by NPV, losses in another colour; the numbers are in a column."""
    bars = found.histogram
    if bars is None:
        return
    look = axis_format(bars.edges)
    name = next(name for name, text in FORMATS.items() if text == look)
    heads = ("NPV from", "Loss", "Gain")
    sheet.put_row(_FIRST, column, heads, "header_right")
    last = _FIRST
    for last, (edge, share) in enumerate(zip(bars.edges, bars.shares, strict=False), _FIRST + 1):
        sheet.put(last, column, edge, f"static/{name}")
        lost = edge < 0
        sheet.put(last, column + 1, share if lost else None, "static/percent")
        sheet.put(last, column + 2, None if lost else share, "static/percent")
    sides = ((1, LOSS), (2, GAIN))
    sheet.charts.append(
        Chart(
            title=f"Net present value, {plan.model.currency}: share of the trials",
            categories=sheet.area(_FIRST + 1, column, last),
            series=tuple(
                Plotted(heads[i], sheet.area(_FIRST + 1, column + i, last), colour)
                for i, colour in sides
            ),
            row=_FIRST, column=CHARTS, width=_WIDTH, height=height, stacked=True,
            number_format="axis_percent", label_every=_BARS_A_LABEL,
        )
    )  # fmt: skip
