"""What a simulation computes: small, and the same wherever a part of it is computed."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import blake2b
from pickle import dumps

from bizcase.chance.draws import BLOCK
from bizcase.engine.model import Model
from bizcase.study.view import AS_IT_IS, View

TRIALS = 10_000  # of a simulation, unless it is said
POINTS = 4_096  # of Sobol indices; a power of two
TILE = 4_000  # trials evaluated together
BLOCKS_FOR_ROWS = 64  # the first ones: of these rows over time and ranks are kept


@dataclass(frozen=True)
class Task:
    """The trials of a model, the measures of each and the rows over time that are wanted."""

    model: Model
    trials: int
    seed: int
    sampler: str
    measures: tuple[str, ...]
    rows: tuple[str, ...]
    tile: int = TILE
    view: View = AS_IT_IS

    @property
    def blocks(self) -> int:
        """How many blocks hold the trials; the last one may be smaller."""
        return -(-self.trials // BLOCK)

    def count(self, block: int) -> int:
        """The trials in a block."""
        return min(BLOCK, self.trials - block * BLOCK)

    def packed(self) -> tuple[str, bytes]:
        """A name for the task and its bytes, to be sent to a worker once."""
        written = dumps(self)
        return blake2b(written, digest_size=16).hexdigest(), written
