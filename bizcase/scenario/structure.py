"""Cases and overrides change values and dates, never the structure of a business case."""

from __future__ import annotations

from bizcase.engine.model import Model, Series
from bizcase.problems import Problem, ProblemsFoundError, Span

_ELSEWHERE = (
    "cases change values and dates; for another structure write a scenario that `extends:` this one"
)


def refuse_other_structure(base: Model, model: Model, who: str) -> None:
    """Raises ProblemsFoundError if a model differs from its base in more than values.

    `who` brings the difference: "the case `late launch`".
    """
    problems = [*_rows(base, model, who), *_inputs(base, model, who)]
    if base.timeline != model.timeline:
        problems.insert(
            0, Problem("structure-in-case", f"{who} changes the timeline", None, _ELSEWHERE)
        )
    if problems:
        raise ProblemsFoundError(problems)


def _rows(base: Model, model: Model, who: str) -> list[Problem]:
    """The first row that is new, gone or computed in another way."""
    for name, row in {**base.rows, **model.rows}.items():
        ours, theirs = base.rows.get(name), model.rows.get(name)
        if ours is None or theirs is None or ours.formula != theirs.formula:
            return [_problem(f"{who} changes the structure (row `{name}`)", row.span)]
    return []


def _inputs(base: Model, model: Model, who: str) -> list[Problem]:
    problems = []
    for path, ours in base.inputs.items():
        theirs = model.inputs.get(path)
        if theirs is None:
            continue
        if isinstance(ours.value, Series) != isinstance(theirs.value, Series):
            problems.append(_problem(f"{who} changes the shape of `{path}`", theirs.span))
        elif ours.quoting.time != theirs.quoting.time:
            problems.append(
                Problem(
                    "rate-quoted-differently",
                    f"`{path}` is per {theirs.quoting.time} here, but per {ours.quoting.time} "
                    "in the scenario",
                    theirs.span,
                    f"write it per {ours.quoting.time}",
                )
            )
    return problems


def _problem(message: str, span: Span | None) -> Problem:
    return Problem("structure-in-case", message, span, _ELSEWHERE)
