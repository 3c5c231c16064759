"""What the sheet Checks compares, as records: a new check is one record here."""

from __future__ import annotations

from collections.abc import Iterator

from bizcase.formula.nodes import ZERO, Node, Operator, Reference
from bizcase.formula.render.words import in_words
from bizcase.report.workbook.addresses import Area
from bizcase.report.workbook.formulas.assumption_checks import assumption_checks
from bizcase.report.workbook.formulas.check import Check
from bizcase.report.workbook.formulas.references import PlannedCells, across
from bizcase.report.workbook.formulas.series_formulas import per_period
from bizcase.report.workbook.formulas.time_formulas import time_formulas
from bizcase.report.workbook.layout.annual_places import annual_area
from bizcase.report.workbook.layout.places import CALC, CHECKS, OPENING, RETURNS
from bizcase.report.workbook.layout.plan import TIME_IN_COLUMNS, Plan
from bizcase.report.workbook.layout.waterfall import waterfall_ends_on

_EXCELS = 1e-6  # where Excel's IRR stops
_EXCELS_DAYS = 1e-5  # the same of XIRR, which stops at 1e-8 of the rate: it counts for each year


def check_groups(plan: Plan) -> dict[str, tuple[Check, ...]]:
    """All checks under their titles; a title without checks is left out."""
    groups = {
        "Returns": (*_returns(plan), *_rates_of_return(plan)),
        "Statements": tuple(_statements(plan)),
        "Blocks": tuple(_blocks(plan)),
        "Calculation": tuple(_calculation(plan)),
        "Assumptions": tuple(assumption_checks(plan)),
    }
    return {title: checks for title, checks in groups.items() if checks}


def without_sign(*rows: str) -> str:
    """The template of the sum of the amounts in rows, all taken as positive."""
    return "+".join(f'SUMIF({{{row}:all}},">0")-SUMIF({{{row}:all}},"<0")' for row in rows)


_PRESENT = without_sign("discounted_cash", "discounted_terminal")


def _returns(plan: Plan) -> Iterator[Check]:
    by_factors = (
        "SUMPRODUCT({free_cash_flow:all},{discount_factor:all})"
        "+SUMPRODUCT({terminal_value:all},{terminal_discount_factor:all})"
    )
    yield Check(
        "Net present value: the present values of the calculation",
        "{npv}",
        "SUM({present_value:all})",
        _PRESENT,
    )
    yield Check("Net present value: cash flows times factors", "{npv}", by_factors, _PRESENT)
    factor = "(1/(1+{rate}))"
    by_rate = (  # where there is one for all years
        f"IF({{rate_is_level}}=1,SUMPRODUCT({{cash:all}},{factor}^{{cash_time:all}})"
        f"+SUMPRODUCT({{terminal:all}},{factor}^{{terminal_when:all}}),{{npv}})"
    )
    yield Check("Net present value: cash flows, rate and times", "{npv}", by_rate, _PRESENT)
    if "npv_of_excel" in plan.returns.results:
        of_excel = "IF({rate_is_level}=1,{npv_of_excel},{npv})"
        yield Check("Net present value: Excel's NPV", of_excel, "{npv}", _PRESENT)
    yield Check(
        "Cumulative cash, in every period and at the end",
        "{cumulative_cash:last}",
        "SUM({free_cash_flow:all})",
        without_sign("free_cash_flow"),
        # The running total of Returns is formed in another way, period by period.
        apart="ABS({left}-{right})+SQRT(SUMPRODUCT(({cumulative_cash:all}-{running_cash:all})^{2}))",
    )


def _rates_of_return(plan: Plan) -> Iterator[Check]:
    there = 'IF(ISNUMBER({irr}),SUM({cash_at_irr:all})+SUM({terminal_at_irr:all}),"n/a")'
    size = without_sign("cash_at_irr", "terminal_at_irr")
    yield Check("Net present value at the internal rate of return", there, 0.0, size)
    if "irr_of_excel" in plan.returns.results:
        yield Check(
            "Internal rate of return: Excel's IRR",
            "{irr_of_excel}",
            "{irr}",
            tolerance=_EXCELS,
            shown="share",
        )
    if "xirr_of_excel" in plan.returns.results:
        yield Check(
            "Net present value, by days, at Excel's XIRR",
            'IF(ISNUMBER({xirr_of_excel}),SUM({worth_by_day:all}),"n/a")',
            0.0,
            without_sign("worth_by_day"),
            tolerance=_EXCELS_DAYS,
        )


# Lines of the statements, and the lines from which they follow with their signs.
_STATEMENTS = {
    "Gross profit": ("gross_profit", "+revenue -cost_of_sales"),
    "EBITDA": ("ebitda", "+gross_profit -operating_costs"),
    "EBIT": ("ebit", "+ebitda -depreciation"),
    "NOPAT": ("nopat", "+ebit -tax +tax_on_disposals"),
    "Free cash flow from EBITDA": (
        "free_cash_flow",
        "+ebitda -tax -capital_expenditure +disposals -change_in_net_working_capital "
        "+deferred_tax -untaxed_costs",
    ),
}


