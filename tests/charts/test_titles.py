"""Titles state the finding: true figures, in a sentence that fits the case."""

from __future__ import annotations

import pytest

from bizcase.report.charts.adoption import adoption_of
from bizcase.report.charts.adoption import title as adoption_title
from bizcase.report.charts.cash import title as cash_title
from bizcase.report.charts.cash import turn_of_ebitda
from bizcase.report.charts.chart import Picture
from bizcase.report.charts.draw import picture
from bizcase.report.charts.npv_profile import title as profile_title
from bizcase.report.charts.statement import title as statement_title
from bizcase.report.charts.waterfall import title as waterfall_title
from bizcase.units.money import money, percent, years
from tests.charts.boxes import texts
from tests.charts.cases import SHIPPED, drawn, odd_found, run_of, simulation_of, text_run
from tests.charts.odd import odd_text
from tests.written import head


def odd(name: str, chart: str) -> str:
    """The title of a chart of an unusual case."""
    one = picture(chart, odd_found(name))
    assert isinstance(one, Picture)
    return one.title


@pytest.mark.parametrize("name", SHIPPED)
def test_cash_says_payback_and_peak_funding(name: str) -> None:
    run = run_of(name)
    back, needed = run.measures["payback_years"], run.measures["peak_funding"]
    assert back is not None
    assert needed is not None
    assert cash_title(run) == (
        f"Cash is recovered after {years(back, whole=False)}; "
        f"{money(needed, 'EUR')} are needed on the way"
    )


def test_cash_of_a_case_that_never_pays_back_or_needs_none() -> None:
    assert odd("never pays back", "cash") == (
        "Cash is not recovered within the horizon; EUR 90.0k are needed"
    )
    assert odd("no funding needed", "cash") == (
        "No funding is needed; EUR 54.0k have come in by the end"
    )


def test_marks_of_the_cash_chart() -> None:
    run = run_of("thermostat")
    said = [text for text, _ in texts(drawn("thermostat", "cash").figure)]
    assert "Peak funding EUR 2.9M\non 2028-06-30" in said
    assert "Payback\n4.7 years" in said
    turn = turn_of_ebitda(run)
    assert turn is not None
    assert f"EBITDA positive\nfrom {run.periods[turn]}" in said
    ebitda = [value or 0.0 for value in run.rows["ebitda"]]
    assert ebitda[turn - 1] <= 0
    assert min(ebitda[turn:]) > 0


def test_revenue_and_what_is_left_of_it() -> None:
    assert statement_title(run_of("thermostat")) == (
        "Revenue grows to EUR 7.3M in 2032; 35% of it is left as EBITDA"
    )
    assert statement_title(run_of("inhaler")).startswith("Revenue peaks at EUR 147M in 2040;")
    assert statement_title(run_of("warehouse_robots")) == (
        "Benefits grow to EUR 2.1M in 2033; 80% of them are left as EBITDA"
    )
    assert odd("nothing but costs", "revenue-and-costs") == (
        "There is no revenue; costs add up to EUR 8.0k"
    )
    assert odd("below zero all the way", "revenue-and-costs") == (
        "Revenue is EUR 100 in every year and does not cover the costs: EBITDA is EUR -250"
    )


def test_parts_of_a_year_do_not_make_a_peak() -> None:
    title = odd("tax still paid afterwards", "revenue-and-costs")
    assert title.startswith("Revenue is EUR 900 in every year")


def test_waterfall_tells_how_much_is_terminal_value() -> None:
    for name in SHIPPED:
        run = run_of(name)
        npv = run.measures["npv"] or 0.0
        terminal = float(run.flows.discounted_terminal_value().sum())
        said = waterfall_title(run)
        assert f"an NPV of {money(npv, 'EUR')}" in said
        if terminal > npv:
            assert said.endswith(
                f"without terminal value it would be {money(npv - terminal, 'EUR')}"
            )
        elif terminal:
            assert said.endswith(f"{money(terminal, 'EUR')} of it terminal value")
        else:
            assert "terminal" not in said
    assert odd("nothing but costs", "waterfall") == "Without revenue the NPV is EUR -5.4k"


def test_profile_of_one_rate_none_and_two() -> None:
    run = run_of("thermostat")
    irr = run.measures["irr"] or 0.0
    assert profile_title(run) == (
        f"The NPV is positive at every rate below {percent(irr)}; at 11% it is EUR 4.8M"
    )
    two = odd("two rates of return", "npv-profile")
    assert two == "The NPV is zero at 10% and 20%: there is no single rate of return"
    none = odd("no rate of return", "npv-profile")
    assert none == "The NPV is negative at every discount rate: there is no rate of return"
    said = [text for text, _ in texts(picture_of_two().figure)]
    assert {"IRR 10%", "IRR 20%"} <= set(said)


