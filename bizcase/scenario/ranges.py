"""The range of a driver: low and high, the ends of a distribution, and which distribution."""

from __future__ import annotations

from pathlib import PurePath

from bizcase.engine.model import Places, Range
from bizcase.library.block import BlockInput
from bizcase.problems import Problem, Span, not_a_choice
from bizcase.scenario.discrete import read_discrete
from bizcase.scenario.state import State
from bizcase.text import Mapping, Node, Scalar
from bizcase.units import Quantity, Unit

DISTRIBUTIONS = ("pert", "triangular", "normal", "lognormal", "uniform", "discrete")
_DEVIATION = (
    "write low and high, P10 and P90: of a normal distribution they lie 1.2816 standard deviations "
    "below and above its base"
)
# How other programs name what describes a distribution, and how it is written here.
KEYS_ELSEWHERE = {
    **dict.fromkeys(("sd", "std", "stdev", "sigma", "deviation"), _DEVIATION),
    **dict.fromkeys(("mean", "mode", "median", "likely", "p50"), "write it as `base`"),
    **dict.fromkeys(("p10", "p90"), "`low` and `high` are P10 and P90"),
}


def read_range(
    state: State,
    spec: BlockInput,
    node: Mapping,
    unit: Unit,
    base: Quantity,
    scale: float,
    by: float = 0.0,
) -> Range | None:
    """The range that is written beside a base, in the unit in which the base is quoted.

    `by` is added to what is written: the range of a series is written as -20% and 30%.
    """
    distribution = _distribution(state, node)
    if distribution == "discrete" or ("values" in node and not distribution):

        def read(part: Node) -> float | None:
            value = _bound(state, spec, part, unit, base, by)
            return None if value is None else value * scale + by

        return read_discrete(state, spec, node, base, read)
    ends = "min" in node or "max" in node
    first, last = ("min", "max") if ends else ("low", "high")
    if first not in node and last not in node:
        if distribution:
            state.say(
                "missing-key",
                f"the distribution of `{spec.name}` has no range",
                node.span,
                "give low and high (P10 and P90), or min and max (the ends)",
            )
        return None
    bounds = []
    for key in (first, last):
        part = node.get(key)
        if part is None:
            state.say(
                "missing-key",
                f"`{spec.name}` has `{first if key == last else last}` but no `{key}`",
                node.span,
            )
            return None
        value = _bound(state, spec, part, unit, base, by)
        if value is None:
            return None
        bounds.append(value * scale + by)
    low, high = bounds
    if not low <= base.value <= high:
        _report_order(state, spec, node, first, last)
        return None
    return Range(low, high, ends or state.settings.low_high_are_ends, distribution or "pert")


def draws_key(state: State, path: str, node: Mapping) -> str:
    """What names the draws of an input: the file that defines it and its path, or `shared:`.

    So scenarios that extend one file, or say so, share what they do not know.
    """
    shared = node.get("shared")
    if shared is None:
        return f"{PurePath(node.span.source.name).name}: {path}"
    word = shared.text.strip() if isinstance(shared, Scalar) else ""
    if not word:
        said = "`shared` is the name under which values have the same draws"
        state.say("wrong-shape", said, shared.span, "shared: panel 2026")
    return f"shared: {word}"


def places_of(node: Mapping, scale: float = 1.0) -> Places:
    """Where the base, the range and the origin of an assumption stand."""
    ends = "min" in node or "max" in node
    low, high = ("min", "max") if ends else ("low", "high")

    def at(key: str) -> Span | None:
        part = node.values.get(key)
        return part.span if part is not None else None

    return Places(at("base"), at(low), at(high), at("source"), at("owner"), at("note"), scale=scale)


def _report_order(state: State, spec: BlockInput, node: Mapping, first: str, last: str) -> None:
    """A range that does not hold its base; an override may leave it, and then has no range."""
    base, ends = node.get("base"), [node.values[first], node.values[last]]
    at = state.rank(base.span) if base else None
    by_rank = sorted(ends, key=lambda end: state.rank(end.span))
    limits = " to ".join(_written(end) for end in ends)
    if base and at is not None and state.rank(by_rank[-1].span) > at:
        said = f"`{spec.name}`: {_written(base)} lies outside the range that is set, {limits}"
        remedy, span = "set `base` as well, or a range that holds it", by_rank[-1].span
    elif state.overridden or (at is not None and at > state.rank(by_rank[0].span)):
        said = f"`{spec.name}` is set outside its range, {limits}"
        remedy = f"set `{first}` and `{last}` as well, or widen the range in the scenario"
        span = base.span if base else node.key_span(first)
    else:
        said = f"`{spec.name}`: {first}, base and {last} are not in this order"
        remedy = f"`{first}` is the smaller number, not the worse one"
        state.say("range-order", said, node.key_span(first), remedy)
        return
    said += "; it has no range now"
    state.problems.append(Problem("range-order", said, span, remedy, "warning"))


def _written(node: Node | None) -> str:
    return node.text.strip() if isinstance(node, Scalar) else "?"


def _bound(
    state: State, spec: BlockInput, part: Node, unit: Unit, base: Quantity, by: float
) -> float | None:
    if spec.kind == "date":
        years = state.values.date(part, spec.edge)
        if years is None:
            state.values.not_a_date(part, spec)
        return years
    free = BlockInput(spec.name, unit=spec.unit, bare=spec.bare) if by else spec
    found = state.values.number(part, free, unit)
    if found is None:
        return None
    if unit.year and found.quoting.time != base.quoting.time:
        state.say(
            "rate-quoted-differently",
            f"per {found.quoting.time} here, but the base is per {base.quoting.time}",
            part.span,
            f"write it per {base.quoting.time}: compounding makes them different numbers",
        )
        return None
    return found.value


def _distribution(state: State, node: Mapping) -> str:
    written = node.get("distribution")
    if written is None:
        return ""
    word = written.text.strip() if isinstance(written, Scalar) else ""
    if word not in DISTRIBUTIONS:
        state.problems.append(not_a_choice("distribution", word, DISTRIBUTIONS, written.span))
        return ""
    return word
