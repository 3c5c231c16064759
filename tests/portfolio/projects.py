"""Folders with a `portfolio.yaml` of plain figures, for tests."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from bizcase.study.portfolio.choice import Portfolio
from bizcase.study.portfolio.load import portfolio

Project = tuple[float, Sequence[float]]  # npv, money needed from the opening on


def folder_of(
    folder: Path,
    projects: Mapping[str, Project],
    budgets: object,
    **rules: Any,
) -> Path:
    """Writes the file; JSON is YAML, too."""
    written = {name: {"npv": npv, "use": list(use)} for name, (npv, use) in projects.items()}
    text = json.dumps({"budgets": budgets, "projects": written, **rules})
    (folder / "portfolio.yaml").write_text(text, encoding="utf-8")
    return folder


def choice(
    folder: Path,
    projects: Mapping[str, Project],
    budgets: object,
    divisible: bool = False,
    **rules: Any,
) -> Portfolio:
    """The choice among projects."""
    return portfolio(folder_of(folder, projects, budgets, **rules), divisible=divisible)


def taken(found: Portfolio) -> set[str]:
    """The keys of what is chosen."""
    assert found.shares is not None
    return {key for key, share in found.shares.items() if share > 0}
