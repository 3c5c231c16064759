"""The JSON Schema of scenario files, made from the signatures of the blocks.

Editors read it for completion and for marking misspelt keys. It is a little wider than the format:
what only `bizcase check` can know (units, names of rows) it lets pass.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path

from bizcase.library.block import Block, BlockInput
from bizcase.library.read import FOLDER, index, read_block
from bizcase.scenario.place import META_KEYS
from bizcase.scenario.schema_header import (
    DATE,
    DEFINITIONS,
    SECTIONS,
    SHARED_KEYS,
    described,
    header_properties,
)

Schema = dict[str, object]
SHARED: Schema = {"$ref": "#/definitions/text"}
NAMES: Schema = {"$ref": "#/definitions/names"}
DRIVER: Schema = {"$ref": "#/definitions/driver"}
PARTS: Schema = {"$ref": "#/definitions/parts"}


@dataclass(slots=True)
class Place:
    """A key of a scenario, the blocks that may stand there, and the keys below it."""

    blocks: list[Block] = field(default_factory=list)
    below: dict[str, Place] = field(default_factory=dict)


def json_schema(folders: tuple[Path, ...] = (FOLDER,)) -> Schema:
    """The schema (draft-07) of a scenario, for the blocks in some folders."""
    top = _places(folders)
    places: dict[str, Schema] = {}
    properties = {key: _refer(place, key, places) for key, place in top.below.items()}
    return {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": "bizcase",
        "description": "What is believed about a product, from which bizcase works out its worth.",
        "type": "object",
        "properties": {**header_properties(), **dict(sorted(properties.items()))},
        "required": ["bizcase"],
        "additionalProperties": False,
        "definitions": {**DEFINITIONS, **dict(sorted(places.items()))},
    }


def _places(folders: tuple[Path, ...]) -> Place:
    top = Place()
    for folder in folders:
        for pattern, path in index(folder):
            if not pattern:
                continue
            place = top
            for part in pattern.split("."):
                place = place.below.setdefault(part, Place())
            place.blocks.append(read_block(path))
    return top


def _refer(place: Place, path: str, places: dict[str, Schema]) -> Schema:
    """A reference to the definition of a place, which is made on the way."""
    places[path] = {}
    places[path] = _place(place, path, places)
    return {"$ref": f"#/definitions/{path}"}


def _place(place: Place, path: str, places: dict[str, Schema]) -> Schema:
    """What may be written at a place: one of its blocks, or a mapping of what stands below it."""
    below = {key: _refer(child, f"{path}.{key}", places) for key, child in place.below.items()}
    options: list[Schema] = [{"$ref": "#/definitions/none"}]
    if not place.blocks:
        options.append(_mapping({}, below))
    # Editors explain a mapping by the first block that it fits: those without a word are usual.
    by_word = sorted(place.blocks, key=lambda block: bool(block.where))
    options += [_block(block, place, below) for block in by_word]
    words: dict[str, str | None] = {}
    for block in place.blocks:  # the first of several blocks with the same word is the usual one
        for word in chain.from_iterable(block.where.values()):
            words.setdefault(word, _doc(block))
    if words:
        options.append(_words(words))
    in_place = _in_place(place.blocks)
    if in_place:
        options.append(described(in_place, DRIVER))
    doc = SECTIONS.get(path) or "\n".join(_doc(block) for block in place.blocks)
    return {"description": doc, "anyOf": options} if doc else {"anyOf": options}


def _in_place(blocks: list[Block]) -> str:
    """What a value means that is written in the place of one of some blocks; empty: nothing.

    A block with `where:` is chosen by its words alone.
    """
    mains = [(block, block.main) for block in blocks if block.main and not block.where]
    alone = [
        main
        for block, main in mains
        if not any(spec.required for spec in block.inputs.values() if spec is not main)
    ]
    docs = dict.fromkeys(_input_doc(main) for main in alone or [main for _, main in mains])
    return " Or: ".join(docs)


def _block(block: Block, place: Place, below: dict[str, Schema]) -> Schema:
    """A block written as a mapping."""
    keys = {name: _input(spec) for name, spec in block.inputs.items()}
    keys.update(
        {key: _words(dict.fromkeys(words, _doc(block))) for key, words in block.where.items()}
    )
    if block.main:
        keys = {**SHARED_KEYS, **keys}
    # What blocks below this one need may stand here as well: `depreciation: .., life: 5 years`.
    for child in place.below.values():
        for inner in child.blocks:
            keys = {**_inherited(inner), **keys}
    found = {"description": _doc(block), **_mapping(keys, below)}
    if block.overrides:
        found["additionalProperties"] = True
    if block.main:
        found["patternProperties"] = {DATE: {"$ref": "#/definitions/value"}}
    return found


def _inherited(inner: Block) -> dict[str, Schema]:
    """The inputs of a block below, as keys of the mapping around it.

    Editors offer only those without which a value alone, such as `visitors: 900/month`, is not
    enough; the others belong inside the block.
    """
    hidden: Schema = {"doNotSuggest": True}
    return {
        name: {**_input(spec), **({} if inner.main and spec.required and not spec.main else hidden)}
        for name, spec in inner.inputs.items()
    }


def _mapping(keys: dict[str, Schema], below: dict[str, Schema]) -> Schema:
    """A mapping of a block's keys and the places below it; `*` below stands for any name."""
    named = {key: schema for key, schema in below.items() if key != "*"}
    properties = {**dict.fromkeys(META_KEYS, SHARED), **keys, **named}
    return {
        "type": "object",
        "properties": dict(sorted(properties.items())),
        "additionalProperties": below.get("*", False),
    }


def _input(spec: BlockInput) -> Schema:
    """What may be written for an input."""
    found: Schema
    if spec.kind in ("row", "line", "index"):
        # Options with a dot are places (`revenue.*`), the others words: yes, no.
        words = tuple(word for word in spec.options if "." not in word)
        found = {"anyOf": [NAMES, _words(dict.fromkeys(words))]} if words else NAMES
    elif spec.kind == "choice":
        found = _words(dict.fromkeys(spec.options))
    elif spec.kind == "table":
        found = {"$ref": "#/definitions/list"}
    else:
        # Payments have any date as a key: `opening`, `year 1 Q2`, `launch`.
        found = PARTS if spec.parts or spec.kind == "payments" else DRIVER
    return described(_input_doc(spec), found)


def _words(words: Mapping[str, str | None]) -> Schema:
    """One of a few words, with what each means; `*` stands for any text, `list` for a list."""
    options: list[Schema] = []
    # Lists come last: after them editors would not name the words that are possible.
    for word, doc in sorted(words.items(), key=lambda item: item[0].startswith("list")):
        found: Schema = {"const": word}
        if word.startswith("list"):
            found = {"$ref": "#/definitions/list"}
        elif "*" in word:
            found = {"type": "string", "pattern": f"^{word.replace('*', '.*')}$"}
        elif word in ("yes", "no"):  # some readers of YAML take these words for true and false
            found = {"enum": [word, word == "yes"]}
        options.append(found if doc is None or "$ref" in found else {"description": doc, **found})
    return {"anyOf": options}


def _doc(block: Block) -> str:
    source = f" Source: {block.source}." if block.source else ""
    return f"{block.name}: {block.doc}{source}"


def _input_doc(spec: BlockInput) -> str:
    """What an input is, in which unit, and what is meant without it."""
    doc = spec.doc or spec.name
    doc = doc[:1].upper() + doc[1:]
    unit = f" ({spec.unit})" if spec.kind == "number" else ""
    default = f". Default: {spec.default}" if spec.default is not None else ""
    return f"{doc}{unit}{default}."
