"""Draws normal scores for uncertain inputs, in blocks of 1,000 trials that can be drawn anywhere.

Block b of an input comes from a generator of its own, keyed by the seed, the input's key and b
(Philox: Salmon, Moraes, Dror & Shaw 2011). So any worker can draw any block, and an input that is
added or taken away leaves the draws of all others as they were.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from hashlib import blake2b
from typing import Any, Literal, get_args

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
Sampler = Literal["latin-hypercube", "random", "sobol"]
SAMPLERS: tuple[str, ...] = get_args(Sampler)
BLOCK = 1_000  # trials
_SMALLEST = 2.0**-54  # a share of 0 would be a score of minus infinity
_SOBOL_BITS = 30


class Draws:
    """The draws of inputs by their keys; inputs of one key have the same draws.

    With Sobol points all inputs together are one sequence: there an added input moves the others.
    """

    def __init__(self, keys: Sequence[str], seed: int, sampler: str = "latin-hypercube") -> None:
        if sampler not in SAMPLERS:
            raise ValueError(f"sampler is one of {', '.join(SAMPLERS)}, not {sampler}")
        self.keys, self.seed, self.sampler = tuple(keys), seed, sampler
        self.dimension = {key: place for place, key in enumerate(sorted(set(keys)))}
        philox = (np.random.Philox(key=_words(seed, key)) for key in keys)
        self.generators = [np.random.Generator(bits) for bits in philox]
        self.sequence: _Sequence | None = None

    def block(self, number: int, count: int = BLOCK) -> Array:
        """Normal scores of the first `count` trials of a block, (keys, count).

        A hypercube has `count` layers: a last block that is smaller is a hypercube of its own.
        """
        from scipy.special import ndtri

        scores = np.empty((len(self.keys), count))
        if not self.keys:
            return scores
        if self.sampler == "sobol":
            shares = self._sobol(number, count)
            for row, key in enumerate(self.keys):
                ndtri(shares[self.dimension[key]], out=scores[row])
            return scores
        draw = _DRAWN[self.sampler]
        for row, generator in enumerate(self.generators):
            _go_to(generator, number)
            ndtri(np.maximum(draw(generator, count), _SMALLEST), out=scores[row])
        return scores

    def _sobol(self, number: int, count: int) -> Array:
        """Shares of the trials of a block, (dimensions, count)."""
        if self.sequence is None or self.sequence.at > number * BLOCK:
            self.sequence = _Sequence(len(self.dimension), self.seed)
        return self.sequence.points(number * BLOCK, count)


class _Sequence:
    """Scrambled Sobol points (Owen 1998; directions of Joe & Kuo 2008), asked for in order."""

    def __init__(self, dimensions: int, seed: int) -> None:
        from scipy.stats import qmc

        generator = np.random.default_rng(_words(seed, "sobol").tolist())
        self.engine: Any = qmc.Sobol(dimensions, bits=_SOBOL_BITS, seed=generator)
        self.at = 0

    def points(self, first: int, count: int) -> Array:
        """Points `first` to `first + count - 1`, each in the middle of its cell."""
        if first > self.at:
            self.engine.fast_forward(first - self.at)
        elif self.at == 0:
            # The library warns where the first points asked for are not a power of two.
            points = np.concatenate([self.engine.random(1), self.engine.random(count - 1)])
            self.at = count
            return _middle(points)
        self.at = first + count
        return _middle(self.engine.random(count))


def _go_to(generator: np.random.Generator, block: int) -> None:
    """Puts a generator at the beginning of a block: these are 2 ** 192 numbers apart."""
    bits = generator.bit_generator
    state: Any = bits.state
    state["state"]["counter"][:] = 0, 0, 0, block
    state |= {"buffer_pos": 4, "has_uint32": 0, "uinteger": 0}
    bits.state = state


def _words(seed: int, key: str) -> NDArray[np.uint64]:
    """The 128 bits that tell the generators of an input from all others."""
    return np.frombuffer(blake2b(f"{seed}\n{key}".encode(), digest_size=16).digest(), np.uint64)


def _middle(points: Array) -> Array:
    return np.ascontiguousarray(points.T) + 2.0 ** -(_SOBOL_BITS + 1)


def _hypercube(generator: np.random.Generator, count: int) -> Array:
    """One share from each of `count` layers, in any order (McKay, Beckman & Conover 1979)."""
    layers = generator.permutation(count)
    shares: Array = generator.random(count)
    shares += layers
    shares /= count
    return shares


def _random(generator: np.random.Generator, count: int) -> Array:
    return generator.random(count)


_DRAWN: dict[str, Callable[[np.random.Generator, int], Array]] = {
    "latin-hypercube": _hypercube,
    "random": _random,
}
