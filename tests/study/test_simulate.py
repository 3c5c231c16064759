"""Simulations: the same figures however they are computed, and what they say about a case."""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
import time
from collections.abc import Generator
from dataclasses import fields, replace
from pathlib import Path
from pickle import dumps, loads
from queue import SimpleQueue
from typing import Any

import numpy as np
import pytest

import bizcase
from bizcase.chance.draws import BLOCK
from bizcase.engine.evaluate import evaluate
from bizcase.engine.model import Model
from bizcase.problems import ProblemsFoundError
from bizcase.scenario.load import load_model
from bizcase.study.measures.registry import MEASURES
from bizcase.study.run import run
from bizcase.study.simulate import MEASURED, simulate
from bizcase.study.simulation import processes as sharing
from bizcase.study.simulation.blocks import Blocks
from bizcase.study.simulation.interrupt import take
from bizcase.study.simulation.result import Simulation
from bizcase.study.simulation.task import Task

ROOT = Path(__file__).parents[2]
YARDSTICK = ROOT / "tests" / "yardstick" / "yardstick.yaml"
THERMOSTAT = ROOT / "scenarios" / "thermostat.yaml"


@pytest.fixture(scope="module")
def thermostat() -> Model:
    return load_model(THERMOSTAT)


def figures(result: Simulation) -> str:
    """Everything that a simulation says, to the last bit."""
    said: dict[str, Any] = {f.name: getattr(result, f.name) for f in fields(result)}
    del said["model"]
    fans = said.pop("fans")
    texts = [repr(said), repr(result.unsourced)]
    texts += [
        f"{n} {f.values.tobytes().hex()} {f.by_year.tobytes().hex()}" for n, f in fans.items()
    ]
    return "\n".join(texts)


@pytest.mark.parametrize("sampler", ["latin-hypercube", "random", "sobol"])
@pytest.mark.parametrize("scenario", [YARDSTICK, THERMOSTAT], ids=lambda path: path.stem)
def test_tiles_do_not_change_a_bit(scenario: Path, sampler: str) -> None:
    model = load_model(scenario)
    rows = ["cumulative_cash", "revenue"]
    measures = [*MEASURES]
    found = {
        tile: figures(simulate(model, 5_300, 7, sampler, measures=measures, rows=rows, tile=tile))
        for tile in (333, 500, 1_000, 2_048, 5_000)
    }
    assert len(set(found.values())) == 1


def test_workers_do_not_change_a_bit(thermostat: Model) -> None:
    trials = 70_500
    alone = simulate(thermostat, trials, 7)
    for workers in (2, 3):
        told: list[int] = []

        def tell(done: int, _of: int, told: list[int] = told) -> None:
            told.append(done)

        shared = simulate(thermostat, trials, 7, workers=workers, tile=5_000, progress=tell)
        assert figures(shared) == figures(alone)
        assert told == sorted(told)
        assert told[-1] == trials


def test_more_trials_begin_with_the_same_ones(thermostat: Model) -> None:
    few, many = (
        Blocks(Task(thermostat, trials, 3, "latin-hypercube", ("npv",), ()))
        for trials in (2_000, 9_000)
    )
    found = [
        np.concatenate([b.values for b in part.computed(0, 2)], axis=1) for part in (few, many)
    ]
    assert np.array_equal(*found)


def test_a_trial_is_a_run_with_its_values(thermostat: Model) -> None:
    blocks = Blocks(Task(thermostat, 1_500, 3, "latin-hypercube", (*MEASURES,), ()))
    drawn, (block,) = blocks.inputs([1]), [*blocks.computed(1, 2)]
    assert block.values.shape == (len(MEASURES), 500)
    for trial in (0, 1, 250, 499):
        values = dict(zip(blocks.laws, drawn[:, trial].tolist(), strict=True))
        single = run(changed(thermostat, values)).measures
        for name, found in zip(MEASURES, block.values[:, trial].tolist(), strict=True):
            expected = single[name]
            assert (np.nan if expected is None else expected) == pytest.approx(
                found, rel=1e-9, nan_ok=True
            )


def changed(model: Model, values: dict[str, float]) -> Model:
    inputs = {path: replace(model.inputs[path], value=value) for path, value in values.items()}
    return replace(model, inputs={**model.inputs, **inputs})


