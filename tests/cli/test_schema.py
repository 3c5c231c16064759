"""The JSON Schema: all scenarios of the repository fit it, misspelt keys do not."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from bizcase.library.read import FOLDER, read_block
from bizcase.scenario.schema import json_schema
from bizcase.text import Mapping, Node, Sequence, read_file, read_text
from tests.cli.conftest import LAMP, Program

ROOT = Path(__file__).parents[2]
FILES = sorted(
    path
    for folder in ("scenarios", "tests/cases", "tests/stages", "bizcase/cli/templates")
    for path in (ROOT / folder).glob("*.yaml")
)
SCHEMA: Any = json_schema()
VALIDATOR = jsonschema.Draft7Validator(SCHEMA)


def plain(node: Node) -> Any:
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


def test_every_example_of_a_block_fits() -> None:
    blocks = [read_block(path) for path in sorted(FOLDER.rglob("*.yaml"))]
    examples = {b.name: plain(b.example) for b in blocks if isinstance(b.example, Mapping)}
    assert len(examples) > 50
    scenarios = {name: {"bizcase": 1, **example} for name, example in examples.items()}
    assert [name for name, one in scenarios.items() if not VALIDATOR.is_valid(one)] == []


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


def test_a_word_that_is_no_choice_does_not_fit() -> None:
    assert not VALIDATOR.is_valid(plain(read_text(LAMP.replace("straight line", "strait line"))))


def nested(schema: Any) -> Iterator[dict[str, Any]]:
    """All mappings in a schema."""
    if isinstance(schema, dict):
        yield schema
    for inner in schema.values() if isinstance(schema, dict) else schema:
        if isinstance(inner, dict | list):
            yield from nested(inner)


def test_editors_know_what_to_write_after_a_key() -> None:
    """Without a type or alternatives the language server for YAML completes a key without colon."""
    kinds = {"$ref", "type", "enum", "const", "anyOf"}
    keys = [
        (key, of)
        for schema in nested(SCHEMA)
        if schema.get("type") == "object" and "properties" in schema
        for key, of in schema["properties"].items()
    ]
    assert len(keys) > 1_000
    assert [key for key, of in keys if not kinds & set(of)] == []


def test_a_product_is_offered_its_own_keys() -> None:
    options = SCHEMA["definitions"]["products.*"]["anyOf"]
    product = next(option["properties"] for option in options if "properties" in option)
    offered = {key for key, of in product.items() if "doNotSuggest" not in of}
    assert {"adoption", "price", "launch"} <= offered
    assert {"imitation", "halfway"} <= set(product) - offered


def test_the_command_writes_it(program: Program, tmp_path: Path) -> None:
    shown = program("schema", "-o", "scenario.json")
    assert "# yaml-language-server: $schema=scenario.json" in shown.err
    written = json.loads((tmp_path / "scenario.json").read_text(encoding="utf-8"))
    assert written == json.loads(program("schema").out) == json_schema()
