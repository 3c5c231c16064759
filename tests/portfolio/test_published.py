"""Published cases of capital rationing: the choice, its NPV, and what the budgets are worth."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.portfolio.projects import choice, taken

# Brealey & Myers, chapter 5: money in the opening and in the year after.
BREALEY_MYERS = {
    "A": (21, (10, -30)),
    "B": (16, (5, -5)),
    "C": (12, (5, -5)),
    "D": (13, (0, 40)),
}
# Lorie & Savage 1955, solved by Weingartner 1963: nine projects, two budgets.
LORIE_SAVAGE = {
    f"project {number}": (npv, outlays)
    for number, (npv, outlays) in enumerate(
        [(14, (12, 3)), (17, (54, 7)), (17, (6, 6)), (15, (6, 2)), (40, (30, 35)),
         (12, (6, 6)), (14, (48, 4)), (10, (36, 3)), (12, (18, 3))], 1)
}  # fmt: skip


def test_brealey_myers_whole(tmp_path: Path) -> None:
    found = choice(tmp_path, BREALEY_MYERS, [10, 10])
    assert taken(found) == {"A", "D"}
    assert found.npv(found.shares or {}) == pytest.approx(34, abs=1e-6)
    by_index = found.shares_by_index
    assert by_index == {"A": 0, "B": 1, "C": 1, "D": 0}
    assert found.npv(by_index) == 28
    assert found.indices == pytest.approx([2.1, 3.2, 2.4, 0.325])


def test_brealey_myers_divisible(tmp_path: Path) -> None:
    found = choice(tmp_path, BREALEY_MYERS, [10, 10], divisible=True)
    assert found.shares == pytest.approx({"A": 0.5, "B": 1, "C": 0, "D": 0.75}, abs=1e-6)
    assert found.npv(found.shares or {}) == pytest.approx(36.25, abs=1e-6)
    # 10 a + 5 b = 10 and -30 a - 5 b + 40 d = 10 hold: the dual values follow from A and D.
    assert [use.last_unit for use in found.uses] == pytest.approx([3.075, 0.325])
    assert [use.next_unit for use in found.uses] == pytest.approx([3.075, 0.325])


def test_brealey_myers_more_money(tmp_path: Path) -> None:
    opening, year = choice(tmp_path, BREALEY_MYERS, [10, 10]).uses
    assert opening.gain == year.gain == 0  # 1 % more is not enough for another project
    assert opening.step is not None
    assert (opening.step.more, opening.step.gain, set(opening.step.keys)) == (5, 16, {*"ABD"})
    assert year.step is not None
    assert (year.step.more, year.step.gain, set(year.step.keys)) == (20, 7, {*"BCD"})


def test_lorie_savage_whole(tmp_path: Path) -> None:
    found = choice(tmp_path, LORIE_SAVAGE, [50, 20])
    assert taken(found) == {f"project {number}" for number in (1, 3, 4, 6, 9)}
    assert found.npv(found.shares or {}) == pytest.approx(70)


def test_lorie_savage_divisible(tmp_path: Path) -> None:
    found = choice(tmp_path, LORIE_SAVAGE, [50, 20], divisible=True)
    shares = found.shares or {}
    assert [shares[f"project {n}"] for n in (1, 2, 3, 4, 5, 6, 7, 8, 9)] == pytest.approx(
        [1, 0, 1, 1, 0, 0.970, 0.045, 0, 1], abs=5e-4
    )
    assert found.npv(shares) == pytest.approx(70.273, abs=5e-4)
    assert [use.last_unit for use in found.uses] == pytest.approx([0.136, 1.864], abs=5e-4)
