"""Proves a change of files: the new texts give exactly the values wanted, and no others change."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from math import isclose
from typing import TypeAlias

from bizcase.engine.model import FACTOR, Input, Model, Places, Series
from bizcase.formula.nodes import Node
from bizcase.problems import Problem, ProblemsFoundError, Span
from bizcase.scenario.rewriting.change import ADJUSTMENTS, TEXTS, Change, Value
from bizcase.timeline import read_date

NEAR = 2e-12  # relative; a number of at most 12 digits may stand for one so near
_YEARS = 1e-9  # dates, in years
Models: TypeAlias = Mapping[str, Model]  # by case


def prove(before: Models, after: Models, changes: list[Change]) -> None:
    """Raises ProblemsFoundError for every value that is not what it was meant to be."""
    wanted = _Wanted({(c.case, c.path, c.part): c for c in changes}, before)
    known = {change.path for change in changes}
    same_rows = all(_keeps_rows(change, before) for change in changes)
    problems: list[Problem] = []
    for case, model in after.items():
        old = before[case]
        for path in {**old.inputs, **model.inputs}:
            was, now = old.inputs.get(path), model.inputs.get(path)
            if (was is None or now is None) and not {path, path.removesuffix(FACTOR)} & known:
                problems.append(_wrong(path, "", case, now or was))
            elif now is not None and path.startswith(ADJUSTMENTS):
                problems += _adjusted(wanted, model, now, was)
            elif now is not None:
                problems += _compared(wanted, case, now, was)
        if same_rows:
            ours, theirs = _formulas(old), _formulas(model)
            rows = (n for n in {**ours, **theirs} if ours.get(n) != theirs.get(n))
            problems += [_wrong(name, "formula", case, None) for name in rows]
    if problems:
        raise ProblemsFoundError(problems)


def _keeps_rows(change: Change, before: Models) -> bool:
    """Whether a change is one of a value that an input of the model has now."""
    listed = change.path in before[change.case].inputs and change.span is None
    return listed and not change.path.endswith(FACTOR) and not change.path.startswith(ADJUSTMENTS)


def _formulas(model: Model) -> dict[str, Node]:
    return {name: row.formula for name, row in model.rows.items()}


def _wrong(path: str, part: str, case: str, found: Input | None) -> Problem:
    what = f"`{path}`" + (f" ({part})" if part else "")
    where = "" if case == "base" else f" in the case `{case}`"
    said = f"{what} would not be as it should{where} after the change"
    remedy = "its text says more than one thing: make this change in the file by hand"
    return Problem("wrong-shape", said, found.span if found else None, remedy)


@dataclass(frozen=True, slots=True)
class _Wanted:
    """The changes by case, path and part, and the models before them."""

    changes: Mapping[tuple[str, str, str], Change]
    before: Models

    def change(self, case: str, path: str, part: str, places: Places) -> Change | None:
        """The change that a part of an input sees: that of its case, or of what it inherits."""
        own = self.changes.get((case, path, part))
        if own is None and part.startswith("values."):
            own = self.changes.get((case, path, "base"))
        inherited = self.changes.get(("base", path, part)) if case != "base" else None
        if own is not None:
            taken_away = own.value is None and case != "base"
            return (inherited or self.unchanged(path, part)) if taken_away else own
        base = self.before["base"].inputs.get(path)
        same = base is None or _place(base.places, part) == _place(places, part)
        return inherited if same else None

    def unchanged(self, path: str, part: str) -> Change | None:
        """What the base case says."""
        base = self.before["base"].inputs.get(path)
        return Change(path, part, _facts(base).get(part)) if base else None

    def of_twin(self, path: str, part: str) -> bool:
        """Whether the series of a factor, or the factor of a series, gets another text."""
        twin = path.removesuffix(FACTOR) if path.endswith(FACTOR) else path + FACTOR
        return any(p == twin and named == part for _, p, named in self.changes)

    def texts(self, part: str) -> set[Value]:
        """All that some change wants a text to be."""
        found = {change.value for change in self.changes.values() if change.part == part}
        return found | {""} if None in found else found


def _compared(wanted: _Wanted, case: str, now: Input, before: Input | None) -> Iterator[Problem]:
    """What is wrong with one input in one case."""
    then, facts = _facts(before) if before else {}, _facts(now)
    for part in {**then, **facts}:
        here = before.places if before else now.places
        change = wanted.change(case, now.path, part, here)
        value, was = facts.get(part), then.get(part)
        if change is None:
            right = before is None or value == was or _follows(wanted, case, part, now, value)
        elif change.value is None and part in TEXTS:
            right = value != was or not was  # that of the block around may be there now
        else:
            dated = now.kind == "date" or part.startswith("dates")
            near = _YEARS if dated else NEAR if now.path.endswith(FACTOR) else 0.0
            right = _equal(value, change.value, near)
            right = right or (change.case != case and _follows(wanted, case, part, now, value))
        if not right:
            yield _wrong(now.path, part, case, now)


def _follows(wanted: _Wanted, case: str, part: str, now: Input, value: Value) -> bool:
    """Whether a part may differ since it follows from something that was changed.

    A text may be that of the block around, or of the series of which this is the factor; a case
    that leaves its range has none.
    """
    if part in TEXTS:
        around = getattr(now.places, part) is None or wanted.of_twin(now.path, part)
        return around and value in wanted.texts(part)
    return part in ("low", "high") and case != "base" and now.places.low is not None


def _equal(value: Value, wanted: Value, near: float) -> bool:
    if not isinstance(value, int | float) or not isinstance(wanted, int | float):
        return value == wanted
    return isclose(value, wanted, rel_tol=NEAR, abs_tol=near)


def _facts(found: Input) -> dict[str, Value]:
    """The parts of an input with their values; low and high are None without a range."""
    facts: dict[str, Value] = {}
    if isinstance(found.value, Series):
        for kind in ("values", "dates"):
            facts |= {f"{kind}.{k}": v for k, v in enumerate(getattr(found.value, kind))}
    else:
        facts["base"] = found.value
    facts["low"] = found.range.low if found.range else None
    facts["high"] = found.range.high if found.range else None
    return facts | {part: getattr(found.origin, part) for part in TEXTS}


def _place(places: Places, part: str) -> Span | None:
    """Where a part stands; a value held by `...` stands with the one that it repeats."""
    kind, _, index = part.partition(".")
    if not index:
        return getattr(places, part, None)
    spans = getattr(places, kind)[: int(index) + 1]
    return next((span for span in reversed(spans) if span is not None), places.base)


def _adjusted(wanted: _Wanted, model: Model, now: Input, before: Input | None) -> Iterator[Problem]:
    """What is wrong with the amounts by which a line is adjusted."""
    expected = _by_date(before) if before else {}
    texts = {part: getattr(before.origin, part) if before else "" for part in TEXTS}
    for (_, path, part), change in wanted.changes.items():
        if path != now.path:
            continue
        date = read_date(part, model.timeline)
        if date is not None:
            expected[round(date.start, 6)] = change.value
        else:
            texts["note" if part == "reason" else part] = change.value or ""
    found = _by_date(now)
    expected = {date: value for date, value in expected.items() if value is not None}
    right = found.keys() == expected.keys() and all(
        _equal(found[date], expected[date], 0.0) for date in found
    )
    if not right or any(
        getattr(now.origin, p) != " ".join(str(t).split()) for p, t in texts.items()
    ):
        yield _wrong(now.path, "", "base", now)


def _by_date(found: Input) -> dict[float, Value]:
    assert isinstance(found.value, Series)
    pairs = zip(found.value.dates, found.value.values, strict=True)
    return {round(date, 6): value for date, value in pairs}
