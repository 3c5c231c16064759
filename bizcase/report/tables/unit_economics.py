"""Unit economics: what a unit, or a subscriber in a month, earns at launch and at the end."""

from __future__ import annotations

from collections.abc import Callable

from bizcase.report.tables.table import GAP, MISSING, Line, Table
from bizcase.study.run import Run
from bizcase.study.unit_economics import (
    SUBSCRIPTION_MEASURES,
    Earned,
    UnitEconomics,
    unit_economics,
)
from bizcase.units.money import percent, ratio, short, unit_price, years


def unit_economics_table(run: Run) -> Table | None:
    """Launch year and last year side by side; None where nothing is sold by the unit."""
    found = unit_economics(run)
    if not found:
        return None
    lines: list[Line] = []
    for one in found:
        lines += [GAP] if lines else []
        lines += _lines(one)
    return Table(
        title="Unit economics",
        headings=("Launch year", "Last year"),
        lines=tuple(lines),
        corner=run.model.currency,
    )


def _lines(one: UnitEconomics) -> list[Line]:
    both = (one.launch, one.last)
    return [
        Line(f"{one.product}, per {one.per}", tuple(e.year for e in both), "total"),
        Line("Net price", tuple(unit_price(e.price) for e in both)),
        Line("- Unit cost", tuple(map(_cost, both))),
        Line("Contribution", tuple(unit_price(e.contribution) for e in both)),
        Line("Share of price", tuple(map(_share, both)), "quiet"),
        Line(_COUNTED.get(one.per, "Units"), tuple(short(e.number) for e in both), "quiet"),
        *(
            Line(label, tuple(_measure(e, name) for e in both))
            for name, (_, label, _) in SUBSCRIPTION_MEASURES.items()
            if any(name in e.measures for e in both)
        ),
    ]


_COUNTED = {"unit": "Units sold", "subscriber and month": "Subscriber-months"}


_SHOWN: dict[str, Callable[[float], str]] = {
    "ltv": unit_price,
    "cac_payback_years": lambda value: years(value, whole=False),
    "ltv_to_cac": ratio,
}


def _measure(earned: Earned, name: str) -> str:
    value = earned.measures.get(name)
    return "" if value is None else _SHOWN[name](value)


def _cost(earned: Earned) -> str:
    return MISSING if earned.unit_cost is None else unit_price(earned.unit_cost)


def _share(earned: Earned) -> str:
    return MISSING if earned.share is None else percent(earned.share, 0)
