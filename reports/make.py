"""Makes what the shipped scenarios produce: workbooks, pages, pictures, to be seen here.

Run it after something that is shown has changed; `tests/test_reports.py` says so:

    python reports/make.py
"""

from __future__ import annotations

import os
import shlex
from collections.abc import Iterator
from pathlib import Path

from bizcase.cli.app import application

HERE = Path(__file__).parent
PICTURES = "charts"
# What is made: a line each, of the command line, in the folder above this one.
COMMANDS = (
    "export scenarios/thermostat.yaml -o reports/thermostat.xlsx",
    "export scenarios/thermostat.yaml scenarios/thermostat_lite.yaml -o reports/thermostats.xlsx",
    "report scenarios/thermostat.yaml scenarios/thermostat_lite.yaml -o reports/thermostat.html",
    "chart scenarios/thermostat.yaml",
    "chart scenarios/thermostat.yaml scenarios/thermostat_lite.yaml",
    "chart scenarios/scheduling_app.yaml cash unit-economics spider",
    "chart scenarios/oat_drink.yaml tornado heat-map",
    "chart scenarios/warehouse_robots.yaml revenue-and-costs waterfall",
    "chart scenarios/inhaler.yaml adoption cash",
    "chart scenarios/heart_monitor.yaml npv-profile",
    "portfolio scenarios/portfolio --chart reports/charts/portfolio.svg",
)


def words_of(command: str, folder: Path) -> list[str]:
    """The words of a command, with all that it writes going to a folder in place of this one."""
    words = [word.replace("reports/", f"{folder.as_posix()}/") for word in shlex.split(command)]
    if words[0] == "chart":
        words += ["--format", "svg", "-o", str(folder / PICTURES)]
    return words


def make(command: str, folder: Path) -> None:
    """Runs a command, with all that it writes going to a folder."""
    words = words_of(command, folder)
    (folder / PICTURES).mkdir(exist_ok=True)
    application(words[0])(words, standalone_mode=False)


def made(folder: Path) -> Iterator[Path]:
    """What is there of what the commands make."""
    yield from (folder / PICTURES).glob("*.svg")
    yield from folder.glob("*.xlsx")
    yield from folder.glob("*.html")


def main() -> None:
    """Makes everything anew."""
    os.chdir(HERE.parent)
    for old in made(HERE):
        old.unlink()
    for command in COMMANDS:
        make(command, HERE)


if __name__ == "__main__":
    main()
