"""Draws in blocks: hypercubes, independence of inputs from each other, Sobol points."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.special import ndtr

from bizcase.chance.draws import BLOCK, SAMPLERS, Draws

KEYS = ["a.yaml: price", "a.yaml: units", "b.yaml: price"]


@pytest.mark.parametrize("count", [BLOCK, 417, 1])
def test_each_layer_of_a_hypercube_holds_one_trial(count: int) -> None:
    for block in (0, 1, 999):
        shares = ndtr(Draws(KEYS, 7).block(block, count))
        layers = np.sort(np.floor(shares * count), axis=1)
        assert np.array_equal(layers, np.tile(np.arange(count), (3, 1)))


@pytest.mark.parametrize("sampler", ["latin-hypercube", "random"])
def test_an_input_that_is_added_leaves_the_others_as_they_were(sampler: str) -> None:
    few = Draws(KEYS, 7, sampler)
    more = Draws(["new.yaml: churn", *reversed(KEYS), "shared: panel"], 7, sampler)
    for block in (0, 5):
        assert np.array_equal(few.block(block), more.block(block)[[3, 2, 1]])


@pytest.mark.parametrize("sampler", SAMPLERS)
def test_inputs_of_one_key_have_the_same_draws(sampler: str) -> None:
    first, other, again = Draws(["shared: x", "y", "shared: x"], 7, sampler).block(2)
    assert np.array_equal(first, again)
    assert not np.array_equal(first, other)


@pytest.mark.parametrize("sampler", SAMPLERS)
def test_blocks_can_be_drawn_in_any_order(sampler: str) -> None:
    forward, backward = Draws(KEYS, 7, sampler), Draws(KEYS, 7, sampler)
    there = [forward.block(b) for b in range(4)]
    back = [backward.block(b) for b in reversed(range(4))]
    assert np.array_equal(there, back[::-1])


@pytest.mark.parametrize("sampler", SAMPLERS)
def test_seed_input_and_block_each_change_the_draws(sampler: str) -> None:
    rows = [
        Draws(KEYS, seed, sampler).block(block)[row].tobytes()
        for seed in (0, 1, -1, 2**70)
        for block in (0, 1, 1_000)
        for row in range(3)
    ]
    assert len(set(rows)) == len(rows)


def test_draws_of_different_inputs_and_blocks_are_not_related() -> None:
    draws = Draws([f"input {i}" for i in range(10)], 3, "random")
    rows = np.concatenate([draws.block(b) for b in range(10)])
    correlation = np.corrcoef(rows) - np.eye(len(rows))
    assert np.abs(correlation).max() < 4.5 / np.sqrt(BLOCK)
    assert abs(np.mean(correlation)) < 0.001
    assert rows.mean() == pytest.approx(0, abs=4 / np.sqrt(rows.size))
    assert rows.std() == pytest.approx(1, abs=4 / np.sqrt(rows.size))


def test_sobol_points_are_one_sequence_over_all_inputs() -> None:
    draws = Draws(KEYS, 7, "sobol")
    shares = ndtr(np.concatenate([draws.block(b) for b in range(5)], axis=1))[:, :4_096]
    assert np.isfinite(shares).all()
    for row in shares:  # 4,096 points, one in each of as many layers
        assert np.array_equal(np.sort(np.floor(row * 4_096)), np.arange(4_096))
    cells = np.floor(shares[0] * 64) * 64 + np.floor(shares[1] * 64)
    assert len(np.unique(cells)) == 4_096


def test_without_inputs_nothing_is_drawn() -> None:
    assert Draws([], 1).block(0).shape == (0, BLOCK)
