"""Charts from Python: of a run, of a simulation, saved as a file."""

from __future__ import annotations

from pathlib import Path

import pytest

import bizcase
from bizcase.report.charts.chart import Picture
from tests.charts.cases import run_of, simulation_of


def test_a_chart_of_a_run_and_of_a_simulation() -> None:
    run = run_of("thermostat")
    assert bizcase.draw(run, "cash").title.startswith("Cash is recovered after 4.7 years")
    assert bizcase.draw(run, "tornado").title.startswith("Most depends on adoption market")
    simulation = simulation_of("thermostat")
    assert "2,000 trials" in _note(bizcase.draw(simulation, "fan"))


def _note(picture: Picture) -> str:
    return " ".join(text.get_text() for text in picture.figure.texts)


def test_what_cannot_be_drawn() -> None:
    with pytest.raises(bizcase.ProblemsFoundError, match="there is no chart `cahs`"):
        bizcase.draw(run_of("thermostat"), "cahs")
    with pytest.raises(bizcase.ProblemsFoundError, match="nothing-to-draw"):
        bizcase.draw(run_of("warehouse_robots"), "adoption")
    with pytest.raises(TypeError, match="`cash` is drawn of a Run, not a Simulation"):
        bizcase.draw(simulation_of("thermostat"), "cash")


def test_saving_by_suffix(tmp_path: Path) -> None:
    picture = bizcase.draw(run_of("thermostat"), "cash")
    picture.save(tmp_path / "cash.png")
    picture.save(str(tmp_path / "cash.SVG"))
    assert (tmp_path / "cash.png").read_bytes() == picture.png()
    assert (tmp_path / "cash.SVG").read_bytes() == picture.svg()
    with pytest.raises(ValueError, match=r"`cash.pdf` ends with neither"):
        picture.save(tmp_path / "cash.pdf")
    with pytest.raises(bizcase.ProblemsFoundError, match="there is no folder"):
        picture.save(tmp_path / "no" / "cash.png")