def test_ctrl_c_keeps_what_was_done(thermostat: Model) -> None:
    def press(done: int, _of: int) -> None:
        if done == 3 * BLOCK:
            os.kill(os.getpid(), signal.SIGINT)

    before = signal.getsignal(signal.SIGINT)
    ended = simulate(thermostat, 50_000, 7, progress=press)
    assert ended.interrupted
    assert ended.trials < 10_000
    assert ended.asked == 50_000
    assert signal.getsignal(signal.SIGINT) is before
    whole = simulate(thermostat, ended.trials, 7)
    assert whole.measures == ended.measures
    assert whole.drivers == ended.drivers


def test_ctrl_c_before_anything_is_done_does_not_wait() -> None:
    def items(_stop: object) -> Generator[int, None, None]:
        os.kill(os.getpid(), signal.SIGINT)
        time.sleep(60)
        yield 1

    with pytest.raises(KeyboardInterrupt):
        take(items, lambda _item: 1, 1)


def test_an_interrupted_callback_keeps_what_was_done(thermostat: Model) -> None:
    def stop(done: int, _of: int) -> None:
        if done == 2 * BLOCK:
            raise KeyboardInterrupt

    assert simulate(thermostat, 50_000, 7, progress=stop).trials == 2 * BLOCK


def test_figures_agree_with_the_trials_themselves(thermostat: Model) -> None:
    result = simulate(thermostat, 4_000, 5, rows=("free_cash_flow",))
    blocks = [*Blocks(Task(thermostat, 4_000, 5, "latin-hypercube", MEASURED, ("free_cash_flow",)))
              .computed(0, 4)]  # fmt: skip
    values = np.concatenate([b.values for b in blocks], axis=1)
    for name, row in zip(MEASURED, values, strict=True):
        there = row[np.isfinite(row)]
        spread = result.measures[name]
        assert spread.mean.value == pytest.approx(there.mean(), rel=1e-12)
        assert spread.deviation == pytest.approx(there.std(ddof=1), rel=1e-9)
        assert spread.missing == pytest.approx(1 - len(there) / 4_000)
        assert sum(spread.why.values()) == pytest.approx(spread.missing)
        expected = np.quantile(there, [*spread.percentiles])
        assert [*spread.percentiles.values()] == pytest.approx(expected.tolist(), rel=1e-12)
    npv = values[0]
    assert result.gain_chance.value == (npv > 0).mean()
    assert result.expected_loss.value == pytest.approx(np.maximum(-npv, 0).mean())
    worth = np.maximum(npv, 0).mean() - max(npv.mean(), 0)
    assert result.value_of_information == pytest.approx(worth)
    assert result.tail_mean == pytest.approx(np.sort(npv)[:200].mean())
    cash = np.concatenate([b.rows["free_cash_flow"] for b in blocks], axis=1)
    fan = result.fans["free_cash_flow"]
    assert np.allclose(fan.values, np.quantile(cash, fan.shares, axis=1), rtol=1e-12)


def test_what_drives_the_spread(thermostat: Model) -> None:
    from scipy.stats import spearmanr

    result = simulate(thermostat, 3_000, 5)
    blocks = Blocks(Task(thermostat, 3_000, 5, "latin-hypercube", ("npv",), ()))
    inputs = blocks.inputs(range(3))
    npv = np.concatenate([b.values[0] for b in blocks.computed(0, 3)])
    for driver in result.drivers:
        row = inputs[[*blocks.laws].index(driver.path)]
        assert driver.rank_correlation == pytest.approx(spearmanr(row, npv).statistic)
    assert sum(driver.share for driver in result.drivers) == pytest.approx(1)
    sizes = [abs(driver.rank_correlation) for driver in result.drivers]
    assert sizes == sorted(sizes, reverse=True)
    assert [d.path for d in result.drivers if not d.source] == [
        "products.thermostat.adoption.launch"
    ]
    assert result.unsourced == next(d.share for d in result.drivers if not d.source)


def test_the_standard_error_tells_how_far_seeds_differ(thermostat: Model) -> None:
    runs = [simulate(thermostat, 10_000, seed, measures=()) for seed in range(30)]
    means = np.array([r.measures["npv"].mean.value for r in runs])
    said = np.mean([r.measures["npv"].mean.standard_error for r in runs])
    naive = np.mean([r.measures["npv"].deviation for r in runs]) / np.sqrt(10_000)
    assert 0.6 < means.std(ddof=1) / said < 1.6
    assert means.std(ddof=1) < 0.5 * naive  # what the hypercube gains


