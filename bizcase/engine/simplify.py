"""Algebra on operands that saves work: neutral elements, constant factors, constant conditions."""

from __future__ import annotations

import math
from typing import TypeVar

import numpy as np

from bizcase.engine.operations import Array
from bizcase.engine.plan import Instruction, Known, Operand, Pass, Temp, reads

Constant = float | Known
T = TypeVar("T")
SMALLEST = 1e-300  # a divisor below this may have no finite inverse


def simplified(symbol: str, operands: tuple[T, ...]) -> T | None:
    """The operand that an operation comes down to, or None. Numbers are operands as floats.

    x + 0, x - 0, x * 1 and x / 1 are x, so that absent lines fold away. 0 * x is not 0: x may be
    missing. An `if` whose condition is known takes its arm.
    """
    left, right = operands[0], operands[-1]
    if (symbol in "+-" and right == 0.0) or (symbol in ("*", "/", "^") and right == 1.0):
        return left
    if (symbol == "+" and left == 0.0) or (symbol == "*" and left == 1.0):
        return right
    if symbol in ("min", "max") and left == right:
        return left
    if symbol == "if" and isinstance(left, float) and not math.isnan(left):
        return operands[1] if left != 0 else operands[2]
    return None


def with_constant(
    symbol: str, operands: tuple[Operand, ...]
) -> tuple[str, Operand, Constant] | None:
    """x + 3, 3 + x, x - 3 as ("+", x, constant) and x * 3, 3 * x, x / 3 as ("*", x, constant).

    Chains of these come down to one operation: (x * 3) * 4 is x * 12.
    """
    if len(operands) != 2:
        return None
    left, right = operands
    if symbol in ("+", "*") and isinstance(left, Constant):
        return symbol, right, left
    if not isinstance(right, Constant):
        return None
    if symbol in ("+", "*"):
        return symbol, left, right
    if symbol == "-":
        return "+", left, negative(right)
    if symbol == "/" and isinstance(right, float) and abs(right) > SMALLEST:
        return "*", left, 1.0 / right
    return None


def combined(symbol: str, left: Constant, right: Constant) -> Constant | None:
    """The sum or the product of two constants; None where it overflows."""
    operation = np.add if symbol == "+" else np.multiply
    with np.errstate(over="ignore", under="ignore"):
        both = operation(_array(left), _array(right))
    if np.any(np.isinf(both)):
        return None  # infinity is no number: the trial's value may still be small enough
    return float(both) if np.ndim(both) == 0 else folded(both)


def negative(constant: Constant) -> Constant:
    """Minus a constant."""
    return -constant if isinstance(constant, float) else Known.of(-constant.array)


def folded(values: Array) -> Constant:
    """A constant for values over the columns: a number where they are all the same."""
    return float(values[0]) if np.all(values == values[0]) else Known.of(values)


def _array(constant: Constant) -> Array | float:
    return constant.array if isinstance(constant, Known) else constant


def without_dead_code(part: Pass) -> None:
    """Drops instructions whose result nobody reads."""
    alive: set[Temp] = set()
    kept = []
    for step in reversed(part.code):
        if isinstance(step, Instruction) and isinstance(step.out, Temp) and step.out not in alive:
            continue
        alive.update(reads(step))
        kept.append(step)
    part.code = kept[::-1]
