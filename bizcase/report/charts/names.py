"""What rows, assumptions and years are called in charts."""

from __future__ import annotations

from bizcase.engine.model import Model
from bizcase.report.workbook.layout.sections import Section, input_sections, label
from bizcase.study.parts import products
from bizcase.units.money import chance

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


def year_name(heading: str) -> str:
    """The heading of a fiscal year inside a sentence: `year 3`, `2031`, `the opening`."""
    return heading.replace("Year", "year").replace("Opening", "the opening").rstrip("*")


def trials_said(share: float) -> str:
    """A share of trials in a sentence: `every trial`, `85.5% of the trials`."""
    return {0.0: "no trial", 1.0: "every trial"}.get(share, f"{chance(share)} of the trials")


def said(name: str) -> str:
    """A name in words: `oat_drink` is `Oat drink`."""
    return label(name, Section("", ()))


def _lower(words: str) -> str:
    return words if words[:2].isupper() else words[:1].lower() + words[1:]
