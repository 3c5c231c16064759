"""Changes of a workbook against the scenario as its files are now: nobody's change is lost."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from bizcase.engine.model import Series
from bizcase.problems import Problem, ProblemsFoundError
from bizcase.report.workbook.layout.places import INPUTS
from bizcase.report.workbook.layout.subject import BASE, Subject
from bizcase.report.workbook.returned.incoming.cells import same
from bizcase.report.workbook.returned.incoming.changes import Wish
from bizcase.report.workbook.returned.incoming.target import Said, Target, said
from bizcase.report.workbook.returned.incoming.wording import shown
from bizcase.scenario.rewriting.change import Change
from bizcase.scenario.rewriting.rewrite import rewritten
from bizcase.timeline.respell import respelt_date

_MOST_TRIED = 30  # assumptions whose changes are tried one by one to find all that is wrong


@dataclass(frozen=True)
class Merge:
    """The changes that are still to be made, and the new texts of the files."""

    wishes: tuple[Wish, ...]
    texts: dict[Path, str]


def merged(target: Target, subject: Subject, wanted: list[Wish], name: str) -> Merge:
    """What is still to be written; `subject` is the scenario as it was exported.

    Raises ProblemsFoundError with everything that cannot be written.
    """
    exported = dict(zip(subject.cases, subject.models, strict=True))
    problems: list[Problem] = []
    kept: list[Wish] = []
    for wish in [*wanted, *_freed(target, subject, wanted)]:
        before, now, new = said(exported, wish), said(target.prepared, wish), wish.change
        leaves = new.part == "base" and new.value is None
        there = new.case in target.prepared and (
            new.path in target.prepared[new.case].inputs or new.path not in exported[BASE].inputs
        )
        if there and _done(target, wish, now, leaves):
            continue
        if not there or not _equal(before, now):
            problems.append(_conflict(target, wish, before, now, there, name))
            continue
        placed = _placed(target, wish, name, problems)
        if placed is not None:
            kept.append(placed)
    texts, refused = _texts(target, kept)
    problems += refused
    if problems:
        raise ProblemsFoundError(problems)
    return Merge(tuple(kept), texts)


def _done(target: Target, wish: Wish, now: Said, leaves: bool) -> bool:
    """Whether the scenario says already what is wanted."""
    change = wish.change
    if leaves:
        return not target.says(change.case, change.path)
    return _equal(now, change.value)


def _equal(one: Said, other: Said) -> bool:
    if isinstance(one, Series) or isinstance(other, Series):
        return one == other
    return same(one, other)


def _freed(target: Target, subject: Subject, wanted: list[Wish]) -> Iterator[Wish]:
    """Cases that say in words of their own what the base case says: in the workbook they follow."""
    exported = dict(zip(subject.cases, subject.models, strict=True))
    asked = {(f.change.path, f.change.case) for f in wanted}
    of_base = [f for f in wanted if f.change.case == BASE]
    values = [f.change.path for f in of_base if f.change.part.startswith(("base", "values."))]
    for case in subject.cases[1:]:
        own, base = exported[case].inputs, exported[BASE].inputs
        for path in dict.fromkeys(values):
            free = (path, case) not in asked and target.says(case, path)
            if free and own[path].value == base[path].value:
                yield Wish(Change(path, "base", None, case), None, "")
        for wish in of_base:
            path, part = wish.change.path, wish.change.part
            if part.startswith("dates.") and target.says(case, path):
                date = replace(wish, change=replace(wish.change, case=case))
                if said(exported, date) == said(exported, wish):
                    yield date


def _conflict(
    target: Target, wish: Wish, before: Said, now: Said, there: bool, name: str
) -> Problem:
    """Somebody changed the scenario in the same place."""
    change = wish.change
    what = _what(change)
    where = (
        target.place(change, wish.column)
        or target.models[BASE].inputs[next(iter(target.models[BASE].inputs))].span
    )
    if not there:
        message = f"{what} was changed in {wish.address}, and is no longer in the scenario"
        return Problem("changed-since-export", message, None, "export again", where=name)
    texts = [shown(target, wish, value) for value in (before, now, change.value)]
    message = (
        f"{what} was {texts[0]} when {name} was exported: here it is now {texts[1]}, "
        f"in the workbook {texts[2]}"
    )
    remedy = f"decide: write {texts[2]} here, or put {texts[0]} back into {wish.address}"
    return Problem("changed-since-export", message, where, remedy)


def _what(change: Change) -> str:
    part = "" if change.part == "base" else f" ({change.part})"
    return f"`{change.path}`{part}" + (f" in the case `{change.case}`" * (change.case != BASE))


def _placed(target: Target, wish: Wish, name: str, problems: list[Problem]) -> Wish | None:
    """The change with its place in the files: that of a literal, the date of an amount."""
    change = wish.change
    span = target.literal(change.path)
    if span is not None:
        if change.case == BASE and change.part == "base":
            return replace(wish, change=replace(change, span=span))
        message = f"`{span.text}` is a number in a formula: it is one for all cases, and no more"
        remedy = "give it a line of its own in the scenario, and the formula its name"
        where = f"{name}: {wish.address}"
        problems.append(Problem("structure-in-case", message, None, remedy, where=where))
        return None
    if wish.column is None:
        return wish
    timeline = target.models[BASE].timeline
    amounts = target.amounts(change.path, wish.column)
    if len(amounts) > 1:
        label = timeline.labels[wish.column]
        message = f"`{change.path}` has {len(amounts)} amounts in {label}, the cell their sum"
        place = target.place(change, wish.column)
        problems.append(Problem("wrong-shape", message, place, "change them in the file"))
        return None
    if amounts:
        found = target.models[BASE].inputs[change.path]
        key = found.places.dates[amounts[0]]
        assert isinstance(found.value, Series)
        years = found.value.dates[amounts[0]]
        part = key.text.strip("'\"") if key else respelt_date("opening", years, timeline)
    else:
        label = timeline.labels[wish.column]
        part = respelt_date(label, timeline.end(wish.column - 1), timeline)
    assert part is not None
    return replace(wish, change=replace(change, part=part))


def _texts(target: Target, kept: list[Wish]) -> tuple[dict[Path, str], list[Problem]]:
    """The new texts, or everything that keeps them from being written."""
    changes = [wish.change for wish in kept]
    try:
        return rewritten(target.path, changes), []
    except ProblemsFoundError as together:
        groups: dict[str, list[Wish]] = {}
        for wish in kept:
            groups.setdefault(wish.change.path, []).append(wish)
        tried = list(groups.values())[:_MOST_TRIED]
        found = [problem for group in tried for problem in _refused(target, group)]
        return {}, found or list(together.problems)


def _refused(target: Target, group: list[Wish]) -> Iterator[Problem]:
    """What is wrong with the changes of one assumption, with their cells."""
    try:
        rewritten(target.path, [wish.change for wish in group])
    except ProblemsFoundError as found:
        cells = ", ".join(wish.address for wish in group if wish.address)
        for problem in found.problems:
            remedy = problem.help
            if problem.code == "range-order":
                remedy = _beyond_range(target, group) or remedy
            remedy = f"{remedy}; this comes from {cells}" if remedy else cells
            yield replace(problem, help=remedy)


def _beyond_range(target: Target, group: list[Wish]) -> str:
    """Which end of its range a new value lies beyond, and what to do; empty if it does not."""
    wish = next((w for w in group if (w.change.part, w.change.case) == ("base", BASE)), None)
    value = wish.change.value if wish else None
    if wish is None or not isinstance(value, float):
        return ""
    for part, sign, words in (("low", -1.0, "below"), ("high", 1.0, "above")):
        end = said(target.prepared, replace(wish, change=replace(wish.change, part=part)))
        end = next((w.change.value for w in group if w.change.part == part), end)
        if isinstance(end, float) and sign * (value - end) > 0:
            ours, theirs = (shown(target, wish, number) for number in (value, end))
            return (
                f"{ours} is {words} `{part}`, {theirs}: change the range on the sheet "
                f"{INPUTS} (columns Low and High) as well"
            )
    return ""
