"""Who works in a cluster: how many threads, and whether they compute as this process would."""

from __future__ import annotations

from collections.abc import Callable
from time import monotonic
from typing import Any

from bizcase.problems import Problem, ProblemsFoundError
from bizcase.study.simulation.edition import Edition, edition

PATIENCE = 10.0  # seconds in which a cluster answers, and in which it may be without workers
_LOOK = 0.5  # seconds after which their number is asked for again
_SAME = "install the same versions on all machines"


class Workforce:
    """The workers behind a client of Dask; all should have the edition of this process, `own`."""

    def __init__(self, client: Any, own: Edition, remark: Callable[[Problem], None]) -> None:
        self.client, self.own, self.remark = client, own, remark
        self.count = 0
        self.asked = self.alive = 0.0
        self.remarked = False

    async def check(self) -> None:
        """Asks all workers for their edition. Raises ProblemsFoundError with those that differ."""
        try:
            await self.client.wait_for_workers(1, PATIENCE)
        except TimeoutError as why:
            said = "the cluster has no workers"
            remedy = "start some: dask worker ADDRESS --nthreads 1"
            raise ProblemsFoundError([Problem("no-cluster", said, help=remedy)]) from why
        self.alive = monotonic()
        found = sorted((await self.client.run(edition, on_error="return")).items())
        problems = [self._differs(worker, its) for worker, its in found]
        if any(problems):
            raise ProblemsFoundError(filter(None, problems))
        for worker, its in found:
            self.compare(worker, its)

    def compare(self, worker: str, its: Edition) -> None:
        """Looks at the edition of a worker, which may have come later."""
        if problem := self._differs(worker, its):
            raise ProblemsFoundError([problem])
        if its.figures != self.own.figures and not self.remarked:
            self.remarked = True
            said = f"the worker at {worker} computes last digits in another way than this machine"
            remedy = "the same seed may give figures that differ there: see docs/cluster.md"
            self.remark(Problem("cluster-differs", said, help=remedy, severity="warning"))

    def _differs(self, worker: str, its: object) -> Problem | None:
        if not isinstance(its, Edition):
            said = f"the worker at {worker} cannot run this bizcase: {its}"
            return Problem("cluster-differs", said, help=_SAME)
        if other := its.other_than(self.own):
            return Problem("cluster-differs", f"the worker at {worker} has {other}", help=_SAME)
        return None

    async def threads(self) -> int:
        """How many trials can be computed at the same time; it may be none for some seconds."""
        now = monotonic()
        if now - self.asked > _LOOK:
            self.asked = now
            self.count = sum((await self.client.nthreads()).values())
            if self.count:
                self.alive = now
            elif now - self.alive > PATIENCE:
                raise lost("the cluster has no workers any more", "their logs say why")
        return self.count


def lost(said: str, remedy: str) -> ProblemsFoundError:
    """The work cannot be ended."""
    return ProblemsFoundError([Problem("cluster-lost", said, help=remedy)])
