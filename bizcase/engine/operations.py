"""What the operators and pointwise functions do to arrays, into a given `out` array.

Missing is NaN. Every operation gives NaN for NaN but `if`, which looks only at the arm it takes.
Infinities (x/0, overflow) are turned into NaN by the caller, whom NumPy's error flags tell.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import numpy.typing as npt

from bizcase.formula.functions.pointwise import SNAP

Array = npt.NDArray[np.float64]
IntArray = npt.NDArray[np.intp]
Operation = Callable[..., Any]


def _comparison(ufunc: Operation, sign: float) -> Operation:
    """A comparison that counts values within 1e-9 of each other as equal."""

    def compare(left: Any, right: Any, out: Array) -> Array:
        missing = np.isnan(left) | np.isnan(right)
        holds = ufunc(np.subtract(left, right), sign * SNAP * np.abs(right))
        out[...] = holds
        out[np.broadcast_to(missing, out.shape)] = np.nan
        return out

    return compare


def _equal(left: Any, right: Any, out: Array) -> Array:
    missing = np.isnan(left) | np.isnan(right)
    out[...] = np.abs(np.subtract(left, right)) <= SNAP * np.abs(right)
    out[np.broadcast_to(missing, out.shape)] = np.nan
    return out


def _unequal(left: Any, right: Any, out: Array) -> Array:
    return np.subtract(1.0, _equal(left, right, out), out=out)


def _if(condition: Any, then: Any, otherwise: Any, out: Array) -> Array:
    if np.ndim(condition) == 2 and condition.shape[1] == 1 < out.shape[1]:
        return _if_by_column(condition[:, 0], then, otherwise, out)
    missing = np.broadcast_to(np.isnan(condition), out.shape)
    out[...] = np.where(np.not_equal(condition, 0), then, otherwise)
    out[missing] = np.nan
    return out


def _if_by_column(condition: Array, then: Any, otherwise: Any, out: Array) -> Array:
    """An `if` that all trials decide alike: whole columns are taken, condition (columns,)."""
    taken = np.broadcast_to(then, out.shape), np.broadcast_to(otherwise, out.shape)
    for column, holds in enumerate(condition.tolist()):
        out[column] = np.nan if holds != holds else taken[0 if holds else 1][column]
    return out


def _and(left: Any, right: Any, out: Array) -> Array:
    missing = np.isnan(left) | np.isnan(right)
    out[...] = np.where(missing, np.nan, np.not_equal(left, 0) & np.not_equal(right, 0))
    return out


def _or(left: Any, right: Any, out: Array) -> Array:
    missing = np.isnan(left) | np.isnan(right)
    out[...] = np.where(missing, np.nan, np.not_equal(left, 0) | np.not_equal(right, 0))
    return out


def _not(value: Any, out: Array) -> Array:
    out[...] = np.where(np.isnan(value), np.nan, np.equal(value, 0))
    return out


def _slack(value: Any) -> Any:
    """How near to a whole number counts as whole; a quarter at most, however large the value."""
    return np.minimum(0.25, SNAP * np.maximum(1.0, np.abs(value)))


def _floor(value: Any, out: Array) -> Array:
    whole: Array = np.floor(value + _slack(value), out=out)
    return whole


def _ceil(value: Any, out: Array) -> Array:
    whole: Array = np.ceil(value - _slack(value), out=out)
    return whole


def _round(value: Any, out: Array) -> Array:
    whole = np.floor(np.abs(value) + _slack(value) + 0.5)
    signed: Array = np.copysign(whole, value, out=out)
    return signed


def _power(base: Any, exponent: Any, out: Array) -> Array:
    """base ^ exponent; 0 ^ 0 is missing, as in a spreadsheet, and so is 1 ^ missing."""
    np.power(base, exponent, out=out)
    zero, missing = np.equal(exponent, 0), np.isnan(exponent)
    if np.any(zero):
        no_base = np.isnan(base) | np.equal(base, 0)
        out[np.broadcast_to(zero & no_base, out.shape)] = np.nan
    if np.any(missing):
        out[np.broadcast_to(missing, out.shape)] = np.nan
    return out


def log_of_base(base: Array, out: Array) -> Array:
    """The logarithm for `power_over_time`, NaN where the base is not positive; (trials,) both."""
    logarithm: Array = np.log(np.where(base > 0, base, np.nan), out=out)
    return logarithm


def power_over_time(base: Array, exponent: Array, logarithm: Array, out: Array) -> Array:
    """base ^ exponent where the base does not change in time: one logarithm for each trial.

    `base` is (trials,), its `log_of_base` too, `exponent` (periods, 1). A trial has the same value
    whatever the others.
    """
    np.multiply(exponent, logarithm, out=out)
    np.exp(out, out=out)
    others = np.isnan(logarithm)
    if others.any():
        power = np.empty((len(out), np.count_nonzero(others)))
        out[:, others] = _power(base[others], exponent, power)
    return out


def power_of_positive(base: Array, exponent: Array, out: Array) -> Array:
    """base ^ exponent where no base is zero or less, by logarithms: these are quicker."""
    np.log(base, out=out)
    np.multiply(out, exponent, out=out)
    return np.exp(out, out=out)


def held_on(before: Array, out: Array) -> Array:
    """A row that stays as it was: `before` is (periods, trials), each of the period before."""
    out[...] = before[0]
    return out


def table_to_date(table: Array, age: Any, out: Array) -> Array:
    """The sum of yearly rates up to an age, each spread evenly over its year."""
    ages = np.arange(len(table) + 1, dtype=float)
    out[...] = np.interp(age, ages, np.concatenate([[0.0], np.cumsum(table)]))
    out[np.broadcast_to(np.isnan(age), out.shape)] = np.nan
    return out


OPERATIONS: dict[str, Operation] = {
    "+": np.add,
    "-": np.subtract,
    "*": np.multiply,
    "/": np.divide,
    "neg": np.negative,
    "^": _power,
    "<": _comparison(np.less, -1.0),
    "<=": _comparison(np.less_equal, 1.0),
    ">": _comparison(np.greater, 1.0),
    ">=": _comparison(np.greater_equal, -1.0),
    "==": _equal,
    "!=": _unequal,
    "exp": np.exp,
    "ln": np.log,
    "sqrt": np.sqrt,
    "abs": np.abs,
    "min": np.minimum,
    "max": np.maximum,
    "floor": _floor,
    "ceil": _ceil,
    "round": _round,
    "if": _if,
    "and": _and,
    "or": _or,
    "not": _not,
    "table_to_date": table_to_date,
}

# Operations that may write into the array they read.
IN_PLACE = {"+", "-", "*", "/", "neg", "exp", "ln", "sqrt", "abs", "min", "max"}
