"""Which number format a row or an assumption has: by its unit and the size of its numbers."""

from __future__ import annotations

from collections.abc import Iterable

from bizcase.engine.model import Input, Model, Row, Series
from bizcase.report.workbook.look.roles import FORMATS
from bizcase.units import MONEY, NUMBER, UNIT, YEAR, Unit

_SCALED = {"thousand": "thousand", "million": "million"}
_SMALL = 1_000  # amounts below this are shown with their cents
_FINE = 1e-9


def money_format(model: Model) -> str:
    """The format of amounts: as the scenario wants them shown."""
    return _SCALED.get(model.show_in, "money")


def money_width(amounts: Iterable[float], model: Model, least: float) -> float:
    """The width of a column in which such amounts stand, also with brackets and in bold."""
    divisor = {"thousand": 1e3, "million": 1e5}.get(model.show_in, 1.0)  # millions have a decimal
    most = max(map(abs, amounts), default=0.0) / divisor
    return max(least, len(f"{most:,.0f}") + 3.0)


def row_format(row: Row, model: Model) -> str:
    """The format of a row of the case."""
    unit = row.unit
    if unit == MONEY:
        return money_format(model)
    if unit == UNIT:
        return "count"
    if unit == YEAR:
        return "years"
    if unit == NUMBER / YEAR:
        return "percent_fine"
    if unit == NUMBER:
        return "exact"
    return "price" if unit.money else "decimal"


def input_format(given: Input) -> str:
    """The format of an assumption: as exact as its numbers are written."""
    if given.quoting.percent:
        fine = any(abs(v * 1000 - round(v * 1000)) > _FINE for v in _numbers(given))
        return "percent_fine" if fine else "percent"
    numbers = [abs(v) for v in _numbers(given)]
    if all(v == int(v) for v in numbers) and (given.unit.money == 0 or max(numbers) >= _SMALL):
        return "count"
    if given.unit.money and max(numbers) >= _SMALL:
        return "money"
    return "decimal" if all(_has_cents(v) for v in numbers) else "exact"


def _has_cents(value: float) -> bool:
    return abs(value * 100 - round(value * 100)) < _FINE


def _numbers(given: Input) -> Iterable[float]:
    if isinstance(given.value, Series):
        return given.value.values or (0.0,)
    ends = (given.range.low, given.range.high) if given.range else ()
    return (given.value, *ends)


def unit_text(unit: Unit, model: Model) -> str:
    """A unit as a column of units shows it, with the scale of amounts."""
    text = unit.text(model.currency)
    if unit == MONEY and model.show_in in _SCALED:
        return f"{model.currency} {model.show_in}"
    return {"number": "", "1/year": "%/year"}.get(text, text)


def axis_format(amounts: Iterable[float | None]) -> str:
    """The number format of an axis with these amounts on it: plain, in k or in m."""
    most = max((abs(amount) for amount in amounts if amount is not None), default=0.0)
    if most < 10_000:
        return FORMATS["axis"]
    return FORMATS["axis_thousand" if most < 2_000_000 else "axis_million"]
