"""What rows and assumptions are called in charts, and how their values are written."""

from __future__ import annotations

from bizcase.engine.model import Input, Model
from bizcase.report.workbook.sections import Section, input_sections, label
from bizcase.study.parts import products
from bizcase.timeline.respell import respelt_date
from bizcase.units import read_quantity
from bizcase.units.money import percent, short, unit_price, years

_LARGE = 10_000.0  # amounts from here on are written in short form
_TAKEN = "cannibalises"
_FACTOR = ": all values times"  # of a series, whose values are written as changes
# Titles without which an assumption would not be understood: `Terminal value: times`.
_ALWAYS_SAID = ("Working capital", "Tax", "Inflation", "Terminal value", "Discounting")


def row_name(name: str, model: Model) -> str:
    """A row or a product as a reader would say it: `costs.team` is `Team`."""
    first, *rest = name.split(".")
    if rest and rest[0] == _TAKEN:
        return f"Sales lost by {_lower(said(rest[1]))}"
    if first == "adjustments":
        return "Adjusted by hand"
    shown = label(name, Section("", (), f"{first}." if rest else ""))
    several = rest and first in products(model) and len(products(model)) > 1
    return f"{said(first)}: {_lower(shown)}" if several else shown


def input_names(model: Model) -> dict[str, str]:
    """The assumptions by path, as a reader would say them: `Thermostat: adoption market`."""
    known = products(model)
    found = {}
    for section in input_sections(model):
        of_product = section.prefix.removeprefix("products.").rstrip(".") in known
        for path in section.members:
            shown = label(path, section).removesuffix(_FACTOR)
            if of_product or section.title in _ALWAYS_SAID:
                shown = f"{section.title}: {_lower(shown.replace(': ', ' '))}"
            found[path] = shown
    return found


def value_text(model: Model, given: Input, value: float) -> str:
    """A value of an assumption as it is quoted: `150`, `2%/month`, `2027-06`, `-25%`."""
    if given.kind == "date":
        return respelt_date(given.written, value, model.timeline) or years(value)
    if given.path.endswith(".factor"):  # of a series: what all its values are multiplied with
        return f"{'+' if value > 1 else ''}{percent(value - 1)}"
    quoting = given.quoting
    if quoting.percent:
        text = percent(value, 2)
    else:
        text = _short(value) if abs(value) >= _LARGE else _plain(value)
    if quoting.time and given.unit.year < 0:
        return f"{text}/{quoting.time}"
    if quoting.time and given.unit.year > 0:
        return f"{text} {quoting.time}{'' if value == 1 else 's'}"
    return text


def _short(value: float) -> str:
    """`2.05M`: as many digits as it takes to say the value, three at most."""
    for more in range(3):
        text = short(value, more=more)
        found = read_quantity(text.lstrip("-"))
        if found and abs(found.value - abs(value)) <= 1e-3 * abs(value):
            return text
    return short(value)


def _plain(value: float) -> str:
    """`150`, `3.99`: without decimals that say nothing."""
    text = unit_price(value)
    return text.rstrip("0").rstrip(".") if "." in text and float(text.replace(",", "")) == int(value) else text


def year_name(heading: str) -> str:
    """The heading of a fiscal year inside a sentence: `year 3`, `2031`, `the opening`."""
    return heading.replace("Year", "year").replace("Opening", "the opening").rstrip("*")


def said(name: str) -> str:
    """A name in words: `oat_drink` is `Oat drink`."""
    return label(name, Section("", ()))


def _lower(words: str) -> str:
    return words if words[:2].isupper() else words[:1].lower() + words[1:]
