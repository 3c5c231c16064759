"""Whatever stands in `portfolio.yaml`: an answer, or problems with their remedies."""

from __future__ import annotations

import json
import tempfile
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from bizcase.problems import ProblemsFoundError
from bizcase.report.records.portfolio import portfolio_record
from bizcase.study.portfolio.load import KEYS, portfolio

WORDS = ["A", "B", "opening", "year 1", "2027", "any time", "npv", "use", "", "10M", "-3", "1e999",
         "5%", "EUR 3", "yes", "\u2028"]  # fmt: skip
leaf = st.one_of(st.none(), st.booleans(), st.integers(-20, 20), st.sampled_from(WORDS))
node = st.recursive(
    leaf,
    lambda inner: st.one_of(
        st.lists(inner, max_size=3), st.dictionaries(st.sampled_from(WORDS), inner, max_size=3)
    ),
    max_leaves=6,
)
project = st.fixed_dictionaries({"npv": leaf, "use": node})
sound = st.fixed_dictionaries({"npv": st.integers(-9, 9), "use": st.integers(-9, 9)})
projects = st.dictionaries(st.sampled_from("ABC"), st.one_of(project, sound), max_size=3)


@settings(deadline=None)
@given(
    top=st.fixed_dictionaries(
        {"budgets": st.one_of(st.integers(0, 9), node), "projects": st.one_of(projects, node)},
        optional=dict.fromkeys([key for key in KEYS if key not in ("budgets", "projects")], node),
    ),
    budget=st.lists(st.sampled_from(["10", "year 1=3", "=", ",", "opening=-1"]), max_size=2),
    divisible=st.booleans(),
)
def test_no_file_breaks_the_program(
    top: dict[str, object], budget: list[str], divisible: bool
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "portfolio.yaml").write_text(json.dumps(top), encoding="utf-8")
        try:
            found = portfolio(folder, budget, divisible)
        except ProblemsFoundError:
            return
        json.dumps(portfolio_record(found), allow_nan=False)
