"""How stages are read: dates, costs in the statements, outcomes that change values."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from bizcase.engine.located import located
from bizcase.problems import ProblemsFoundError
from bizcase.scenario.load import load_model
from bizcase.study.check import check
from bizcase.study.run import run
from bizcase.study.stages.tree import Branch
from tests.stages.conftest import HEAD, Written
from tests.test_docs import FENCE, USUAL

ROOT = Path(__file__).parents[2]
MONITOR = ROOT / "scenarios" / "heart_monitor.yaml"
MONTHS = HEAD.replace("{step: year, length", "{start: 2027-01, step: month, length")


def leaf(branches: tuple[Branch, ...], *outcomes: str) -> Branch:
    """The branch that some outcomes lead to."""
    branch = next(b for b in branches if b.outcome == outcomes[0])
    return leaf(branch.further, *outcomes[1:]) if outcomes[1:] else branch


def test_dates_follow_from_each_other(written: Written) -> None:
    stages = """
products: {box: {units: {amount: 10/year, from: 2029-05}, price: 1, launch: 2029-05}}
stages:
  first: {success: 50%}
  second: {when: 2027-03, success: 50%, decided: 2028-02}
  third: {success: 50%}
  fourth: {when: 2028-07, success: 50%, decided: launch}
"""
    head = MONTHS.replace("revenue: {sales: {amount: 2_600/year, from: year 3}}\n", "")
    places = located(written(stages, head).model)
    assert [(place.begins, place.gate) for place in places] == [
        (0, 3), (3, 14), (14, 19), (19, 29),
    ]  # fmt: skip


def test_a_gate_stands_at_the_beginning_of_its_period(written: Written) -> None:
    found = written("stages: {test: {cost: 70, success: 50%, decided: year 2}}\n")
    assert found.stages is not None
    fails = leaf(found.stages.branches, "failure")
    assert fails.gate == 2
    assert fails.worth == -70


def test_costs_are_operating_costs_and_deductible(written: Written) -> None:
    taxed = HEAD.replace("tax: none", "tax: {rate: 25%, losses: offset}")
    stages = """
stages:
  design: {cost: {drawings: 100, model: 60}, success: 50%}
  dinner: {when: year 1, cost: 40, success: 100%, deductible: no}
  pilot: {when: year 2, cost: 80, success: 90%, in: cost of sales, decided: year 3}
"""
    found = written(stages, taxed)
    assert found.rows["operating_costs"][:3] == (160, 40, 0)
    assert found.rows["cost_of_sales"][:3] == (0, 0, 80)
    assert found.rows["free_cash_flow"][:3] == (-120, -40, -60)
    assert found.stages is not None
    assert leaf(found.stages.branches, "failure").worth == -120


@pytest.mark.parametrize("timing", ["start", "mid", "end"])
def test_what_a_stop_brings_is_discounted_from_the_gate(written: Written, timing: str) -> None:
    head = MONTHS.replace("timing: end", f"timing: {timing}")
    stages = "stages: {test: {success: 0%, decided: 2028-07, if_stopped: 100}}\n"
    found = written(stages, head).stages
    assert found is not None
    assert found.risk_adjusted_npv == pytest.approx(100 / 1.1**1.5)


def test_nothing_follows_a_failure_also_no_terminal_value(written: Written) -> None:
    more = "terminal_value: {method: perpetuity, growth: 0%/year}\n"
    stages = "stages: {test: {cost: 10, success: 0%, decided: end}}\n"
    found = written(more + stages).stages
    assert found is not None
    assert found.risk_adjusted_npv == pytest.approx(2_600 / 1.1**3 - 10)
    assert found.spend_if_nothing_fails is None or found.spend_if_nothing_fails == 10


def test_an_outcome_is_the_same_as_a_case_with_its_values() -> None:
    staged = run(load_model(MONITOR)).stages
    assert staged is not None
    weak = {"products.monitor.adoption.market": 180_000, "products.monitor.price": 205}
    for outcome, values in (("strong", {}), ("weak", weak)):
        branch = leaf(staged.branches, "success", outcome, "success")
        alone = run(load_model(MONITOR, settings=dict(values))).measures["npv"]
        assert branch.going_on is not None
        assert branch.spent + branch.going_on == pytest.approx(alone, rel=1e-12)


def test_series_and_single_values_together(written: Written) -> None:
    """Single values are one batch, series one each; all paths are as exact as alone."""
    stages = """
products: {box: {units: [0, 0, 10, 20], price: 100, unit_cost: 40}}
stages:
  market:
    decided: year 2
    outcomes:
      wide: {probability: 50%}
      narrow: {probability: 30%, products.box.units: [0, 0, 5, 8]}
      rich: {probability: 20%, products.box.price: 130, products.box.unit_cost: 45}
  cost:
    decided: year 3
    outcomes:
      dear: {probability: 40%, products.box.unit_cost: 55}
      cheap: {probability: 60%, products.box.unit_cost: 35}
