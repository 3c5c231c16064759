"""Counting along streams of cash: the quick ways find what the plain ways find."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import array_shapes, arrays

from bizcase.study.measures.roots.columns import (
    cleaned,
    first_true,
    sign_changes,
    sign_flips,
)

LENGTHS = [2, 121, 255, 256, 257, 700]  # a byte counts to 255


@pytest.mark.parametrize("columns", LENGTHS)
def test_the_first_mark_is_found_at_any_length(columns: int) -> None:
    marks = np.zeros((columns, columns + 1), dtype=bool)
    for stream in range(columns):
        marks[stream:, stream] = True
    assert first_true(marks).tolist() == [*range(columns + 1)]


@settings(max_examples=50, deadline=None)
@given(arrays(bool, array_shapes(min_dims=2, max_dims=2, max_side=20)))
def test_the_first_mark_is_that_of_argmax(marks: np.ndarray) -> None:
    expected = np.where(marks.any(axis=0), marks.argmax(axis=0), len(marks))
    assert np.array_equal(first_true(marks), expected)


@pytest.mark.parametrize("columns", LENGTHS)
def test_all_changes_of_sign_are_counted(columns: int) -> None:
    flows = np.ones((columns, 2))
    flows[1::2, 0] = -1
    assert sign_changes(flows).tolist() == [columns - 1, 0]


@settings(max_examples=50, deadline=None)
@given(
    arrays(
        float,
        array_shapes(min_dims=2, max_dims=2, max_side=12),
        elements=st.sampled_from([0.0, 1.0, -2.0, 1e-16, -3e-15, np.nan]),
    )
)
def test_residue_is_taken_away_and_nothing_else(flows: np.ndarray) -> None:
    found = cleaned(flows)
    for stream, clean in zip(flows.T, found.T, strict=True):
        if np.isnan(stream).any():
            assert not clean.any()
            continue
        large = np.abs(stream) > 1e-14 * np.abs(stream).max()
        assert np.array_equal(clean, np.where(large, stream, 0.0))


@settings(max_examples=50, deadline=None)
@given(
    arrays(
        float,
        array_shapes(min_dims=2, max_dims=2, max_side=12),
        elements=st.sampled_from([0.0, -0.0, 1.0, -2.0, 1e-16, -3e-15]),
    )
)
def test_a_stream_changes_sign_no_more_often_than_its_sign_bit(flows: np.ndarray) -> None:
    assert (sign_changes(cleaned(flows)) <= sign_flips(flows)).all()
