"""The portfolio files that the documentation shows are the shipped one, and one that runs."""

from __future__ import annotations

import re
from pathlib import Path

from bizcase.study.portfolio.load import portfolio
from tests.portfolio.projects import taken

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "portfolio.md").read_text(encoding="utf-8")


def shown(first: str) -> str:
    found = re.search(rf"```yaml\n({first}:.*?)```", PAGE, re.DOTALL)
    assert found is not None
    return found[1]


def test_the_file_with_options_is_the_shipped_one() -> None:
    shipped = ROOT / "scenarios" / "portfolio" / "portfolio.yaml"
    assert shown("options") == shipped.read_text(encoding="utf-8")


def test_the_file_with_projects_runs(tmp_path: Path) -> None:
    (tmp_path / "portfolio.yaml").write_text(shown("budgets"), encoding="utf-8")
    assert taken(portfolio(tmp_path)) == {"A", "D"}
