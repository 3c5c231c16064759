"""Everything that a page shows of a scenario, found out once before a word of it is written."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from bizcase.engine.model import Model
from bizcase.problems import Problem, ProblemsFoundError
from bizcase.report.all_trials import all_trials
from bizcase.report.names import driver_name, in_sentence
from bizcase.report.workbook.proof.certificate import fingerprint_of_files
from bizcase.scenario.files import files_of
from bizcase.scenario.load import load_cases
from bizcase.study.check import check, remarks
from bizcase.study.compare import beside_nothing, compare
from bizcase.study.comparison.asked import asked, split
from bizcase.study.comparison.result import Comparison
from bizcase.study.run import Run, run
from bizcase.study.scenario import load
from bizcase.study.sensitivity.explore import sensitivity
from bizcase.study.sensitivity.result import Sensitivity
from bizcase.study.simulate import MEASURED
from bizcase.study.simulation.interrupt import Progress
from bizcase.study.simulation.result import Simulation
from bizcase.study.simulation.task import TRIALS
from bizcase.study.verdict import rule_of


@dataclass(frozen=True)
class Wish:
    """Which case of which scenario, beside which other options, and on how many trials it rests."""

    path: Path
    others: tuple[str, ...] = ()
    case: str = "base"
    settings: Mapping[str, object] | None = None
    trials: int = TRIALS
    seed: int = 1
    against: str | None = None

    @property
    def own(self) -> str:
        """The case as an option: `lamp.yaml#downside`."""
        return str(self.path) if self.case == "base" else f"{self.path}#{self.case}"


@dataclass(frozen=True)
class Findings:
    """The results of all studies; `simulation` is None where `uncertain` says why.

    `runs` are those of all cases, `run` is the one that is decided on. `problems` are what `check`
    says of the scenario and of the other options; `beside` has fingerprints of their files by name.
    """

    wish: Wish
    runs: tuple[Run, ...]
    run: Run
    comparison: Comparison
    sensitivity: Sensitivity
    simulation: Simulation | None
    uncertain: str
    problems: tuple[Problem, ...]
    files: Mapping[str, str]
    beside: Mapping[str, str]

    @property
    def model(self) -> Model:
        """The model of the case that is decided on."""
        return self.run.model

    @property
    def several(self) -> bool:
        """Whether there are other options than this one and doing nothing."""
        return len(self.comparison.options) > 1

    @property
    def called(self) -> str:
        """The name of the scenario, and of its case if it is not the base."""
        model = self.model
        return model.name if model.case == "base" else f"{model.name} (case {model.case})"

    @property
    def fingerprint(self) -> str:
        """16 hexadecimal digits over the files of the scenario."""
        return fingerprint_of_files(self.files)

    @cached_property
    def titles(self) -> dict[str, str]:
        """What readers call the drivers, by the path of each."""
        drivers = (one.driver for one in self.sensitivity.responses)
        return {driver.path: driver_name(self.model, driver.path) for driver in drivers}

    @cached_property
    def names(self) -> dict[str, str]:
        """The same inside a sentence."""
        return {path: in_sentence(title) for path, title in self.titles.items()}


def find(wish: Wish, progress: Progress | None = None) -> Findings:
    """Runs, varies, simulates, compares and checks. Raises ProblemsFoundError."""
    if wish.others:
        asked([wish.own, *wish.others])  # says what is wrong in any of the files, all at once
    models, written = _models(wish)
    runs = tuple(run(each) for each in models.values())
    decided = next(one for one in runs if one.case == wish.case)
    simulation, uncertain = _simulated(decided.model, wish, progress)
    others = {split(each)[0] for each in wish.others} - {wish.path}
    beside = {file.name: file for file in sorted(others)}
    own = remarks(list(models.values()))
    # What options have from one file is remarked once.
    remarked = [one for file in beside.values() for one in check(file).problems if one not in own]
    return Findings(
        wish=wish,
        runs=runs,
        run=decided,
        comparison=_options(decided, wish),
        sensitivity=sensitivity(decided.model, written),
        simulation=simulation,
        uncertain=uncertain,
        problems=(*own, *dict.fromkeys(remarked)),
        files=files_of(wish.path),
        beside={name: fingerprint_of_files(files_of(file)) for name, file in beside.items()},
    )


def _models(wish: Wish) -> tuple[dict[str, Model], Model]:
    """The models of all cases with the values that were set, and the base case as it is written."""
    if wish.settings:
        scenario = load(wish.path)
        scenario.model_of(wish.case, wish.settings)  # what is wrong in the one that is wanted
        models = {name: scenario.model_of(name, wish.settings) for name in scenario.cases}
        return models, scenario.model
    models = load_cases(wish.path)
    if wish.case not in models:
        load(wish.path).model_of(wish.case)  # says so
    return models, models["base"]


def _options(decided: Run, wish: Wish) -> Comparison:
    """The case beside the other options, or beside doing nothing alone."""
    if not wish.others:
        return beside_nothing(decided)
    own = decided if wish.settings else wish.own
    found = compare([own, *wish.others], wish.against, wish.trials, wish.seed)
    if found.chances is not None and found.chances.interrupted:
        raise KeyboardInterrupt
    return found


def _simulated(
    model: Model, wish: Wish, progress: Progress | None
) -> tuple[Simulation | None, str]:
    """The simulation, or why there is none."""
    if not wish.trials:
        return None, "no trials were asked for"
    measures = (*MEASURED, *rule_of(model))
    try:
        return all_trials(model, wish.trials, wish.seed, progress, measures), ""
    except ProblemsFoundError as error:
        return None, error.problems[0].message
