"""The Python interface: load a scenario, run and simulate its cases."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from bizcase.engine.model import Model
from bizcase.scenario.load import load_model
from bizcase.study.run import Run, run
from bizcase.study.simulation.task import POINTS, TRIALS

if TYPE_CHECKING:
    from bizcase.study.goal_seek.result import GoalSeek
    from bizcase.study.indices import SobolIndices
    from bizcase.study.sensitivity.result import Sensitivity
    from bizcase.study.simulation.result import Simulation


@dataclass(frozen=True)
class Scenario:
    """A scenario file whose base case has been read and found sound."""

    path: Path
    model: Model

    @property
    def cases(self) -> tuple[str, ...]:
        """The names of the cases, `base` first."""
        return ("base", *(name for name in self.model.cases if name != "base"))

    def run(self, case: str = "base", set: Mapping[str, object] | None = None) -> Run:
        """Runs a case, with some values set: `run(set={"products.thermostat.price": 159})`.

        Raises ProblemsFoundError if the case or a path does not exist or a value is unsound.
        """
        return run(self.model_of(case, set))

    def simulate(
        self,
        trials: int = TRIALS,
        seed: int = 1,
        *,
        sampler: str = "latin-hypercube",
        workers: int = 1,
        case: str = "base",
        set: Mapping[str, object] | None = None,
        measures: Sequence[str] = (),
        rows: Sequence[str] = (),
        cluster: str | None = None,
    ) -> Simulation:
        """Simulates a case: see `bizcase.study.simulate.simulate`. Raises ProblemsFoundError.

        `measures` and `rows` over time are wanted beside the usual ones.
        """
        from bizcase.study.simulate import MEASURED, ROWS, simulate

        model = self.model_of(case, set)
        wanted, over_time = (*MEASURED, *measures), (*ROWS, *rows)
        return simulate(model, trials, seed, sampler, workers, wanted, over_time, cluster=cluster)

    def indices(
        self,
        points: int = POINTS,
        seed: int = 1,
        *,
        measure: str = "npv",
        case: str = "base",
        set: Mapping[str, object] | None = None,
    ) -> SobolIndices:
        """Sobol indices of a case: see `bizcase.study.indices.indices`.

        Raises ProblemsFoundError, for example where inputs are correlated.
        """
        from bizcase.study.indices import indices

        return indices(self.model_of(case, set), points, seed, measure)

    def sensitivity(
        self,
        case: str = "base",
        set: Mapping[str, object] | None = None,
        *,
        measure: str = "npv",
        table: tuple[str, str] | None = None,
        steps: int = 5,
    ) -> Sensitivity:
        """What decides a case: see `bizcase.study.sensitivity.explore.sensitivity`."""
        from bizcase.study.sensitivity.explore import sensitivity

        return sensitivity(self.model_of(case, set), self.model, measure, table, steps)

    def goal_seek(
        self,
        vary: str,
        target: str = "npv=0",
        *,
        between: tuple[str, str] | None = None,
        case: str = "base",
        set: Mapping[str, object] | None = None,
    ) -> GoalSeek:
        """The values of a driver that reach a target: see `bizcase.study.goal_seek.seek`."""
        from bizcase.study.goal_seek.seek import goal_seek

        def reread(path: str, text: str) -> Model:
            return load_model(self.path, case, {**(set or {}), path: text})

        model = self.model_of(case, set)
        return goal_seek(model, vary, target, reread, between, self.model)

    def model_of(self, case: str = "base", set: Mapping[str, object] | None = None) -> Model:
        """The model of a case, with some values set. Raises ProblemsFoundError."""
        if case == "base" and not set:
            return self.model
        return load_model(self.path, case, dict(set or {}))


def load(path: str | Path) -> Scenario:
    """Reads a scenario file. Raises ProblemsFoundError with everything that is wrong in it."""
    return Scenario(Path(path), load_model(path))
