"""Reads YAML safely into nodes with places: no tags, bounded size, depth and aliases."""

from __future__ import annotations

import re
from pathlib import Path

import yaml

from bizcase.problems import Problem, ProblemsFoundError, Source, Span
from bizcase.text.commas import commas_in_list, cut_value
from bizcase.text.nodes import Mapping, Node, Scalar, Sequence
from bizcase.text.syntax import syntax_problem

LARGEST_FILE = 4_000_000  # bytes
DEEPEST = 40  # mappings inside mappings
MOST_NODES = 200_000  # after aliases are followed

# A condition such as `npv: > 0`: in YAML a bare `>` announces a folded text. While the text is
# parsed, a character that nobody writes stands in its place.
_CONDITION = re.compile(r"(?<=: )>(?![+-]?[1-9]?[+-]?\s*$)(?==? *-?\.?\d)", re.MULTILINE)
_STAND_IN = "\ue000"
_BRACKET = re.compile(r"[][{}]")

_ENDS = {"nested-too-deeply", "too-many-values"}  # parts are missing: no use to go on
_LOADER: type = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def read_file(path: str | Path, found: list[Problem] | None = None) -> Node:
    """The content of a YAML file. Raises ProblemsFoundError.

    Where `found` is given, it takes the problems after which reading can go on.
    """
    name = str(path)

    def refuse(code: str, message: str, remedy: str | None = None) -> ProblemsFoundError:
        return ProblemsFoundError([Problem(code, message, help=remedy, where=name)])

    try:
        if Path(path).stat().st_size > LARGEST_FILE:
            raise refuse(
                "file-too-large",
                "the file is larger than 4 MB",
                "long series go into a CSV file: {csv: volumes.csv, column: units}",
            )
        raw = Path(path).read_bytes()
    except FileNotFoundError:
        raise refuse("file-not-found", f"there is no file `{name}`", _remedy(name)) from None
    except OSError as error:
        raise refuse(
            "file-not-readable",
            f"`{name}` cannot be read: {error.strerror}",
            "give the name of a scenario file that you may read",
        ) from None
    try:
        text = raw.decode("utf-8-sig")
        if "\0" in text:
            raise ValueError("a NUL character")
    except ValueError:
        raise refuse(
            "not-text", f"`{name}` is not a text file", "a scenario is a YAML text in UTF-8"
        ) from None
    return read_text(text, name, found)


def _remedy(name: str) -> str:
    """What to do where there is no such file: it may be the name of a case that is too much."""
    file, mark, case = name.rpartition("#")
    if mark and Path(file).is_file():
        name = f'"{case}"' if " " in case else case
        return f"write `{file} --case {name}`; `bizcase check` looks at all cases of a file"
    return "check the name; `bizcase new NAME` writes a scenario to start from"


def read_text(text: str, name: str = "<text>", found: list[Problem] | None = None) -> Node:
    """The content of a YAML text. Raises ProblemsFoundError; for `found` see `read_file`."""
    source = Source(name, text)
    whole = Span(source, 0, len(text.split("\n", 1)[0]))
    _bound_depth(source)
    try:
        tree = yaml.compose(_CONDITION.sub(_STAND_IN, text), Loader=_LOADER)
    except RecursionError:
        raise ProblemsFoundError([_too_deep(whole)]) from None
    except yaml.MarkedYAMLError as error:
        raise ProblemsFoundError([syntax_problem(error, source)]) from None
    except yaml.YAMLError as error:
        place = getattr(error, "position", 0) or 0
        message = f"a character that YAML does not allow: {getattr(error, 'reason', error)}"
        raise ProblemsFoundError(
            [Problem("yaml-syntax", message, Span(source, place, place + 1))]
        ) from None
    if tree is None:
        raise ProblemsFoundError(
            [
                Problem(
                    "empty-file",
                    "the file is empty",
                    help="`bizcase new NAME` writes a scenario to start from",
                    where=name,
                )
            ]
        )
    reader = _Reader(source)
    node = reader.node(tree, 0)
    if reader.problems and (found is None or _ENDS & {p.code for p in reader.problems}):
        raise ProblemsFoundError(reader.problems)
    if found is not None:
        found += reader.problems
    return node if node is not None else Mapping({}, whole)


