"""The options of a portfolio, what is best under the budgets, and what more money is worth."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence

from bizcase.report.tables.table import Line, Scale, Table, scale_for
from bizcase.study.portfolio.budget import ANY_TIME, Budget
from bizcase.study.portfolio.choice import BudgetUse, Portfolio
from bizcase.study.portfolio.option import OPENING, Option
from bizcase.units.money import percent, ratio

_LONGEST = 36  # characters of a name
_MOST_NAMED = 12  # options in a sentence
_NEEDS = "the money needed, less what comes in"
_PEAK = "the most money that is in it"
_SAME = 1e-9  # relative: amounts nearer than that are the same


def year_said(found: Portfolio, year: str) -> str:
    """A year as a heading: `Opening`, `2027`, `FY2027`, `Any time`."""
    fiscal = year.isdigit() and found.year_ends != 12
    return f"FY{year}" if fiscal else year[:1].upper() + year[1:]


def scale_of(found: Portfolio) -> Scale:
    """One scale for all amounts; small round figures of a textbook keep their decimals."""
    amounts = [option.npv for option in found.options]
    amounts += [budget.amount for budget in found.budgets]
    shares = found.shares or {}
    exact = [*amounts, found.npv(shares) if shares else 0.0]
    if max(map(abs, exact)) < 1_000 and any(value != round(value) for value in exact):
        return Scale(1.0, 2, "")
    return scale_for(amounts)


def options_table(found: Portfolio) -> Table:
    """Every option with its NPV, what it needs, its index, and whether it is chosen."""
    assert found.shares is not None
    scale, by_index = scale_of(found), found.shares_by_index
    indices = dict(zip((o.key for o in found.options), found.indices, strict=True))
    order = sorted(found.options, key=lambda option: -indices[option.key])
    lines = [
        Line(
            short_name(option.name),
            (
                _share(found.shares[option.key]),
                _share(by_index[option.key]) if by_index else "n/a",
                ratio(indices[option.key]) if math.isfinite(indices[option.key]) else "-",
                scale.text(option.npv),
                *(scale.text(_need(found, budget, option)) for budget in found.budgets),
            ),
        )
        for option in order
    ]
    lines += [_sums("Best choice", found, scale, found.shares)]
    if by_index and not _same(found, by_index):
        lines += [_sums("By index", found, scale, by_index)]
    years = tuple(year_said(found, budget.year) for budget in found.budgets)
    notes = (
        "Index: NPV for each unit of money needed (profitability index)",
        f"{', '.join(years)}: {_NEEDS if years != (year_said(found, ANY_TIME),) else _PEAK}",
    )
    headings = ("Best", "By index", "Index", "NPV", *years)
    return Table("Options", headings, tuple(lines), scale.unit(found.currency), notes)


def budgets_table(found: Portfolio) -> Table:
    """What is used of every budget, and what more of it would be worth."""
    scale = scale_of(found)
    lines = tuple(
        Line(
            year_said(found, use.budget.year),
            (
                scale.text(use.budget.amount),
                scale.text(use.used),
                scale.text(use.left),
                "n/a" if use.last_unit is None else ratio(use.last_unit),
                ratio(use.next_unit),
                scale.text(use.gain),
            ),
        )
        for use in found.uses
    )
    headings = ("Budget", "Used", "Left", "Last unit", "Next unit", "1% more")
    notes = (
        "Last, next unit: NPV of one unit of budget less, more, were options divisible",
        "1% more: what a budget larger by 1% adds to the NPV",
    )
    return Table("Budgets", headings, lines, scale.unit(found.currency), notes)


def headline(found: Portfolio) -> str:
    """What is chosen among, under which budgets and rules."""
    count = len(found.options)
    budgets = ", ".join(
        f"{amount_said(found, budget.amount)} {_when(found, budget)}" for budget in found.budgets
    )
    kind = "options may be taken in part" if found.divisible else "whole options"
    rules = [
        (len(found.rules.exclude), "exclusion"),
        (len(found.rules.requires), "prerequisite"),
        (len(found.rules.must), "option decided"),
    ]
    said = [f"{n} {word}{'s' * (n != 1)}" for n, word in rules if n]
    said = [text.replace("option decideds", "options decided") for text in said]
    return "; ".join((f"{count} options under {budgets}", kind, *said))


def advice(found: Portfolio) -> Iterator[str]:
    """What to do in sentences: the choice, the ranking's one, and the next step of each budget."""
    assert found.shares is not None
    npv = found.npv(found.shares)
    chosen = _named(found, found.shares)
    yield f"Choose {chosen}: NPV {amount_said(found, npv)}." if chosen else (
        "Choose none of them: nothing that is worth the money fits."
    )  # fmt: skip
    by_index = found.shares_by_index
    if by_index is None:
        yield "The ranking by index alone does not keep the budgets."
    elif _same(found, by_index):
        yield "The ranking by index comes to the same choice."
    else:
        other = found.npv(by_index)
        lost = amount_said(found, npv - other)
        less = f", {lost} less" if abs(npv - other) > _SAME * abs(npv) else ", the same"
        names = _named(found, by_index) or "nothing"
        yield f"The ranking by index takes {names}: NPV {amount_said(found, other)}{less}."
    for use in found.uses:
        yield from _next_step(found, use)


