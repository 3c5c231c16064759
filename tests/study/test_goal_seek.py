"""What a search finds reaches its target when its text is read again; all values, or why none."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import bizcase
from bizcase.engine.model import Model
from bizcase.problems import ProblemsFoundError
from bizcase.study.goal_seek.result import GoalSeek
from bizcase.study.goal_seek.seek import goal_seek
from tests.study.small import case

SCENARIOS = Path(__file__).parent.parent.parent / "scenarios"


def sought(model: Model, target: str, vary: str = "x", **more: tuple[str, str]) -> GoalSeek:
    """A search in a model that has no file: its texts cannot be read again."""

    def reread(_path: str, _text: str) -> Model:
        raise ProblemsFoundError([])

    return goal_seek(model, vary, target, reread, **more)


@pytest.mark.parametrize(
    ("vary", "target", "case_name"),
    [
        ("thermostat.price", "npv=0", "base"),
        ("thermostat.price", "npv=0", "downside"),
        ("thermostat.price", "irr=15%", "downside"),
        ("thermostat.price", "payback=3 years", "base"),
        ("adoption.launch", "npv=1.2M", "base"),
        ("subscription.churn", "npv=4.5M", "base"),
        ("marketing.share", "peak_funding=3M", "base"),
        ("price.grows", "profitability_index=1.2", "base"),
        ("team.people", "npv=0", "base"),
        ("receivables", "npv=4M", "base"),
        ("terminal_value.growth", "npv=20M", "late launch"),
        ("thermostat.unit_cost", "ebit@2029=0", "base"),
        ("adoption.market", "thermostat.units@2030-Q2=9_000", "base"),
    ],
)
def test_the_text_reaches_the_target(vary: str, target: str, case_name: str) -> None:
    scenario = bizcase.load(SCENARIOS / "thermostat.yaml")
    found = scenario.goal_seek(vary, target, case=case_name)
    assert found.solutions
    scale = max(abs(found.target.value), abs(found.now or 0.0))
    for one in found.solutions:
        assert one.text is not None
        run = scenario.run(case_name, {found.driver.path: one.text})
        name = target.partition("=")[0]
        if isinstance(found.target.reading, str):
            assert run.measures == one.measures
            reached = run.measures[found.target.reading]
        else:
            row = run.rows[found.target.reading.row]
            reached = sum(row[column] or 0.0 for column in found.target.reading.columns)
        assert reached == pytest.approx(one.reached, abs=1e-12 * scale), name
        if found.driver.is_date:  # no other day comes nearer
            day = date.fromisoformat(one.text)
            for beside in (day - timedelta(days=1), day + timedelta(days=1)):
                other = scenario.run(case_name, {found.driver.path: beside.isoformat()})
                missed = abs((other.measures[name] or 0.0) - found.target.value)
                assert abs((reached or 0.0) - found.target.value) <= missed
        else:
            assert reached == pytest.approx(found.target.value, abs=1e-8 * scale), name


def test_settings_hold_while_a_value_is_sought() -> None:
    scenario = bizcase.load(SCENARIOS / "thermostat.yaml")
    changes = {"products.thermostat.unit_cost": 80}
    found = scenario.goal_seek("thermostat.price", set=changes)
    (one,) = found.solutions
    again = scenario.run(set={**changes, "products.thermostat.price": one.text})
    assert again.measures["npv"] == pytest.approx(0, abs=1)
    assert one.value < scenario.goal_seek("thermostat.price").solutions[0].value


def test_all_solutions_are_found_the_nearest_first() -> None:
    model = case("(x - 1) * (6 - x)", {"x": (1.5, 2.0, 4.0)})
    found = sought(model, "npv=0")
    assert [one.value for one in found.solutions] == pytest.approx([1.0, 6.0])
    inside = sought(model, "npv=16")
    assert [one.value for one in inside.solutions] == pytest.approx([2.0, 5.0])


def test_a_target_that_is_just_reached_is_found() -> None:
    """The greatest value of 25 at 3.5 lies between the points of every scan."""
    found = sought(case("(x - 1) * (6 - x)", {"x": (1.5, 2.1, 4.0)}), "npv=25")
    assert [one.value for one in found.solutions] == pytest.approx([3.5], abs=1e-5)


def test_out_of_reach_says_the_nearest_and_at_which_end() -> None:
    model = case("x", {"x": (1.0, 2.0, 3.0)})
    found = sought(model, "npv=1000")
    assert found.solutions == ()
    assert found.why_none == "it is out of reach"
    assert found.nearest is not None
    assert (found.nearest.value, found.nearest.reached, found.nearest.at) == (20, 80, "high")
    bent = sought(case("0 - (x - 3.3) ^ 2", {"x": (1.0, 2.0, 3.0)}), "npv=4")
    assert bent.nearest is not None
    assert (bent.nearest.value, bent.nearest.at) == (pytest.approx(3.3, abs=1e-4), "inside")
    assert bent.nearest.reached == pytest.approx(0, abs=1e-6)


def test_a_target_that_is_jumped_over_is_not_called_reached() -> None:
    found = sought(case("if(x < 3.3, 1, 0 - 1)", {"x": (1.0, 2.0, 4.0)}), "npv=0")
    assert found.solutions == ()
    assert found.why_none == "it is passed in a jump"
    (jump,) = found.jumps
    assert jump.value == pytest.approx(3.3)
    assert (jump.before, jump.after) == (4, -4)


def test_whole_periods_reach_or_jump() -> None:
    model = case("lag(sales, k * 1 year) * 10", {"k": (1.0, 2.0, 4.0)})
    assert [one.value for one in sought(model, "npv=10", "k").solutions] == [3.0]
    found = sought(model, "npv=12", "k")
    assert [(j.value, j.before, j.after) for j in found.jumps] == [(3.0, 20.0, 10.0)]


def test_a_driver_without_effect_reaches_what_is_there_or_nothing() -> None:
    model = case("5 + 0 * x", {"x": (1.0, 2.0, 3.0)})
    assert [one.value for one in sought(model, "npv=20").solutions] == [2.0]
    assert sought(model, "npv=21").solutions == ()


def test_a_search_between_two_values_stays_there() -> None:
    scenario = bizcase.load(SCENARIOS / "thermostat.yaml")
    found = scenario.goal_seek("adoption.launch", "npv=1.2M", between=("2029-01", "2030-01"))
    assert [one.value > 2 for one in found.solutions] == [True]
    share = scenario.goal_seek("team.people", "npv=0", between=("-50%", "+50%"))
    assert share.between == (0.5, 1.5)
    assert share.solutions == ()
    with pytest.raises(ProblemsFoundError) as wrong:
        scenario.goal_seek("thermostat.price", between=("5%", "200"))
    assert "wrong-unit" in {problem.code for problem in wrong.value.problems}


def test_a_series_gets_a_text_with_all_its_values() -> None:
    scenario = bizcase.load(SCENARIOS / "oat_drink.yaml")
    (one,) = scenario.goal_seek("costs.advertising", "npv=1M").solutions
    assert one.text is not None
    assert one.text.startswith("[2_970_450.58")
    assert one.text.endswith("]")
    (dated,) = scenario.goal_seek("listing_fees.payments", "npv=1.6M").solutions
    assert dated.text is not None
    assert dated.text.startswith("{2027-01: 585_968.5")


def test_an_adjustment_by_hand_has_no_text(tmp_path: Path) -> None:
    text = (SCENARIOS / "oat_drink.yaml").read_text(encoding="utf-8")
    path = tmp_path / "adjusted.yaml"
    path.write_text(text + "\nadjustments:\n  operating costs: {2028: 100k, reason: a fair}\n")
    (one,) = bizcase.load(path).goal_seek("adjustments", "npv=1.6M").solutions
    assert one.text is None
    assert one.measures["npv"] == pytest.approx(1.6e6)


@given(st.floats(-1e4, 1e6))
@settings(max_examples=25, deadline=None)
def test_any_target_in_reach_is_reached(target: float) -> None:
    model = case("x * x * 3 + x - 20", {"x": (10.0, 50.0, 90.0)})
    found = sought(model, f"npv={target!r}")
    reachable = -80 <= target <= 4 * (3 * 500**2 + 500 - 20)
    assert bool(found.solutions) == reachable
    for one in found.solutions:
        assert one.reached == pytest.approx(target, rel=1e-8, abs=1e-5)


@pytest.mark.parametrize(
    ("vary", "target", "code"),
    [
        ("thermostat.prise", "npv=0", "unknown-path"),
        ("price", "npv=0", "unknown-path"),
        ("thermostat.price", "nvp=0", "unknown-name"),
        ("thermostat.price", "npv", "wrong-shape"),
        ("thermostat.price", "npv=soon", "not-a-number"),
        ("thermostat.price", "npv=3 years", "wrong-unit"),
        ("thermostat.price", "irr=15", "out-of-bounds"),
        ("thermostat.price", "ebit@2050=0", "not-a-date"),
        ("thermostat.price", "ebit=0 days", "wrong-unit"),
        ("thermostat.price", "thermostat.price=0", "missing-key"),
        ("depreciation.to", "npv=0", "no-range"),
    ],
)
def test_what_cannot_be_sought_is_a_problem(vary: str, target: str, code: str) -> None:
    with pytest.raises(ProblemsFoundError) as found:
        bizcase.load(SCENARIOS / "thermostat.yaml").goal_seek(vary, target)
    assert [problem.code for problem in found.value.problems] == [code]
    assert all(problem.help for problem in found.value.problems)


def test_a_frame_has_a_line_for_each_solution() -> None:
    found = bizcase.load(SCENARIOS / "thermostat.yaml").goal_seek("adoption.launch", "npv=1.2M")
    frame = found.to_frame()
    assert len(frame) == len(found.solutions) == 2
    assert frame["text"].to_list() == ["2028-11-13", "2029-01-17"]
    assert frame["npv"].to_list() == pytest.approx([1.2e6, 1.2e6], rel=0.005)  # to the day
    price = bizcase.load(SCENARIOS / "thermostat.yaml").goal_seek("thermostat.price", "npv=1.2M")
    assert price.to_frame()["npv"].to_list() == pytest.approx([1.2e6])


def test_a_date_is_sought_to_the_day_and_the_command_says_that_day() -> None:
    """No `1.867963 years`, which nobody reads; where a month does, the month."""
    scenario = bizcase.load(SCENARIOS / "thermostat.yaml")
    worth = scenario.run(set={"products.thermostat.adoption.launch": "2027-10"}).measures["npv"]
    (one,) = scenario.goal_seek("adoption.launch", f"npv={worth!r}").solutions[:1]
    assert one.text == "2027-10"
    assert one.reached == worth


def test_why_nothing_can_be_measured_holds_for_the_whole_search(tmp_path: Path) -> None:
    """Free of rent nothing flows at all; at any rent all cash flows are negative."""
    path = tmp_path / "shed.yaml"
    path.write_text(
        "bizcase: 1\nname: Shed\ncurrency: EUR\ntimeline: {step: year, length: 3 years}\n"
        "discounting: {rate: 8%, timing: end}\ntax: none\ncosts: {rent: 12k/year}\n"
    )
    found = bizcase.load(path).goal_seek("costs.rent", "irr=10%")
    assert found.why_none == (
        "there is no IRR anywhere: all cash flows are negative; "
        "at EUR 0/year all cash flows are zero"
    )


def test_between_is_what_is_wrong_and_not_another_option() -> None:
    with pytest.raises(ProblemsFoundError) as found:
        bizcase.load(SCENARIOS / "thermostat.yaml").goal_seek(
            "thermostat.price", between=("nan", "inf")
        )
    (problem,) = found.value.problems
    assert problem.span is not None
    assert problem.span.source.name == "--between"
    with pytest.raises(ProblemsFoundError) as nothing:
        bizcase.load(SCENARIOS / "thermostat.yaml").goal_seek("depreciation.to")
    assert "is EUR 0, and nothing says" in nothing.value.problems[0].message
