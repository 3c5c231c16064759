"""Folders of scenarios: years, starts, currencies and names come together as they should."""

from __future__ import annotations

from pathlib import Path

import pytest

import bizcase
from bizcase.problems import ProblemsFoundError
from bizcase.study.portfolio.choice import Portfolio
from bizcase.study.portfolio.load import portfolio
from tests.portfolio.projects import taken

ROOT = Path(__file__).parents[2]
KITCHEN = ROOT / "scenarios" / "portfolio"
LAMP = """\
bizcase: 1
name: {name}
currency: EUR
timeline: {{{timeline}, length: 3 years}}
discounting: {{rate: 10%/year, timing: end}}
products: {{lamp: {{units: [1_200, ...], price: 10, unit_cost: 4}}}}
capex: {{tooling: {{amount: 9_000, when: opening, depreciation: straight line, life: 3 years}}}}
"""


def lamp(folder: Path, key: str, timeline: str, **changed: str) -> Path:
    text = LAMP.format(name=changed.pop("name", key), timeline=timeline)
    for old, new in changed.items():
        text = text.replace(old, new)
    path = folder / f"{key}.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def option(found: Portfolio, key: str) -> bizcase.study.portfolio.option.Option:
    return next(one for one in found.options if one.key == key)


def test_the_shipped_folder() -> None:
    found = portfolio(KITCHEN)
    assert taken(found) == {"coffee_machine", "capsules"}
    assert found.shares_by_index is not None
    assert {k for k, share in found.shares_by_index.items() if share} == {"kettle", "toaster"}
    for one in found.options:
        run = bizcase.load(KITCHEN / f"{one.key}.yaml").run()
        flows = run.rows["free_cash_flow"]
        assert one.npv == run.measures["npv"]
        assert one.peak() == pytest.approx(run.measures["peak_funding"])
        assert [one.need(year) for year in ("opening", "2027", "2028")] == [
            -(flow or 0.0) + 0.0 for flow in flows[:3]
        ]


def test_shipped_scenarios_need_no_file() -> None:
    found = portfolio(ROOT / "scenarios", ["20M"])
    assert "inhaler" not in taken(found)
    assert "Each option is discounted at its own rate, 8% to 14%" in found.notes
    assert "`exclude: [[thermostat, thermostat_lite]]`" in found.notes[-1]
    assert portfolio(KITCHEN).notes == ()


def test_stages_count_with_their_chances() -> None:
    staged = bizcase.load(ROOT / "scenarios" / "heart_monitor.yaml").run()
    assert staged.stages is not None
    found = portfolio(ROOT / "scenarios", ["20M"])
    monitor = option(found, "heart_monitor")
    assert monitor.npv == staged.stages.expected_commercial_value
    assert monitor.peak() == pytest.approx(staged.measures["peak_funding"])
    assert found.notes[0].endswith("needing what success needs: Heart monitor")


def test_budgets_on_the_command_line_replace_those_of_the_file() -> None:
    found = portfolio(KITCHEN, ["2027=9M", "any time=8.5M"])
    assert [(budget.year, budget.amount) for budget in found.budgets] == [
        ("2027", 9e6),
        ("any time", 8.5e6),
    ]
    assert taken(found) == {"toaster", "kettle", "coffee_machine", "capsules"}


def test_the_opening_counts_in_its_year_unless_it_has_a_budget(tmp_path: Path) -> None:
    lamp(tmp_path, "one", "start: 2027-01, step: year")
    assert taken(portfolio(tmp_path, ["2027=1000"])) == set()  # 9,000 less 7,200 that come in
    assert taken(portfolio(tmp_path, ["2027=1800"])) == {"one"}
    assert taken(portfolio(tmp_path, ["2027=0,opening=9000"])) == {"one"}
    assert taken(portfolio(tmp_path, ["2027=0,opening=8999"])) == set()


def test_at_any_time_the_money_in_all_options_together_counts(tmp_path: Path) -> None:
    """Monthly steps: the second lamp is paid for when the first has brought money."""
    lamp(tmp_path, "now", "start: 2027-01, step: month")
    lamp(tmp_path, "later", "start: 2027-09, step: month")
    found = portfolio(tmp_path, ["13.2k"])
    assert taken(found) == {"now", "later"}
    assert found.uses[0].used == pytest.approx(9_000 - 8 * 600 + 9_000)
    assert len(taken(portfolio(tmp_path, ["13.1k"]))) == 1


def test_a_later_start_is_discounted_to_the_first(tmp_path: Path) -> None:
    early = lamp(tmp_path, "early", "start: 2027-01, step: year")
    lamp(tmp_path, "late", "start: 2028-07, step: quarter", name="Late lamp")
    found = portfolio(tmp_path, ["2027=20k"])
    npv = bizcase.load(tmp_path / "late.yaml").run().measures["npv"]
    assert npv is not None
    assert option(found, "late").npv == pytest.approx(npv / 1.1**1.5)
    assert option(found, "early").npv == bizcase.load(early).run().measures["npv"]
    assert option(found, "late").need("opening") == 0
    assert option(found, "late").need("2028") == pytest.approx(9_000 - 2 * 1_800)
    assert "Late lamp 1.5 years" in found.notes[0]