def _bound_depth(source: Source) -> None:
    """Refuses brackets nested so deeply that the YAML parser itself would give up."""
    depth = 0
    for bracket in _BRACKET.finditer(source.text):
        depth = depth + 1 if bracket[0] in "[{" else max(depth - 1, 0)
        if depth > 10 * DEEPEST:
            raise ProblemsFoundError([_too_deep(Span(source, *bracket.span()))])


def _too_deep(span: Span) -> Problem:
    return Problem(
        "nested-too-deeply",
        f"more than {DEEPEST} levels inside one another",
        span,
        help="a scenario needs about six",
    )


class _Reader:
    """Turns PyYAML's nodes into ours, collecting problems and counting aliases."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.problems: list[Problem] = []
        self.count = 0

    def span(self, node: yaml.Node) -> Span:
        start, end = node.start_mark.index, node.end_mark.index
        if not isinstance(node, yaml.ScalarNode) or node.style in ("|", ">"):
            end = start + len(self.source.text[start:end].rstrip())
        return Span(self.source, start, max(end, start + 1))

    def node(self, node: yaml.Node, depth: int) -> Node | None:
        self.count += 1
        if depth > DEEPEST:
            self.problems.append(_too_deep(self.span(node)))
            return None
        if self.count > MOST_NODES:
            if self.count == MOST_NODES + 1:
                self.problems.append(
                    Problem(
                        "too-many-values",
                        f"more than {MOST_NODES:,} values",
                        self.span(node),
                        help="aliases (`*name`) multiply what they stand for",
                    )
                )
            return None
        if isinstance(node, yaml.ScalarNode):
            written = node.value.replace(_STAND_IN, ">")
            if "\0" in written:
                text = "a text cannot hold the character NUL"
                self.problems.append(Problem("yaml-syntax", text, self.span(node), "leave it out"))
                return None
            return Scalar(written, self.span(node), bool(node.style))
        if isinstance(node, yaml.SequenceNode):
            items = [i for item in node.value if (i := self.node(item, depth + 1)) is not None]
            if node.flow_style:
                problems, items = commas_in_list(items, self.span(node))
                self.problems += problems
            return Sequence(tuple(items), self.span(node))
        assert isinstance(node, yaml.MappingNode)
        return self.mapping(node, depth)

    def mapping(self, node: yaml.MappingNode, depth: int) -> Mapping:
        values: dict[str, Node] = {}
        keys: dict[str, Span] = {}
        last: tuple[str, Node | None] = ("", None)
        cut: list[Span] = []  # pieces behind the last value, each a key without a colon
        for key_node, value_node in node.value:
            span = self.span(key_node)
            if node.flow_style and self.stands_alone(span, value_node):
                cut.append(span)
                continue
            if cut:
                self.mend(values, *last, cut)
                cut = []
            key = self.key(key_node, span, keys)
            if key is None:
                continue
            value = self.node(value_node, depth + 1)
            last = key, value
            if value is not None:
                values[key], keys[key] = value, span
        if cut:
            self.mend(values, *last, cut)
        return Mapping(values, self.span(node), keys)

    def mend(self, values: dict[str, Node], key: str, value: Node | None, cut: list[Span]) -> None:
        """Reports a value that a comma cut, and goes on with the one that was meant."""
        problem, meant = cut_value(key, value, cut)
        self.problems.append(problem)
        for name, text in meant.items():
            values[name] = Scalar(text, problem.span or cut[0])

    def key(self, node: yaml.Node, span: Span, keys: dict[str, Span]) -> str | None:
        """The text of a key; None after a problem."""
        if not isinstance(node, yaml.ScalarNode):
            self.problems.append(
                Problem(
                    "key-not-a-word",
                    "a key is a single word, not a list",
                    span,
                    "write `key: value`; a name in a formula goes in quotes",
                )
            )
            return None
        key: str = node.value.replace(_STAND_IN, ">")
        if key in keys:
            self.problems.append(
                Problem(
                    "duplicate-key",
                    f"`{key}` is given twice",
                    span,
                    help=f"the first is in line {keys[key].line}; keep one of them",
                )
            )
            return None
        return key

    def stands_alone(self, key: Span, value: yaml.Node) -> bool:
        """Whether a key in braces has no colon behind it."""
        empty = isinstance(value, yaml.ScalarNode) and not value.value and not value.style
        return empty and ":" not in self.source.text[key.end : value.start_mark.index]
