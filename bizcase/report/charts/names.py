"""What rows, assumptions and years are called in charts."""

from __future__ import annotations

from bizcase.engine.model import Model
from bizcase.report.tables.assumption import short_name
from bizcase.report.workbook.layout.sections import Section, label
from bizcase.study.parts import products
from bizcase.units.money import chance

_TAKEN = "cannibalises"
_SAYS_LITTLE = ("benefits", "costs", "revenue")  # before the name of a line


def row_name(name: str, model: Model) -> str:
    """A row or a product as a reader would say it: `costs.team` is `Team`."""
    first, *rest = name.split(".")
    if rest and rest[0] == _TAKEN:
        return f"Sales lost by {in_sentence(said(rest[1]))}"
    if first == "adjustments":
        return "Adjusted by hand"
    shown = label(name, Section("", (), f"{first}." if rest else ""))
    several = rest and first in products(model) and len(products(model)) > 1
    return f"{said(first)}: {in_sentence(shown)}" if several else shown


def driver_name(model: Model, path: str) -> str:
    """A driver as a reader would say it, by its short name: `Adoption market`, `Kettle price`."""
    first, _, rest = short_name(model, path).partition(".")
    alone = sum(other.endswith(f".{rest}") for other in model.inputs) == 1
    return said(rest if first in _SAYS_LITTLE and alone else f"{first}.{rest}").replace(": ", " ")


def year_name(heading: str) -> str:
    """The heading of a fiscal year inside a sentence: `year 3`, `2031`, `the opening`."""
    return heading.replace("Year", "year").replace("Opening", "the opening").rstrip("*")


def trials_said(share: float) -> str:
    """A share of trials in a sentence: `every trial`, `85.5% of the trials`."""
    return {0.0: "no trial", 1.0: "every trial"}.get(share, f"{chance(share)} of the trials")


def said(name: str) -> str:
    """A name in words: `oat_drink` is `Oat drink`."""
    return label(name, Section("", ()))


def in_sentence(words: str) -> str:
    """Words inside a sentence: `Kettle price` is `kettle price`, `EBIT` stays."""
    return words if words[:2].isupper() else words[:1].lower() + words[1:]
