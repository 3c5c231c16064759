"""Rank correlations between inputs: brought into the draws of a block, and checked beforehand.

A rank correlation r (Spearman) of two inputs is a correlation 2 sin(pi r / 6) of their normal
scores (Pearson 1907); in these all sums are done.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bizcase.engine.model import Correlation

Array = NDArray[np.float64]
_SINGULAR = 1e-10  # an eigenvalue or pivot below this is zero
_LEAST_FOR_RANKS = 4  # trials for each input of a group: fewer cannot be put in order by Iman's way


@dataclass(frozen=True)
class Group:
    """Inputs that are correlated with each other: their rows, and what correlates their scores."""

    rows: tuple[int, ...]
    root: Array  # lower triangular, (k, k); its product with its transpose is the correlation


def groups(paths: Sequence[str], correlations: Iterable[Correlation]) -> list[Group]:
    """The groups of correlated inputs among `paths`, each in the order in which they are written.

    The matrices are those of the scores. Correlations with other inputs are left out.
    """
    found = []
    for names, ranks in connected([c for c in correlations if {c.first, c.second} <= set(paths)]):
        rows = tuple(paths.index(name) for name in names)
        found.append(Group(rows, root_of(scores_from_ranks(ranks))))
    return found


def connected(correlations: Iterable[Correlation]) -> list[tuple[list[str], Array]]:
    """The inputs of each group and the matrix of their rank correlations, 0 where none is given."""
    together: list[list[str]] = []
    given = list(correlations)
    for pair in given:
        joined = [g for g in together if pair.first in g or pair.second in g]
        names = list(dict.fromkeys([*(n for g in joined for n in g), pair.first, pair.second]))
        together = [g for g in together if g not in joined] + [names]
    matrices = []
    for names in together:
        ranks = np.eye(len(names))
        for pair in given:
            if pair.first in names:
                i, j = names.index(pair.first), names.index(pair.second)
                ranks[i, j] = ranks[j, i] = pair.rank
        matrices.append((names, ranks))
    return matrices


def scores_from_ranks(ranks: Array) -> Array:
    """Correlations of normal scores that have the rank correlations given (Pearson 1907)."""
    scores: Array = 2 * np.sin(np.pi * ranks / 6)
    np.fill_diagonal(scores, 1.0)  # the sine of pi / 6 is not quite a half
    return scores


def ranks_from_scores(scores: Array) -> Array:
    """The rank correlations of normal scores that are correlated so."""
    ranks: Array = 6 / np.pi * np.arcsin(np.clip(scores, -1, 1) / 2)
    return ranks


def is_possible(scores: Array) -> bool:
    """Whether there can be variables that are correlated so."""
    return bool(np.linalg.eigvalsh(scores)[0] >= -_SINGULAR)


def nearest_possible(ranks: Array, decimals: int = 2) -> Array:
    """The nearest rank correlations that can hold together, in figures that can be written down.

    Projects in turn on matrices without negative eigenvalues and on those with a unit diagonal
    (Higham 2002). Rounding may leave the set again: then a matrix a little inside it is taken.
    """
    wanted = scores_from_ranks(ranks)
    inside = 0.0
    while True:
        found = np.round(ranks_from_scores(_nearest(wanted, inside)), decimals)
        if is_possible(scores_from_ranks(found)):
            return found
        inside = 2 * inside or 10.0**-decimals / 4


def _nearest(matrix: Array, least: float) -> Array:
    """The nearest matrix with a unit diagonal and no eigenvalue below `least` (Higham 2002)."""
    found, correction = matrix.copy(), np.zeros_like(matrix)
    for _ in range(10_000):
        before = found - correction
        values, vectors = np.linalg.eigh(before)
        positive = (vectors * np.maximum(values, least)) @ vectors.T
        correction = positive - before
        step = positive.copy()
        np.fill_diagonal(step, 1.0)
        moved = float(np.abs(step - found).max())
        found = step
        if moved < 1e-9:
            break
    return (found + found.T) / 2


def root_of(matrix: Array) -> Array:
    """The lower triangular root of a correlation matrix, which may be singular (Cholesky 1924)."""
    size = len(matrix)
    root = np.zeros_like(matrix)
    for j in range(size):
        pivot = float(matrix[j, j]) - math.fsum(root[j, :j] ** 2)
        if pivot <= _SINGULAR:
            continue
        root[j, j] = math.sqrt(pivot)
        for i in range(j + 1, size):
            root[i, j] = (matrix[i, j] - math.fsum(root[i, :j] * root[j, :j])) / root[j, j]
    return root


def correlate(scores: Array, found: Iterable[Group], by_ranks: bool) -> None:
    """Correlates the scores of a block, (inputs, trials), in place.

    By ranks (Iman & Conover 1982) the draws of an input are put in another order, so that a
    hypercube stays one; else by the Gaussian copula, which leaves each draw independent of the
    others. The first of a group keeps its draws as they are.
    """
    for group in found:
        own = scores[list(group.rows)]
        enough = scores.shape[1] >= _LEAST_FOR_RANKS * len(own)
        root = _from_sample(own, group.root) if by_ranks and enough else group.root
        for i, row in enumerate(group.rows[1:], start=1):
            mixed = root[i, 0] * own[0]
            for j in range(1, i + 1):
                mixed += root[i, j] * own[j]
            if by_ranks:
                scores[row, np.argsort(mixed, kind="stable")] = np.sort(own[i])
            else:
                scores[row] = mixed


def _from_sample(own: Array, root: Array) -> Array:
    """What makes the sample's scores correlated as wanted, whatever their correlation now."""
    around = own - own.mean(axis=1, keepdims=True)
    moments = np.einsum("in,jn->ij", around, around)
    size = np.sqrt(np.diag(moments))
    mixing = np.linalg.solve(root_of(moments / np.outer(size, size)).T, root.T).T
    return np.asarray(mixing / size)
