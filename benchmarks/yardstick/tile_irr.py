"""The rates of return of a tile of trials of the yardstick case."""

from __future__ import annotations

import numpy as np

from benchmarks.yardstick.columns import PER_YEAR, PERIODS, Array

_YEARS = PERIODS // PER_YEAR
_MONTH = np.arange(PERIODS + 1.0)[:, None]
_MIDDLE = np.concatenate([[0.0], np.arange(_YEARS) * PER_YEAR + (PER_YEAR + 1) / 2])[:, None]
_CLOSE, _EXACT = 1e-4, 1e-7  # steps; what is left after a step is about its square


class Rates:
    """Newton's method on ln PV(inflows) - ln PV(outflows), by years first and then by months."""

    def __init__(self, trials: int) -> None:
        self.monthly = np.empty((5, PERIODS + 1, trials))
        self.yearly = np.empty((5, _YEARS + 1, trials))

    def of(self, flows: Array) -> Array:
        """The yearly rates of flows (121, trials) that go out first and then come in."""
        gained, spent, gained_later, spent_later, factors = self.monthly
        np.maximum(flows, 0.0, out=gained)
        np.subtract(gained, flows, out=spent)
        force = self._by_years()
        incoming, outgoing = _reach(gained), _reach(spent)
        np.multiply(gained[incoming], _MONTH[incoming], out=gained_later[incoming])
        np.multiply(spent[outgoing], _MONTH[outgoing], out=spent_later[outgoing])
        for _ in range(30):
            factor = np.exp(-force)
            factors[0], factors[1], filled = 1.0, factor, 2
            while filled <= PERIODS:
                more = min(filled, PERIODS + 1 - filled)
                power = factors[filled - 1] * factor
                np.multiply(factors[:more], power, out=factors[filled : filled + more])
                filled += more
            step = _step(
                _sum(gained[incoming], factors[incoming]),
                _sum(spent[outgoing], factors[outgoing]),
                _sum(gained_later[incoming], factors[incoming]),
                _sum(spent_later[outgoing], factors[outgoing]),
            )
            force += step
            if np.abs(step).max() < _EXACT:
                break
        found: Array = np.expm1(force * PER_YEAR)
        return found

    def _by_years(self) -> Array:
        gained, spent, gained_later, spent_later, factors = self.yearly
        for months, years in ((self.monthly[0], gained), (self.monthly[1], spent)):
            years[0] = months[0]
            np.add.reduce(months[1:].reshape(_YEARS, PER_YEAR, -1), axis=1, out=years[1:])
        np.multiply(gained, _MIDDLE, out=gained_later)
        np.multiply(spent, _MIDDLE, out=spent_later)
        force = np.zeros(gained.shape[1])
        for _ in range(6):
            np.exp(np.multiply(-_MIDDLE, force, out=factors), out=factors)
            step = _step(*(_sum(part, factors) for part in self.yearly[:4]))
            force += step
            if np.abs(step).max() < _CLOSE:
                break
        return force


def _step(gained: Array, spent: Array, gained_later: Array, spent_later: Array) -> Array:
    step = np.log(gained / spent) / (gained_later / gained - spent_later / spent)
    return np.clip(step, -0.5, 0.5)


def _sum(amounts: Array, factors: Array) -> Array:
    total: Array = np.einsum("mn,mn->n", amounts, factors)
    return total


def _reach(amounts: Array) -> slice:
    """The months from the first to the last in which any trial has an amount."""
    some = np.flatnonzero(np.maximum.reduce(amounts, axis=1))
    return slice(int(some[0]), int(some[-1]) + 1)
