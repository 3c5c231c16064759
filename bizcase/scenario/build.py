"""Builds the model of a scenario: finds the blocks, their rows and inputs, and checks them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace as changed
from pathlib import Path
from typing import TypeAlias

from bizcase.engine.located import located
from bizcase.engine.model import Model, Row
from bizcase.formula.check import Checker, Meaning
from bizcase.formula.measured import Measured
from bizcase.formula.nodes import ZERO, Reference, plus
from bizcase.formula.nodes import Node as Formula
from bizcase.formula.parse import parse
from bizcase.library.block import Block, BlockRow
from bizcase.library.read import FOLDER, default_at, read_block
from bizcase.problems import Problem, ProblemsFoundError, Span, did_you_mean, not_a_choice
from bizcase.scenario.absent import folded, without_absent
from bizcase.scenario.adjustments import adjusted, read_adjustments
from bizcase.scenario.circles import report_circles
from bizcase.scenario.correlations import read_correlations
from bizcase.scenario.drivers import Drivers
from bizcase.scenario.echoes import causes
from bizcase.scenario.formulas import NOTHING
from bizcase.scenario.header import Header, read_header
from bizcase.scenario.instance import Instance
from bizcase.scenario.lengths import report_lengths
from bizcase.scenario.names import LocalScope, Names
from bizcase.scenario.place import chain, identifier, join
from bizcase.scenario.requirements import Stated, check_requirements, stated_by_blocks
from bizcase.scenario.settings import SettingsReader
from bizcase.scenario.stages import folded_stages, read_stages, stage_problems, with_dates
from bizcase.scenario.state import PendingRow, State
from bizcase.scenario.user_rows import add_user_rows
from bizcase.scenario.values import Values
from bizcase.scenario.visit import Visitor
from bizcase.scenario.windows import report_windows
from bizcase.text import Mapping, Scalar
from bizcase.units import Unit, read_unit

At: TypeAlias = dict[str, list[Instance]]  # the instances at each path
INCOME = ("revenue", "benefits")  # lines that add to the profit


def build(
    top: Mapping,
    series_paths: frozenset[str] = frozenset(),
    folders: tuple[Path, ...] = (FOLDER,),
    overridden: bool = False,
) -> Model:
    """The model of a scenario whose overrides have been applied. Raises ProblemsFoundError.

    `series_paths` are series although a single value is written; `overridden` says that values
    of a case or from outside have been put over the file.
    """
    problems: list[Problem] = []
    top = with_dates(top)
    settings = SettingsReader(top, problems).read()
    names = Names(settings.currency, settings.timeline.days_in_year, {}, {}, lambda _i, _n: NOTHING)
    if settings.timeline.start:
        names.into_calendar_year = (settings.timeline.start[1] - 1) / 12
    values, files = Values(settings, problems), (top, *top.put)
    state = State(settings, problems, values, names, series_paths, overridden, files)
    drivers = Drivers(state)
    names.driver = drivers.meaning
    header = read_header(top, state)
    Visitor(state, folders).visit(top)
    for path in sorted((FOLDER / "statements").glob("*.yaml")):
        _add_always(state, read_block(path), top.span)
    at: At = {}
    for instance in state.instances:
        at.setdefault(instance.path, []).append(instance)
    for instance in state.instances:
        add_rows(state, drivers, at, instance)
    add_user_rows(state, top.get("rows"))
    for instance in state.instances:
        for name in instance.block.inputs:
            drivers.meaning(instance, name)
    correlations = read_correlations(state, top.get("correlations"))
    adjustments = read_adjustments(state, top.get("adjustments"))
    stages = read_stages(state, top.get("stages"))
    collected = _collected(state)
    rows = {
        name: _checked(state, row, collected.get(name, [])) for name, row in [*state.rows.items()]
    }
    model = changed(
        _model(state, header, rows),
        checks=tuple(_checks(state)),
        correlations=correlations,
        stages=stages,
    )
    report_circles(state, model.rows)
    report_lengths(state, model.rows)
    report_windows(state)
    stated: list[Stated] = []
    if not any(p.severity == "error" for p in problems):
        stated = stated_by_blocks(state)
        check_requirements(state, model, stated)
        problems += stage_problems(model, located(model))
    if any(p.severity == "error" for p in problems):
        raise ProblemsFoundError(causes(problems))
    there, absent = without_absent(model.rows)
    checks = tuple((said, folded(check, absent)) for said, check in model.checks)
    stages = folded_stages(stages, lambda formula: folded(formula, absent))
    required = tuple((one.requirement.message, folded(one.formula, absent)) for one in stated)
    model = changed(
        model,
        rows=there,
        checks=checks,
        required=required,
        stages=stages,
        problems=tuple(problems),
    )
    return adjusted(model, adjustments) if adjustments else model


def _add_always(state: State, block: Block, span: Span) -> None:
    """The statements are there in every scenario, without a key."""
    state.instances.append(Instance(block, "", "", span))


def add_rows(state: State, drivers: Drivers, at: At, instance: Instance) -> None:
    """Registers the rows of a block; their formulas are checked when all names are known."""
    for row in instance.block.rows.values():
        name = instance.row_name(row.name)
        if name in state.rows:
            state.say("duplicate-name", f"there are two rows `{name}`", instance.span)
            continue
        unit = _unit_of(drivers, instance, row)
        state.rows[name] = PendingRow(
            name,
            unit,
            row.formula,
            LocalScope(state.names, instance.name, instance),
            row.opening,
            row.tax_only,
            tuple(_lines(state, at, instance, row)),
            row.collects,
            row.doc,
            instance.block.name,
            instance.span,
            row.stock,
        )
        state.names.rows[name] = unit


def _unit_of(drivers: Drivers, instance: Instance, row: BlockRow) -> Callable[[], Unit]:
    """Gives the unit of a row when it is asked for: that of a row input may not be known before."""

    def unit() -> Unit:
        spec = instance.block.inputs.get(row.unit)
        if spec is not None and spec.kind == "row":
            return drivers.meaning(instance, row.unit).measured.unit
        return read_unit(row.unit)

    return unit


def _lines(state: State, at: At, instance: Instance, row: BlockRow) -> list[str]:
    """The lines in which a row collects; a `line` input stands for what the user chose.

    The input may be that of a block around this one, and other words may stand before it:
    `left out of in`.
    """
    around = [i for path in chain(instance.path) for i in at.get(path, ()) if path]
    lines = []
    for words in row.line:
        before, _, last = words.rpartition(" ")
        owner = next((i for i in around if _is_line(i, last)), None)
        line = last if owner is None else _chosen_line(state, owner, last)
        lines.append(identifier(f"{before} {line}"))
    return [line for line in lines if line]


def _is_line(instance: Instance, name: str) -> bool:
    spec = instance.block.inputs.get(name)
    return spec is not None and spec.kind == "line"


def _chosen_line(state: State, instance: Instance, name: str) -> str:
    """The line that the user chose, or else the default at the place.

    Income stays income and a cost a cost: else a sign would turn around unseen.
    """
    spec = instance.block.inputs[name]
    usual = default_at(spec, instance.path) or ""
    if name not in instance.given:
        return usual
    node = instance.given[name][1]
    word = node.text.strip() if isinstance(node, Scalar) else ""
    line = spec.options.get(word, word)
    if not word or (line in INCOME) != (usual in INCOME):
        lines = INCOME if usual in INCOME else (usual, "cost of sales")
        problem = not_a_choice(name, word, dict.fromkeys(lines), node.span)
        if problem not in state.problems:
            state.problems.append(problem)
        return usual
    return line


def _checked(state: State, pending: PendingRow, members: list[Reference]) -> Row:
    special: list[tuple[str, Meaning]] = []
    unit = pending.unit()
    if pending.collects:
        special.append(("collected", Meaning(plus(*members), Measured(unit))))
    scope = changed(pending.scope, special=tuple(special))
    checker = Checker(scope, state.problems)

    def plain(source: Scalar | Formula | None) -> tuple[Formula, Formula | None]:
        if source is None:
            return ZERO, None
        if not isinstance(source, Scalar):
            return source, source
        try:
            written = parse(source.text, source.part)
        except ProblemsFoundError as found:
            state.problems.extend(found.problems)
            return ZERO, None
        return checker.formula(written, unit)[0], written

    formula, written = plain(pending.formula)
    opening = formula if pending.opening is pending.formula else plain(pending.opening)[0]
    tax_only = formula if pending.tax_only is pending.formula else plain(pending.tax_only)[0]
    return Row(
        pending.name,
        unit,
        formula,
        opening,
        tax_only,
        written,
        tuple(line.removesuffix("?") for line in pending.lines),
        pending.doc,
        pending.block,
        pending.span,
        pending.stock,
    )


def _checks(state: State) -> Iterator[tuple[str, Formula]]:
    """What each block says must hold, as formulas that are then not 0."""
    for instance in state.instances:
        checker = Checker(LocalScope(state.names, instance.name, instance), state.problems)
        for check in instance.block.checks:
            written = parse(check.text, check.part)
            yield f"{instance.name}: {check.text}", checker.formula(written, None)[0]


def _collected(state: State) -> dict[str, list[Reference]]:
    """The rows that each line collects.

    A row whose line does not exist is a problem, unless its block says `in: that line?`.
    """
    found: dict[str, list[Reference]] = {}
    for row in state.rows.values():
        for line in row.lines:
            home = _nearest_line(state, row, line.removesuffix("?"))
            if home:
                found.setdefault(home, []).append(Reference(row.name, "row"))
            elif not line.endswith("?"):
                known = {name for name, r in state.rows.items() if r.collects and "." not in name}
                remedy = did_you_mean(line, known) or "for example `cost of sales`"
                state.say("unknown-name", f"there is no line `{line}`", row.span, remedy)
    return found


def _nearest_line(state: State, row: PendingRow, line: str) -> str | None:
    """The nearest line of that name, looking outwards; not the row itself."""
    names = (join(prefix, line) for prefix in chain(row.scope.around))
    lines = (n for n in names if n != row.name and n in state.rows and state.rows[n].collects)
    return next(lines, None)


def _model(state: State, header: Header, rows: dict[str, Row]) -> Model:
    return Model(
        name=state.settings.name,
        timeline=state.settings.timeline,
        currency=state.settings.currency,
        inputs=state.inputs,
        rows=rows,
        conventions=header.conventions,
        show_in=state.settings.show_in,
        accept_if=header.accept_if,
        also_at=header.also_at,
        cases=header.cases,
        as_of=state.settings.as_of,
    )
