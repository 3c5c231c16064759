"""A date that an override puts between the dates of a table takes its place in time."""

from __future__ import annotations

from pathlib import Path

import pytest

from bizcase.engine.evaluate import evaluate
from bizcase.engine.model import Model, Series
from bizcase.problems import ProblemsFoundError
from bizcase.problems.problem import errors_in
from bizcase.scenario.load import load_cases, load_model
from tests.written import head

PATH = "costs.team.people"
BASE = head() + "costs: {team: {salary: 1_000/year, people: TABLE}}\n"
TABLE = "{2027-01: 4, 2028-01: 6}"
BETWEEN = "{2027-07: 5}"
EXTENDS = "bizcase: 1\nextends: team.yaml\ncosts: {team: {people: VALUE}}\n"


def series(model: Model) -> Series:
    found = model.inputs[PATH].value
    assert isinstance(found, Series)
    return found


def written(folder: Path, table: str = TABLE, value: str = BETWEEN) -> tuple[Path, Path]:
    path, option = folder / "team.yaml", folder / "option.yaml"
    cases = f"cases: {{more: {{{PATH}: {value}}}}}\n"
    path.write_text(BASE.replace("TABLE", table) + cases, encoding="utf-8")
    option.write_text(EXTENDS.replace("VALUE", value), encoding="utf-8")
    return path, option


@pytest.mark.parametrize(
    ("table", "value", "dates", "values"),
    [
        (TABLE, BETWEEN, (0.0, 0.5, 1.0), (4, 5, 6)),
        (TABLE, "{2027-07: 5, 2028-07: 7}", (0.0, 0.5, 1.0, 1.5), (4, 5, 6, 7)),
        (TABLE, "{2027-07: 5, 2028-01: 7}", (0.0, 0.5, 1.0), (4, 5, 7)),
        (TABLE, "{2027-07: 5, 2028-01: null}", (0.0, 0.5), (4, 5)),
        ("{2027-07: 4, 2028-01: 6}", "{2027-01: 3}", (0.0, 0.5, 1.0), (3, 4, 6)),
        (f"{{base: {TABLE}, low: -10%, high: 10%}}", BETWEEN, (0.0, 0.5, 1.0), (4, 5, 6)),
    ],
)
def test_every_override_may_bring_it(
    tmp_path: Path, table: str, value: str, dates: tuple[float, ...], values: tuple[float, ...]
) -> None:
    path, option = written(tmp_path, table, value)
    cases = load_cases(path)
    for model in (cases["more"], load_model(option), load_model(path, None, {PATH: value})):
        found, places = series(model), model.inputs[PATH].places
        assert (found.dates, found.values) == (dates, values)
        keys = [span.text for span in places.dates if span]
        assert keys == sorted(keys)
        assert [float(span.text) for span in places.values if span] == list(values)


def test_it_holds_until_the_next_date(tmp_path: Path) -> None:
    heads = evaluate(load_model(written(tmp_path)[1]))["costs.team.people"]
    assert heads.tolist() == [0, 4.5, 6, 6, 6]


def test_a_payment_between_others_falls_on_its_date(tmp_path: Path) -> None:
    path = tmp_path / "fees.yaml"
    fees = "costs: {fees: {payments: {2027-01: 100, 2029-01: 300}}}\n"
    path.write_text(head() + fees, encoding="utf-8")
    paid = evaluate(load_model(path, None, {"costs.fees.payments": "{2028-01: 200}"}))
    assert paid["costs.fees"].tolist() == [0, 100, 200, 300, 0]


def test_one_over_the_other(tmp_path: Path) -> None:
    """The case of an option that extends a base: three tables, one order."""
    _, option = written(tmp_path, value="{2029-01: 8}")
    text = option.read_text(encoding="utf-8")
    option.write_text(text + f"cases: {{later: {{{PATH}: {BETWEEN}}}}}\n", encoding="utf-8")
    found = series(load_model(option, "later", {PATH: "{2028-07: 7}"}))
    assert found.dates == (0.0, 0.5, 1.0, 1.5, 2.0)
    assert found.values == (4, 5, 6, 7, 8)


@pytest.mark.parametrize(
    ("table", "value", "where"),
    [
        ("{2028-01: 6, 2027-01: 4}", "{2027-07: 5}", "team.yaml"),
        (TABLE, "{2029-01: 7, 2027-07: 5}", "option.yaml"),
    ],
)
def test_a_table_out_of_order_in_one_place_is_wrong(
    tmp_path: Path, table: str, value: str, where: str
) -> None:
    with pytest.raises(ProblemsFoundError) as found:
        load_model(written(tmp_path, table, value)[1])
    (wrong,) = errors_in(found.value.problems)
    assert wrong.message == "the dates of a table are in order"
    assert wrong.span is not None
    assert Path(wrong.file).name == where
    assert wrong.span.text == (table if where == "team.yaml" else value)
