"""The fiscal-year table: from revenue to free cash flow, with margins."""

from __future__ import annotations

from collections.abc import Iterator

from bizcase.report.tables.table import GAP, MISSING, Line, Scale, Style, Table, scale_for
from bizcase.study.fiscal_years import Value, fiscal_years
from bizcase.study.run import Run
from bizcase.units.money import percent

# row, label, style
_FLOWS: tuple[tuple[str, str, Style], ...] = (
    ("revenue", "Revenue", "total"),
    ("cost_of_sales", "- Cost of sales", "plain"),
    ("gross_profit", "Gross profit", "total"),
    ("operating_costs", "- Operating costs", "plain"),
    ("ebitda", "EBITDA", "total"),
    ("depreciation", "- Depreciation", "plain"),
    ("ebit", "EBIT", "total"),
    ("tax", "- Tax", "plain"),
    ("depreciation", "+ Depreciation", "plain"),
    ("capital_expenditure", "- Capital spending", "plain"),
    ("disposals", "+ Disposals", "plain"),
    ("change_in_net_working_capital", "- Working capital", "plain"),
    ("deferred_tax", "+ Tax not yet paid", "plain"),
    ("untaxed_costs", "- Untaxed costs", "plain"),
    ("free_cash_flow", "Free cash flow", "total"),
)
# Lines of which many cases have none: left out where they are zero in all years.
_RARE = (
    "depreciation", "tax", "capital_expenditure", "disposals", "change_in_net_working_capital",
    "deferred_tax", "untaxed_costs",
)  # fmt: skip
# Lines that say nothing of a case that saves money and sells nothing.
_OF_SALES = ("cost_of_sales", "gross_profit")
_MARGINS = (("gross_profit", "Gross margin"), ("ebitda", "EBITDA margin"))


def statement(run: Run) -> Table:
    """Income and cash by fiscal year, the opening first; all amounts in one scale."""
    years = fiscal_years(run.model.timeline)
    sums = {name: years.flow(run.rows[name]) for name, _, _ in _FLOWS if name in run.rows}
    sums["terminal_value"] = years.flow(run.rows["terminal_value"])
    cumulative = years.stock(run.rows["cumulative_cash"])
    shown = [*sums.values(), cumulative]
    scale = scale_for([v for values in shown for v in values], run.model.show_in)
    return Table(
        title="By fiscal year" if run.model.timeline.start else "By year",
        headings=years.headings,
        lines=tuple(_lines(run, sums, cumulative, scale)),
        corner=scale.unit(run.model.currency),
        notes=years.notes,
    )


def _lines(
    run: Run, sums: dict[str, tuple[Value, ...]], cumulative: tuple[Value, ...], scale: Scale
) -> Iterator[Line]:  # fmt: skip
    saves = only_benefits(run)
    for name, label, style in _FLOWS:
        values = sums.get(name, ())
        needless = (name in _RARE and not any(values)) or (saves and name in _OF_SALES)
        if values and not needless:
            label = "Benefits" if saves and name == "revenue" else label
            yield Line(label, tuple(map(scale.text, values)), style)
    yield Line("Cumulative cash", tuple(map(scale.text, cumulative)))
    if any(sums["terminal_value"]):
        yield Line("Terminal value", tuple(map(scale.text, sums["terminal_value"])))
    if any(sums["revenue"]):
        yield GAP
    for name, label in _MARGINS:
        if any(sums["revenue"]) and not (saves and name in _OF_SALES):
            yield Line(label, tuple(map(_margin, sums[name], sums["revenue"])), "quiet")


def _margin(profit: Value, revenue: Value) -> str:
    if profit is None or revenue is None:
        return MISSING
    return percent(profit / revenue, 0) if revenue > 0 else ""


def only_benefits(run: Run) -> bool:
    """Whether the case sells nothing: all that stands in revenue is what a buyer saves."""
    benefits = run.rows.get("benefits", ())
    costs = run.rows["cost_of_sales"]
    return (
        any(benefits)
        and not any(costs)
        and all(
            b is not None and r is not None and abs(r - b) <= 1e-9 * abs(b)
            for b, r in zip(benefits, run.rows["revenue"], strict=True)
        )
    )
