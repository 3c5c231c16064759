"""The charts of the sheet Comparison: worth by discount rate, and cash by fiscal year."""

from __future__ import annotations

import math

from bizcase.report.palette import LINES
from bizcase.report.workbook.addresses import letters
from bizcase.report.workbook.book import Chart, Formula, Plotted, Sheet
from bizcase.report.workbook.comparison.part import Part
from bizcase.report.workbook.comparison.side_by_side import FIRST, TABLE, SideBySide
from bizcase.report.workbook.look.formats import axis_format, money_format
from bizcase.study.measures.npv import npv_at
from bizcase.study.simulation.histogram import round_width

_POINTS, _LEAST, _HIGHEST = 20, 0.20, 1.0  # about so many rates; bounds of the highest of them
_BEYOND = 1.15  # the highest rate is so many times what is of interest
_LABEL_EVERY = 2  # rates
_WIDTH, _ROW = 15.5, 0.5292  # cm: a chart, a row


def put_charts(sheet: Sheet, place: SideBySide) -> None:
    """Beside the tables, one below the other; and what they draw."""
    first, years = TABLE, place.rows["years"]
    column, half = place.best + 1, (years - 1 - first) // 2
    height, ends = (half - 0.5) * _ROW, FIRST + len(place.years) - 1
    rates = _put_profile(sheet, place, max(place.rows.values()) + 2)
    colours = [LINES[i % len(LINES)][0] for i in range(len(place.parts))]
    names = [sheet.area(place.rows["name"], at) for at in range(FIRST, place.nothing)]
    series = tuple(
        Plotted(name, sheet.area(rates[0], place.top + 1 + i, rates[1]), colour, "line")
        for i, (name, colour) in enumerate(zip(names, colours, strict=True))
    )
    sheet.charts.append(
        Chart(
            title=f"Net present value by discount rate, {place.found.currency}",
            categories=sheet.area(rates[0], place.top, rates[1]),
            series=series,
            row=first, column=column, width=_WIDTH, height=height,
            number_format=axis_format(_worth(place)), label_every=_LABEL_EVERY,
        )
    )  # fmt: skip
    sheet.charts.append(
        Chart(
            title=f"Free cash flow by fiscal year, {place.found.currency}",
            categories=sheet.area(years, FIRST, years, ends),
            series=tuple(
                Plotted(
                    name,
                    sheet.area(place.rows[part.letter], FIRST, place.rows[part.letter], ends),
                    colour,
                )
                for name, part, colour in zip(names, place.parts, colours, strict=True)
            ),
            row=first + half, column=column, width=_WIDTH, height=height,
            number_format=axis_format(_cash(place)),
        )
    )  # fmt: skip


def _put_profile(sheet: Sheet, place: SideBySide, row: int) -> tuple[int, int]:
    """Rates and the worth of each option at them, beyond the print-out; the rows of the rates."""
    model = place.parts[0].plan.model
    highest = _highest(place)
    width = round_width(highest / _POINTS)
    sheet.put(row, place.top, "Discount rate", "header_right")
    sheet.put(row - 1, place.top, "Steps of", "over")
    sheet.put(row - 1, place.top + 1, width, "fixed/percent_fine")
    step = f"${letters(place.top + 1)}${row - 1}"
    first, last = row + 1, row + 1 + math.ceil(highest / width)
    for i, part in enumerate(place.parts):
        name = f"{letters(FIRST + i)}{place.rows['name']}"
        sheet.put(row, place.top + 1 + i, Formula(name), "header_right")
        for line in range(first, last + 1):
            text = _worth_at(part, f"(1/(1+${letters(place.top)}{line}))")
            sheet.put(line, place.top + 1 + i, Formula(text), f"formula/{money_format(model)}")
    look = "axis_percent" if round(width * 100, 9).is_integer() else "percent"
    for line in range(first, last + 1):
        text = "0" if line == first else f"{letters(place.top)}{line - 1}+{step}"
        sheet.put(line, place.top, Formula(text), f"formula/{look}")
    return first, last


def _worth_at(part: Part, factor: str) -> str:
    """The formula of what an option is worth; `factor` is that of one year."""
    return "+".join(
        f"SUMPRODUCT({part.flows(amounts)},{factor}^{part.flows(times)})"
        for amounts, times in (
            ("free_cash_flow", "discount_time"),
            ("terminal_value", "terminal_time"),
        )
    )


def _highest(place: SideBySide) -> float:
    """The rate up to which rates of return and crossovers lie that matter."""
    found = [rate for one in place.found.increments for rate in one.crossovers]
    found += [part.option.rate for part in place.parts]
    found += [part.option.measures["irr"] or 0.0 for part in place.parts]
    wanted = max([_LEAST, *(_BEYOND * rate for rate in found if rate < _HIGHEST)])
    return min(wanted, _HIGHEST)


def _worth(place: SideBySide) -> list[float]:
    return [float(npv_at(part.option.flows, 0.0)[0]) for part in place.parts]


def _cash(place: SideBySide) -> list[float | None]:
    each = (place.found.yearly(one) for one in place.found.increments)
    return [amount for yearly in each for amount in yearly.cash]
