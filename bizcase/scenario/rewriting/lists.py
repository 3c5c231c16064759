"""Changes of a series: values of a list, amounts and levels by date, and the dates themselves."""

from __future__ import annotations

from collections.abc import Callable

from bizcase.engine.model import Input, Model, Series
from bizcase.problems import Span
from bizcase.scenario.rewriting.change import Change, refusal
from bizcase.scenario.rewriting.draft import Draft, Text, items_of, text_of
from bizcase.scenario.rewriting.outline import Site
from bizcase.scenario.rewriting.wording import worded, worded_date
from bizcase.scenario.series import HOLD
from bizcase.text import Sequence
from bizcase.text.edit import is_flow, line_break, written
from bizcase.text.spell import spelled
from bizcase.units import read_quantity


def write_series(
    draft: Draft, model: Model, found: Input, changes: list[Change]
) -> dict[str, Text]:
    """Writes changed values and dates of a series where they stand in the case.

    Gives back what the case has to say at which path, for values that do not stand in it yet.
    """
    series = found.value
    if not isinstance(series, Series):
        said = f"`{found.path}` is a single value"
        raise refusal("wrong-shape", said, found.span, "change its `base`")
    for change in changes:
        several = series.values if change.part.startswith("values") else series.dates
        if change.index is None or change.index >= len(several):
            said = f"`{found.path}` has no `{change.part}`"
            raise refusal("unknown-path", said, found.span, f"it has {len(several)} of them")
        if change.value is None:
            said = f"`{found.path}`: one value of a series cannot be taken away"
            raise refusal("missing-key", said, found.span, "write 0 where there is none")
    dates = [change for change in changes if change.part.startswith("dates")]
    for change in dates:
        _write_date(draft, model, found, series, change)
    values = [change for change in changes if change.part.startswith("values")]
    return _write_values(draft, model, found, series, values) if values else {}


def _write_date(draft: Draft, model: Model, found: Input, series: Series, change: Change) -> None:
    """Another date in the key of a value."""
    k = change.index or 0
    key = found.places.dates[k] if k < len(found.places.dates) else None
    site = draft.outline.at(found.places.values[k])
    if key is None or site is None or site.mapping is None:
        said = f"`{found.path}`: this date is not written in the scenario"
        raise refusal("wrong-shape", said, found.span, "it follows from something else")
    if site.path in draft.moved and site.case == "base":
        return  # the case follows the base case
    by_path = len(site.keys) == 3 and site.case != "base"  # of the entry in the base case
    if site.case != change.case or by_path:
        if by_path and any(old.endswith(site.keys[-1]) for old in draft.moved):
            return
        said = f"`{found.path}`: a case cannot move a date of a table"
        raise refusal("structure-in-case", said, key, "a case changes the values beside the dates")
    text = worded_date(change.number, site.keys[-1], series.dates[k], model.timeline)
    draft.replace_span(site, key, spelled(text, site.in_flow, key.text))
    if change.case == "base":
        draft.moved[site.path] = ".".join((*site.path.split(".")[:-1], text))


def _write_values(
    draft: Draft, model: Model, found: Input, series: Series, changes: list[Change]
) -> dict[str, Text]:
    case = changes[0].case
    wanted = {change.index or 0: change.number for change in changes}
    values = [wanted.get(k, value) for k, value in enumerate(series.values)]
    sites = [draft.outline.at(span) for span in found.places.values]

    shown = [text_of(site) for site in sites if site is not None]

    def text(k: int, old: str, was: float) -> str:
        if was == 0:  # a bare 0 says nothing of how the others are written
            old = next((other for other in shown if _number(other)), old)
        return worded(found, values[k], old, was, model.timeline)

    first = sites[0] if sites else None
    if first is None:
        return _out_of_one(draft, found, case, values, text)
    elsewhere: dict[str, Text] = {}
    for k, site in enumerate(sites):
        if k in wanted and site is not None:
            said = text(k, text_of(site), series.values[k])
            if site.case == case:
                draft.replace(site, said)
            elif site.mapping is not None:
                elsewhere[draft.moved.get(site.path, site.path)] = said
    around = first.around
    if first.mapping is not None or around is None:
        return elsewhere
    old = items_of(around)
    held = old[-1] == HOLD
    if around.case == case and not held:
        return {}
    count = len(old) - held
    texts = [text(k, old[min(k, count - 1)], series.values[k]) for k in range(len(values))]
    listed = _held(texts, values, count) if held else texts
    if around.case != case:
        return {around.path: listed}
    _write_tail(draft, around, listed[count:])
    return {}


def _number(text: str) -> float:
    found = read_quantity(text)
    return found.value if found else 0.0


def _out_of_one(
    draft: Draft, found: Input, case: str, values: list[float], text: Callable[..., str]
) -> dict[str, Text]:
    """A list out of a single value that holds for all years."""
    site = draft.outline.at(found.places.base)
    if site is None:
        said = f"the values of `{found.path}` do not stand in the scenario one by one"
        remedy = "they come from a table file or a named table: change them there"
        raise refusal("csv-problem", said, found.span, remedy)
    texts = [text(k, text_of(site), values[k]) for k in range(len(values))]
    listed: Text = _held(texts, values, 1) if len(set(values)) > 1 else texts[0]
    if site.case != case:
        return {site.path: listed}
    draft.replace(site, listed)
    return {}


def _held(texts: list[str], values: list[float], least: int) -> list[str]:
    """A list with at least so many values written out, and `...` for the rest if it holds."""
    until = len(values)
    while until > 1 and values[until - 2] == values[-1]:
        until -= 1
    count = max(until, least)
    return [*texts[:count], HOLD] if count < len(texts) else texts


def _write_tail(draft: Draft, around: Site, texts: list[str]) -> None:
    """Values in place of the `...` of a list."""
    assert isinstance(around.node, Sequence)
    hold = written(around.node.items[-1])
    between = ", "
    if not is_flow(around.node):
        dash = hold.source.text.rindex("-", 0, hold.start)
        column = Span(hold.source, dash, dash).column - 1
        between = f"{line_break(hold.source.text)}{' ' * column}- "
    draft.replace_span(around, hold, between.join(texts))
