"""The charts of the results: cash, sales and costs, adoption, the way to the NPV, the tornado."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from bizcase.report.palette import COSTS, GAIN, GAIN_PALE, INCOME, LOSS, PRODUCTS, RESULT
from bizcase.report.workbook.addresses import Area
from bizcase.report.workbook.book import Chart, Plotted
from bizcase.report.workbook.layout import waterfall
from bizcase.report.workbook.layout.annual_lines import moves, only_saves, product_lines
from bizcase.report.workbook.layout.annual_places import annual_area, heading_area
from bizcase.report.workbook.layout.plan import Plan
from bizcase.report.workbook.look.formats import axis_format
from bizcase.report.workbook.sheets.sensitivity import tornado_chart
from bizcase.study.fiscal_years import ends_within_a_year, fiscal_years

WIDTH, GAP, HEIGHT = 12.8, 0.5, 7.2  # cm
_BARS = 8  # of the tornado, as many as have room for their labels
_ADOPTION = (
    ("units", "Units sold"),
    ("subscribers", "Subscribers at the end of the year"),
    ("customers", "Customers at the end of the year"),
)
_COSTS = (
    ("-cost_of_sales", "Cost of sales", COSTS[0]),
    ("-operating_costs", "Operating costs", COSTS[1]),
)


def result_charts(plan: Plan, row: int, column: int, across: int, down: int) -> list[Chart]:
    """Charts in two columns from a cell on, each `across` columns and `down` rows apart.

    The last one takes both columns if it would stand alone.
    """
    charts = list(_charts(plan))
    if len(charts) % 2:
        charts[-1] = replace(charts[-1], width=2 * WIDTH + GAP)
    return [
        replace(chart, row=row + i // 2 * down, column=column + i % 2 * across)
        for i, chart in enumerate(charts)
    ]


def _charts(plan: Plan) -> Iterator[Chart]:
    yield _cash(plan)
    yield _sales(plan)
    yield _waterfall(plan)
    if plan.drivers:
        yield replace(tornado_chart(plan, 1, 1, _BARS), width=WIDTH, height=HEIGHT)
    yield from _adoption(plan)


def _money_chart(plan: Plan, title: str, categories: Area, series: tuple[Plotted, ...]) -> Chart:
    """An upright chart of amounts."""
    return Chart(
        title=f"{title}, {plan.model.currency}",
        categories=categories,
        series=series,
        row=1,
        column=1,
        width=WIDTH,
        height=HEIGHT,
        stacked=True,
        number_format=axis_format(_yearly(plan)),
    )


def _yearly(plan: Plan) -> list[float | None]:
    """The largest amounts that charts by year show."""
    years, rows = fiscal_years(plan.model.timeline), plan.run.rows
    return [*years.flow(rows["revenue"]), *years.stock(rows["cumulative_cash"])]


def _cash(plan: Plan) -> Chart:
    bars = [Plotted("Free cash flow", annual_area(plan, "free_cash_flow"), "light")]
    if moves(plan, "terminal_value"):
        bars.append(Plotted("Terminal value", annual_area(plan, "terminal_value"), GAIN_PALE))
    line = Plotted(
        "Cumulative, without terminal value", annual_area(plan, "cumulative_cash"), "navy", "line"
    )
    return _money_chart(plan, "Cash", heading_area(plan), (*bars, line))


def _sales(plan: Plan) -> Chart:
    """Sales above zero, costs below, EBITDA as a line."""
    costs = [
        Plotted(words, annual_area(plan, key, False), colour)
        for key, words, colour in _COSTS
        if moves(plan, key.removeprefix("-"))
    ]
    sold = "Benefits" if only_saves(plan) else "Revenue"
    series = (
        Plotted(sold, annual_area(plan, "revenue", False), INCOME[0]),
        *costs,
        Plotted("EBITDA", annual_area(plan, "ebitda", False), RESULT, "line"),
    )
    return _money_chart(plan, f"{sold}, costs and EBITDA", heading_area(plan, False), series)


def _adoption(plan: Plan) -> Iterator[Chart]:
    """What is sold, or who is a customer, by product; none where only money is known."""
    lines = product_lines(plan)
    for last, title in _ADOPTION:
        every = [line for line in lines if line.row.endswith(f".{last}")]
        found = sorted(every, key=lambda line: _amount(plan, line.row), reverse=True)
        found = found[: len(PRODUCTS)]
        if ends_within_a_year(plan.model.timeline):
            title = title.replace("of the year", "of the year or of the case")
        if len(every) > len(found):
            title += f", the {len(found)} largest of {len(every)} products"
        if found:
            series = tuple(
                Plotted(line.label.partition(":")[0], annual_area(plan, line.key, False), colour)
                for line, colour in zip(found, PRODUCTS, strict=False)
            )
            units = [v for line in found for v in plan.run.rows[line.row]]
            yield Chart(
                title, heading_area(plan, False), series, 1, 1, WIDTH, HEIGHT,
                stacked=True, number_format=axis_format(units), legend=len(found) > 1,
            )  # fmt: skip


def _amount(plan: Plan, row: str) -> float:
    """How much of a product there is over all periods."""
    return sum(value or 0.0 for value in plan.run.rows[row])


def _waterfall(plan: Plan) -> Chart:
    def bar(column: int, words: str, colour: str, hidden: bool = False) -> Plotted:
        area = waterfall.waterfall_area(plan, column)
        return Plotted(words, area, colour, "hidden" if hidden else "bar")

    series = (
        bar(waterfall.UNDER, "below the bar", "white", hidden=True),
        bar(waterfall.BELOW, "above the bar", "white", hidden=True),
        bar(waterfall.UP, "Rise", GAIN),
        bar(waterfall.UP_BELOW, "Rise below zero", GAIN),
        bar(waterfall.DOWN, "Fall", LOSS),
        bar(waterfall.DOWN_BELOW, "Fall below zero", LOSS),
        bar(waterfall.WHOLE, "NPV", RESULT),
    )
    categories = waterfall.waterfall_area(plan, waterfall.NAME)
    first = waterfall.steps(plan)[0].label.lower()
    chart = _money_chart(plan, f"From {first} to NPV, present values", categories, series)
    present = axis_format([sum(v or 0.0 for v in plan.run.rows["revenue"])])
    return replace(chart, legend=False, number_format=present)