def amount_said(found: Portfolio, value: float) -> str:
    """An amount inside a sentence."""
    scale = scale_of(found)
    if scale.divisor == 1:
        text = scale.text(value)
        return f"{found.currency} {'0' if text == '-' else text}".strip()
    from bizcase.units.money import money

    return money(value, found.currency).strip()


def short_name(name: str) -> str:
    """A name that leaves room for figures."""
    return name if len(name) <= _LONGEST else f"{name[: _LONGEST - 1]}…"


def _next_step(found: Portfolio, use: BudgetUse) -> Iterator[str]:
    if use.step:
        keys = dict.fromkeys(use.step.keys, 1.0)
        shares = {option.key: keys.get(option.key, 0.0) for option in found.options}
        more, gain = (amount_said(found, v) for v in (use.step.more, use.step.gain))
        names, when = _named(found, shares), _when(found, use.budget)
        yield f"With {more} more {when}: {names}; NPV {gain} higher."


def _when(found: Portfolio, budget: Budget) -> str:
    if budget.year in (ANY_TIME, OPENING):
        return f"at {budget.year}" if budget.year == ANY_TIME else f"in the {budget.year}"
    return f"in {budget.year if budget.year.startswith('year') else year_said(found, budget.year)}"


def _need(found: Portfolio, budget: Budget, option: Option) -> float:
    alone = {other.key: float(other.key == option.key) for other in found.options}
    return found.used(budget, alone)


def _sums(label: str, found: Portfolio, scale: Scale, shares: Mapping[str, float]) -> Line:
    used = (scale.text(found.used(budget, shares)) for budget in found.budgets)
    return Line(label, ("", "", "", scale.text(found.npv(shares)), *used), "total")


def _share(share: float) -> str:
    return "-" if share < _SAME else "yes" if share > 1 - _SAME else percent(share)


def _same(found: Portfolio, other: Mapping[str, float]) -> bool:
    assert found.shares is not None
    return all(abs(share - other[key]) < _SAME for key, share in found.shares.items())


def _named(found: Portfolio, shares: Mapping[str, float]) -> str:
    """The options that are chosen, as words."""
    names: Sequence[str] = [
        short_name(option.name)
        if shares[option.key] > 1 - _SAME
        else f"{percent(shares[option.key])} of {short_name(option.name)}"
        for option in found.options
        if shares[option.key] > _SAME
    ]
    if len(names) > _MOST_NAMED:
        names = [*names[: _MOST_NAMED - 1], f"{len(names) - _MOST_NAMED + 1} more"]
    *first, last = names or [""]
    return f"{', '.join(first)} and {last}" if first else last
