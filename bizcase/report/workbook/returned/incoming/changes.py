"""From yellow cells to changes of the scenario: what a case says for itself, and what it leaves."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from bizcase.engine.model import Series
from bizcase.report.workbook.layout.subject import BASE
from bizcase.report.workbook.returned.edited import Edited
from bizcase.report.workbook.returned.incoming.cells import Reading, Report, Value, lines_of, same
from bizcase.report.workbook.returned.spots import Part, Spot
from bizcase.scenario.rewriting.change import Change

_TEXTS: tuple[Part, ...] = ("source", "owner", "note")
Readings = Mapping[Spot, Reading]


@dataclass(frozen=True, slots=True)
class Wish:
    """A change, the value at the export, and the cell. `column` is that of an adjustment."""

    change: Change
    old: Value
    address: str
    column: int | None = None


def wishes(edited: Edited, found: Readings, report: Report) -> list[Wish]:
    """All changes that the yellow cells ask for, in the order of the assumptions."""
    changes: list[Wish] = []
    for path, own in lines_of(found).items():
        if path in edited.plan.adjustments:
            changes += _adjustment(path, own, report)
        elif path in edited.plan.series:
            changes += _series(edited, path, own, report)
        else:
            changes += _single(edited, path, own, report)
    return changes


def _single(edited: Edited, path: str, own: Readings, report: Report) -> Iterator[Wish]:
    """The changes of an assumption that is one number."""
    base = own.get(Spot(path, "value", BASE))
    for case in edited.plan.subject.cases:
        reading = own.get(Spot(path, "value", case))
        if reading is None or base is None:
            continue
        if case == BASE:
            if reading.changed:
                yield Wish(Change(path, "base", reading.now), reading.was, reading.address)
        elif reading.follows:
            if not reading.followed:
                yield Wish(Change(path, "base", None, case), reading.was, reading.address)
        elif not same(reading.now, base.now) if reading.followed else reading.changed:
            yield Wish(Change(path, "base", reading.now, case), reading.was, reading.address)
    yield from _range(path, own, report)
    for part in _TEXTS:
        text = own.get(Spot(path, part))
        if text is not None and text.changed:
            yield Wish(Change(path, part, text.now), text.was, text.address)


def _range(path: str, own: Readings, report: Report) -> Iterator[Wish]:
    """Low and high: both, or none."""
    low, high = own.get(Spot(path, "low")), own.get(Spot(path, "high"))
    if low is None or high is None:
        return
    if (low.now is None) != (high.now is None):
        missing, at = ("low", low.address) if low.now is None else ("high", high.address)
        said = f"`{path}` would have one end of its range, but no `{missing}`"
        report.refuse("missing-key", said, at, "give both low and high, or empty both cells")
        return
    for part, end in (("low", low), ("high", high)):
        if end.changed:
            yield Wish(Change(path, part, end.now), end.was, end.address)


def _series(edited: Edited, path: str, own: Readings, report: Report) -> Iterator[Wish]:
    """The changes of an assumption with several values, and of their dates."""
    models = dict(zip(edited.plan.subject.cases, edited.plan.subject.models, strict=True))
    for part, name in (("date", "dates"), ("value", "values")):
        base = {s.index: r for s, r in own.items() if s.part == part and s.case == BASE}
        for case, model in models.items():
            row = {s.index: r for s, r in own.items() if s.part == part and s.case == case}
            series = model.inputs[path].value
            assert isinstance(series, Series)
            if row and all(reading.follows for reading in row.values()):
                first = row[min(row)]
                if first.followed:
                    continue
                if part == "value":
                    yield Wish(Change(path, "base", None, case), None, first.address)
                    continue
            yield from _row(path, name, case, row, base, len(series.values), report)


def _row(
    path: str, name: str, case: str, row: Mapping[int, Reading], base: Mapping[int, Reading],
    count: int, report: Report,
) -> Iterator[Wish]:  # fmt: skip
    """The changes of one row of a series; a cell that follows has the value of the base case."""
    for index, reading in row.items():
        now = base[index].now if reading.follows and index in base else reading.now
        if same(now, reading.was):
            continue
        if index >= count:
            said = f"`{path}` has {count} values, this cell is behind the last one"
            report.refuse("wrong-length", said, reading.address, "write more values in the file")
            continue
        yield Wish(Change(path, f"{name}.{index}", now, case), reading.was, reading.address)


def _adjustment(path: str, own: Readings, report: Report) -> Iterator[Wish]:
    """The changes of the amounts, the reason and the owner of an adjusted line."""
    amounts = [reading for spot, reading in own.items() if spot.part == "value"]
    adjusted = any(reading.now for reading in amounts)
    changed = next((reading for reading in amounts if reading.changed and reading.now), None)
    reason = own.get(Spot(path, "note"))
    if changed is not None and reason is not None and not reason.now:
        report.remarks.append(
            f"{changed.address}: `{path}` has an amount, but nobody says why: "
            f"write a reason into {reason.address}, or into the scenario"
        )
    for spot, reading in own.items():
        if not reading.changed:
            continue
        if spot.part == "value":
            change = Change(path, "", reading.now or None)
            yield Wish(change, reading.was, reading.address, spot.index)
            continue
        part = "reason" if spot.part == "note" else spot.part
        if reading.now and not adjusted:
            message = f"`{path}` has a text, {part}, but no amount"
            remedy = "write an amount in one of the periods, or empty this cell"
            report.refuse("missing-key", message, reading.address, remedy)
            continue
        yield Wish(Change(path, part, reading.now), reading.was, reading.address)