def _statements(plan: Plan) -> Iterator[Check]:
    for label, (line, follows) in _STATEMENTS.items():
        parts = [(term[0], term[1:]) for term in follows.split() if term[1:] in plan.rows]
        right = "".join(f"{sign}SUM({{{name}:all}})" for sign, name in parts).removeprefix("+")
        # Period by period: errors of opposite signs do not hide each other.
        each = "".join(f"{other(sign)}{{{name}:all}}" for sign, name in parts)
        yield Check(
            label,
            f"SUM({{{line}:all}})",
            right,
            without_sign(line, parts[0][1]),
            apart=f"SQRT(SUMPRODUCT(({{{line}:all}}{each})^{{2}}))",
        )
    for line in ("revenue", "free_cash_flow"):
        yield Check(
            f"{line.replace('_', ' ').capitalize()} by fiscal year: that of the periods",
            f"SUM({annual_area(plan, line).text})",
            f"SUM({{{line}:all}})",
            without_sign(line),
        )
    ends_on = waterfall_ends_on(plan).text
    yield Check("The waterfall ends on the net present value", ends_on, "{npv}", _PRESENT)


def other(sign: str) -> str:
    """Plus for minus and minus for plus."""
    return "-" if sign == "+" else "+"


_SHORTFALL = {
    "<=": "MAX(0,{left}-{right})",
    "<": "MAX(0,{left}-{right})",
    ">=": "MAX(0,{right}-{left})",
    ">": "MAX(0,{right}-{left})",
    "==": "{left}-{right}",
}


def _blocks(plan: Plan) -> Iterator[Check]:
    """What blocks say must hold in the last operating period."""
    cells, column = PlannedCells(plan, CHECKS), range(plan.last_operating, plan.last_operating + 1)

    def text(node: Node) -> str:
        return across(cells.text(node), column)[0]

    for _, tree in plan.model.checks:
        words = in_words(tree, _said)
        if not set("+\N{MINUS SIGN}\N{MULTIPLICATION SIGN}\N{DIVISION SIGN}") & set(
            words
        ):  # brackets around a phrase say nothing
            words = words.replace("(", "").replace(")", "")
        label = words[:1].upper() + words[1:]
        if not isinstance(tree, Operator) or tree.symbol not in _SHORTFALL:
            yield Check(label, text(tree), 1.0, shown="flag")
            continue
        left, right = tree.arguments
        sizes = "ABS({left}),ABS({right})"
        if isinstance(left, Reference) and left.to == "row":
            whole = cells.whole(left)
            sizes += f",MAX({whole}),-MIN({whole})"
        yield Check(
            label,
            text(left),
            text(right),
            f"MAX({sizes})",
            apart=_SHORTFALL[tree.symbol],
            shown="ratio",
        )


def _said(name: str) -> str:
    """`capex.tooling.book` as `capex, tooling: book`."""
    *around, last = name.removeprefix("products.").replace("_", " ").split(".")
    return f"{', '.join(around)}: {last}" if around else last


def _calculation(plan: Plan) -> Iterator[Check]:
    columns = plan.last - OPENING + 1
    calc = Area(CALC, min(plan.time.values()), OPENING, max(plan.rows.values()), plan.last)
    rows = plan.returns.rows.values()
    behind = Area(RETURNS, min(rows), OPENING, max(rows), plan.last)
    # Where a case has no value, such as a ratio to nothing, the sheet has none either.
    whole = all(None not in values for run in plan.subject.runs for values in run.rows.values())
    yield Check(
        "Calc: cells that are numbers",
        f"COUNT({calc.text})",
        float(calculated_cells(plan)),
        shown="number",
        warns="" if whole else "missing",
    )
    yield Check(
        "Returns: cells that are numbers",
        f"COUNT({behind.text})",
        float(len(rows) * columns),
        shown="number",
    )


def calculated_cells(plan: Plan) -> int:
    """How many cells of Calc hold a number; blank are those in which a row has no formula."""
    timeline = plan.model.timeline
    count = len(TIME_IN_COLUMNS)  # the opening of all, as a formula or as a number
    count += sum(bool(text) for texts in time_formulas(plan).values() for text in texts[1:])
    for path in plan.series_rows:
        count += sum(bool(text) for text in per_period(plan, path))
    lengths = (1, timeline.periods, timeline.tax_only)
    for row in plan.model.rows.values():
        trees = (row.opening, row.formula, row.tax_only)
        count += sum(n for tree, n in zip(trees, lengths, strict=True) if tree != ZERO)
    return count
