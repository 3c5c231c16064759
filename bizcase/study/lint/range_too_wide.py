"""A distribution may not reach beyond what makes sense: a share above 100 %, a price below 0."""

from __future__ import annotations

from collections.abc import Iterable

from bizcase.engine.model import Input, Model, Series
from bizcase.study.lint.rule import Finding, Rule


def _find(model: Model) -> Iterable[Finding]:
    for path, found in model.inputs.items():
        ends = _ends(found)
        if ends is None:
            continue
        least, most = found.bounds
        percent = found.quoting.percent
        beyond = [
            (_shown(end, percent), _shown(bound, percent), word)
            for end, bound, word, leaves in (
                (ends[0], least, "below", least is not None and ends[0] < least - 1e-9),
                (ends[1], most, "above", most is not None and ends[1] > most + 1e-9),
            )
            if leaves and bound is not None
        ]
        for end, bound, word in beyond:
            yield Finding(
                f"low and high of `{path}` are P10 and P90: its distribution would reach to {end}, "
                f"{word} {bound}",
                "give the ends instead: `min` and `max`",
                found.span,
            )


def _ends(found: Input) -> tuple[float, float] | None:
    """The ends of a PERT distribution that could leave the bounds of its input."""
    spread = found.range
    if spread is None or spread.ends or spread.distribution != "pert":
        return None
    if isinstance(found.value, Series) or found.bounds == (None, None):
        return None
    from bizcase.chance.pert import pert_ends

    return pert_ends(spread.low, found.value, spread.high)


def _shown(value: float | None, percent: bool) -> str:
    if value is None:
        return ""
    return f"{value * 100:.4g}%" if percent else f"{value:.4g}"


RANGE_TOO_WIDE = Rule("range-too-wide", "a distribution stays within what makes sense", _find)
