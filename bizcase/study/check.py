"""Checks a scenario with all its cases: every problem at once, and what was understood."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from bizcase.engine.model import Model
from bizcase.problems import Problem, ProblemsFoundError
from bizcase.problems.problem import in_file_order
from bizcase.scenario.load import load_model
from bizcase.study.lint.registry import lint


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
    problems = list(model.problems)
    for case in model.cases:
        try:
            problems += load_model(path, case).problems
        except ProblemsFoundError as found:
            problems += found.problems
    if not any(problem.severity == "error" for problem in problems):
        problems += lint(model)
    return Checked(path, model, in_file_order(problems))
