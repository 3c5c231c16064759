"""Everything that a page shows of a scenario, found out once before a word of it is written."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from bizcase.chance.draws import BLOCK
from bizcase.engine.model import Model
from bizcase.problems import Problem, ProblemsFoundError
from bizcase.report.charts.names import input_names
from bizcase.report.workbook.proof.certificate import fingerprint_of_files
from bizcase.scenario.files import files_of
from bizcase.scenario.load import load_cases
from bizcase.study.check import check
from bizcase.study.compare import beside_nothing, compare
from bizcase.study.comparison.asked import split
from bizcase.study.comparison.result import Comparison
from bizcase.study.run import Run, run
from bizcase.study.scenario import Scenario, load
from bizcase.study.sensitivity.explore import sensitivity
from bizcase.study.sensitivity.factors import with_factors
from bizcase.study.sensitivity.result import Sensitivity
from bizcase.study.simulate import Progress, simulate
from bizcase.study.simulation.result import Simulation
from bizcase.study.simulation.task import TRIALS
from bizcase.study.simulation.workers import usual_workers
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


@dataclass(frozen=True)
class Findings:
    """The results of all studies; `simulation` is None where `uncertain` says why.

    `runs` are those of all cases, `run` is the one that is decided on. `problems` are what `check`
    says of the scenario and of the other options.
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

    @property
    def model(self) -> Model:
        """The model of the case that is decided on."""
        return self.run.model

    @property
    def several(self) -> bool:
        """Whether there are other options than this one and doing nothing."""
        return len(self.comparison.options) > 1

    @property
    def fingerprint(self) -> str:
        """16 hexadecimal digits over the files of the scenario."""
        return fingerprint_of_files(self.files)

    @cached_property
    def names(self) -> dict[str, str]:
        """What readers call the drivers, by the path of each."""
        known = input_names(with_factors(self.model))
        drivers = (one.driver for one in self.sensitivity.responses)
        return {driver.path: known.get(driver.input, driver.path) for driver in drivers}


def find(wish: Wish, progress: Progress | None = None) -> Findings:
    """Runs, varies, simulates, compares and checks. Raises ProblemsFoundError."""
    scenario = load(wish.path)
    model = scenario.model_of(wish.case, wish.settings)
    runs = tuple(run(each) for each in _cases(scenario, wish))
    decided = next((one for one in runs if one.case == model.case), run(model))
    found, uncertain = _simulated(model, wish, progress)
    return Findings(
        wish,
        runs,
        decided,
        _options(decided, wish),
        sensitivity(model, scenario.model),
        found,
        uncertain,
        _checked(wish),
        files_of(wish.path),
    )


def _cases(scenario: Scenario, wish: Wish) -> list[Model]:
    if not wish.settings:
        return list(load_cases(wish.path).values())
    return [scenario.model_of(name, wish.settings) for name in scenario.cases]


def _options(decided: Run, wish: Wish) -> Comparison:
    """The case beside the other options, or beside doing nothing alone."""
    if not wish.others:
        return beside_nothing(decided)
    own = f"{wish.path}#{wish.case}" if wish.case != "base" else str(wish.path)
    return compare([decided if wish.settings else own, *wish.others], None, wish.trials, wish.seed)


def _simulated(
    model: Model, wish: Wish, progress: Progress | None
) -> tuple[Simulation | None, str]:
    """The simulation, or why there is none."""
    if not wish.trials:
        return None, "no trials were asked for"
    measures = ("npv", "irr", "payback_years", "peak_funding", *rule_of(model))
    workers = usual_workers(-(-wish.trials // BLOCK))
    try:
        found = simulate(
            model, wish.trials, wish.seed, workers=workers, measures=measures, progress=progress
        )
    except ProblemsFoundError as error:
        return None, error.problems[0].message
    return found, ""


def _checked(wish: Wish) -> tuple[Problem, ...]:
    """The problems of all files, each file looked at once."""
    files: Sequence[Path] = [wish.path, *(split(each)[0] for each in wish.others)]
    return tuple(problem for file in dict.fromkeys(files) for problem in check(file).problems)
