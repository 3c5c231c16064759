"""What went wrong, where it stands in the file, and how to mend it."""

from __future__ import annotations

from bizcase.problems.choice import not_a_choice
from bizcase.problems.problem import Problem, ProblemsFoundError, errors_in
from bizcase.problems.source import Source, Span
from bizcase.problems.suggest import did_you_mean, listing

__all__ = [
    "Problem",
    "ProblemsFoundError",
    "Source",
    "Span",
    "did_you_mean",
    "errors_in",
    "listing",
    "not_a_choice",
]
