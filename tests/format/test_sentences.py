"""Every sentence of the scenario format gives the number that it says, by arithmetic done here.

The entries stand in `sentences/*.yaml`: the sentence, a scenario in which it decides, and what
must come out, as arithmetic. `row@3` is the value of a row in column 3 (the opening is 0),
`sum(row)` the sum of its columns, `row` all of its columns; `problem` is a piece of the message of
a scenario that is refused. Timeline, discounting and tax are the same where they are left out.
"""

from __future__ import annotations

import math
import re
from pathlib import Path
from typing import Any

import pytest
import yaml

import bizcase
from bizcase.problems.show import as_text

FOLDER = Path(__file__).parent / "sentences"
USUAL = {
    "bizcase": "1",
    "name": "example",
    "currency": "EUR",
    "timeline": "{step: year, length: 4 years}",
    "discounting": "{rate: 10%, timing: end}",
    "tax": "none",
}
ENTRIES = [
    pytest.param(entry, id=f"{path.stem}-{number}-{entry['sentence'][:40]}")
    for path in sorted(FOLDER.glob("*.yaml"))
    for number, entry in enumerate(yaml.safe_load(path.read_text(encoding="utf-8")))
]


def pv(rate: float, flows: list[float], start: float = 0) -> float:
    """The present value of flows at start, start + 1, ... at a rate for each step between them."""
    return math.fsum(flow / math.pow(1 + rate, start + n) for n, flow in enumerate(flows))


def amount(text: object) -> Any:
    """What a piece of arithmetic gives; `None` where a measure must not exist."""
    words = {"pv": pv, "exp": math.exp, "ln": math.log, "approx": pytest.approx}
    return eval(str(text), words)  # our own files, arithmetic only


def found(run: Any, name: str) -> Any:
    """A measure, a row, one column of a row or the sum of a row."""
    if name in run.measures:
        return run.measures[name]
    if name in ("irr_all", "npv_at"):
        return getattr(run, name)
    column = re.fullmatch(r"(.+)@(\d+)", name)
    if column:
        return run.rows[column[1]][int(column[2])]
    total = re.fullmatch(r"sum\((.+)\)", name)
    return sum(run.rows[total[1]]) if total else list(run.rows[name])


def write(entry: dict[str, Any], folder: Path) -> Path:
    """The scenario of an entry as a file, with the files beside it."""
    for name, text in entry.get("files", {}).items():
        (folder / name).write_text(text, encoding="utf-8")
    text = entry["scenario"]
    header = [f"{key}: {value}" for key, value in USUAL.items() if not says(text, key)]
    path = folder / "scenario.yaml"
    path.write_text("\n".join([*header, text]), encoding="utf-8")
    return path


def says(text: str, key: str) -> bool:
    """Whether a scenario has the key itself, or takes everything from another one."""
    return re.search(rf"^({key}|extends):", text, re.MULTILINE) is not None


@pytest.mark.parametrize("entry", ENTRIES)
def test_sentence(entry: dict[str, Any], tmp_path: Path) -> None:
    path = write(entry, tmp_path)
    options = {"case": entry["case"]} if "case" in entry else {}
    if "set" in entry:
        options["set"] = entry["set"]
    try:
        run = bizcase.load(path).run(**options)
    except bizcase.ProblemsFoundError as error:
        told = "\n".join(as_text(problem) for problem in error.problems)
        assert "problem" in entry, told
        assert entry["problem"] in told
        return
    assert "problem" not in entry, "it ran"
    for name, arithmetic in entry["expect"].items():
        wanted = amount(arithmetic)
        if isinstance(wanted, int | float | list | tuple | dict):
            wanted = pytest.approx(wanted, rel=1e-9, abs=1e-7)
        assert found(run, name) == wanted, name
