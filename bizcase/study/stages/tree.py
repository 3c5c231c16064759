"""The tree of stages and outcomes, and what each of its branches is worth, found from the end."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from bizcase.engine.model import Model
from bizcase.study.stages.paths import Key, Path, paths_of


@dataclass(frozen=True, slots=True)
class Branch:
    """One outcome of a stage, after certain outcomes of the stages before it.

    All money is worth at the opening. `spent` is what flowed before the gate, `stopped` what a
    stop there brings. `going_on` is what may be expected of all that follows, its costs included,
    if one stops later wherever that is better; None where the outcome ends the product.
    """

    stage: int
    outcome: str
    probability: float  # once the stage has begun
    reached: float  # the chance to get here if nobody stops by choice
    begins: int
    gate: int
    cost: float  # of the stage, before tax, not discounted
    paid_out: float  # cash out before the gate, not discounted
    spent: float
    stopped: float
    going_on: float | None
    without_choice: float  # the net present value expected if only failure stops the product
    further: tuple[Branch, ...] = ()

    @property
    def goes_on(self) -> bool:
        """Whether going on is worth more than stopping."""
        return self.going_on is not None and self.going_on > self.stopped

    @property
    def worth(self) -> float:
        """The net present value that may be expected here, with the better of the two."""
        goes = self.goes_on and self.going_on is not None
        return self.spent + (self.going_on or 0.0 if goes else self.stopped)

    def walk(self) -> Iterator[Branch]:
        """This branch and all that follow it."""
        yield self
        for branch in self.further:
            yield from branch.walk()


def branches_of(model: Model) -> tuple[Branch, ...]:
    """The outcomes of the first stage, with all that may follow.

    Rolled back from the end (Magee 1964): at every gate one goes on if that is worth more than to
    stop. Raises ProblemsFoundError where outcomes do not go together.
    """
    return _branches(model, paths_of(model), 0, (), 1.0)


def _branches(
    model: Model, paths: Mapping[Key, Path], stage: int, before: Key, reached: float
) -> tuple[Branch, ...]:
    """The outcomes of a stage, after those of `before` that changed something."""
    here = paths[before].places[stage]
    found = []
    for number, outcome in enumerate(model.stages[stage].outcomes):
        chance = here.chances[number]
        key = (*before, (stage, number)) if outcome.changes else before
        path = paths[key]
        further: tuple[Branch, ...] = ()
        if not outcome.stops and stage + 1 < len(model.stages):
            further = _branches(model, paths, stage + 1, key, reached * chance)
        spent, stopped = path.spent(stage), path.received(stage)
        at_best = sum(b.probability * b.worth for b in further) if further else path.npv
        expected = sum(b.probability * b.without_choice for b in further) if further else path.npv
        place = path.places[stage]
        assert here.begins is not None
        assert place.gate is not None
        found.append(
            Branch(
                stage=stage,
                outcome=outcome.name,
                probability=chance,
                reached=reached * chance,
                begins=here.begins,
                gate=place.gate,
                cost=path.costs[stage],
                paid_out=path.paid_out(stage),
                spent=spent,
                stopped=stopped,
                going_on=None if outcome.stops else at_best - spent,
                without_choice=spent + stopped if outcome.stops else expected,
                further=further,
            )
        )
    return tuple(found)