"""
    found = written(stages).stages
    assert found is not None
    units = {"wide": (10, 20), "narrow": (5, 8), "rich": (10, 20)}
    margin = {"dear": 45, "cheap": 65}
    for market, (third, fourth) in units.items():
        for cost, each in margin.items():
            more = 30 if market == "rich" else 0
            sold = (each + more) * (third / 1.1**3 + fourth / 1.1**4)
            branch = leaf(found.branches, market, cost)
            other = 2_600 * (1 / 1.1**3 + 1 / 1.1**4)
            assert branch.without_choice == pytest.approx(sold + other)


def test_an_outcome_may_change_later_stages(written: Written) -> None:
    stages = """
stages:
  study:
    decided: year 1
    outcomes:
      good: {probability: 50%}
      poor: {probability: 50%, stages.approval.success: 40%, stages.approval.cost: 300}
  approval: {when: year 1, cost: 100, success: 80%, decided: year 3}
"""
    found = written(stages).stages
    assert found is not None
    assert leaf(found.branches, "good", "success").probability == 0.8
    poor = leaf(found.branches, "poor", "success")
    assert (poor.probability, poor.cost) == (0.4, 300)
    assert found.gates()[1].cost == 200


def test_cases_and_settings_reach_stages() -> None:
    dear = run(load_model(MONITOR, "dear study"))
    assert dear.rows["stages.clinical_study"][4] == 2_800_000
    assert dear.stages is not None
    assert leaf(dear.stages.branches, "success", "strong").probability == 0.4
    more = run(load_model(MONITOR, settings={"stages.approval.success": "95%"})).stages
    assert more is not None
    assert more.gates()[2].success == pytest.approx(0.95)


def test_outcomes_that_do_not_go_together_are_a_problem(written: Written, tmp_path: Path) -> None:
    """Alone the second outcome changes nothing before its stage; after the first it does."""
    stages = """
products: {box: {units: {amount: 100/year, from: year 4}, price: 100}}
stages:
  first:
    decided: year 1
    outcomes:
      soon: {probability: 50%, products.box.units.from: year 2}
      late: {probability: 50%}
  second:
    when: year 3
    decided: year 4
    outcomes:
      rich: {probability: 50%, products.box.price: 130}
      poor: {probability: 50%}
"""
    with pytest.raises(ProblemsFoundError) as found:
        _ = written(stages).stages
    (problem,) = found.value.problems
    assert [p for p in check(tmp_path / "game.yaml").problems if p.severity == "error"] == [problem]
    assert problem.code == "outcome-too-early"
    assert "`rich` changes `box.revenue` in Year 2, before `second` begins" in problem.message


def test_a_missing_cash_flow_leaves_no_value_and_the_reason(written: Written) -> None:
    more = """
rows: {odd: {formula: 1 EUR / (n - 2), in: revenue}}
stages: {test: {success: 50%, decided: year 1}}
"""
    found = written(more).stages
    assert found is not None
    assert found.missing
    assert found.expected_commercial_value is None
    assert found.why_null["risk_adjusted_npv"] == "a cash flow is missing"


def test_the_outcomes_in_the_pages_can_be_applied(written: Written) -> None:
    """That examples build is tested with all pages; here their outcomes are put over them."""
    page = (ROOT / "docs" / "stages.md").read_text(encoding="utf-8")
    examples = [found[2] for found in FENCE.finditer(page) if found[1] == "yaml"]
    assert len(examples) == 2
    for text in examples:
        keys = set(re.findall(r"^\w+:", text, re.MULTILINE))
        usual = [line for line in USUAL.splitlines(True) if line.split()[0] not in keys]
        found = written(text, "".join(usual)).stages
        assert found is not None
        assert found.risk_adjusted_npv is not None


@pytest.mark.parametrize(
    ("discounting", "warned"),
    [
        ("{rate: 12%/year}", False),
        ("{rate: 12.1%/year}", True),
        ("{rate: 1%/month}", True),  # 12.7 % a year
        ("{rate: 11.6%/year, compounded: monthly}", True),
        ("{rate: 10%/year, kind: real}", False),
        ("{rate: 10.5%/year, kind: real}", True),
    ],
)
def test_a_rate_with_a_premium_counts_the_risk_twice(
    tmp_path: Path, discounting: str, warned: bool
) -> None:
    path = tmp_path / "game.yaml"
    head = HEAD.replace("{rate: 10%/year, timing: end}", discounting)
    text = head + "inflation: {general: 3%/year}\n"
    path.write_text(text + "stages: {test: {success: 50%, decided: year 2}}\n", encoding="utf-8")
    assert ("risk-counted-twice" in {p.code for p in check(path).problems}) is warned
    path.write_text(text, encoding="utf-8")
    assert "risk-counted-twice" not in {p.code for p in check(path).problems}


@pytest.mark.parametrize("outcomes", ["none", "{}"])
def test_no_outcomes_are_no_chance(written: Written, outcomes: str) -> None:
    with pytest.raises(ProblemsFoundError, match="needs `success` or `outcomes`"):
        written(f"stages: {{test: {{outcomes: {outcomes}, decided: year 2}}}}\n")
