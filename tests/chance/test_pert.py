"""The PERT distribution through P10, mode and P90, against scipy's beta distribution."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import beta

from bizcase.chance.pert import pert_ends


@pytest.mark.parametrize(("least", "mode", "most"), [(0, 5, 10), (1, 2, 9), (-4, 3, 4), (0, 6, 30)])
def test_ends_are_found_again(least: float, mode: float, most: float) -> None:
    alpha = 1 + 4 * (mode - least) / (most - least)
    law = beta(alpha, 6 - alpha, loc=least, scale=most - least)
    assert pert_ends(law.ppf(0.1), mode, law.ppf(0.9)) == pytest.approx((least, most), abs=1e-5)


def test_a_mode_outside_has_none() -> None:
    assert pert_ends(1, 0.9, 3) is None
    assert pert_ends(1, 3.1, 3) is None


@settings(deadline=None)
@given(st.sampled_from([0.0, 1.0]) | st.floats(0, 1), st.floats(-1e6, 1e6), st.floats(1e-3, 1e6))
def test_a_mode_from_p10_to_p90_has_one(place: float, low: float, width: float) -> None:
    high = low + width
    mode = min(high, low + place * width)
    ends = pert_ends(low, mode, high)
    assert ends is not None
    least, most = ends
    alpha = 1 + 4 * (mode - least) / (most - least)
    law = beta(alpha, 6 - alpha, loc=least, scale=most - least)
    assert (law.cdf(low), law.cdf(high)) == pytest.approx((0.1, 0.9), abs=1e-6)
