"""Chances rest on common random numbers: options of one base share draws, unrelated ones do not."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

import bizcase
from bizcase.scenario.load import load_model
from bizcase.study.comparison.chances import Chances
from bizcase.study.simulation.blocks import Blocks
from bizcase.study.simulation.task import Task
from tests.compare.files import BASE, written

PAIR = ("Lamp", "option")
CHEAPER = "products: {lamp: {price: 97, unit_cost: 56}}\n"


def chances(*files: Path, trials: int = 3_000, seed: int = 1) -> Chances:
    found = bizcase.compare([*files], trials=trials, seed=seed).chances
    assert found is not None
    return found


def npvs(file: Path, trials: int) -> np.ndarray:
    """The NPV of each trial, as a simulation of the option alone has it."""
    task = Task(load_model(file), trials, 1, "latin-hypercube", ("npv",), ())
    return np.concatenate([b.values[0] for b in Blocks(task).computed(0, task.blocks)])


def test_figures_are_those_of_the_trials(tmp_path: Path) -> None:
    files = written(tmp_path, option=CHEAPER)
    found = chances(*files, trials=2_500)
    one, other = (npvs(file, 2_500) for file in files)
    whole = np.stack([one, other, np.zeros(2_500)])
    most = whole.max(axis=0)
    for name, row in zip(("Lamp", "option", "Do nothing"), whole, strict=True):
        assert found.mean[name].value == pytest.approx(row.mean())
        assert found.best[name].value == pytest.approx((row == most).mean())
        assert found.regret[name].value == pytest.approx((most - row).mean())
    assert found.beats[PAIR].value == pytest.approx((one > other).mean())
    assert found.difference[PAIR].value == pytest.approx((one - other).mean())
    assert [*found.percentiles[PAIR].values()] == pytest.approx(
        np.quantile(one - other, [*found.percentiles[PAIR]]).tolist()
    )
    assert found.value_of_information == pytest.approx(most.mean() - whole.mean(axis=1).max())
    assert found.left_out == 0


def test_options_that_extend_one_file_share_its_draws(tmp_path: Path) -> None:
    own = "capex: {mould: {amount: {base: 100k, low: 90k, high: 130k}}}\n"
    found = chances(*written(tmp_path, option=CHEAPER + own))
    assert found.draws.shared == ("products.lamp.price", "products.lamp.unit_cost")
    assert found.draws.own == {"Lamp": 0, "option": 1}
    # Both rise and fall together: the gap is far more certain than either.
    assert found.difference[PAIR].standard_error < found.mean["Lamp"].standard_error


def test_a_copy_in_another_folder_that_says_otherwise_has_draws_of_its_own(tmp_path: Path) -> None:
    (first,) = written(tmp_path / "first")
    second = tmp_path / "second" / "lamp.yaml"
    second.parent.mkdir()
    second.write_text(BASE.replace("name: Lamp", "name: Twin"), encoding="utf-8")
    found = chances(first, second, trials=20_000)
    assert found.draws.shared == ()
    share = found.beats["Lamp", "Twin"]
    assert abs(share.value - 0.5) < 4 * share.standard_error
    assert found.ties["Lamp", "Twin"] == 0
    # A plain copy is the same file: its draws are the same.
    second.write_text(BASE, encoding="utf-8")
    same = bizcase.compare([first, second], trials=1_000).chances
    assert same is not None
    assert set(same.ties.values()) >= {1.0}


def test_an_option_beside_its_own_extension_is_tied_in_all_trials(tmp_path: Path) -> None:
    found = chances(*written(tmp_path, option=""), trials=1_000)
    assert found.ties[PAIR] == 1
    assert found.beats[PAIR].value == found.difference[PAIR].value == 0
    assert found.best["Lamp"].value == found.best["option"].value
    assert sum(one.value for one in found.best.values()) == pytest.approx(1)


def test_names_of_draws_join_what_unrelated_files_share(tmp_path: Path) -> None:
    text = BASE.replace("high: 120}", "high: 120, shared: market price}")
    for name in ("One", "Two"):
        (tmp_path / f"{name}.yaml").write_text(text.replace("name: Lamp", f"name: {name}"), "utf-8")
    found = chances(tmp_path / "One.yaml", tmp_path / "Two.yaml")
    assert found.draws.shared == ("products.lamp.price",)
    assert found.draws.own == {"One": 1, "Two": 1}


def test_an_option_without_worth_leaves_the_others_their_chances(tmp_path: Path) -> None:
    odd = "rows: {odd: {formula: 1 EUR / 0, in: revenue}}\n"
    files = written(tmp_path, option=CHEAPER, odd=odd)
    found = bizcase.compare(files, trials=1_000)
    assert [one.name for one in found.ranking.order] == ["option", "Lamp", "Do nothing"]
    assert found.chances
    assert found.chances.beats == chances(*files[:2], trials=1_000).beats
    alone = bizcase.compare([files[2], f"{files[2]}#downside"], trials=1_000)
    assert alone.chances is None
    assert alone.first is alone.nothing
    assert alone.why_no_chances == "no option can be ranked"


def test_another_order_of_options_changes_no_figure(tmp_path: Path) -> None:
    files = written(tmp_path, option=CHEAPER, dearer="products: {lamp: {price: 104}}\n")
    found, turned = chances(*files), chances(*reversed(files))
    for name, estimate in found.best.items():
        assert turned.best[name].value == pytest.approx(estimate.value)
        assert turned.regret[name].value == pytest.approx(found.regret[name].value)
    for pair, estimate in found.beats.items():
        assert turned.beats[pair] == estimate
        assert turned.percentiles[pair] == pytest.approx(found.percentiles[pair])


def test_the_standard_error_tells_how_far_seeds_differ(tmp_path: Path) -> None:
    files = written(tmp_path, option=CHEAPER)
    runs = [chances(*files, trials=10_000, seed=seed) for seed in range(20)]
    for which in ("beats", "difference"):
        values = np.array([getattr(run, which)[PAIR].value for run in runs])
        told = np.mean([getattr(run, which)[PAIR].standard_error for run in runs])
        assert 0.5 < values.std(ddof=1) / told < 2


def test_a_correlation_that_only_one_has_is_said(tmp_path: Path) -> None:
    lamp = "products.lamp"
    tie = f"correlations:\n  - {{between: [{lamp}.price, {lamp}.unit_cost], rank: 0.6}}\n"
    found = chances(*written(tmp_path, option=tie))
    assert found.draws.out_of_step == ("products.lamp.unit_cost",)


def test_without_ranges_or_trials_there_are_no_chances(tmp_path: Path) -> None:
    files = written(tmp_path, option=CHEAPER)
    assert bizcase.compare(files, trials=0).why_no_chances == "no trials were asked for"
    sure = BASE.replace(", low: 90, high: 120", "").replace(", low: 50, high: 66", "")
    files[0].write_text(sure, encoding="utf-8")
    found = bizcase.compare(files, trials=100)
    assert found.chances is None
    assert found.why_no_chances == "no value has a range"
    (tmp_path / "lamp.yaml").write_text(BASE.replace("high: 66", "high: 690"), encoding="utf-8")
    found = bizcase.compare([files[0], f"{files[0]}#downside"], trials=100)
    assert found.why_no_chances == "a range has no distribution within its bounds"
    assert {problem.severity for problem in found.problems} == {"warning"}
