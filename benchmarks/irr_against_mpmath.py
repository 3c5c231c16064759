"""Every root of random streams of cash, against mpmath's polynomial roots at 50 digits.

    python benchmarks/irr_against_mpmath.py [rows]

Each kind of stream gets the same share of the rows. A rate is wrong if it is off by more than 1e-9
of 1 + rate, or by more than a float can tell apart; missing or superfluous if the counts differ.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import mpmath
import numpy as np

from bizcase.study.measures.irr import irr, irr_all
from bizcase.study.measures.roots.columns import FloatArray

Random = np.random.Generator
Draw = Callable[[Random], FloatArray]

LARGEST_ERROR = 1e-9
DIGITS = 50


def j_curve(random: Random) -> FloatArray:
    """Money out for one to three years, then money in, with noise on every flow."""
    years = int(random.integers(4, 16))
    spent = int(random.integers(1, 4))
    flows = np.full(years + 1, random.uniform(0.5, 4.0) / years)
    flows[:spent] = -1.0 / spent
    return np.round(1e6 * flows * (1 + random.normal(0, 0.6, years + 1)), 2)


def clean_up(random: Random) -> FloatArray:
    """A J-curve that ends with a cost, so that its roots come in pairs."""
    flows = j_curve(random)
    flows[-1] = -random.uniform(0, 2) * flows.max()
    return flows


def noise(random: Random) -> FloatArray:
    """Flows of any sign, some of them zero."""
    count = int(random.integers(3, 18))
    return random.normal(size=count) * (random.random(count) < 0.8)


def many_roots(random: Random) -> FloatArray:
    """One to six rates, from -99.98 % or -99 % to 10,000 %, and a factor without real roots."""
    count = int(random.integers(1, 7))
    # Many rates near -100 % would make flows of less than 1e-14 of the largest, which irr ignores.
    lowest = np.log(2e-4 if count <= 3 else 1e-2)
    rates = np.expm1(random.uniform(lowest, np.log(101.0), count))
    flows = np.array([-1.0, random.uniform(-1, 1), -1.0])
    for rate in rates:
        flows = np.convolve(flows, [1.0, -(1.0 + rate)])
    return np.pad(flows, tuple(random.integers(0, 3, 2)))


def seasonal(random: Random) -> FloatArray:
    """Quarters of an investment that loses money out of season."""
    quarters = np.arange(int(random.integers(12, 29)))
    flows = random.uniform(0.02, 0.3) + random.uniform(0.1, 0.6) * np.sin(quarters * np.pi / 2 + 1)
    flows[0] = -1.0
    return flows * (1 + random.normal(0, 0.05, len(quarters)))


KINDS: dict[str, Draw] = {
    "j-curve": j_curve,
    "clean-up": clean_up,
    "noise": noise,
    "many roots": many_roots,
    "seasonal": seasonal,
}


@dataclass(frozen=True)
class Timing:
    """Times of the flows, and the power of the yearly discount factor that all of them are of."""

    times: FloatArray
    power: float

    @property
    def exponents(self) -> list[int]:
        return [round(time / self.power) for time in self.times]


def timing(count: int, random: Random) -> Timing:
    """End-of-year, mid-year or quarterly timing."""
    years = np.arange(count, dtype=np.float64)
    return (
        Timing(years, 1.0),
        Timing(np.maximum(years - 0.5, 0.0), 0.5),
        Timing(years / 4, 0.25),
    )[int(random.integers(0, 3))]


def reference_roots(when: Timing, flows: FloatArray) -> list[float]:
    """All real rates above -100 %, from the positive real roots of a polynomial."""
    coefficients = [mpmath.mpf(0)] * (when.exponents[-1] + 1)
    for exponent, flow in zip(when.exponents, flows, strict=True):
        coefficients[exponent] += mpmath.mpf(float(flow))
    while coefficients and coefficients[0] == 0:
        coefficients.pop(0)
    while coefficients and coefficients[-1] == 0:
        coefficients.pop()
    if len(coefficients) < 2:
        return []
    near = [complex(root) for root in np.roots([float(each) for each in coefficients[::-1]])]
    roots = mpmath.polyroots(coefficients, 2000, extraprec=400, roots_init=near, asc=True)
    real = [mpmath.re(root) for root in roots if abs(mpmath.im(root)) < abs(root) * 1e-25]
    return sorted(float(root ** (-1 / when.power) - 1) for root in real if root > 0)


def agree(found: list[float], expected: list[float]) -> bool:
    """Whether two lists of rates are the same but for rounding."""
    return len(found) == len(expected) and bool(
        np.allclose(found, expected, rtol=0, atol=LARGEST_ERROR * (1 + np.array(expected)) + 4e-16)
    )


def mistakes(kind: str, rows: int, seed: int) -> Iterator[str]:
    """What irr_all and irr get wrong in some random streams of one kind."""
    random = np.random.default_rng([seed, list(KINDS).index(kind)])
    for _ in range(rows):
        flows = KINDS[kind](random)
        when = timing(len(flows), random)
        with mpmath.workdps(DIGITS):
            expected = reference_roots(when, flows)
        where = f"{flows.tolist()} at {when.times.tolist()}"
        found = irr_all(when.times, flows)
        if not agree(found, expected):
            yield f"{where}: {found}, not {expected}"
        single = irr(when.times, flows[:, None])
        only = expected if len(expected) == 1 else []
        if not agree(single[np.isfinite(single)].tolist(), only):
            yield f"{where}: irr {single[0]}, roots {expected}"


def main(rows: int) -> None:
    for kind in KINDS:
        start = time.perf_counter()
        wrong = list(mistakes(kind, rows // len(KINDS), seed=2026))
        print(f"{kind}: {rows // len(KINDS)} rows, {len(wrong)} mistakes", end="")
        print(f" ({time.perf_counter() - start:.0f} s)", *wrong[:5], sep="\n  ", flush=True)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 10_000)
