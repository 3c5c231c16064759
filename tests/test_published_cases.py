"""The published cases: every scenario in tests/cases gives the figures that its source prints."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

import bizcase

CASES_FOLDER = Path(__file__).parent / "cases"
CASES: list[dict[str, Any]] = json.loads(
    (CASES_FOLDER / "published.json").read_text(encoding="utf-8")
)
CHANGES = [(case, change) for case in CASES for change in case.get("one_change", [])]


def wrong_measures(case: dict[str, Any], run: Any) -> list[str]:
    """One line for each measure that is off; an expected null must be None."""
    found = run.measures
    return [
        f"{name}: {found.get(name)} instead of {wanted['value']} (within {wanted['within']:g})"
        for name, wanted in case["measures"].items()
        if not agrees(found.get(name), wanted["value"], wanted["within"])
    ]


def wrong_rows(case: dict[str, Any], run: Any) -> list[str]:
    """One line for each row of another length and each column that is off; null is not printed."""
    lines = []
    for name, wanted in case["rows"].items():
        if name not in run.rows:
            lines.append(f"{name}: no such row")
            continue
        found, values = run.rows[name], wanted["values"]
        if len(found) != len(values):
            lines.append(f"{name}: {len(found)} columns instead of {len(values)}")
        lines += [
            f"{name}[{column}]: {got} instead of {value} (within {wanted['within']:g})"
            for column, (got, value) in enumerate(zip(found, values, strict=False))
            if value is not None and not agrees(got, value, wanted["within"])
        ]
    return lines


def agrees(found: float | None, wanted: float | None, within: float) -> bool:
    """Whether a figure is as wanted; the tolerance allows for floating point at its own edge."""
    if found is None or wanted is None:
        return found is wanted
    return abs(found - wanted) <= within * (1 + 1e-9)


@pytest.mark.parametrize("case", CASES, ids=lambda case: str(case["id"]))
def test_case_gives_the_printed_figures(case: dict[str, Any]) -> None:
    run = bizcase.load(CASES_FOLDER / f"{case['id']}.yaml").run()
    wrong = [*wrong_measures(case, run), *wrong_rows(case, run)]
    assert not wrong, "\n  ".join([f"{case['title']} ({case['source']})", *wrong])


@pytest.mark.parametrize(
    ("case", "change"), CHANGES, ids=[f"{case['id']}-{change['by']}" for case, change in CHANGES]
)
def test_one_changed_driver_gives_the_printed_npv(
    case: dict[str, Any], change: dict[str, Any], tmp_path: Path
) -> None:
    text = (CASES_FOLDER / f"{case['id']}.yaml").read_text(encoding="utf-8")
    assert text.count(change["replace"]) == 1
    changed = tmp_path / f"{case['id']}.yaml"
    changed.write_text(text.replace(change["replace"], change["by"]), encoding="utf-8")
    npv = bizcase.load(changed).run().measures["npv"]
    within = case["measures"]["npv"]["within"]
    assert agrees(npv, change["npv"], within), (
        f"{case['title']}: with {change['by']}, NPV {npv} instead of {change['npv']:,}"
    )


def test_every_scenario_of_the_folder_has_its_figures() -> None:
    assert sorted(path.stem for path in CASES_FOLDER.glob("*.yaml")) == sorted(
        case["id"] for case in CASES
    )
