"""How a spreadsheet finds the internal rate of return: a grid of rates, then bisection.

Flows at one time are added up, and float residue is taken away, as in `roots.columns`. The sign
of the net present value is looked at for rates from -99 % to 100,000 %. Towards -100 % it is that
of the last flow, without limit that of the first. Where it changes once, and on the grid, the
interval around the change is halved until it is as small as numbers can be.
"""

from __future__ import annotations

from bizcase.study.measures.sheet_part import (
    SheetCell,
    SheetColumn,
    SheetPart,
    SheetResult,
    SheetRow,
    SheetTable,
    largest,
)
from bizcase.study.measures.sheet_rows import CASH_TIME, FLOWS, TERMINAL_WHEN, TOTAL_FLOW
from bizcase.study.measures.xirr_sheet import BY_DAY, COUNTS, DATED, XIRR

# Up to 100,000 %: what pays back in weeks has a rate of some thousand per cent.
FIRST_RATE, LAST_RATE, POINTS = -0.99, 1000.0, 198
_STEPS = 54  # halvings: as many as a float has binary digits, and one more
_SAME_TIME, _RESIDUE = "{1e-9}", "{1e-14}"  # as in roots.columns


def _worth(discount: str) -> str:
    """The net present value: a factor for one year to the power of the times."""
    return (
        f"SUMPRODUCT({{flow:all}},{discount}^{{cash_time:all}})"
        f"+SUMPRODUCT({{flow_terminal:all}},{discount}^{{terminal_when:all}})"
    )


def _same(one: str, other: str) -> str:
    return f"IF(ABS({{{one}}}-{{{other}}})<={_SAME_TIME},1,0)"


SIGNS = (
    *FLOWS,
    CASH_TIME,
    TERMINAL_WHEN,
    SheetRow(
        "joins",
        "Cash flow at the same time as that before",
        "flag",
        _same("cash_time", "cash_time:previous"),
        opening="0",
    ),
    SheetRow(
        "terminal_joins",
        "Terminal value at the same time as the cash flow",
        "flag",
        _same("terminal_when", "cash_time"),
    ),
    SheetRow(
        "terminal_joins_next",
        "Terminal value at the same time as the next cash flow",
        "flag",
        _same("terminal_when", "cash_time:next"),
    ),
    SheetRow(
        "joined_cash",
        "All that flows at the time of the cash flow",
        "money",
        "IF({joins}=1,0,{cash}+{joins:next}*{cash:next})+{terminal_joins}*{terminal}"
        "+{terminal_joins_next:previous}*{terminal:previous}",
    ),
    SheetRow(
        "joined_terminal",
        "Terminal value at a time of its own",
        "money",
        "{terminal}*(1-MAX({terminal_joins},{terminal_joins_next}))",
    ),
    SheetRow(
        "flow",
        "The same without float residue: cash flow",
        "money",
        f"IF(ABS({{joined_cash}})<={_RESIDUE}*{{largest_flow}},0,{{joined_cash}})",
    ),
    SheetRow(
        "flow_terminal",
        "The same without float residue: terminal value",
        "money",
        f"IF(ABS({{joined_terminal}})<={_RESIDUE}*{{largest_flow}},0,{{joined_terminal}})",
    ),
    SheetRow(
        "sign_so_far",
        "Sign of the last flow, up to the cash flow",
        "flag",
        "IF({flow}<>0,SIGN({flow}),{last_sign:previous})",
    ),
    SheetRow(
        "last_sign",
        "Sign of the last flow",
        "flag",
        "IF({flow_terminal}<>0,SIGN({flow_terminal}),{sign_so_far})",
    ),
    SheetRow(
        "first_sign",
        "Sign of the first flow",
        "flag",
        "IF({first_sign:previous}<>0,{first_sign:previous},"
        "IF({flow}<>0,SIGN({flow}),SIGN({flow_terminal})))",
    ),
    SheetRow(
        "sign_change",
        "Changes of sign",
        "flag",
        "IF({flow}*{last_sign:previous}<0,1,0)+IF({flow_terminal}*{sign_so_far}<0,1,0)",
    ),
)

# At the rate of return, where there is one: the two rows together are worth nothing.
_AT_IRR = (
    SheetRow(
        "cash_at_irr",
        "Cash flow, discounted at the rate of return",
        "money",
        "IF(ISNUMBER({irr}),{cash}*(1/(1+{irr}))^{cash_time},0)",
    ),
    SheetRow(
        "terminal_at_irr",
        "Terminal value, discounted at the rate of return",
        "money",
        "IF(ISNUMBER({irr}),{terminal}*(1/(1+{irr}))^{terminal_when},0)",
    ),
)

