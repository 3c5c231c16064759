"""Inputs with several values: lists by year, tables by date, dated payments, columns of a file."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace as changed
from typing import TypeAlias

from bizcase.engine.model import Places, Series
from bizcase.library.block import BlockInput
from bizcase.problems import Span
from bizcase.scenario.choose import are_years, is_date_key
from bizcase.scenario.state import State
from bizcase.scenario.stayed import When, stayed
from bizcase.scenario.table_file import read_column
from bizcase.text import Mapping, Node, Scalar, Sequence
from bizcase.timeline import read_date
from bizcase.units import Quantity, Quoting, Unit

HOLD = "..."
# A series, how it is quoted, and where its values stand.
Found: TypeAlias = tuple[Series, Quoting, Places]


def read_series(
    state: State, spec: BlockInput, path: str, node: Mapping, unit: Unit
) -> Found | None:
    """The series that a driver is written as; None if it is a single value."""
    if spec.kind == "payments":
        return _of_payments(state, spec, node, unit)
    if "csv" in node:
        column = read_column(state, node)
        if column is None:
            return Series("year", (0.0,)), Quoting(unit), Places()
        cells: list[Node] = [*(Scalar(cell, node.span) for cell in column)]
        timeline = state.settings.timeline
        if len(cells) == timeline.periods > timeline.project_years:
            dates = tuple(timeline.end(column) for column in range(timeline.periods))
            read = _numbers(state, spec, cells, node, unit, flow=timeline.step)
            numbers, quoting, places = read
            return Series("date", numbers or (0.0,), dates), quoting, _unwritten(places)
        series, quoting, places = _of_years(state, spec, cells, node, unit)
        return series, quoting, _unwritten(places)
    by_year = node.get("by_year")
    if isinstance(by_year, Mapping):
        return _of_years(state, spec, _by_key(state, by_year), node, unit, by_year.span)
    if by_year is not None:
        items: list[Node] = [*by_year.items] if isinstance(by_year, Sequence) else [by_year]
        return _of_years(state, spec, items, node, unit, by_year.span)
    dated = {key: value for key, value in node.items() if is_date_key(key)}
    if dated and "base" not in node:
        return _of_dates(state, spec, dated, node, unit)
    base = node.get("base")
    if path in state.series_paths and isinstance(base, Scalar):
        years = state.settings.timeline.project_years
        series, quoting, places = _of_years(state, spec, [base] * years, node, unit)
        return series, quoting, _unwritten(places)
    return None


def _unwritten(places: Places) -> Places:
    """The places of values that do not stand in the scenario one by one."""
    return changed(places, values=(None,) * len(places.values))


def _of_payments(state: State, spec: BlockInput, node: Mapping, unit: Unit) -> Found:
    """Amounts, each in the period of its date: `{2027-01: 300k, 2027-04: 500k}`."""
    dated = {key: value for key, value in node.items() if is_date_key(key) or state.is_date(key)}
    _say_what_stays(state, spec, node, lambda key: key in dated or state.is_date(key))
    if not dated:
        example = "payments: {2027-01: 300k, year 2: 500k}"
        state.say("wrong-shape", f"`{spec.name}` are amounts by date", node.span, example)
    keys = [Scalar(key, node.key_span(key)) for key in dated]
    dates = [state.values.date(key, spec.edge) for key in keys]
    for key, date in zip(keys, dates, strict=True):
        if date is None:
            state.values.not_a_date(key, spec)
    numbers, quoting, places = _numbers(state, spec, list(dated.values()), node, unit)
    numbers = (*numbers, *([0.0] * (len(dates) - len(numbers))))
    series = Series("payment", numbers, tuple(date or 0.0 for date in dates))
    return series, quoting, changed(places, dates=tuple(key.span for key in keys))


def _say_what_stays(
    state: State,
    spec: BlockInput,
    node: Mapping,
    is_date: Callable[[str], bool],
    when: When | None = None,
) -> None:
    """Remarks on dates that an override left as they were."""
    if problem := stayed(spec.name, node, is_date, when):
        state.problems.append(problem)


def _of_years(
    state: State,
    spec: BlockInput,
    items: list[Node],
    node: Mapping,
    unit: Unit,
    span: Span | None = None,
) -> Found:
    years = state.settings.timeline.project_years
    holds = bool(items) and isinstance(items[-1], Scalar) and items[-1].text == HOLD
    values = items[:-1] if holds else items
    written = len(values)
    if holds and len(values) < years and values:
        values = values + [values[-1]] * (years - len(values))
    if len(values) != years:
        state.say(
            "wrong-length",
            f"{len(values)} values for {years} project years",
            span or node.span,
            "give one value for every project year, or end the list with `...` to hold the last",
        )
    numbers, quoting, places = _numbers(state, spec, values, node, unit)
    held = (None,) * (len(values) - written)
    places = changed(places, values=(*places.values[:written], *held))
    return Series("year", numbers or (0.0,)), quoting, places


def _numbers(
    state: State, spec: BlockInput, items: list[Node], node: Mapping, unit: Unit, flow: str = "year"
) -> tuple[tuple[float, ...], Quoting, Places]:
    """The values of a list; one of flows is per year, or `flow`, unless its items say otherwise."""
    scale, time = state.values.scale(node.get("unit"))
    spec = BlockInput(
        spec.name,
        unit=spec.unit,
        min=spec.min,
        max=spec.max,
        above=spec.above,
        bare=time or spec.bare or (flow if unit.year < 0 else None),
        hint=spec.hint,
    )
    found: list[Quantity] = []
    for item in items:
        quantity = state.values.number(item, spec, unit)
        if quantity is not None:
            found.append(quantity)
            if quantity.quoting.time != found[0].quoting.time:
                state.say(
                    "rate-quoted-differently",
                    "the values of a list are per the same time",
                    item.span,
                )
    quoting = found[0].quoting if found else Quoting(unit)
    places = Places(values=tuple(item.span for item in items), scale=scale)
    return tuple(quantity.value * scale for quantity in found), quoting, places


def _by_key(state: State, node: Mapping) -> list[Node]:
    """The values of `{2027: .., 2028: ..}` in the order of the project years."""
    timeline = state.settings.timeline
    placed: dict[int, Node] = {}
    for key, value in node.items():
        date = read_date(key, timeline)
        if date is None:
            state.say(
                "not-a-date",
                f"`{key}` is not a year",
                node.key_span(key),
                "write `year 1`, or a calendar year if the timeline has a `start:`",
            )
            continue
        placed[round(date.start * 12) // 12 + 1] = value
    missing = [y for y in range(1, timeline.project_years + 1) if y not in placed]
    if missing and len(placed) == len(node.values):
        state.say(
            "wrong-length",
            "a value is missing for " + ", ".join(f"year {y}" for y in missing[:6]),
            node.span,
            "give one for every project year; 0 where there is none",
        )
    return [placed[year] for year in sorted(placed)]


def _of_dates(
    state: State, spec: BlockInput, dated: dict[str, Node], node: Mapping, unit: Unit
) -> Found:
    """Levels that hold from their date on. Bare yearly amounts of a flow are a list by year."""
    if unit.year < 0 and are_years(dated) and not spec.bare:
        inside = Mapping(dated, node.span, node.keys)
        return _of_years(state, spec, _by_key(state, inside), node, unit)
    timeline = state.settings.timeline

    def when(key: str) -> float:
        date = read_date(key, timeline)
        return date.start if date else 0.0

    _say_what_stays(state, spec, node, is_date_key, when)
    for key in dated:
        if read_date(key, timeline) is None:
            state.say(
                "not-a-date",
                f"`{key}` needs a timeline with a `start:`",
                node.key_span(key),
                "write `year 1`, `year 4`, or give the timeline a start",
            )
    _report_disorder(state, node, when)
    if node.put:  # an override may bring a date between those that are there
        dated = {key: dated[key] for key in sorted(dated, key=when)}
    dates = [when(key) for key in dated]
    numbers, quoting, places = _numbers(state, spec, list(dated.values()), node, unit)
    numbers = (*numbers, *([0.0] * (len(dates) - len(numbers))))
    places = changed(places, dates=tuple(node.key_span(key) for key in dated))
    return Series("date", numbers, tuple(dates)), quoting, places


def _report_disorder(state: State, node: Mapping, when: When) -> None:
    """Reports a table whose dates are not in order where they are written, in one place."""
    put = {key for above in node.put for key in above.values}
    keys = list(node.values)
    own = max((at for at, key in enumerate(keys, 1) if key not in put), default=0)
    for written in (Mapping(dict.fromkeys(keys[:own], node), node.span), *node.put):
        dates = [when(key) for key in written.values if is_date_key(key)]
        if dates != sorted(dates):
            remedy = "write the earlier date first"
            state.say("not-a-date", "the dates of a table are in order", written.span, remedy)
