"""Reads block files and finds the blocks that may stand at a place of a scenario."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import TypeVar

from bizcase.library.block import KINDS, Block, BlockInput, BlockRow, Requirement
from bizcase.problems import Problem, ProblemsFoundError, did_you_mean, listing
from bizcase.text import Mapping, Node, Scalar, Sequence, read_file, read_text
from bizcase.units import read_quantity

Part = TypeVar("Part")
FOLDER = Path(__file__).parent
BLOCK_KEYS = (
    "block",
    "at",
    "doc",
    "source",
    "where",
    "needs",
    "extends",
    "overrides",
    "inputs",
    "rows",
    "requires",
    "example",
    "expect",
    "checks",
)
INPUT_KEYS = (
    "kind",
    "unit",
    "doc",
    "default",
    "min",
    "max",
    "above",
    "neutral",
    "main",
    "scalar",
    "bare",
    "edge",
    "parts",
    "flow",
    "options",
    "hint",
)
ROW_KEYS = ("unit", "formula", "opening", "tax_only", "in", "collects", "stock", "doc")
_EXAMPLE = re.compile(r"^(?:example|expect):.*\n(?:(?:[ #].*)?\n)*", re.MULTILINE)
_NAME = re.compile(r"\w+(/\w+)*")
_AT = re.compile(r"^at:\s*\[?([^\]#\n]*)", re.MULTILINE)


@cache
def index(folder: Path = FOLDER) -> tuple[tuple[str, Path], ...]:
    """Every place with the file of a block that may stand there, without reading the blocks."""
    found = []
    for path in sorted(folder.rglob("*.yaml")):
        if path.is_symlink() and not path.resolve().is_relative_to(folder.resolve()):
            continue  # a link that leads elsewhere
        match = _AT.search(path.read_text(encoding="utf-8", errors="replace"))
        places = match[1].split(",") if match else []
        found += [(place.strip().strip("'\""), path) for place in places]
    return tuple(found)


def matches(place: str, path: str) -> bool:
    """Whether a path such as `products.thermostat.price` lies at `products.*.price`."""
    if place.count(".") != path.count("."):  # most places: so they are found out quickly
        return False
    return all(p in ("*", q) for p, q in zip(place.split("."), path.split("."), strict=True))


@cache
def blocks_at(path: str, folders: tuple[Path, ...] = (FOLDER,)) -> list[Block]:
    """The blocks that may stand at a path."""
    found = [(p, f) for folder in folders for p, f in index(folder) if matches(p, path)]
    most = max((place.count("*") for place, _ in found), default=0)
    least = min((place.count("*") for place, _ in found), default=0)
    nearest = {f for place, f in found if least == most or place.count("*") == least}
    return [read_block(file, whole=False) for file in sorted(nearest)]


def default_at(spec: BlockInput, path: str) -> str | None:
    """The default of an input where the block stands: `options` may name places."""
    return next((v for place, v in spec.options.items() if matches(place, path)), spec.default)


def places(folders: tuple[Path, ...] = (FOLDER,)) -> Iterator[str]:
    """Every place at which some block may stand."""
    for folder in folders:
        yield from (place for place, _ in index(folder))


@cache
def read_block(path: Path, whole: bool = True) -> Block:
    """The block in a file. Raises ProblemsFoundError.

    Unless `whole`, without its example and expectation: to run a scenario they need not be parsed,
    and they are half of most files.
    """
    reader = _Reader()
    block = reader.block(reader.extended(_node(path, whole), path, whole, set()))
    if reader.problems or block is None:
        raise ProblemsFoundError(reader.problems)
    return block


@cache
def _node(path: Path, whole: bool) -> Node:
    if not path.is_relative_to(FOLDER):
        here = Path.cwd()
        return read_file(path.relative_to(here) if path.is_relative_to(here) else path)
    if whole:
        return read_file(path)
    # Empty lines in their place: the lines of what follows keep their numbers.
    text = _EXAMPLE.sub(lambda found: "\n" * found[0].count("\n"), path.read_text(encoding="utf-8"))
    return read_text(text, str(path))


def _merged(below: Node, node: Mapping) -> Mapping:
    """A block with the inputs and rows of the one below it; its own come after them."""
    values = dict(node.values)
    for key in ("inputs", "rows"):
        parts = [n.get(key) for n in (below, node) if isinstance(n, Mapping)]
        values[key] = Mapping(
            {k: v for part in parts if isinstance(part, Mapping) for k, v in part.items()},
            node.span,
            {k: v for part in parts if isinstance(part, Mapping) for k, v in part.keys.items()},
        )
    return Mapping(values, node.span, node.keys)


class _Reader:
    def __init__(self) -> None:
        self.problems: list[Problem] = []

    def say(self, message: str, node: Node | None, remedy: str | None = None) -> None:
        self.problems.append(Problem("bad-block", message, node.span if node else None, remedy))

    def extended(self, node: Node, path: Path, whole: bool, within: set[str]) -> Node:
        """The block on top of the one that it `extends`."""
        base = node.get("extends") if isinstance(node, Mapping) else None
        if base is None:
            return node
        assert isinstance(node, Mapping)
        name = _text(base)
        depth = _text(node.get("block")).count("/")
        own = path.parents[min(depth, len(path.parents) - 1)] / f"{name}.yaml"
        file = own if own.exists() else FOLDER / f"{name}.yaml"
        if not _NAME.fullmatch(name) or not file.exists():
            self.say(f"there is no block `{name}`", base, "extends: flows/rate")
            return node
        if name in within:
            self.say(f"`{name}` extends itself", base, "take `extends:` away in one of the files")
            return node
        return _merged(self.extended(_node(file, whole), file, whole, {*within, name}), node)

    def block(self, node: Node) -> Block | None:
        if not isinstance(node, Mapping) or "block" not in node:
            self.say(
                "a block file begins with `block: name`", node, "block: folder/name, as its file"
            )
            return None
        self.known(node, BLOCK_KEYS)
        inputs = self.each(node.get("inputs"), self.input)
        rows = self.each(node.get("rows"), self.row)
        checks = node.get("checks")
        return Block(
            name=_text(node.get("block")),
            at=tuple(_texts(node.get("at"))),
            doc=_text(node.get("doc")),
            source=_text(node.get("source")),
            where=self.each(node.get("where"), lambda _key, value: tuple(_texts(value))),
            inputs={k: v for k, v in inputs.items() if v},
            rows={k: v for k, v in rows.items() if v},
            example=node.get("example"),
            expect=node.get("expect"),
            checks=tuple(i for i in checks.items if isinstance(i, Scalar))
            if isinstance(checks, Sequence)
            else (),
            needs=tuple(_texts(node.get("needs"))),
            requires=self.requirements(node.get("requires")),
            overrides=_text(node.get("overrides")) == "yes",
        )

    def requirements(self, node: Node | None) -> tuple[Requirement, ...]:
        found = []
        for item in node.items if isinstance(node, Sequence) else ():
            formula = item.get("formula") if isinstance(item, Mapping) else None
            if not isinstance(item, Mapping) or not isinstance(formula, Scalar):
                self.say(
                    "a requirement has a formula", item, "{formula, code, message, help, about}"
                )
                continue
            self.known(item, ("formula", "code", "message", "help", "about"))
            words = (_text(item.get(k)) for k in ("code", "message", "help", "about"))
            found.append(Requirement(formula, *words))
        return tuple(found)

    def each(self, node: Node | None, read: Callable[[str, Node], Part]) -> dict[str, Part]:
        return {k: read(k, v) for k, v in node.items()} if isinstance(node, Mapping) else {}

    def known(self, node: Mapping, keys: tuple[str, ...]) -> None:
        for key in node.values.keys() - set(keys):
            self.problems.append(
                Problem(
                    "bad-block", f"unknown key `{key}`", node.key_span(key), did_you_mean(key, keys)
                )
            )

    def input(self, name: str, node: Node) -> BlockInput | None:
        if not isinstance(node, Mapping):
            self.say(f"the input `{name}` has no keys", node, "{unit: money, default: 0, doc: ...}")
            return None
        self.known(node, INPUT_KEYS)
        word = _text(node.get("kind")) or "number"
        kind = next((kind for kind in KINDS if kind == word), None)
        if kind is None:
            known = did_you_mean(word, KINDS) or f"one of {listing(KINDS)}"
            self.say(f"there is no kind of input `{word}`", node.get("kind"), known)
            return None
        options = node.get("options")
        default = node.get("default")
        return BlockInput(
            name=name,
            kind=kind,
            unit=_text(node.get("unit")) or "number",
            doc=_text(node.get("doc")),
            default=_text(default) if default is not None else None,
            min=_number(node.get("min")),
            max=_number(node.get("max")),
            above=_number(node.get("above")),
            neutral=_number(node.get("neutral")),
            main=_text(node.get("main")) == "yes",
            scalar=_text(node.get("scalar")) != "no",
            bare=_text(node.get("bare")) or None,
            edge="end" if _text(node.get("edge")) == "end" else "start",
            parts=_text(node.get("parts")) == "yes",
            flow=_text(node.get("flow")) == "yes",
            options={k: _text(v) for k, v in options.items()}
            if isinstance(options, Mapping)
            else {},
            hint=_text(node.get("hint")) or None,
        )

    def row(self, name: str, node: Node) -> BlockRow | None:
        if isinstance(node, Scalar):
            node = Mapping({"formula": node}, node.span)
        if not isinstance(node, Mapping):
            self.say(f"the row `{name}` is a list", node, "{unit: money, formula: ...}")
            return None
        self.known(node, ROW_KEYS)
        collects = _text(node.get("collects")) == "yes"
        formula = node.get("formula") or (Scalar("collected", node.span) if collects else None)
        if not isinstance(formula, Scalar):
            self.say(f"the row `{name}` has no formula", node, "add `formula: ...`")
            return None
        opening, tax_only = node.get("opening"), node.get("tax_only")
        return BlockRow(
            name=name,
            unit=_text(node.get("unit")) or "money",
            formula=formula,
            opening=_same(opening, formula),
            tax_only=_same(tax_only, formula),
            line=tuple(_texts(node.get("in"))),
            collects=collects,
            stock=_text(node.get("stock")) == "yes",
            doc=_text(node.get("doc")),
            span=node.span,
        )


def _same(node: Node | None, formula: Scalar) -> Scalar | None:
    if not isinstance(node, Scalar):
        return None
    return formula if node.text == "same" else node


def _text(node: Node | None) -> str:
    return " ".join(node.text.split()) if isinstance(node, Scalar) else ""


def _texts(node: Node | None) -> list[str]:
    if isinstance(node, Sequence):
        return [_text(item) for item in node.items]
    return [_text(node)] if node is not None else []


def _number(node: Node | None) -> float | None:
    quantity = read_quantity(_text(node)) if node is not None else None
    return quantity.value if quantity else None
