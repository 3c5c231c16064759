"""A value that an override sets outside its range: a warning at what was set, and no range."""

from __future__ import annotations

from pathlib import Path

import pytest

from bizcase.engine.model import Model
from bizcase.problems import ProblemsFoundError
from bizcase.scenario.load import load_model
from tests.written import head

PATH = "products.lamp.price"
RANGE = "{base: 100, low: 80, high: 120}"
NEW_RANGE = "lies outside the range that is set, "


def files(folder: Path, price: str, value: str, more: str = "") -> tuple[Path, Path]:
    """A scenario with a case, and an option that extends it, both with a value put over it."""
    path, option = folder / "lamp.yaml", folder / "option.yaml"
    cost = "unit_cost: {base: 60, low: 50, high: 70}"
    products = f"products: {{lamp: {{units: 10/year, price: {price}, {cost}}}}}\n"
    cases = f"cases: {{other: {{{PATH}: {value}}}}}\n"
    path.write_text(head() + products + more + cases, encoding="utf-8")
    option.write_text(
        f"bizcase: 1\nextends: lamp.yaml\nproducts: {{lamp: {{price: {value}}}}}\n",
        encoding="utf-8",
    )
    return path, option


def told(model: Model) -> list[tuple[str, str, str]]:
    """What the only problem says, its place and its file."""
    found = []
    for problem in model.problems:
        assert problem.severity == "warning"
        assert problem.span is not None
        found.append((problem.message, problem.span.text, Path(problem.file).name))
    return found


@pytest.mark.parametrize(
    ("price", "value", "said", "at"),
    [
        (RANGE, "150", "`price` is set outside its range, 80 to 120", "150"),
        (RANGE, "{base: 150, low: 90}", "`price` is set outside its range, 90 to 120", "150"),
        (RANGE, "{low: 110}", f"`price`: 100 {NEW_RANGE}110 to 120", "110"),
        ("100", "{low: 110, high: 130}", f"`price`: 100 {NEW_RANGE}110 to 130", "130"),
        (
            "{base: 100, values: {90: 50%, 110: 50%}}",
            "150",
            "the base of `price` lies outside its values",
            "150",
        ),
    ],
)
def test_an_option_is_told_what_a_case_is(
    tmp_path: Path, price: str, value: str, said: str, at: str
) -> None:
    path, option = files(tmp_path, price, value)
    said = f"{said}; it has no range now"
    assert told(load_model(path)) == []
    assert told(load_model(path, "other")) == [(said, at, "lamp.yaml")]
    assert told(load_model(path, None, {PATH: value})) == [(said, at, "--set")]
    assert told(load_model(option)) == [(said, at, "option.yaml")]
    assert load_model(option).inputs[PATH].range is None


def test_an_option_of_an_option(tmp_path: Path) -> None:
    files(tmp_path, RANGE, "150")
    last = tmp_path / "last.yaml"
    last.write_text("bizcase: 1\nextends: option.yaml\nname: Last\n", encoding="utf-8")
    assert [file for _, _, file in told(load_model(last))] == ["option.yaml"]


def test_stages_keep_the_order_of_the_files(tmp_path: Path) -> None:
    stages = "stages: {tests: {cost: 1k, decided: 2028-01, success: 50%}}\n"
    option = files(tmp_path, RANGE, "150", stages)[1]
    assert [file for _, _, file in told(load_model(option))] == ["option.yaml"]


def test_a_correlation_of_it_is_not_said_as_well(tmp_path: Path) -> None:
    more = f"correlations:\n- {{between: [{PATH}, products.lamp.unit_cost], rank: 0.5}}\n"
    assert len(told(load_model(files(tmp_path, RANGE, "150", more)[1]))) == 1


@pytest.mark.parametrize(
    ("price", "value", "where"),
    [
        ("{base: 150, low: 80, high: 120}", "{source: Ann}", "lamp.yaml"),
        (RANGE, "{base: 150, low: 160, high: 170}", "option.yaml"),
    ],
)
def test_a_range_out_of_order_in_one_file_is_wrong(
    tmp_path: Path, price: str, value: str, where: str
) -> None:
    with pytest.raises(ProblemsFoundError) as found:
        load_model(files(tmp_path, price, value)[1])
    (wrong,) = found.value.problems
    assert (wrong.code, wrong.severity, Path(wrong.file).name) == ("range-order", "error", where)
