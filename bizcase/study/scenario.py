"""The Python interface: load a scenario, run its cases."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from bizcase.engine.model import Model
from bizcase.scenario.load import load_model
from bizcase.study.run import Run, run


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
        if case == "base" and not set:
            return run(self.model)
        return run(load_model(self.path, case, dict(set or {})))


def load(path: str | Path) -> Scenario:
    """Reads a scenario file. Raises ProblemsFoundError with everything that is wrong in it."""
    return Scenario(Path(path), load_model(path))
