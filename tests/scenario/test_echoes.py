"""A misspelt key is one error: what only follows from it is not said as well."""

from __future__ import annotations

from pathlib import Path

import pytest

from bizcase.problems import ProblemsFoundError
from bizcase.scenario.load import load_model
from tests.written import head

TEXT = (
    head()
    + """\
inflation: {wages: 2%/year}
products:
  lamp:
    launch: 2028-01
    units: {amount: 1_000/year, from: launch}
    price: 100
    unit_cost: {base: 60, inflation: wages}
costs:
  rent: {amount: = lamp.price * lamp.units / years}
capex:
  mould: {amount: 100k, when: launch, depreciation: straight line, life: 2 years}
cases:
  downside: {products.lamp.price: 85, probability: 30%}
"""
)


def said(folder: Path, text: str) -> list[tuple[str, str | None]]:
    path = folder / "lamp.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ProblemsFoundError) as found:
        load_model(path)
    return [(problem.message, problem.help) for problem in found.value.problems]


def test_the_scenario_itself_is_sound(tmp_path: Path) -> None:
    path = tmp_path / "lamp.yaml"
    path.write_text(TEXT, encoding="utf-8")
    assert load_model(path).problems == ()


@pytest.mark.parametrize(
    ("key", "misspelt"),
    [
        ("launch", "lanch"),
        ("inflation", "inflaton"),
        ("price", "prize"),
        ("unit_cost", "unit_cots"),
        ("life", "lief"),
        ("capex", "capx"),
        ("length", "lenght"),
        ("step", "stpe"),
        ("start", "strat"),
    ],
)
def test_only_the_key_is_named(tmp_path: Path, key: str, misspelt: str) -> None:
    text = TEXT.replace(f"{key}:", f"{misspelt}:", 1)
    (wrong,) = said(tmp_path, text)
    assert wrong[0].startswith(f"unknown key `{misspelt}`")
    assert wrong[1] == f"did you mean `{key}`?"


def test_what_is_missing_elsewhere_is_still_said(tmp_path: Path) -> None:
    text = TEXT.replace("amount: 100k", "amuont: 100k")
    press = "  press: {when: launch, depreciation: straight line, life: 2 years}\n"
    messages = [
        message for message, _ in said(tmp_path, text.replace("cases:\n", press + "cases:\n"))
    ]
    assert [message.split(" (")[0] for message in messages] == [
        "unknown key `amuont`",
        "`capex.press` needs `amount`",
    ]


@pytest.mark.parametrize("launch", ["", "    lanch: 2028-01\n"])
def test_a_launch_that_is_meant_elsewhere(tmp_path: Path, launch: str) -> None:
    text = TEXT.replace(", from: launch", "").replace("    launch: 2028-01\n", launch)
    first = "unknown key `lanch`" if launch else "`launch`: there is no single launch date"
    assert [message for message, _ in said(tmp_path, text)] == [first]


def test_a_probability_that_is_none_is_not_added_up(tmp_path: Path) -> None:
    messages = [m for m, _ in said(tmp_path, TEXT.replace("probability: 30%", "probability: 30"))]
    assert messages == ["a probability lies between 0% and 100%"]
