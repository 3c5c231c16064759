"""The rules of this house, each kept by a test: size, openings, words, layers, light imports."""

from __future__ import annotations

import ast
import re
import statistics
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from bizcase.formula.functions import FUNCTIONS, Function, takes

ROOT = Path(__file__).parent.parent
WRITTEN = ("bizcase", "tests", "benchmarks", "scenarios", "docs")
PYTHON = sorted(p for top in ("bizcase", "tests", "benchmarks") for p in (ROOT / top).rglob("*.py"))
LONGEST = 300  # lines
HEAVY = ("numpy", "pandas", "matplotlib", "scipy", "openpyxl", "ironcalc", "rich", "typer")
VAGUE = {"util", "utils", "helper", "helpers", "manager", "data", "param", "params", "misc"}
LOOSE = re.compile(r"\b(TODO|FIXME|XXX|noqa|NotImplementedError|pytest\.skip|mark\.(skip|xfail))\b")


def name(path: Path) -> str:
    """A file as it is named in the repository."""
    return path.relative_to(ROOT).as_posix()


def texts() -> Iterator[Path]:
    """Every file that somebody wrote and somebody reads."""
    for top in WRITTEN:
        for ending in ("py", "js", "yaml", "md"):
            yield from sorted((ROOT / top).rglob(f"*.{ending}"))
    yield from sorted(ROOT.glob("*.md"))


def test_no_file_is_long() -> None:
    written = [p for p in texts() if p.parent.name != "blocks"]  # the others are written by code
    lengths = {name(p): len(p.read_bytes().splitlines()) for p in written}
    assert [f"{file}: {n} lines" for file, n in lengths.items() if n > LONGEST] == []


def test_half_of_the_modules_are_short(record_property: pytest.RecordProperty) -> None:
    lengths = [len(p.read_text(encoding="utf-8").splitlines()) for p in PYTHON if p.stat().st_size]
    record_property("median lines of a module", statistics.median(lengths))
    assert statistics.median(lengths) <= 110


@pytest.mark.parametrize("path", PYTHON, ids=name)
def test_module_opens_with_a_sentence(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    if not tree.body:
        return
    opening = ast.get_docstring(tree)
    assert opening, "no docstring"
    first = opening.split("\n\n")[0]
    assert first.endswith((".", "?", ":")), first


def names_in(tree: ast.Module) -> Iterator[str]:
    """The names that a module gives to its functions, classes, arguments and variables."""
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            yield node.name
        elif isinstance(node, ast.arg):
            yield node.arg
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            yield node.id


@pytest.mark.parametrize("path", PYTHON, ids=name)
def test_names_say_what_they_mean(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    given = {path.stem, *names_in(ast.parse(text))}
    words = {word.lower() for one in given for word in re.findall(r"[A-Za-z][a-z]*", one)}
    assert words & VAGUE == set()
    if path != Path(__file__):
        assert [found[0] for found in LOOSE.finditer(text)] == []


def test_importing_is_light() -> None:
    code = f"import sys, bizcase; print([m for m in {HEAVY} if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_building_a_model_loads_nothing_heavy_but_numpy() -> None:
    code = (
        "import sys; from bizcase.scenario.load import load_model;"
        "from bizcase.engine.evaluate import evaluate;"
        "evaluate(load_model('scenarios/thermostat.yaml'));"
        f"print([m for m in {HEAVY[1:]} if m in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT
    )
    assert done.stdout.strip() == "[]"


@pytest.mark.parametrize("function", FUNCTIONS.values(), ids=lambda f: f.name)
def test_function_record_is_complete(function: Function) -> None:
    assert function.doc.endswith(".")
    assert function.name in function.example
    assert function.words
    if function.kind == "pointwise":
        assert function.numpy
        assert function.excel
    assert bool(function.javascript) == (function.kind != "defined")
    assert bool(function.definition) == (function.kind == "defined")
    least, most = takes(function)
    assert len(function.parameters) in (least, most) or most is None
