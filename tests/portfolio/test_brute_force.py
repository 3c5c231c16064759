"""Small portfolios against all their subsets: nothing better fits, and more money is worth that."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bizcase.study.portfolio.budget import ANY_TIME, Budget
from bizcase.study.portfolio.choice import Portfolio
from bizcase.study.portfolio.option import Flow, Option
from bizcase.study.portfolio.rules import Rules

YEARS = ("opening", "year 1", "year 2")
KEYS = "ABCDEF"
slow = settings(deadline=None, max_examples=60)


@st.composite
def portfolios(draw: st.DrawFn, divisible: bool = False) -> Portfolio:
    """A few options with whole amounts, budgets by year or for any time, and some rules."""
    keys = KEYS[: draw(st.integers(2, 6))]
    options = []
    for key in keys:
        needs = draw(st.lists(st.integers(-9, 9), min_size=3, max_size=3))
        flows = (
            Flow(y, 12 * n, float(need))
            for n, (y, need) in enumerate(zip(YEARS, needs, strict=True))
        )
        options.append(Option(key, key, float(draw(st.integers(-5, 20))), tuple(flows)))
    years = draw(st.lists(st.sampled_from([*YEARS, ANY_TIME]), min_size=1, max_size=3, unique=True))
    budgets = tuple(Budget(year, float(draw(st.integers(0, 15)))) for year in years)
    pairs = st.lists(st.permutations(list(keys)).map(lambda some: tuple(some[:2])), max_size=2)
    return Portfolio(
        tuple(options),
        budgets,
        Rules(
            tuple(draw(pairs)),
            {pair[0]: (pair[1],) for pair in draw(pairs)},
            tuple(draw(st.lists(st.sampled_from(keys), max_size=1))),
        ),
        "year 1",
        divisible,
    )


def fits(found: Portfolio, keys: tuple[str, ...], more: dict[int, float] | None = None) -> bool:
    """Written from the meaning of budgets and rules, not from the programme."""
    chosen = [option for option in found.options if option.key in keys]
    own_opening = any(budget.year == "opening" for budget in found.budgets)
    for number, budget in enumerate(found.budgets):
        amount = budget.amount + (more or {}).get(number, 0.0)
        total = spent = 0.0
        for year in YEARS:
            needed = sum(f.need for option in chosen for f in option.flows if f.year == year)
            total += needed
            counts = year == budget.year or (
                year == "opening" and budget.year == "year 1" and not own_opening
            )
            spent += needed if counts else 0.0
            if budget.year == ANY_TIME and total > amount + 1e-9:
                return False
        if spent > amount + 1e-9:
            return False
    return found.rules.allow(set(keys))


def sets(
    found: Portfolio, more: dict[int, float] | None = None
) -> Iterator[tuple[float, set[str]]]:
    """The NPV of every set that fits."""
    keys = [option.key for option in found.options]
    worth = {option.key: option.npv for option in found.options}
    for count in range(len(keys) + 1):
        for some in combinations(keys, count):
            if fits(found, some, more):
                yield sum(worth[key] for key in some), set(some)


@slow
@given(found=portfolios())
def test_no_set_is_better(found: Portfolio) -> None:
    known = list(sets(found))
    if not known:
        assert found.shares is None
        return
    assert found.shares is not None
    taken = {key for key, share in found.shares.items() if share}
    assert (found.npv(found.shares), taken) in known
    assert found.npv(found.shares) == max(npv for npv, _ in known)


@slow
@given(found=portfolios())
def test_more_money_is_worth_what_it_is_said_to_be(found: Portfolio) -> None:
    if found.shares is None:
        return
    now = found.npv(found.shares)
    for number, use in enumerate(found.uses):
        assert use.left >= -1e-9
        assert now + use.gain == max(npv for npv, _ in sets(found, {number: use.more}))
        endless = max(npv for npv, _ in sets(found, {number: 1e6}))
        if use.step is None:
            assert endless == now
            continue
        assert use.step.gain > 0
        then = max(sets(found, {number: use.step.more}), key=lambda pair: pair[0])
        assert now + use.step.gain == then[0]
        less = use.step.more * (1 - 1e-6) - 1e-6
        assert max(npv for npv, _ in sets(found, {number: less})) == now


@slow
@given(found=portfolios())
def test_the_ranking_keeps_budgets_and_rules(found: Portfolio) -> None:
    by_index = found.shares_by_index
    if by_index is not None and found.shares is not None:
        taken = {key for key, share in by_index.items() if share}
        assert fits(found, tuple(taken))
        assert found.npv(by_index) <= found.npv(found.shares)


@slow
@given(found=portfolios(divisible=True))
def test_shares_of_options_are_worth_at_least_as_much(found: Portfolio) -> None:
    known = [npv for npv, _ in sets(found)]
    if found.shares is None:
        assert not known
        return
    assert all(-1e-9 <= share <= 1 + 1e-9 for share in found.shares.values())
    assert all(use.left >= -1e-6 for use in found.uses)
    if known:
        assert found.npv(found.shares) >= max(known) - 1e-6


@slow
@given(found=portfolios(divisible=True))
def test_unit_values_are_the_slopes_of_the_npv(found: Portfolio) -> None:
    """The NPV is concave in a budget: flatter above its amount than below."""
    if found.shares is None:
        return
    now = found.npv(found.shares)
    for number, use in enumerate(found.uses):
        up = worth_with(found, number, 1e-4)
        assert up is not None
        assert (up - now) / 1e-4 == pytest.approx(use.next_unit, abs=1e-3)
        down = worth_with(found, number, -1e-4)
        if use.last_unit is not None and down is not None:
            assert (now - down) / 1e-4 == pytest.approx(use.last_unit, abs=1e-3)
            assert use.last_unit >= use.next_unit - 1e-9


def worth_with(found: Portfolio, number: int, more: float) -> float | None:
    budgets = list(found.budgets)
    budgets[number] = Budget(budgets[number].year, budgets[number].amount + more)
    other = Portfolio(
        found.options, tuple(budgets), found.rules, found.first, divisible=found.divisible
    )
    return None if other.shares is None else other.npv(other.shares)


def test_a_limit_missed_by_a_hair_is_missed() -> None:
    """The solver itself would take a millionth for nothing."""
    options = tuple(
        Option(key, key, npv, (Flow("opening", 0, need),))
        for key, npv, need in (("A", 9.0, 10_000_000.0), ("B", 10.0, 10_000_005.0))
    )
    found = Portfolio(options, (Budget("opening", 10_000_000.0),), Rules(), "year 1")
    assert found.shares == {"A": 1.0, "B": 0.0}
    assert found.uses[0].step is not None
    assert found.uses[0].step.more == pytest.approx(5.0)


def test_many_options() -> None:
    random = np.random.default_rng(7)
    npv, need = random.integers(1, 1000, 60), random.integers(1, 1000, 60)
    options = tuple(
        Option(f"o{i}", f"o{i}", float(n), (Flow("opening", 0, float(m)),))
        for i, (n, m) in enumerate(zip(npv, need, strict=True))
    )
    budget = 5_000
    best = np.zeros(budget + 1)  # by dynamic programming (Bellman 1957)
    for n, m in zip(npv, need, strict=True):
        best[m:] = np.maximum(best[m:], best[:-m] + n)
    found = Portfolio(options, (Budget("opening", float(budget)),), Rules(), "year 1")
    assert found.npv(found.shares or {}) == best[budget]