def test_nothing_uncertain_is_said(tmp_path: Path) -> None:
    text = "bizcase: 1\nname: Sure\ncurrency: EUR\ntimeline: {step: year, length: 2 years}\n"
    text += "discounting: {rate: 10%/year}\ntax: none\n"
    text += "products: {lamp: {units: 10/year, price: 5}}\n"
    (tmp_path / "sure.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(ProblemsFoundError, match="no value has a range"):
        simulate(load_model(tmp_path / "sure.yaml"), 100)


def test_unknown_rows_and_measures_are_said(thermostat: Model) -> None:
    with pytest.raises(ProblemsFoundError, match=r"no measure `irrr`.*\n.*no row `revenu`"):
        simulate(thermostat, 100, measures=["irrr"], rows=["revenu"])
    with pytest.raises(ValueError, match="sampler is one of"):
        simulate(thermostat, 100, sampler="sobl")


def test_a_scenario_simulates_its_cases() -> None:
    scenario = bizcase.load(THERMOSTAT)
    base = scenario.simulate(1_000)
    worse = scenario.simulate(1_000, case="downside")
    assert worse.measures["npv"].mean.value < base.measures["npv"].mean.value
    frame = base.to_frame()
    assert frame.loc["npv", "P50"] == base.measures["npv"].percentiles[0.5]
    certain = scenario.simulate(1_000, set={"products.thermostat.price": "{replace: 165}"})
    paths = {driver.path for driver in certain.drivers}
    assert paths == {driver.path for driver in base.drivers} - {"products.thermostat.price"}
    more = scenario.simulate(1_000, measures=["mirr"], rows=["thermostat.units"])
    assert [*more.measures] == [*base.measures, "mirr"]
    assert [*more.fans] == ["cumulative_cash", "thermostat.units"]
    assert more.fans["thermostat.units"].to_frame().loc["2032-Q4", "P50"] > 0


def too_wide(thermostat: Model) -> Model:
    """With a range that no law has within the bounds of its driver."""
    path = "products.thermostat.subscription.attach"
    given = thermostat.inputs[path]
    assert given.range is not None
    wide = replace(given, range=replace(given.range, low=0.01, high=0.99))
    return replace(thermostat, inputs={**thermostat.inputs, path: wide})


@pytest.mark.parametrize("workers", [1, 2])
def test_a_range_without_a_law_is_said(thermostat: Model, workers: int) -> None:
    model = too_wide(thermostat)
    with pytest.raises(ProblemsFoundError, match="are P10 and P90: its distribution would reach"):
        simulate(model, 50_000, workers=workers)


def test_problems_find_the_way_from_process_to_process() -> None:
    with pytest.raises(ProblemsFoundError) as found:
        load_model(ROOT / "tests" / "gallery" / "no-distribution" / "case.yaml", "base", {"x": 1})
    again = loads(dumps(found.value))
    assert again.problems == found.value.problems
    assert str(again) == str(found.value)


def test_the_base_case_is_not_touched(thermostat: Model) -> None:
    before = evaluate(thermostat, ["free_cash_flow"])["free_cash_flow"]
    simulate(thermostat, 100)
    assert np.array_equal(before, evaluate(thermostat, ["free_cash_flow"])["free_cash_flow"])


def test_a_lost_process_costs_time_but_no_figure(
    thermostat: Model, monkeypatch: pytest.MonkeyPatch
) -> None:
    alone = simulate(thermostat, 20_500, 7)
    monkeypatch.setattr(sharing, "_work", id)  # a process ends before it has done anything
    assert figures(simulate(thermostat, 20_500, 7, workers=3)) == figures(alone)


def test_processes_that_are_starting_are_not_waited_for(
    thermostat: Model, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sharing, "_work", _never)

    def stop(done: int, _of: int) -> None:
        if done == 2 * BLOCK:
            raise KeyboardInterrupt

    before = set(multiprocessing.active_children())
    assert simulate(thermostat, 50_000, 7, workers=3, progress=stop).trials == 2 * BLOCK
    assert set(multiprocessing.active_children()) == before
    assert not [t for t in threading.enumerate() if "_talk" in t.name]


def _never(_connection: object) -> None:
    """A process that takes an hour to start."""
    time.sleep(3_600)


def test_what_a_process_raises_is_raised_here(thermostat: Model) -> None:
    asked: SimpleQueue[sharing.Piece | None] = SimpleQueue()
    told: SimpleQueue[sharing.Told] = SimpleQueue()
    task = Task(too_wide(thermostat), 9_000, 1, "latin-hypercube", ("npv",), ())
    with sharing.processes(1, task, asked, told):
        asked.put((0, 1))
        piece, found = told.get(timeout=60)
    assert piece == (0, 1)
    assert isinstance(found, ProblemsFoundError)
