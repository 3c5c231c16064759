"""The choice as a linear programme, for the solver HiGHS: whole options, or shares of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from bizcase.study.portfolio.budget import Limit
from bizcase.study.portfolio.option import Option
from bizcase.study.portfolio.rules import Rules

FloatArray = npt.NDArray[np.float64]
WITHIN = 1e-9  # of the largest amount in it: by so much a limit may seem to be exceeded
_LARGEST = 1e3  # the largest NPV as the solver sees it, whose tolerances are about 1e-6
_MOST_CUTS = 1_000


@dataclass(frozen=True, slots=True)
class Programme:
    """Maximise `npv` @ x for shares x of n options, `needs` @ x <= amounts of the budgets.

    `rules` @ x <= `most` says what goes together, `least` which options are decided.
    """

    npv: FloatArray  # (n,)
    needs: FloatArray  # (limits, n)
    budget: npt.NDArray[np.intp]  # (limits,): which budget sets each limit
    rules: FloatArray  # (rules, n)
    most: FloatArray  # (rules,)
    least: FloatArray  # (n,)

    def within(self, shares: FloatArray, amounts: FloatArray) -> bool:
        """Whether shares keep limits and rules; `amounts` has one for every budget."""
        room = amounts[self.budget] - self.needs @ shares
        keeps_rules = np.all(self.rules @ shares <= self.most + WITHIN)
        return bool(keeps_rules and np.all(room >= -WITHIN * self.sizes(amounts)))

    def sizes(self, amounts: FloatArray) -> FloatArray:
        """The largest amount in each limit, (limits,)."""
        largest = np.abs(self.needs).max(axis=1, initial=0.0)
        sizes: FloatArray = np.maximum(largest, np.abs(amounts[self.budget]))
        return np.where(sizes > 0, sizes, 1.0)


def programme(options: Sequence[Option], limits: Sequence[Limit], rules: Rules) -> Programme:
    """The programme of options under limits and rules."""
    place = {option.key: number for number, option in enumerate(options)}
    lines: list[FloatArray] = []
    most: list[float] = []
    for group in rules.exclude:
        line = np.zeros(len(options))
        line[[place[key] for key in group]] = 1.0
        lines.append(line)
        most.append(1.0)
    for key, needed in rules.requires.items():
        for other in needed:
            line = np.zeros(len(options))
            line[place[key]], line[place[other]] = 1.0, -1.0
            lines.append(line)
            most.append(0.0)
    count = len(options)
    return Programme(
        npv=np.array([option.npv for option in options]),
        needs=np.array([limit.needs for limit in limits]).reshape(len(limits), count),
        budget=np.array([limit.budget for limit in limits], dtype=np.intp),
        rules=np.array(lines).reshape(len(lines), count),
        most=np.array(most),
        least=np.array([float(option.key in rules.decided) for option in options]),
    )


def best(found: Programme, amounts: FloatArray, divisible: bool) -> FloatArray | None:
    """The shares (n,) with the highest NPV; None where no choice keeps limits and rules.

    Whole options are a mixed integer programme (Lorie & Savage 1955; Weingartner 1963).
    """
    if divisible:
        solved = _linear(found, amounts)
        return None if solved is None else np.clip(solved.x, found.least, 1.0)
    lines, limits = _lines(found, amounts)
    worthless = -found.npv * _scale(found)
    return _whole(found, worthless, lines, limits, lambda shares: found.within(shares, amounts))


def unit_values(found: Programme, amounts: FloatArray, budget: int) -> tuple[float | None, float]:
    """What the last and what a further unit of a budget is worth where options can be divided.

    The dual values of the budget a hair below and a hair above its amount: at a corner, where an
    option has just been paid for, they differ. The first is None where less money leaves no choice.
    """
    sizes = found.sizes(amounts)[found.budget == budget]
    hair = 1e-6 * float(sizes.max(initial=abs(amounts[budget])))
    below, above = (_dual(found, amounts, budget, side * hair) for side in (-1.0, 1.0))
    return below, above if above is not None else 0.0


def least_increase(
    found: Programme, amounts: FloatArray, budget: int, better_than: float
) -> float | None:
    """By how much a budget must rise for whole options worth more than so much; None if never."""
    lines, limits = _lines(found, amounts)
    size = float(np.abs(found.needs).max(initial=1.0))
    # One more unknown beside the shares: the increase, in units of that size.
    rise = np.zeros(len(limits))
    rise[: len(found.needs)] = np.where(found.budget == budget, -size / found.sizes(amounts), 0.0)
    scaled = np.append(found.npv, 0.0) * _scale(found)
    lines = np.vstack([np.column_stack([lines, rise]), -scaled])
    limits = np.append(limits, -better_than * _scale(found))

    def increase(shares: FloatArray) -> float:
        own = found.budget == budget
        return float(max(0.0, (found.needs[own] @ shares - amounts[budget]).max(initial=0.0)))

    def is_kept(shares: FloatArray) -> bool:
        raised = amounts.copy()
        raised[budget] += increase(shares)
        return found.within(shares, raised) and float(found.npv @ shares) > better_than

    aim = np.append(np.zeros(len(found.npv)), 1.0)
    shares = _whole(found, aim, lines, limits, is_kept)
    return None if shares is None else increase(shares)


def _dual(found: Programme, amounts: FloatArray, budget: int, moved: float) -> float | None:
    nearby = amounts.copy()
    nearby[budget] += moved
    solved = _linear(found, nearby)
    if solved is None:
        return None
    marginals = -solved.ineqlin.marginals[: len(found.needs)] / found.sizes(nearby)
    value = float(marginals[found.budget == budget].sum()) / _scale(found)
    return float(f"{value:.10g}") + 0.0  # what is behind is rounding


def _linear(found: Programme, amounts: FloatArray) -> Any:
    """The solution of the linear programme, scaled; None where there is none."""
    from scipy.optimize import linprog

    lines, limits = _lines(found, amounts)
    solved: Any = linprog(
        -found.npv * _scale(found),
        A_ub=lines,
        b_ub=limits,
        bounds=np.column_stack([found.least, np.ones(len(found.npv))]),
        method="highs",
    )
    return solved if solved.x is not None else None


def _whole(
    found: Programme,
    aim: FloatArray,
    lines: FloatArray,
    limits: FloatArray,
    is_kept: Callable[[FloatArray], bool],
) -> FloatArray | None:
    """The shares, 0 or 1 each, that make `aim` @ x least with `lines` @ x <= `limits`.

    Behind the shares there may be further unknowns from 0 on. The solver takes a limit for kept
    that is exceeded by a millionth: what `is_kept` refuses is cut off.
    """
    from scipy.optimize import Bounds, LinearConstraint, milp

    count, further = len(found.npv), np.zeros(len(aim) - len(found.npv))
    bounds = Bounds(np.append(found.least, further), np.append(np.ones(count), further + np.inf))
    for _ in range(_MOST_CUTS):
        solved: Any = milp(
            aim,
            integrality=np.append(np.ones(count), further),
            bounds=bounds,
            constraints=[LinearConstraint(lines, ub=limits)],
            options={"mip_rel_gap": 0.0},
        )
        if solved.x is None:
            return None
        shares: FloatArray = np.round(solved.x[:count]) + 0.0
        if is_kept(shares):
            return shares
        cut = np.append(np.where(shares > 0, 1.0, -1.0), further)
        lines, limits = np.vstack([lines, cut]), np.append(limits, shares.sum() - 1.0)
    return None


def _lines(found: Programme, amounts: FloatArray) -> tuple[FloatArray, FloatArray]:
    """The limits, each divided by its largest amount, and the rules."""
    sizes = found.sizes(amounts)
    lines = np.vstack([found.needs / sizes[:, None], found.rules])
    return lines, np.concatenate([amounts[found.budget] / sizes, found.most])


def _scale(found: Programme) -> float:
    largest = float(np.abs(found.npv).max(initial=0.0))
    return _LARGEST / largest if largest else 1.0
