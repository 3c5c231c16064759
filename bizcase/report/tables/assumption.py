"""An assumption in a few words: its short name, the range of its values, what it rests on."""

from __future__ import annotations

from bizcase.engine.model import FACTOR, Input, Model, Range
from bizcase.study import naming
from bizcase.study.value_text import change_text, value_text


def short_name(model: Model, path: str) -> str:
    """The end of a path that no other has, which `--set` takes as well: `adoption.market`."""
    known = {other.removesuffix(FACTOR) for other in model.inputs}
    return naming.short_name(path.removesuffix(FACTOR), known)


def range_text(given: Input, model: Model) -> str:
    """Low to high, empty without a range: `EUR 150 to 178`, `2% to 4%/year`, `2027-06 to 2027-12`.

    That of a series is what it adds to all of it: `-15% to +10%`.
    """
    return "" if given.range is None else range_of(given, given.range, model)


def range_of(given: Input, spread: Range, model: Model) -> str:
    """The ends of a range in the unit of its assumption."""
    ends = (spread.low, spread.high)
    if given.path.endswith(FACTOR):
        low, high = (change_text(end - 1.0) for end in ends)
    else:
        low, high = (value_text(given, end, model) for end in ends)
    for per in (f"/{given.quoting.time}", f" {given.quoting.time}s"):
        low = low.removesuffix(per)
    return f"{low} to {high.removeprefix(f'{model.currency} ')}"


def evidence(given: Input) -> str:
    """The source, and who answers for it: `Price test 2026 (Sales)`, `no source`."""
    source, owner = given.origin.source or "no source", given.origin.owner
    return f"{source} ({owner})" if owner else source
