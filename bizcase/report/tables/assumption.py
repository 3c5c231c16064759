"""An assumption in a few words: its short name, the range of its values, what it rests on."""

from __future__ import annotations

from bizcase.engine.model import Input
from bizcase.scenario.rewriting.wording import worded_date
from bizcase.timeline import Timeline
from bizcase.units.money import percent

_FACTOR = ".factor"  # of a series, which is uncertain as a whole
_STEPS = ((1e9, "bn"), (1e6, "M"), (1e4, "k"))
_DIGITS = 4


def short_name(path: str) -> str:
    """A path as `--set` takes it, without what can be left out: `thermostat.price`."""
    return path.removeprefix("products.").removesuffix(_FACTOR)


def value_text(given: Input, value: float, timeline: Timeline) -> str:
    """A value of an assumption as it is quoted: `3.99/month`, `11%/year`, `1.05M`, `2027-10`.

    That of a series is what it adds to all of it: `-15%`.
    """
    if given.kind == "date":
        written = "2027-01" if timeline.start else "year 1 M1"
        return worded_date(value, written, None, timeline)
    return _number(given, value) + (f"/{given.quoting.time}" if given.quoting.time else "")


def range_text(given: Input, timeline: Timeline) -> str:
    """Low to high: `2% to 4%/year`."""
    if given.range is None:
        return ""
    high = value_text(given, given.range.high, timeline)
    if given.kind == "date":
        return f"{value_text(given, given.range.low, timeline)} to {high}"
    return f"{_number(given, given.range.low)} to {high}"


def evidence(given: Input) -> str:
    """The source, and who answers for it: `Price test 2026 (Sales)`, `no source`."""
    source, owner = given.origin.source or "no source", given.origin.owner
    return f"{source} ({owner})" if owner else source


def _number(given: Input, value: float) -> str:
    if given.path.endswith(_FACTOR):
        change = percent(value - 1, 2)
        return f"+{change}" if value > 1 else change
    if given.quoting.percent:
        return percent(value, 2)
    for scale, letter in _STEPS:
        if abs(value) >= scale:
            return _plain(value / (1e3 if letter == "k" else scale)) + letter
    return _plain(value)


def _plain(value: float) -> str:
    """A number with few digits and without needless ones: `1,290`, `3.99`, `0.0525`."""
    rounded = float(f"{value:.{_DIGITS}g}")
    text = (
        f"{rounded:,.{_DIGITS}f}" if abs(rounded) >= 1 or not rounded else f"{rounded:.{_DIGITS}g}"
    )
    return text.rstrip("0").rstrip(".") if "." in text and "e" not in text else text
