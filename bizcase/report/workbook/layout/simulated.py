"""The simulation that a workbook shows: of the case that is shown, from trials and a seed."""

from __future__ import annotations

import re

from bizcase.problems import Problem, ProblemsFoundError
from bizcase.report.all_trials import all_trials
from bizcase.report.workbook.layout.subject import Subject
from bizcase.study.simulate import MEASURED
from bizcase.study.simulation.result import Simulation
from bizcase.study.verdict import rule_of

_MOST = 10_000_000  # trials that are done because a workbook says so
_SAID = re.compile(r"([\d,]{1,15}) trials, seed (-?\d{1,20})")


def simulated(subject: Subject, trials: int, seed: int) -> Simulation:
    """Simulates the case that is shown. Raises ProblemsFoundError where nothing is uncertain.

    KeyboardInterrupt where Ctrl-C ended it: a workbook has all of its trials, or none.
    """
    model = subject.models[subject.number_shown]
    measures = (*MEASURED, *rule_of(model))
    return all_trials(model, trials, seed, measures=measures)


def simulation_said(text: str, subject: Subject, name: str) -> Simulation | None:
    """The simulation of `10,000 trials, seed 1`, as the sheet Log says; None where it says none.

    Raises ProblemsFoundError for far too many trials; `name` is that of the workbook.
    """
    said = _SAID.fullmatch(text)
    trials = int(said[1].replace(",", "") or "0") if said else 0
    if not said or not trials:
        return None
    if trials > _MOST:
        problem = "the workbook says that it holds a simulation of far too many trials"
        remedy = "give a workbook that `bizcase export` wrote"
        raise ProblemsFoundError([Problem("not-a-workbook", problem, where=name, help=remedy)])
    return simulated(subject, trials, int(said[2]))
