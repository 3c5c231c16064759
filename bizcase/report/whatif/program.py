"""A scenario as a program of JavaScript: what its measures are for other values of its inputs.

The program defines one constant, `whatIf`, with

- `cases`: for each case the values of all inputs that may vary, by path: a number as it is quoted,
  or an array with one value for every column (of a table of rates: for every year of age);
- `calculate(values)`: `rows`, an array each with the opening first and NaN for what is missing, and
  `measures`, null where one does not exist. `values` are those of a case, or some of them changed:
  what is left out has the value of the base case.

It reads nothing of the page that it stands in, and runs no text as a program.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from bizcase.engine.model import Model
from bizcase.formula.nodes import ZERO, Call, Operator, Reference
from bizcase.formula.render.javascript import JavaScript, functions, key, quoted
from bizcase.report.whatif.cases import cases_text, varying
from bizcase.report.whatif.columns import HELD, array
from bizcase.report.whatif.identifiers import Identifiers
from bizcase.report.whatif.reduce import Reduced, Step, reduced
from bizcase.study import measures as of_measures
from bizcase.study.flows_of import rows_for
from bizcase.study.measures.registry import MEASURES

SHOWN = ("free_cash_flow", "terminal_value")


def program(
    models: Sequence[Model],
    vary: Iterable[str] = (),
    rows: Iterable[str] = SHOWN,
    measures: Iterable[str] = tuple(MEASURES),
) -> str:
    """The text of the program for the cases of a scenario, `base` first.

    `vary` are paths of inputs with a single number; inputs in which the cases differ vary, too.
    Raises KeyError for a path, row or measure that is not there, ValueError where the cases
    differ in more than values.
    """
    timeline, shown, asked = models[0].timeline, list(rows), list(measures)
    paths = varying(models, vary)
    wanted = dict.fromkeys([*shown, *(rows_for(asked) if asked else ())])
    model = reduced(models[0], wanted, paths)
    names = Identifiers(timeline.per_year, model.columns)
    writer = JavaScript(names)
    steps = [line for step in model.steps for line in _loop(step, writer)]
    ending = list(_ending(names, list(wanted), shown, timeline.horizon if asked else None))
    lines = [
        "const whatIf = (() => {",
        '"use strict";',
        HELD,
        *functions(writer.used, timeline.per_year),
        *(_measures(asked) if asked else ()),
        *_known(model, names),
        *cases_text(models, paths),
        "const calculate = values => {",
        "const given = {...base, ...values};",
        *_read(names, paths),
        *_declared(model, names),
        *steps,
        *ending,
        "};",
        "return {cases, calculate};",
        "})();",
    ]
    return "\n".join(lines) + "\n"


def _loop(step: Step, writer: JavaScript) -> Iterator[str]:
    """The rows of a step, period by period; a new row is zero until something is written."""
    lines = []
    for name, formula in step.formulas:
        if formula != ZERO:
            text = writer.expression(formula)
            risky = isinstance(formula, Operator | Call)
            target = writer.names.here(Reference(name, "row"))
            lines.append(f"{target} = {f'settled({text})' if risky else text};")
    if lines:
        yield f"for (let c = {step.segment.first}; c <= {step.segment.last}; c++) {{"
        yield from [*lines, "}"]


def _ending(
    names: Identifiers, wanted: list[str], shown: list[str], life: float | None
) -> Iterator[str]:
    whole = {name: names.whole(Reference(name, "row")) for name in wanted}
    rows = ", ".join(f"{key(name)}: {whole[name]}" for name in shown)
    if life is None:  # nothing is measured
        yield f"return {{rows: {{{rows}}}}};"
        return
    flows = ", ".join(f"{key(name)}: {text}" for name, text in whole.items())
    ends = names.whole(Reference("t", "time"))
    yield f"const flows = flowsOf({{{flows}}}, {ends}, {life!r});"
    yield f"return {{rows: {{{rows}}}, measures: measured(flows)}};"


def _measures(asked: list[str]) -> Iterator[str]:
    folder = Path(of_measures.__file__).parent
    for script in ("flows.js", "irr.js"):
        yield (folder / script).read_text(encoding="utf-8").rstrip()
    yield "const formulas = {"
    yield from (f"{name}: {MEASURES[name].javascript}," for name in asked)
    yield "};"
    yield "const existing = value => there(value, 0) ? value : null;"
    yield "const measured = flows => Object.fromEntries("
    yield "Object.entries(formulas).map(([name, formula]) => [name, existing(formula(flows))]));"


def _known(model: Reduced, names: Identifiers) -> Iterator[str]:
    """The arrays that do not change; those that are the same are written once."""
    written: dict[str, str] = {}
    for identifier, name in names.used("row", "series", "table", "time").items():
        columns = model.columns(name)
        if columns is not None:
            text = array(columns.tolist())
            yield f"const {identifier} = {written.get(text, text)};"
            written.setdefault(text, identifier)


def _read(names: Identifiers, paths: Iterable[str]) -> Iterator[str]:
    for identifier, name in names.used("input", "series", "table").items():
        if name.name in paths:
            yield f"const {identifier} = given[{quoted(name.name)}];"


def _declared(model: Reduced, names: Identifiers) -> Iterator[str]:
    for name in model.rows:
        identifier = names.whole(Reference(name, "row"))
        yield f"const {identifier} = Array({model.model.timeline.columns}).fill(0);"
