"""Checks a scenario with all its cases: every problem at once, and what was understood."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from bizcase.engine.model import Model
from bizcase.problems import Problem, ProblemsFoundError
from bizcase.problems.problem import in_file_order
from bizcase.scenario.load import load_model
from bizcase.study.lint.registry import lint
from bizcase.study.stages.tree import branches_of


@dataclass(frozen=True, slots=True)
class Checked:
    """The problems of a file; `model` is its base case, None where it cannot be built."""

    path: Path
    model: Model | None
    problems: tuple[Problem, ...]

    @property
    def sound(self) -> bool:
        """Whether the scenario runs."""
        return not any(problem.severity == "error" for problem in self.problems)


def check(path: Path) -> Checked:
    """Everything that is wrong in a file and its cases; if nothing is, what could be better."""
    try:
        model = load_model(path)
    except ProblemsFoundError as found:
        return Checked(path, None, found.problems)
    problems: list[Problem] = []
    for case in ("base", *(name for name in model.cases if name != "base")):
        try:
            found_case = model if case == "base" else load_model(path, case)
            problems += found_case.problems
            if found_case.stages:
                branches_of(found_case)  # outcomes that are sound alone may not go together
        except ProblemsFoundError as found:
            problems += found.problems
    if not any(problem.severity == "error" for problem in problems):
        problems += lint(model)
    return Checked(path, model, in_file_order(problems))


def remarks(cases: Sequence[Model]) -> tuple[Problem, ...]:
    """What is to be said of a scenario that is sound, from the models of its cases, base first."""
    said = [problem for case in cases for problem in case.problems]
    return in_file_order([*said, *lint(cases[0])])
