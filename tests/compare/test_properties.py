"""What holds for any options: increments add up, crossovers are where NPVs agree, order is free."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from bizcase.study.compare import compare
from bizcase.study.comparison.increment import Increment
from bizcase.study.comparison.option import Option, option
from bizcase.study.comparison.result import Comparison
from bizcase.study.comparison.yearly import OPENING
from bizcase.study.measures.equivalent_annual_annuity import annuity
from bizcase.study.measures.flows import yearly
from bizcase.study.measures.npv import npv_at
from bizcase.study.run import Run
from tests.compare.written import cash

AMOUNT = st.integers(-1_000, 1_000).map(float)
FLOWS = st.lists(AMOUNT, min_size=3, max_size=9)
RATE = st.floats(0.01, 0.4)
# Whole models take their time, more so on a machine that does much else; bare flows do not.
slow = settings(max_examples=15, deadline=None)
quick = settings(max_examples=150, deadline=None)


def worth(one: Option, rate: float) -> float:
    return float(npv_at(one.flows, rate)[0])


def size(one: Option, rate: float) -> float:
    """The sum of the sizes of all discounted flows: what rounding is measured by."""
    times, amounts = one.flows.timed
    return float((np.abs(amounts[:, 0]) * (1 + rate) ** -times).sum())


def bare(one: list[float], other: list[float]) -> Increment:
    """The second of two options less the first, which have flows and no model."""
    names = ("One", "Other")
    first, last = (
        Option(name, yearly(np.array(flows)[:, None], 0.1))
        for name, flows in zip(names, (one, other), strict=True)
    )
    return Increment(last, first)


def both(first: Run, second: Run) -> Comparison:
    return compare([first, second], trials=0)


@slow
@given(FLOWS, RATE)
def test_an_option_beside_itself_adds_nothing(flows: list[float], rate: float) -> None:
    found = both(cash("One", flows, rate), cash("Other", flows, rate))
    (increment,) = found.increments
    assert (increment.npv, increment.irr, increment.crossovers) == (0, None, ())
    assert increment.why_null["irr"] == "the cash flows are the same"
    assert set(found.yearly(increment).cash) == {0}
    assert increment.by_line() == {}
    assert found.switches == ()
    assert found.best["npv"] in ((), ("One", "Other"), ("Do nothing",))


@slow
@given(FLOWS, FLOWS, RATE, RATE)
def test_increments_add_up(
    one: list[float], other: list[float], rate: float, second: float
) -> None:
    found = both(cash("One", one, rate), cash("Other", other, second))
    (increment,) = found.increments
    first, last = found.options
    assert increment.npv is not None
    near = 1e-12 * (size(first, rate) + size(last, second) + 1)
    ours, theirs = last.measures["npv"], first.measures["npv"]
    assert ours is not None
    assert theirs is not None
    assert increment.npv == pytest.approx(ours - theirs, abs=near)
    assert sum(increment.by_line().values()) == pytest.approx(
        increment.npv, abs=1e-8 * near / 1e-12
    )
    by_year = found.yearly(increment)
    longest = max(len(one), len(other))
    assert by_year.years == (OPENING, *range(1, longest))
    assert by_year.cash == pytest.approx(
        [b - a for a, b in zip(padded(one, longest), padded(other, longest), strict=True)]
    )
    if rate == second:  # at one rate an increment is worth what its flows are
        times, amounts = increment.flows
        assert (amounts * (1 + rate) ** -times).sum() == pytest.approx(increment.npv, abs=near)


def padded(flows: list[float], length: int) -> list[float]:
    return [*flows, *[0.0] * (length - len(flows))]


@quick
@given(FLOWS, FLOWS)
def test_at_every_crossover_the_worths_agree(one: list[float], other: list[float]) -> None:
    increment = bare(one, other)
    first, last = increment.against, increment.option
    for rate in increment.crossovers:
        if rate > -0.9:  # below, worths are too large for their digits
            near = 1e-7 * (size(first, rate) + size(last, rate))
            assert worth(first, rate) == pytest.approx(worth(last, rate), abs=near)
    for stretch in increment.intervals:
        low, high = max(stretch.low, -0.5), min(stretch.high, 4.0)
        if high - low > 1e-3:
            at = (low + high) / 2
            better, worse = (first, last) if stretch.better == first.name else (last, first)
            near = 1e-9 * (size(first, at) + size(last, at))
            assert worth(better, at) >= worth(worse, at) - near


@quick
@given(FLOWS, FLOWS)
def test_at_every_crossover_of_annuities_the_annuities_agree(
    one: list[float], other: list[float]
) -> None:
    increment = bare(one, other)
    for rate in increment.annuity_crossovers:
        if rate < 1e3:
            found = [per_year(o, rate) for o in (increment.option, increment.against)]
            near = 1e-6 * (size(increment.option, rate) + size(increment.against, rate))
            assert found[0] == pytest.approx(found[1], abs=near * max(1, rate))
    for stretch in increment.annuity_intervals:
        low, high = stretch.low, min(stretch.high, 4.0)
        if high - low > 1e-3:
            at = (low + high) / 2
            gap = per_year(increment.option, at) - per_year(increment.against, at)
            sign = 1 if stretch.better == increment.option.name else -1
            assert sign * gap >= -1e-9 * (size(increment.option, at) + size(increment.against, at))


def per_year(one: Option, rate: float) -> float:
    value = np.array([worth(one, rate)])
    return float(annuity(value, np.array([rate]), one.flows.horizon)[0])


@slow
@given(st.lists(FLOWS, min_size=3, max_size=3, unique_by=tuple), st.permutations([0, 1, 2]))
def test_another_order_of_options_permutes(flows: list[list[float]], order: list[int]) -> None:
    names = ["One", "Two", "Three"]
    runs = [cash(name, each) for name, each in zip(names, flows, strict=True)]
    found = compare([*runs], trials=0, against="One")
    turned = compare([runs[place] for place in order], trials=0, against="One")
    assert [o.name for o in turned.options] == [names[place] for place in order]
    for one in found.options:
        assert next(o for o in turned.options if o.name == one.name).measures == one.measures
    assert {m: set(b) for m, b in turned.best.items()} == {m: set(b) for m, b in found.best.items()}
    assert by_option(turned) == by_option(found)
    values = [found.ranking.value(o) for o in found.ranking.order]
    assume(len(set(values)) == len(values))
    assert [o.name for o in turned.ranking.order] == [o.name for o in found.ranking.order]


def by_option(found: Comparison) -> dict[str, tuple[object, ...]]:
    return {i.option.name: (i.npv, i.irr, i.crossovers, i.intervals) for i in found.increments}


@slow
@given(FLOWS, RATE)
def test_the_increment_beside_nothing_is_the_option(flows: list[float], rate: float) -> None:
    one = option("One", cash("One", flows, rate))
    found = compare([cash("One", flows, rate), cash("Two", flows, rate)], "do nothing", trials=0)
    increment = Increment(one, found.nothing)
    assert increment.npv == one.measures["npv"]
    assert increment.irr == one.measures["irr"]
    assert set(found.yearly(found.increments[0]).cash) <= {*flows, 0.0}
    assert [i.option.name for i in found.increments] == ["One", "Two"]
