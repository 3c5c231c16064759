"""A hundred changes of single cells, each made to a good workbook: verify sees every one."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from bizcase.report.workbook.export import exported
from bizcase.report.workbook.returned.align import alignment
from bizcase.report.workbook.returned.edited import Edited, beside_export, edited
from bizcase.report.workbook.returned.read import workbook_in
from bizcase.report.workbook.returned.verify import verification
from tests.workbook.tampered import Mutation, mutations, tampered
from tests.written import head

COUNT = 100
FRESH = ("Scenario",)  # what stands there decides what is built anew

SCENARIO = (
    head(
        discounting="{rate: 10%, timing: end, also: [5%]}", tax="{rate: 25%, losses: carry forward}"
    )
    + """\
products:
  lamp:
    launch: {base: 2027-04, low: 2027-01, high: 2027-10}
    units: {2027-04: 1_000/year, 2028-06: 2_000/year}
    price: {base: 100, low: 90, high: 120, source: Panel, owner: Sales}
    unit_cost: [60, 58, 55, 55]
capex:
  mould: {amount: 100k, when: opening, depreciation: straight line, life: 4 years}
costs:
  fair: {amount: 20k, when: 2027-05}
rows:
  levy: {formula: 2% * revenue, in: operating costs}
adjustments:
  revenue: {2028: -2_000, reason: rebate, owner: Finance}
cases:
  more: {products.lamp.units: {2027-04: 1_000/year, 2028-06: 2_500/year, 2029-01: 3_000/year}}
"""
)


@pytest.fixture(scope="module")
def scenario(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("mutations") / "lamp.yaml"
    path.write_text(SCENARIO, encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def good(scenario: Path) -> bytes:
    return exported(scenario).content


@pytest.fixture(scope="module")
def reading(scenario: Path, good: bytes) -> Callable[[bytes, bool], Edited]:
    """Reads a workbook; builds what was exported anew only where that may have changed."""
    path = scenario.with_suffix(".xlsx")
    path.write_bytes(good)
    return partial(_read, edited(path))


def _read(whole: Edited, raw: bytes, fresh: bool) -> Edited:
    found = workbook_in(raw)
    if fresh:
        return beside_export(found, "mutant.xlsx")
    return Edited(found, whole.plan, whole.book, alignment(whole.book, found))


def test_the_good_workbook_is_sound(good: bytes, reading: Callable[[bytes, bool], Edited]) -> None:
    assert verification(reading(good, True)).sound


def seen(mutant: Mutation, good: bytes, reading: Callable[[bytes, bool], Edited]) -> bool:
    """Whether verify finds the change, or refuses the workbook, which it may for its scenario."""
    from bizcase.problems import ProblemsFoundError

    try:
        found = verification(reading(tampered(good, mutant), mutant.sheet in FRESH))
    except ProblemsFoundError:
        return mutant.sheet == "Scenario"
    return not found.sound


def test_every_change_of_a_cell_is_seen(
    good: bytes, reading: Callable[[bytes, bool], Edited]
) -> None:
    unseen = [
        f"{one.sheet}!{one.cell}: {one.words} ({one.formula or one.value})"
        for one in mutations(good, seed=1, count=COUNT)
        if not seen(one, good, reading)
    ]
    assert unseen == []


def test_a_changed_cell_is_one_finding(
    good: bytes, reading: Callable[[bytes, bool], Edited]
) -> None:
    mutants = [one for one in mutations(good, seed=2, count=200) if one.sheet == "Calc"]
    for one in mutants[:10]:
        found = verification(reading(tampered(good, one), False))
        told = [f for f in found.findings if f.kind != "shown"]
        assert len(told) <= 1, (one, told)
        assert all((f.sheet, f.row) == (one.sheet, one.row) for f in told)
