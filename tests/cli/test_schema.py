"""The JSON Schema: all scenarios of the repository fit it, misspelt keys do not."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest

from bizcase.scenario.schema import json_schema
from bizcase.text import Mapping, Node, Sequence, read_file, read_text
from tests.cli.conftest import LAMP, Program

ROOT = Path(__file__).parents[2]
FILES = sorted(
    path
    for folder in ("scenarios", "tests/cases", "bizcase/cli/templates")
    for path in (ROOT / folder).glob("*.yaml")
)
VALIDATOR = jsonschema.Draft7Validator(json_schema())


def plain(node: Node) -> object:
    """A file as an editor reads it: keys and most values are texts."""
    if isinstance(node, Mapping):
        return {key: plain(value) for key, value in node.items()}
    if isinstance(node, Sequence):
        return [plain(item) for item in node.items]
    return None if node.text in ("", "null", "~") and not node.quoted else _number(node.text)


def _number(text: str) -> object:
    try:
        return json.loads(text)
    except ValueError:
        return text


def test_the_schema_is_one() -> None:
    jsonschema.Draft7Validator.check_schema(json_schema())


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_scenario_fits(path: Path) -> None:
    errors = [error.json_path for error in VALIDATOR.iter_errors(plain(read_file(path)))]
    assert errors == []


@pytest.mark.parametrize(
    "written",
    ["currency:", "unit_cost:", "length:", "timing:", "capex:", "when:", "mould: {amount",
     "depreciation:"],
)  # fmt: skip
def test_a_misspelt_key_does_not_fit(written: str) -> None:
    word = written.rstrip(":").rsplit("{", 1)[-1]
    text = LAMP.replace(written, written.replace(word, word[0] + word), 1)
    assert VALIDATOR.is_valid(plain(read_text(LAMP)))
    assert not VALIDATOR.is_valid(plain(read_text(text)))


def test_the_command_writes_it(program: Program, tmp_path: Path) -> None:
    shown = program("schema", "-o", "scenario.json")
    assert "# yaml-language-server: $schema=scenario.json" in shown.err
    written = json.loads((tmp_path / "scenario.json").read_text(encoding="utf-8"))
    assert written == json.loads(program("schema").out) == json_schema()
