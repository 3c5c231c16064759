"""Every kind of problem, as its reader meets it: a bad file and the exact message.

A folder of `tests/gallery` holds `case.yaml` and `expected.txt`; `asked.yaml` beside them says what
else is asked for: another `file:`, a `case:`, values to `set:`, the `rules:` of good business
cases, `workbook:` to read the file as one, `export:` to write one of it, options to `compare:` it
with, a `portfolio:` with the budgets for a folder, or how many `times:` the text is repeated.
After a message has been improved, `UPDATE_GALLERY=1 pytest tests/test_gallery.py` writes the
expected texts anew; read the difference before committing it.
"""

from __future__ import annotations

import os
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
import yaml

from bizcase.problems import Problem, ProblemsFoundError
from bizcase.problems.codes import CODES
from bizcase.problems.show import as_text
from bizcase.report.workbook.export import exported
from bizcase.report.workbook.returned.edited import edited
from bizcase.scenario.load import load_model
from bizcase.study.check import check
from bizcase.study.compare import compare
from bizcase.study.portfolio.load import portfolio

GALLERY = Path(__file__).parent / "gallery"
FOLDERS = sorted(path.name for path in GALLERY.iterdir() if path.is_dir())
NO_CASE = {  # no file causes them: see workbook, test_indices, test_cluster, charts, pages
    "workbook-not-written", "workbook-edited",
    "workbook-structure", "computed-cell", "changed-since-export", "correlated-inputs",
    "no-cluster", "sobol-count", "cluster-differs", "cluster-lost", "nothing-to-draw",
    "chart-not-written", "page-not-written",
}  # fmt: skip
SHOWN_CODE = re.compile(r"^(?:error|warning)\[([a-z-]+)\]", re.MULTILINE)


def asked(folder: Path) -> dict[str, Any]:
    """What `asked.yaml` says."""
    file = folder / "asked.yaml"
    return yaml.safe_load(file.read_text(encoding="utf-8")) if file.exists() else {}


def messages(file: str, wish: dict[str, Any]) -> str:
    """The problems of a file as a user sees them."""
    if wish.get("workbook"):
        try:
            edited(file)
        except ProblemsFoundError as found:
            return shown(found.problems)
    if wish.get("export"):
        with pytest.raises(ProblemsFoundError) as refused:
            exported(file)
        return shown(refused.value.problems)
    if "portfolio" in wish:
        try:
            return shown(portfolio(file, wish["portfolio"]).problems)
        except ProblemsFoundError as found:
            return shown(found.problems)
    if "compare" in wish:
        try:
            return shown(compare([file, *wish["compare"]], wish.get("against"), 0).problems)
        except ProblemsFoundError as found:
            return shown(found.problems)
    if wish.get("rules"):
        return shown(check(Path(file)).problems)
    try:
        problems = load_model(file, wish.get("case"), wish.get("set")).problems
    except ProblemsFoundError as found:
        problems = found.problems
    return shown(problems)


def shown(problems: Sequence[Problem]) -> str:
    """The problems one below the other."""
    return "\n\n".join(as_text(problem) for problem in problems) + "\n"


@pytest.mark.parametrize("name", FOLDERS)
def test_message_is_as_expected(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = GALLERY / name
    wish = asked(folder)
    monkeypatch.chdir(folder)
    if "times" in wish:
        text = Path("case.yaml").read_text(encoding="utf-8")
        (tmp_path / "case.yaml").write_text(text * wish["times"], encoding="utf-8")
        monkeypatch.chdir(tmp_path)
    found = messages(wish.get("file", "case.yaml"), wish)
    expected = folder / "expected.txt"
    if os.environ.get("UPDATE_GALLERY"):
        expected.write_text(found, encoding="utf-8")
    assert found == expected.read_text(encoding="utf-8")


@pytest.mark.parametrize("name", FOLDERS)
def test_folder_is_named_for_the_code_that_it_shows(name: str) -> None:
    codes = SHOWN_CODE.findall((GALLERY / name / "expected.txt").read_text(encoding="utf-8"))
    assert set(codes) <= CODES.keys()
    assert name.split("+")[0] in {*codes, "acceptance"}


def test_every_code_has_a_case() -> None:
    codes: set[str] = set()
    for name in FOLDERS:
        codes.update(SHOWN_CODE.findall((GALLERY / name / "expected.txt").read_text("utf-8")))
    assert sorted(CODES.keys() - codes - NO_CASE) == []


@pytest.mark.parametrize("name", FOLDERS)
def test_every_error_says_what_to_do(name: str) -> None:
    text = (GALLERY / name / "expected.txt").read_text(encoding="utf-8")
    for message in text.split("\n\n"):
        assert "= help: " in message, message