def test_fiscal_years(tmp_path: Path) -> None:
    line = "start: 2027-01, step: quarter, fiscal_year_ends: 3"
    lamp(tmp_path, "one", line)
    found = portfolio(tmp_path, ["FY2028=1k,2027=8k"])
    assert option(found, "one").need("2027") == pytest.approx(-1_800)
    assert option(found, "one").need("2028") == pytest.approx(-7_200)
    assert found.uses[1].used == pytest.approx(9_000 - 1_800)


def test_without_a_start_years_are_counted(tmp_path: Path) -> None:
    lamp(tmp_path, "one", "step: year")
    found = portfolio(tmp_path, ["opening=9k, Year 1=0"])
    assert [budget.year for budget in found.budgets] == ["opening", "year 1"]
    assert taken(found) == {"one"}


def test_projects_beside_scenarios(tmp_path: Path) -> None:
    lamp(tmp_path, "one", "start: 2027-01, step: year", name="A lamp")
    (tmp_path / "portfolio.yaml").write_text(
        "budgets: {opening: EUR 10k, 2028: 1k}\n"
        "projects:\n"
        "  - {name: press, npv: 50k, use: {opening: 10k, year 2: 500}, note: quoted}\n"
        "  - {name: paint, npv: 1k, use: 1k}\n"
        "exclude: [press, A lamp]\n",
        encoding="utf-8",
    )
    found = portfolio(tmp_path)
    assert found.rules.exclude == (("press", "one"),)
    assert option(found, "press").need("2028") == 500
    assert taken(found) == {"press"}


def test_calendar_years_without_scenarios(tmp_path: Path) -> None:
    (tmp_path / "portfolio.yaml").write_text(
        "budgets: {2026: 10, 2027: 5}\nprojects: {A: {npv: 3, use: {2026: 4, 2027: 6}},"
        " B: {npv: 2, use: {2026: 10}}, C: {npv: 9, use: {2027: 5}}}\n",
        encoding="utf-8",
    )
    assert taken(portfolio(tmp_path)) == {"B", "C"}
    text = (tmp_path / "portfolio.yaml").read_text(encoding="utf-8")
    listed = text.replace("{2026: 4, 2027: 6}", "[4, 6]")
    (tmp_path / "portfolio.yaml").write_text(listed, encoding="utf-8")
    with pytest.raises(ProblemsFoundError, match="from which year on"):
        portfolio(tmp_path)


@pytest.mark.parametrize(
    ("budget", "code"),
    [
        ("USD 5M", "wrong-unit"),
        ("5M/year", "not-a-number"),
        ("1.000.000", "comma-in-number"),
        ("lots", "not-a-number"),
        ("opening = 5M, opening=6M", "duplicate-key"),
    ],
)
def test_budgets_that_are_refused(budget: str, code: str) -> None:
    with pytest.raises(ProblemsFoundError) as found:
        portfolio(KITCHEN, [budget])
    assert {problem.code for problem in found.value.problems} == {code}


def test_all_that_is_wrong_in_the_scenarios_at_once(tmp_path: Path) -> None:
    lamp(tmp_path, "one", "start: 2027-01, step: year", price="prise")
    lamp(tmp_path, "two", "start: 2027-01, step: year", life="live")
    with pytest.raises(ProblemsFoundError) as found:
        portfolio(tmp_path, ["10k"])
    assert {Path(problem.file).name for problem in found.value.problems} == {"one.yaml", "two.yaml"}


def test_more_and_less_money_in_all_budgets() -> None:
    found = portfolio(KITCHEN)
    assert found.shares is not None
    worth = [found.worth_at(scale) for scale in (0.0, 0.5, 1.0, 1.5, 100.0)]
    assert worth[2] == found.npv(found.shares)
    assert worth[0] == 0.0
    assert worth == sorted(worth, key=lambda npv: npv or 0.0)


def test_a_file_is_called_by_its_own_name(tmp_path: Path) -> None:
    for key, name in (("x", "y"), ("y", "z"), ("z", "x")):
        lamp(tmp_path, key, "step: year", name=name)
    (tmp_path / "portfolio.yaml").write_text("budgets: 1_000\nrequires: {x: y}\n")
    assert portfolio(tmp_path).rules.requires == {"x": ("y",)}


@pytest.mark.parametrize(
    ("top", "said"),
    [
        ("budgets: 100\nprojects: {A: {npv: 1e308, use: 1e308}}\n", "`npv` of `1e308` is more"),
        ("budgets: 1e300\nprojects: {A: {npv: 1, use: 1}}\n", "a budget of `1e300` is more"),
    ],
)
def test_more_money_than_there_is_is_refused(tmp_path: Path, top: str, said: str) -> None:
    (tmp_path / "portfolio.yaml").write_text(top)
    with pytest.raises(ProblemsFoundError, match=said):
        portfolio(tmp_path)
