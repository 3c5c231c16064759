"""What rows, assumptions and years are called wherever there is room: charts, pages, workbooks.

In the terminal a driver goes by the end of its path, which is what one types after `--set`
(`report/tables/assumption.py`).
"""

from __future__ import annotations

from bizcase.engine.model import FACTOR, Model
from bizcase.report.tables.assumption import short_name
from bizcase.study.parts import products
from bizcase.units.money import chance

_ACRONYMS = {"ebitda": "EBITDA", "ebit": "EBIT", "nopat": "NOPAT", "npv": "NPV", "ltv": "LTV"}
_TAKEN = "cannibalises"
_SAYS_LITTLE = ("benefits", "costs", "revenue")  # before the name of a line
# Ends of names that say nothing without what stands before them.
_ENDS = {
    "value": "by period", "opening": "opening", "factor": "all values times", "grows": "growth",
}  # fmt: skip


def row_name(name: str, model: Model) -> str:
    """A row or a product as a reader would say it: `costs.team` is `Team`."""
    first, *rest = name.split(".")
    if rest and rest[0] == _TAKEN:
        return f"Sales lost by {in_sentence(said(rest[1]))}"
    if first == "adjustments":
        return "Adjusted by hand"
    shown = said(name, f"{first}." if rest else "")
    several = rest and first in products(model) and len(products(model)) > 1
    return f"{said(first)}: {in_sentence(shown)}" if several else shown


def driver_name(model: Model, path: str) -> str:
    """A driver as a reader would say it, by its short name: `Adoption market`, `Kettle price`."""
    first, _, rest = short_name(model, path).partition(".")
    alone = sum(other.endswith(f".{rest}") for other in model.inputs) == 1
    return said(rest if first in _SAYS_LITTLE and alone else f"{first}.{rest}").replace(": ", " ")


def driver_names(model: Model) -> dict[str, str]:
    """All drivers by their paths, as a reader would say them."""
    return {path.removesuffix(FACTOR): driver_name(model, path) for path in model.inputs}


def said(name: str, below: str = "") -> str:
    """A name in words, without the title `below` which it stands: `oat_drink` is `Oat drink`.

    `cannibalises.classic.units_lost` is `Cannibalises classic: units lost`.
    """
    *around, last = name.removeprefix(below).split(".")
    words = _words(last)
    if last in _ENDS and around:
        return f"{said('.'.join(around))}: {_ENDS[last]}"
    return f"{_words(' '.join(around))}: {in_sentence(words)}" if around else words


def in_sentence(words: str) -> str:
    """Words inside a sentence: `Kettle price` is `kettle price`, `EBIT` stays."""
    return words if words[:2].isupper() else words[:1].lower() + words[1:]


def year_name(heading: str) -> str:
    """The heading of a fiscal year inside a sentence: `year 3`, `2031`, `the opening`."""
    return heading.replace("Year", "year").replace("Opening", "the opening").rstrip("*")


def trials_said(share: float) -> str:
    """A share of trials in a sentence: `every trial`, `85.5% of the trials`."""
    return {0.0: "no trial", 1.0: "every trial"}.get(share, f"{chance(share)} of the trials")


def _words(name: str) -> str:
    if name in _ACRONYMS:
        return _ACRONYMS[name]
    text = name.replace("_", " ").replace("-", " ")
    return text[:1].upper() + text[1:]
