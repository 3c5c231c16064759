"""What the documentation shows is true: every example in it runs, every written page is current.

In the pages a `yaml` example is a scenario, or a piece of one that is put on top of the usual
lines; a `python` example runs; a `console` example is a command with what it prints. After the
program has changed, `UPDATE_DOCS=1 pytest tests/test_docs.py` writes all outputs and pages anew.
"""

from __future__ import annotations

import importlib.util
import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest
from _pytest.mark import ParameterSet

from bizcase.engine.evaluate import evaluate
from bizcase.library.read import FOLDER
from bizcase.problems import ProblemsFoundError
from bizcase.problems.show import as_text
from bizcase.scenario.build import build
from bizcase.scenario.override import merged
from bizcase.text import Mapping, read_text
from tests.written import head

ROOT = Path(__file__).parent.parent
FOLDERS = (".", "docs", "docs/blocks", "reports")
PAGES = sorted(page for folder in FOLDERS for page in (ROOT / folder).glob("*.md"))
FENCE = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
LINK = re.compile(r"\]\((?!https?:|#)([^)#]+)")
USUAL = head("example")
UPDATE = "UPDATE_DOCS=1 pytest tests/test_docs.py"


def examples(language: str) -> list[ParameterSet]:
    """The examples in one language as parameters: page, text.

    Those of blocks are left out: they are run, with what they expect, in tests/library; and those
    of `portfolio.yaml`, which are run in tests/portfolio.
    """
    return [
        pytest.param(page, found[2], id=f"{page.relative_to(ROOT).as_posix()}-{number}")
        for page in PAGES
        if page.parent.name != "blocks"
        for number, found in enumerate(FENCE.finditer(page.read_text(encoding="utf-8")))
        if found[1] == language and not found[2].startswith(("block:", "options:", "budgets:"))
    ]


def load_reference() -> ModuleType:
    """The script docs/reference.py."""
    spec = importlib.util.spec_from_file_location("reference", ROOT / "docs" / "reference.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize(("page", "text"), examples("yaml"))
def test_scenario_runs(page: Path, text: str) -> None:
    try:
        node = read_text(text, page.name)
        top = node if "bizcase:" in text else merged(read_text(USUAL), node)
        assert isinstance(top, Mapping)
        evaluate(build(top))
    except ProblemsFoundError as found:
        shown = "\n".join(as_text(problem) for problem in found.problems)
        pytest.fail(f"{text}\n{shown}", pytrace=False)


def test_the_block_that_is_shown_is_the_real_one() -> None:
    page = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    shown = re.search(r"```yaml\n(block: (\S+)\n.*?)```", page, re.DOTALL)
    assert shown is not None
    assert shown[1] == (FOLDER / f"{shown[2]}.yaml").read_text(encoding="utf-8")


@pytest.mark.parametrize(("page", "text"), examples("python"))
def test_python_runs(page: Path, text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    exec(compile(text, page.name, "exec"), {})


@pytest.mark.parametrize(("page", "text"), examples("console"))
def test_command_prints_what_is_shown(page: Path, text: str, tmp_path: Path) -> None:
    shutil.copytree(ROOT / "scenarios", tmp_path / "scenarios")
    command, _, shown = text.partition("\n")
    words = shlex.split(command.removeprefix("$ "))
    assert words[0] == "bizcase"
    done = subprocess.run(
        [sys.executable, "-m", *words],
        cwd=tmp_path,
        env={**os.environ, "COLUMNS": "100", "NO_COLOR": "1", "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )
    printed = "\n".join(line.rstrip() for line in (done.stdout + done.stderr).strip().split("\n"))
    if os.environ.get("UPDATE_DOCS"):
        whole = page.read_text(encoding="utf-8")
        page.write_text(whole.replace(text, f"{command}\n{printed}\n"), encoding="utf-8")
        shown = printed
    assert printed == shown.strip("\n"), f"to write it anew: {UPDATE}"


def test_written_pages_are_current() -> None:
    reference = load_reference()
    if os.environ.get("UPDATE_DOCS"):
        reference.main()
    pages = reference.pages()
    docs = ROOT / "docs"
    stale = [n for n, text in pages.items() if (docs / n).read_text(encoding="utf-8") != text]
    assert stale == [], "run: python docs/reference.py"
    assert {p.name for p in (docs / "blocks").glob("*.md")} == {
        Path(n).name for n in pages if n.startswith("blocks/")
    }


@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.relative_to(ROOT).as_posix())
def test_links_lead_somewhere(page: Path) -> None:
    links = LINK.findall(page.read_text(encoding="utf-8"))
    assert [link for link in links if not (page.parent / link).exists()] == []