def picture_of_two() -> Picture:
    one = picture("npv-profile", odd_found("two rates of return"))
    assert isinstance(one, Picture)
    return one


def test_adopters_subscribers_and_units() -> None:
    run = run_of("thermostat")
    last = run.rows["thermostat.adopters_to_date"][-1] or 0.0
    said = adoption_title(run, adoption_of(run))
    assert said.startswith("173k adopters by the end of 2032")
    assert f"{percent(last / 450_000, 0)} of the market; 33.4k subscribe then" in said
    oats = run_of("oat_drink")
    assert adoption_title(oats, adoption_of(oats)) == "Units sold grow to 20.7M in 2033"
    assert odd("no funding needed", "adoption") == "900 units are sold each year"


def test_a_case_that_ends_within_a_year_is_said_to_end_then() -> None:
    """Its last fiscal year, of which it has a quarter, does not end before it is over."""
    app = "{adoption: {model: bass, market: 9_000, innovation: 3%/year, imitation: 40%/year, "
    app += "launch: year 1}, subscription: {price: 9/month, churn: 2%/month}}"
    ends = {
        "start: 2027-04, step: month, length: 5 years": " by 2032-03-31, ",
        "start: 2027-04, step: month, length: 5 years, fiscal_year_ends: 3": (
            " by the end of FY2032, "
        ),
        "step: month, length: 30 months": " by the end of the case, in year 3, ",
        "step: month, length: 36 months": " by the end of year 3, ",
    }
    for timeline, end in ends.items():
        run = text_run(head(timeline=f"{{{timeline}}}") + f"products: {{app: {app}}}\n")
        assert end in adoption_title(run, adoption_of(run))


def test_unit_economics_at_launch_and_in_the_end() -> None:
    assert drawn("thermostat", "unit-economics").title == (
        "Each unit of Thermostat leaves EUR 77.0 (47% of its price) in 2027 "
        "and EUR 76.5 (57%) in 2032"
    )
    assert drawn("scheduling_app", "unit-economics").title.startswith(
        "Each subscriber of App leaves EUR 54.5 a month (92% of the price) in 2027"
    )


def test_odds_of_the_simulation() -> None:
    simulation = simulation_of("thermostat")
    npv = simulation.measures["npv"].percentiles
    bad, middle = money(npv[0.1], "EUR"), money(npv[0.5], "EUR")
    assert drawn("thermostat", "distribution").title == (
        f"The NPV is positive in {percent(simulation.gain_chance.value, whole=False)} of the "
        f"trials; the median is {middle}, one in ten is below {bad}"
    )
    never = simulation.measures["payback_years"].missing
    needed = simulation.measures["peak_funding"].percentiles[0.9]
    assert drawn("thermostat", "fan").title == (
        f"Cash comes back in {percent(1 - never, whole=False)} of the trials; "
        f"one in ten needs more than {money(needed, 'EUR')}"
    )
    assert "in no trial;" in odd("never pays back", "distribution")
    assert "in every trial;" in odd("very long names", "distribution")


def test_tornado_counts_what_turns_the_npv() -> None:
    assert drawn("oat_drink", "tornado").title == (
        "Most depends on units share: NPV EUR -2.6M to EUR 5.4M; "
        "each of 5 assumptions makes it negative alone"
    )
    assert odd("one period", "tornado").endswith("NPV EUR -18 to EUR 36, which makes it negative")


def test_what_was_set_for_this_time_is_noted() -> None:
    import bizcase
    from tests.charts.cases import ROOT

    scenario = bizcase.load(ROOT / "scenarios" / "thermostat.yaml")
    run = scenario.run("downside", {"products.thermostat.price": 149})
    said = " ".join(text for text, _ in texts(bizcase.draw(run, "cash").figure))
    assert "case downside · changed: products.thermostat.price" in " ".join(said.split())
    assert "changed" not in " ".join(t for t, _ in texts(drawn("thermostat", "cash").figure))


def test_a_dollar_is_a_dollar() -> None:
    text = odd_text("never pays back").replace(
        "name: never pays back", 'name: "a $5 and a $6 lamp"'
    )
    one = picture("cash", {type(run := text_run(text)): lambda: run})
    assert isinstance(one, Picture)
    assert any("a $5 and a $6 lamp" in said for said, _ in texts(one.figure))


def test_what_holds_only_if_the_stages_succeed_says_so() -> None:
    for chart in ("cash", "distribution"):
        said = " ".join(text for text, _ in texts(drawn("heart_monitor", chart).figure))
        assert "; holds if every stage goes as written" in " ".join(said.split())
        said = " ".join(text for text, _ in texts(drawn("thermostat", chart).figure))
        assert "holds" not in said
