"""What an option brings beyond another: yearly flows, worth, rates of return."""

from __future__ import annotations

from bizcase.report.tables.table import Line, Table, scale_for
from bizcase.study.comparison.increment import LINES, Increment
from bizcase.study.comparison.rates import HIGHEST, crossing, crossover_texts
from bizcase.study.comparison.result import Comparison
from bizcase.study.fiscal_years import TAX_ONLY, TAX_ONLY_NOTE, Value
from bizcase.units.money import money, short

_OTHER = {"terminal_value": "terminal value", "other": "other cash"}


def increment_table(found: Comparison, increment: Increment) -> Table:
    """The flows by fiscal year, before discounting."""
    yearly = found.yearly(increment)
    cumulative: list[Value] = []
    for cash in yearly.cash:
        before = cumulative[-1] if cumulative else 0.0
        cumulative.append(None if cash is None or before is None else before + cash)
    shown = found.options[0].run
    assert shown
    whole = [*yearly.cash, *cumulative, *yearly.terminal_value]
    scale = scale_for(whole, shown.model.show_in)
    lines = [Line("Free cash flow", tuple(map(scale.text, yearly.cash)), "total")]
    lines.append(Line("Cumulative", tuple(map(scale.text, cumulative))))
    if any(yearly.terminal_value):
        lines.append(Line("Terminal value", tuple(map(scale.text, yearly.terminal_value))))
    return Table(
        f"{increment.option.name} less {increment.against.name}",
        tuple(
            heading + TAX_ONLY * (year in yearly.tax_only)
            for year, heading in zip(yearly.years, yearly.headings, strict=True)
        ),
        tuple(lines),
        corner=scale.unit(found.currency),
        notes=(TAX_ONLY_NOTE,) if yearly.tax_only else (),
    )


def increment_facts(found: Comparison, increment: Increment) -> Table:
    """What an increment is worth, what that is made of, and its rate of return: a crossover."""
    why = increment.why_null
    npv = "none" if increment.npv is None else money(increment.npv, found.currency)
    lines = [Line("Incremental NPV", (npv, why.get("npv") or made_of(increment)))]
    rates = crossover_texts(increment)
    far = any(rate > HIGHEST for rate in increment.crossovers)
    told = found.first in (increment.option, increment.against)  # below, as what would change it
    equal = "both have the same NPV" if told and not far else crossing(increment)
    if increment.irr is not None:
        lines.append(Line("Incremental IRR", (rates[0], f"the crossover rate: {equal}")))
    else:
        lines.append(Line("Incremental IRR", ("none", why["irr"])))
        if rates:
            lines.append(Line("Crossover rates", (" and ".join(rates), equal)))
    return Table("", ("", ""), tuple(lines))


def made_of(increment: Increment) -> str:
    """What each line adds to an incremental NPV: `revenue -5.9M, tax +22k`."""
    words = {**{name: word for name, (word, _) in LINES.items()}, **_OTHER}
    parts = [f"{words[n]} {_signed(v)}" for n, v in increment.by_line().items()]
    return f"present values: {', '.join(parts)}" if parts else ""


def _signed(value: float) -> str:
    text = short(value, whole=False)
    return text if text.startswith("-") else f"+{text}"
