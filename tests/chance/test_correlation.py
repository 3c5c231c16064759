"""Rank correlations: reached in every block, without touching what they do not concern."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.stats import spearmanr

from bizcase.chance.correlation import (
    connected,
    correlate,
    groups,
    is_possible,
    nearest_possible,
    root_of,
    scores_from_ranks,
)
from bizcase.chance.draws import Draws
from bizcase.engine.model import Correlation

PATHS = ["a", "b", "c", "d", "e"]
GIVEN = [Correlation("d", "b", -0.6), Correlation("a", "d", 0.5), Correlation("c", "x", 0.9)]


def correlated(sampler: str, block: int = 0, count: int = 1_000) -> tuple[np.ndarray, np.ndarray]:
    before = Draws(PATHS, 5, sampler).block(block, count)
    after = before.copy()
    correlate(after, groups(PATHS, GIVEN), by_ranks=sampler == "latin-hypercube")
    return before, after


@pytest.mark.parametrize("sampler", ["latin-hypercube", "random", "sobol"])
def test_the_correlations_are_reached(sampler: str) -> None:
    _, after = correlated(sampler)
    found = spearmanr(after, axis=1).statistic
    slack = 0.01 if sampler == "latin-hypercube" else 0.1
    for pair in GIVEN[:2]:
        i, j = PATHS.index(pair.first), PATHS.index(pair.second)
        assert found[i, j] == pytest.approx(pair.rank, abs=slack)
    assert found[0, 1] == pytest.approx(0, abs=slack)  # not given: not correlated


@pytest.mark.parametrize("sampler", ["latin-hypercube", "random", "sobol"])
def test_only_what_is_concerned_is_touched(sampler: str) -> None:
    before, after = correlated(sampler)
    same = [np.array_equal(*rows) for rows in zip(before, after, strict=True)]
    assert same == [False, False, True, True, True]  # d is the first of its group


def test_a_hypercube_stays_one() -> None:
    before, after = correlated("latin-hypercube")
    assert np.array_equal(np.sort(before), np.sort(after))


@pytest.mark.parametrize("count", [1, 2, 5, 40])
def test_small_blocks_are_correlated_too(count: int) -> None:
    assert np.isfinite(correlated("latin-hypercube", 3, count)[1]).all()


def test_perfect_correlations_are_possible() -> None:
    scores = Draws(PATHS, 5).block(0)
    same = [Correlation("a", "b", 1.0), Correlation("b", "c", -1.0), Correlation("a", "c", -1.0)]
    correlate(scores, groups(PATHS, same), by_ranks=True)
    ranks = spearmanr(scores[:3], axis=1).statistic
    assert ranks == pytest.approx(np.array([[1, 1, -1], [1, 1, -1], [-1, -1, 1]]))


def test_groups_are_found_however_they_are_written() -> None:
    given = [Correlation("a", "b", 0.1), Correlation("c", "d", 0.2), Correlation("d", "a", 0.3)]
    ((names, matrix),) = connected(given)
    assert sorted(names) == ["a", "b", "c", "d"]
    assert is_possible(scores_from_ranks(matrix))
    root = root_of(scores_from_ranks(matrix))
    assert root @ root.T == pytest.approx(scores_from_ranks(matrix))


def test_the_nearest_possible_matrix_is_highams() -> None:
    """Higham (2002, section 4): the distance of the nearest matrix is 0.5278."""
    wanted = np.array([[1, 1, 0], [1, 1, 1], [0, 1, 1]], dtype=float)
    nearest = scores_from_ranks(nearest_possible(wanted, decimals=6))
    assert np.linalg.norm(wanted - nearest) == pytest.approx(0.5278, abs=2e-4)
    assert nearest[0, 1] == pytest.approx(0.7607, abs=2e-4)
    assert nearest[0, 2] == pytest.approx(0.1573, abs=2e-4)


def test_what_is_offered_can_be_written_and_holds() -> None:
    generator = np.random.default_rng(1)
    for _ in range(20):
        ranks = np.eye(4)
        above = np.triu_indices(4, 1)
        ranks[above] = generator.uniform(-1, 1, 6)
        ranks = np.maximum(ranks, ranks.T) + np.minimum(ranks, ranks.T) - np.eye(4)
        offered = nearest_possible(ranks)
        assert is_possible(scores_from_ranks(offered))
        assert np.array_equal(offered, np.round(offered, 2))
        assert np.array_equal(np.diag(offered), np.ones(4))
