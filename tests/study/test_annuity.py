"""Equal payments: the examples of Microsoft's page on PMT, and cases of unequal lives."""

from __future__ import annotations

import numpy as np
import pytest

from bizcase.study.measures.equivalent_annual_annuity import annuity


def payment(present_value: float, rate: float, periods: int) -> float:
    return float(annuity(np.array([present_value]), np.array([rate]), periods)[0])


def test_a_loan_is_paid_back_at_the_end_of_each_month() -> None:
    assert payment(10_000, 0.08 / 12, 10) == pytest.approx(1037.032089359164, abs=1e-7)


def test_a_payment_at_the_beginning_is_a_month_of_interest_smaller() -> None:
    at_the_end = payment(10_000, 0.08 / 12, 10)
    assert at_the_end / (1 + 0.08 / 12) == pytest.approx(1030.164327177977, abs=1e-7)


def test_saving_for_an_amount_at_the_end() -> None:
    today = 50_000 / (1 + 0.06 / 12) ** 216
    assert payment(today, 0.06 / 12, 216) == pytest.approx(129.081160867995, abs=1e-7)


def test_without_interest_it_is_the_mean() -> None:
    assert payment(1_200, 0.0, 12) == pytest.approx(100)


def test_no_annuity_at_minus_one_hundred_per_cent() -> None:
    assert np.isnan(payment(1_000, -1.0, 5))
