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

# Hillier & Lieberman, the California Manufacturing Company: factories and warehouses in two cities.
CALIFORNIA = {
    "factory in Los Angeles": (9, (6,)),
    "factory in San Francisco": (5, (3,)),
    "warehouse in Los Angeles": (6, (5,)),
    "warehouse in San Francisco": (4, (2,)),
}
# Winston, Operations Research, the Stockco problem: one budget of 14.
STOCKCO = {"1": (16, (5,)), "2": (22, (7,)), "3": (12, (4,)), "4": (8, (3,))}
# Ragsdale, CRT Technologies: six projects of research, budgets for five years.
CRT = {
    "1": (141, (75, 25, 20, 15, 10)),
    "2": (187, (90, 35, 0, 0, 30)),
    "3": (121, (60, 15, 15, 15, 15)),
    "4": (83, (30, 20, 10, 5, 5)),
    "5": (265, (100, 25, 20, 20, 20)),
    "6": (127, (50, 20, 10, 30, 40)),
}


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


def test_one_period_is_ranked_by_index(tmp_path: Path) -> None:
    """Brealey & Myers, chapter 5: with 10 today, B and C are better than A alone."""
    projects = {name: (npv, use[:1]) for name, (npv, use) in BREALEY_MYERS.items() if name != "D"}
    found = choice(tmp_path, projects, [10])
    assert taken(found) == {"B", "C"}
    assert found.shares_by_index == found.shares
    assert found.npv(found.shares or {}) == 28
    assert found.indices == pytest.approx([2.1, 3.2, 2.4])


def test_california_manufacturing(tmp_path: Path) -> None:
    cities = ("Los Angeles", "San Francisco")
    requires = {f"warehouse in {city}": f"factory in {city}" for city in cities}
    exclude = [[f"warehouse in {city}" for city in cities]]
    found = choice(tmp_path, CALIFORNIA, [10], requires=requires, exclude=exclude)
    assert taken(found) == {f"factory in {city}" for city in cities}
    assert found.npv(found.shares or {}) == 14


def test_stockco(tmp_path: Path) -> None:
    found = choice(tmp_path, STOCKCO, [14])
    assert taken(found) == {"2", "3", "4"}
    assert found.npv(found.shares or {}) == 42
    assert found.npv(found.shares_by_index or {}) == 38  # the ranking takes 1 and 2
    assert found.programme.npv.sum() == 58
    divided = choice(tmp_path, STOCKCO, [14], divisible=True)
    assert divided.shares == pytest.approx({"1": 1, "2": 1, "3": 0.5, "4": 0})
    assert divided.npv(divided.shares or {}) == pytest.approx(44)


def test_stockco_with_its_further_conditions(tmp_path: Path) -> None:
    """If 2 is chosen, so must be 1; if 2 is chosen, 4 cannot be."""
    found = choice(tmp_path, STOCKCO, [14], requires={"2": "1"}, exclude=[["2", "4"]])
    assert found.npv(found.shares or {}) == 38
    assert taken(found) == {"1", "2"}


def test_crt_technologies(tmp_path: Path) -> None:
    found = choice(tmp_path, CRT, [250, 75, 50, 50, 50])
    assert taken(found) == {"1", "4", "5"}
    assert found.npv(found.shares or {}) == 489
