"""The engines that simulate the yardstick case: each from nothing to its percentiles."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path

import numpy as np

from benchmarks.yardstick.cells import Cells
from benchmarks.yardstick.draws import drawn, drawn_by_table
from benchmarks.yardstick.peers import with_monaco, with_squigglepy
from benchmarks.yardstick.per_trial import plain_python, with_pandas
from benchmarks.yardstick.tile import Tile
from bizcase.scenario.load import load_model
from bizcase.study.simulate import simulate

SCENARIO = Path(__file__).parents[2] / "tests" / "yardstick" / "yardstick.yaml"
_AT_ONCE = 50_000  # modelx keeps 30 kB of each trial
SHARES = np.linspace(0.01, 0.99, 99)


@dataclass(frozen=True)
class Engine:
    """Something that simulates, how many trials a round has, and how many times slower it may be.

    `needs` is a package that must be there.
    """

    name: str
    run: Callable[[int], object]
    trials: int
    aim: float | None = None
    needs: str | None = None

    @property
    def missing(self) -> bool:
        """Whether the package is not installed."""
        return self.needs is not None and find_spec(self.needs) is None

    @property
    def title(self) -> str:
        """The name, with the version of the package."""
        if self.needs is None or self.missing:
            return self.name
        return f"{self.name} {version(self.needs)}"


def engines(trials: int) -> list[Engine]:
    """bizcase first; `trials` is how many it does in a round."""
    return [
        Engine("bizcase, from the YAML file", _bizcase, trials),
        Engine("hand-tuned NumPy tile", _tile, trials, 0.8),
        Engine("modelx, arrays of 10,000", _modelx, trials // 10, 5, "modelx"),
        Engine("modelx, arrays of all trials", _modelx_at_once, _AT_ONCE, 5, "modelx"),
        Engine("squigglepy, arrays", _squigglepy, trials // 10, None, "squigglepy"),
        Engine("monaco", _monaco, trials // 200, 60, "monaco"),
        Engine("plain Python", _plain_python, trials // 200),
        Engine("pandas", _pandas, max(2, trials // 20_000), 3_000),
    ]


def _bizcase(trials: int) -> object:
    return simulate(load_model(SCENARIO), trials, rows=())


def _tile(trials: int) -> object:
    tile, generator = Tile(), np.random.default_rng(1)
    found = np.concatenate(
        [
            tile.run(drawn_by_table(tile.trials, generator))
            for _ in range(-(-trials // tile.trials))
        ],
        axis=1,
    )[:, :trials]
    return np.nanquantile(found, SHARES, axis=1)


def _modelx(trials: int, at_once: int = 10_000) -> object:
    cells, found = Cells(), []
    for seed in range(-(-trials // at_once)):
        found.append(cells.run(drawn(min(at_once, trials - seed * at_once), seed)))
    cells.model.close()
    return np.nanquantile(np.concatenate(found, axis=1), SHARES, axis=1)


def _modelx_at_once(trials: int) -> object:
    return _modelx(trials, trials)


def _squigglepy(trials: int, at_once: int = 1_000) -> object:
    parts = [with_squigglepy(at_once) for _ in range(-(-trials // at_once))]
    return np.nanquantile(np.concatenate(parts, axis=1), SHARES, axis=1)


def _monaco(trials: int) -> object:
    return np.nanquantile(with_monaco(trials), SHARES, axis=1)


def _plain_python(trials: int) -> object:
    return np.nanquantile([plain_python(draw) for draw in drawn(trials).T.tolist()], SHARES, axis=0)


def _pandas(trials: int) -> object:
    return np.nanquantile([with_pandas(draw) for draw in drawn(trials).T.tolist()], SHARES, axis=0)
