"""An option: a case of a scenario, or doing nothing, as a comparison sees it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from bizcase.study.measures.flows import Flows
from bizcase.study.measures.irr import irr_all
from bizcase.study.measures.registry import MEASURES
from bizcase.study.run import Run
from bizcase.study.unit_economics import subscription_measures
from bizcase.study.view import AS_IT_IS, View

NOTHING = "Do nothing"
EXPECTED = "value_if_started"  # in place of NPV where stages may fail


@dataclass(frozen=True, eq=False)
class Option:
    """What can be chosen. `run` is None for doing nothing, which costs and brings nothing.

    Flows and measures are those in its `view`, from the day of the decision. `written` is how it
    was asked for.
    """

    name: str
    flows: Flows
    run: Run | None = None
    written: str = ""
    view: View = AS_IT_IS

    @cached_property
    def measures(self) -> dict[str, float | None]:
        """Every measure by name, those of subscriptions last; None where it does not exist."""
        with np.errstate(all="ignore"):  # what overflows is missing
            found = {name: float(m.compute(self.flows)[0]) for name, m in MEASURES.items()}
        own = subscription_measures(self.run) if self.run else {}
        # Adding zero turns -0 into 0.
        return {n: v + 0.0 if np.isfinite(v) else None for n, v in (found | own).items()}

    @cached_property
    def why_null(self) -> dict[str, str]:
        """For each missing measure the reason."""
        missing = [name for name, value in self.measures.items() if value is None]
        return {name: MEASURES[name].why(self.flows, 0) for name in missing}

    @cached_property
    def expected(self) -> float | None:
        """What may be expected of it if stages may fail, as of the decision; else its NPV."""
        staged = self.run.stages if self.run else None
        if staged is None:
            return self.measures["npv"]
        value = staged.value_if_started
        return None if value is None else value * float(self.flows.discount_factor[0, 0])

    def by(self, measure: str) -> float | None:
        """A measure, or what may be expected: `value_if_started`."""
        return self.expected if measure == EXPECTED else self.measures[measure]

    @cached_property
    def irr_all(self) -> tuple[float, ...]:
        """Every rate above -100 % at which the option is worth nothing; none for doing nothing."""
        only = self.measures["irr"]
        if only is not None:  # found by another search, it may differ in the last digit
            return (only,)
        times, amounts = self.flows.timed
        return tuple(irr_all(times, amounts[:, 0])) if np.isfinite(amounts).all() else ()

    @property
    def life(self) -> float:
        """Years in operation; 0 for doing nothing."""
        return self.run.model.timeline.horizon if self.run else 0.0

    @property
    def rate(self) -> float:
        """The discount rate, effective per year."""
        return float(self.flows.rate[0])

    @property
    def goes_on(self) -> bool:
        """Whether a terminal value stands for what follows its life."""
        return bool(self.flows.terminal_value.any())


def option(name: str, run: Run, written: str = "", view: View = AS_IT_IS) -> Option:
    """The option of a run."""
    return Option(name, view.seen(run.flows), run, written, view)


def do_nothing(like: Option) -> Option:
    """Doing nothing, over the time and at the rate of another option."""
    zero = np.zeros_like(like.flows.cash)
    return Option(NOTHING, replace(like.flows, cash=zero, terminal_value=zero, benefits=zero))
