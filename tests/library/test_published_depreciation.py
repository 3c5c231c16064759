"""Published figures for methods of depreciation, each given by the block that expresses it.

Excel compounds a rate period by period; our blocks charge a yearly rate evenly within the year.
So the figures of Microsoft's pages that are asked for in years are ours too, and those of a
first month; the partial months of the VDB page (396.31 and 311.81) are not.
"""

from __future__ import annotations

import numpy as np
import pytest

from bizcase.library.read import FOLDER, read_block
from tests.library.run_text import rows_of

MACRS = read_block(FOLDER / "capex/depreciation/rates.yaml").inputs["method"].options
# IRS, Publication 946, Appendix A, Table A-1, half-year convention, in per cent.
PRINTED = {
    3: [33.33, 44.45, 14.81, 7.41],
    5: [20, 32, 19.2, 11.52, 11.52, 5.76],
    7: [14.29, 24.49, 17.49, 12.49, 8.93, 8.92, 8.93, 4.46],
    10: [10, 18, 14.4, 11.52, 9.22, 7.37, 6.55, 6.55, 6.56, 6.55, 3.28],
    15: [5, 9.5, 8.55, 7.7, 6.93, 6.23, 5.9, *[5.9, 5.91] * 4, 2.95],
    20: [3.75, 7.219, 6.677, 6.177, 5.713, 5.285, 4.888, 4.522, *[4.462, 4.461] * 6, 2.231],
}


def charges(amount: float, depreciation: str, years: int, step: str = "year") -> np.ndarray:
    """The depreciation of an asset bought at the opening, without the opening column."""
    rows = rows_of(
        f"""\
timeline: {{step: {step}, length: {years} years}}
capex: {{asset: {{amount: {amount}, when: opening, depreciation: {depreciation}}}}}
"""
    )
    return rows["capex.asset.depreciation"][1:]


@pytest.mark.parametrize("life", PRINTED)
def test_macrs_as_printed(life: int) -> None:
    assert charges(100, f"MACRS {life}", life + 1) == pytest.approx(PRINTED[life])


@pytest.mark.parametrize("life", PRINTED)
def test_macrs_is_declining_balance_and_then_a_straight_line(life: int) -> None:
    """200 % of the straight-line rate, 150 % from 15 years; the IRS rounds so that sums agree."""
    factor = 2.0 if life <= 10 else 1.5
    left, found = 100.0, []
    for year in range(life + 1):
        remaining = life - max(0.0, year - 0.5)
        first = 0.5 if year == 0 else 1.0
        found.append(min(left, left * max(factor / life, 1 / remaining) * first))
        left -= found[-1]
    assert PRINTED[life] == pytest.approx(found, abs=0.0101 if life < 20 else 0.0011)


@pytest.mark.parametrize("name", MACRS)
def test_macrs_adds_to_all_of_the_cost(name: str) -> None:
    rates = [float(rate.removesuffix("%")) for rate in MACRS[name].split()]
    assert len(rates) == int(name.removeprefix("MACRS ")) + 1
    assert sum(rates) == pytest.approx(100, abs=1e-9)


def test_macrs_of_purchases_in_several_years() -> None:
    rows = rows_of(
        """\
timeline: {length: 6 years}
capex: {tools: {amount: {opening: 100, by_year: [200, 0, ...]}, depreciation: MACRS 3}}
"""
    )
    first, second = PRINTED[3] + [0, 0], [0, *PRINTED[3], 0]
    wanted = [a + 2 * b for a, b in zip(first, second, strict=True)]
    assert rows["depreciation"][1:] == pytest.approx(wanted)


def test_sln() -> None:
    found = charges(30_000, "{method: straight line, life: 10 years, to: 7_500}", 10)
    assert found == pytest.approx([2_250] * 10)


def test_syd() -> None:
    found = charges(30_000, "{method: sum of years' digits, life: 10 years, to: 7_500}", 10)
    assert found[[0, 9]] == pytest.approx([4_090.909090909091, 409.09090909])


def test_db_with_seven_months_in_the_first_year() -> None:
    """The rate is rounded to three decimals, 1 - (100_000 / 1_000_000) ^ (1 / 6) = 0.319."""
    rates = [0.319 * 7 / 12, *[0.319] * 5, 0.319 * 5 / 12]
    listed = ", ".join(f"{rate:.15f}" for rate in rates)
    found = charges(1_000_000, f"{{method: share of book, rates: [{listed}]}}", 7)
    assert found == pytest.approx(
        [
            186083.33333333, 259639.41666667, 176814.44275, 120410.63551275, 81999.642784183,
            55841.756736028, 15845.098473848,
        ]
    )  # fmt: skip


def test_ddb() -> None:
    """2,400 to 300 in ten years: the first day, month, year and the tenth year."""
    double = "{method: reducing balance, rate: 20%, to: 300}"
    by_year, by_month = charges(2_400, double, 10), charges(2_400, double, 10, "month")
    assert by_month[0] == pytest.approx(40)
    assert by_month[0] * 12 / 365 == pytest.approx(1.315068493)
    assert by_year[[0, 9]] == pytest.approx([480, 22.1225472])
    assert by_year.sum() == pytest.approx(2_100)
    found = charges(2_400, "{method: reducing balance, rate: 15%, to: 300}", 10)
    assert found[1] == pytest.approx(306)


def test_vdb() -> None:
    """The first day, month and year; the first 0.875 years at 150 %."""
    double = "{method: double declining, life: 10 years}"
    assert charges(2_400, double, 10)[0] == pytest.approx(480)
    assert charges(2_400, double, 10, "month")[0] == pytest.approx(40)
    rows = rows_of(
        """\
timeline: {step: month, length: 11 years}
capex:
  asset:
    amount: 2_400
    when: opening
    in_service: 1.5 months
    depreciation: {method: double declining, life: 10 years, factor: 1.5}
"""
    )
    assert rows["depreciation"][1:13].sum() == pytest.approx(315)
    assert rows["depreciation"].sum() == pytest.approx(2_400)