GRID = SheetTable(
    "Net present value at rates from the first to the last, in equal steps of ln(1 + rate)",
    lines=POINTS + 2,  # and one beyond either end
    columns=(
        SheetColumn("point", "Point", "flag", "{point:above}+1", first="0"),
        SheetColumn(
            "force",
            "ln(1 + rate)",
            "exact",
            "LN(1+{first_rate})+MAX(0,MIN({points},{point})-1)/({points}-1)"
            "*LN((1+{last_rate})/(1+{first_rate}))",
        ),
        SheetColumn(
            "rate_here", "Rate", "share", "EXP({force})-1", first='"-100%"', last='"no limit"'
        ),
        SheetColumn(
            "value_here", "Net present value", "money", _worth("EXP(-{force})"), first="", last=""
        ),
        SheetColumn(
            "sign",
            "Sign",
            "flag",
            "SIGN({value_here})",
            first="{last_sign:last}",
            last="{first_sign:last}",
        ),
        SheetColumn(
            "before",
            "Sign before",
            "flag",
            "IF({sign:above}<>0,{sign:above},{before:above})",
            first="0",
        ),
        SheetColumn(
            "from_force",
            "ln(1 + rate) there",
            "exact",
            "IF({sign:above}<>0,{force:above},{from_force:above})",
            first="{force}",
        ),
        SheetColumn("change", "Changes sign", "flag", "IF({sign}*{before}<0,1,0)", first="0"),
        # The last change is beyond the grid, and so is that from beyond the first point.
        SheetColumn(
            "inside", "On the grid", "flag", "IF({point}>1,{change},0)", first="0", last="0"
        ),
    ),
)


def halving(found: str, line: str, end: str = "") -> SheetTable:
    """The table that halves the interval of a change in a line of the grid, where there is one.

    `found` is the condition of it; the names of columns have an `end`, and so has `low_sign`.
    """
    low, high, middle, worth = (f"{n}{end}" for n in ("low", "high", "middle", "middle_value"))
    beyond = f"{{{worth}:above}}*{{low_sign{end}}}>0"
    return SheetTable(
        "Halving the interval in which the sign changes, in ln(1 + rate)",
        lines=_STEPS,
        columns=(
            SheetColumn(f"step{end}", "Step", "flag", f"{{step{end}:above}}+1", first="1"),
            SheetColumn(
                low,
                "From",
                "exact",
                f"IF({beyond},{{{middle}:above}},{{{low}:above}})",
                first=f"IF({found},INDEX({{from_force:all}},{line},1),0)",
            ),
            SheetColumn(
                high,
                "To",
                "exact",
                f"IF({beyond},{{{high}:above}},{{{middle}:above}})",
                first=f"IF({found},INDEX({{force:all}},{line},1),0)",
            ),
            SheetColumn(middle, "Middle", "exact", f"({{{low}}}+{{{high}}})/{{2}}"),
            SheetColumn(f"middle_rate{end}", "Rate", "share", f"EXP({{{middle}}})-1"),
            SheetColumn(worth, "Net present value", "money", _worth(f"EXP(-{{{middle}}})")),
        ),
    )


def low_sign(found: str, line: str, end: str = "") -> SheetCell:
    """The sign on the near side of that change."""
    return SheetCell(
        f"low_sign{end}",
        "Sign before the change",
        "flag",
        f"IF({found},INDEX({{before:all}},{line},1),0)",
    )


_FOUND, _LINE = "{one_change}=1", "MATCH(1,{inside:all},0)"

SEARCH = (
    TOTAL_FLOW,
    SheetCell(
        "largest_flow",
        "Largest flow",
        "money",
        f"MAX({largest('joined_cash')},{largest('joined_terminal')})",
    ),
    SheetCell("first_rate", "First rate of the search", "share", FIRST_RATE),
    SheetCell("last_rate", "Last rate of the search", "share", LAST_RATE),
    SheetCell("points", "Rates that are tried", "number", float(POINTS)),
    SheetCell(
        "one_change",
        "The sign changes once, between the first and the last rate",
        "flag",
        "IF(AND(SUM({change:all})=1,SUM({inside:all})=1),1,0)",
    ),
)

IRR_SHEET = SheetPart(
    'IF({one_change}=1,EXP({middle:last})-1,"n/a")',
    needs=("total_flow",),
    rows=(*SIGNS, *_AT_IRR, *DATED),
    cells=(
        *SEARCH,
        low_sign(_FOUND, _LINE),
        *COUNTS,
    ),
    tables=(GRID, halving(_FOUND, _LINE), BY_DAY),
    further=(
        SheetResult(
            "sign_changes",
            "Changes of sign of the cash flows",
            "number",
            'IF(ISNUMBER({total_flow}),SUM({sign_change:all}),"n/a")',
            doc="With more than one there may be several rates of return, or none.",
        ),
        SheetResult(
            "irr_of_excel",
            "Internal rate of return by Excel's IRR",
            "share",
            'IF(ISNUMBER({irr}),(1+IRR({net:all},(1+{irr})^(1/{per_year})-1))^{per_year}-1,"n/a")',
            doc="A cross-check: the function starts from the rate found here.",
            when="even",
        ),
        XIRR,
    ),
)
