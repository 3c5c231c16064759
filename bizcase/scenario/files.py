"""The files of which a scenario is made: itself, what it extends, its tables and own blocks."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from bizcase.problems import ProblemsFoundError
from bizcase.scenario.load import own_block_folders
from bizcase.text import Mapping, Node, Scalar, Sequence, read_file


def files_of(path: str | Path) -> dict[str, str]:
    """The text of each file by its name seen from the scenario's folder, the scenario first.

    Raises ProblemsFoundError if the scenario or a file that it extends cannot be read.
    """
    top = Path(path)
    folder = top.resolve().parent
    found: dict[str, str] = {}
    waiting = [top.resolve()]
    while waiting:
        file = waiting.pop()
        name = file.relative_to(folder).as_posix()
        if name in found:
            continue
        node = read_file(file)
        found[name] = _text(file)
        for table in _tables(node):
            beside = (file.parent / table).resolve()
            if beside.is_relative_to(folder) and beside.is_file():
                found.setdefault(beside.relative_to(folder).as_posix(), _text(beside))
        if isinstance(node, Mapping):
            found.update(_own_blocks(node, file, folder))
            below = node.get("extends")
            if isinstance(below, Scalar):
                waiting.append((file.parent / below.text.strip()).resolve())
    return found


def _own_blocks(top: Mapping, file: Path, folder: Path) -> dict[str, str]:
    try:
        folders = own_block_folders(top, file)
    except ProblemsFoundError:
        return {}
    blocks = sorted(block for each in folders for block in each.rglob("*.yaml"))
    return {block.resolve().relative_to(folder).as_posix(): _text(block) for block in blocks}


def _tables(node: Node) -> Iterator[str]:
    """The names after `csv:`."""
    if isinstance(node, Sequence):
        for item in node.items:
            yield from _tables(item)
    if isinstance(node, Mapping):
        for key, value in node.items():
            if key == "csv" and isinstance(value, Scalar):
                yield value.text.strip()
            yield from _tables(value)


def _text(file: Path) -> str:
    return file.read_bytes().decode("utf-8-sig", errors="replace")
