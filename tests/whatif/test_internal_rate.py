"""The search for the rate of return in JavaScript: the same answer as the one in Python."""

from __future__ import annotations

import runpy
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bizcase.study import measures
from bizcase.study.measures.irr import irr
from tests.node import Node
from tests.study.test_irr import of_rates

FOLDER = Path(measures.__file__).parent
PROGRAM = "\n".join(
    [
        *((FOLDER / name).read_text(encoding="utf-8") for name in ("flows.js", "irr.js")),
        "const whatIf = {calculate: ({times, flows}) => ({rate: internalRate(times, flows)})};",
    ]
)
BENCHMARKS = Path(__file__).parents[2] / "benchmarks"
STREAMS = runpy.run_path(str(BENCHMARKS / "irr_against_mpmath.py"))

Stream = tuple[Sequence[float], Sequence[float]]


def agree(node: Node, streams: Sequence[Stream], near: float = 1e-7) -> list[str]:
    """What differs: rates are compared as logarithms of 1 + rate."""
    runs = [{"times": list(times), "flows": list(flows)} for times, flows in streams]
    answers = node.run(PROGRAM, runs).results
    wrong = []
    for (times, flows), answer in zip(streams, answers, strict=True):
        meant = float(irr(np.array(times, float), np.array(flows, float)[:, None])[0])
        found = np.nan if answer["rate"] is None else float(answer["rate"])
        if not np.allclose(np.log1p(found), np.log1p(meant), rtol=0, atol=near, equal_nan=True):
            wrong.append(f"{found}, Python {meant}: {list(times)} {list(flows)}")
    return wrong


@pytest.mark.parametrize(
    ("rates", "near"),
    [
        ((-0.9998,), 1e-7),
        ((4.0, 1e4), 1e-7),
        ((0.1, 0.1), 1e-7),
        ((0.1, 0.1, 0.1), 1e-5),
        ((0.1, 0.1, 0.5), 1e-7),
        ((0.1, 0.1001), 1e-7),
        ((0.0, 1e-3, 2e-3), 1e-7),
        ((0.0,) * 5, 1e-3),
        ((-0.99, -0.9, 0.5, 9.0, 99.0), 1e-7),
    ],
)
def test_flows_with_given_rates(node: Node, rates: tuple[float, ...], near: float) -> None:
    flows = of_rates(*rates).tolist()
    assert agree(node, [(range(len(flows)), flows)], near) == []


HARD: list[Stream] = [
    ((0, 1, 2), (-100, 220, -121 - 1e-9)),
    ((0, 1), (-1, 10_001)),
    ((0, 1 / 365), (-100, 1e-3)),
    ((0, 1, 2, 3, 4), (-100, 60, 60, 0.1 + 0.2 - 0.3, -(0.1 + 0.2 - 0.3))),
    ((2, 0.5, 0, 2), (50, 10, -100, 60)),
    ((0, 1, 2, 3), (0, 0, -100, 110)),
    ((0, 1, 2), (1_000, -3_000, 2_500)),
    ((0, 1, 2, 3, 4), (-5, 10.5, 1, -8, 1)),
    ((0, 1, 2), (-1, -2, 0)),
    ((0, 1), (0, 0)),
    ((0, 30), (-1, 1e300)),
]


@pytest.mark.parametrize("stream", HARD)
def test_hard_streams(node: Node, stream: Stream) -> None:
    assert agree(node, [stream]) == []


@pytest.mark.parametrize("kind", STREAMS["KINDS"])
def test_random_streams(node: Node, kind: str) -> None:
    random = np.random.default_rng(5)
    flows = [STREAMS["KINDS"][kind](random) for _ in range(40)]
    streams = [(np.arange(len(each)) / 12, each.tolist()) for each in flows]
    assert agree(node, [(times.tolist(), each) for times, each in streams]) == []


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(flows=st.lists(st.integers(-9, 9).map(float), min_size=1, max_size=9))
def test_whole_numbers(node: Node, flows: list[float]) -> None:
    assert agree(node, [(range(len(flows)), flows)], near=1e-5) == []
