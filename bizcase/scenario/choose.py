"""Which of the blocks that may stand at a place the user means."""

from __future__ import annotations

from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from fnmatch import fnmatchcase

from bizcase.library.block import Block, BlockInput
from bizcase.problems import did_you_mean
from bizcase.scenario.place import META_KEYS
from bizcase.text import Mapping, Node, Scalar, Sequence
from bizcase.timeline.dates import needs_start
from bizcase.units import Quantity, read_quantity

# Keys that describe a single value: they may stand beside a block's own keys, for its main input.
DRIVER_KEYS = frozenset(
    (
        "base",
        "low",
        "high",
        "min",
        "max",
        "distribution",
        "shared",
        "values",
        "grows",
        "inflation",
        "in_prices_of",
        "by_year",
        "opening",
        "unit",
        "csv",
        "column",
    )
)
_VALUE_KEYS = frozenset(("base", "by_year", "csv", "values"))


def is_date_key(key: str) -> bool:
    """Whether a key is a date: then the mapping is a table by date."""
    return needs_start(key) or (key.startswith("year ") and key[5:].isdigit())


def is_value(node: Node) -> bool:
    """Whether a node can be a single value rather than a mapping of a block's inputs."""
    if isinstance(node, Mapping):
        own = [key for key in node.values if key not in META_KEYS]
        return bool(_VALUE_KEYS & set(own)) or (
            bool(own) and all(is_date_key(key) or key in DRIVER_KEYS for key in own)
        )
    return True


def is_list_by_year(node: Node) -> bool:
    """Whether a value is a list with one entry for each project year, in any of its spellings."""
    if not isinstance(node, Mapping):
        return isinstance(node, Sequence)
    if "by_year" in node or "csv" in node or isinstance(node.get("base"), Sequence):
        return True
    dated = {key: value for key, value in node.items() if is_date_key(key)}
    return bool(dated) and "base" not in node and are_years(dated)


def are_years(dated: dict[str, Node]) -> bool:
    """Whether a table by date has a bare number for each of several years."""
    bare = all(isinstance(v, Scalar) and "/" not in v.text for v in dated.values())
    return bare and all(key.startswith("year ") or key.isdigit() for key in dated)


@dataclass(frozen=True, slots=True)
class Fit:
    """How a block fits what is written; the smallest fits best."""

    block: Block
    missing: tuple[str, ...]
    unknown: tuple[str, ...]
    misplaced: int  # a value where a mapping is meant; blocks below that need another around them
    wrong_units: int
    in_place: bool

    @property
    def rank(self) -> tuple[int, int, int, int, int]:
        """Fewest problems first, then the block that says most about what is written."""
        problems = len(self.missing) + len(self.unknown) + self.misplaced
        chosen = -len(self.block.where)
        return problems, self.wrong_units, len(self.unknown), chosen, len(self.block.inputs)


def fit(
    block: Block, node: Node, children: AbstractSet[str], around: AbstractSet[str], homeless: int
) -> Fit:
    """How well a block fits a node whose keys `children` are blocks of their own.

    `around` are keys of the mapping around the node: there, too, inputs may be given. `homeless`
    is how many of the children need another block around them.
    """
    main = block.main
    keys = set(node.values) - children - META_KEYS if isinstance(node, Mapping) else set()
    parts = children & {name for name, i in block.inputs.items() if i.kind == "part"}
    in_place = bool(
        main and main.name not in keys and is_value(node)
        and (main.scalar or not isinstance(node, Scalar))
        and (not block.where or main.name in block.where or not isinstance(node, Mapping))
    )  # fmt: skip
    allowed = set(block.inputs) | set(block.where)
    if block.overrides:
        allowed |= {k for k in keys if "." in k or not did_you_mean(k, block.inputs)}
    if main and (in_place or main.name in keys):
        twice = (
            _VALUE_KEYS - {"values"} | _keys_of(node, main) if main.name in keys else frozenset()
        )
        allowed |= {k for k in keys if k in DRIVER_KEYS - twice or (in_place and is_date_key(k))}
    required = {name for name, i in block.inputs.items() if i.required}
    given = keys | parts | (around & set(block.inputs))
    values = {k: v for k, v in node.items() if k in keys} if isinstance(node, Mapping) else {}
    if main and in_place:
        given.add(main.name)
        values[main.name] = node
    return Fit(
        block,
        tuple(sorted(required - given)),
        tuple(k for k in node.values if k in keys - allowed) if isinstance(node, Mapping) else (),
        homeless + (not (isinstance(node, Mapping) or in_place or block.where)),
        sum(not _unit_fits(i, values[n]) for n, i in block.inputs.items() if n in values),
        in_place,
    )


def _keys_of(node: Node, main: BlockInput) -> set[str]:
    """The keys inside the main input, which cannot stand beside it once more."""
    value = node.get(main.name) if isinstance(node, Mapping) else None
    return set(value.values) if isinstance(value, Mapping) else set()


def _unit_fits(spec: BlockInput, node: Node) -> bool:
    """Whether the time in a value (25_000/month) is what the input wants."""
    if spec.kind != "number" or spec.bare:
        return True
    if isinstance(node, Mapping):
        inside = node.get("base")
        return inside is None or _unit_fits(spec, inside)
    if isinstance(node, Sequence) or not isinstance(node, Scalar):
        return True
    quantity = read_quantity(node.text)
    if quantity is None:
        return True
    first, *below = spec.unit.split("/")
    year = ("time" in first) - below.count("time")
    return quantity.quoting.unit.year == year or quantity == Quantity(0.0)


def chosen_by(node: Node, block: Block) -> bool:
    """Whether the words of the block's `where:` are written here, or it has none."""
    for key, patterns in block.where.items():
        if "list by year" in patterns:
            if not is_list_by_year(node):
                return False
            continue
        written = node.get(key) if isinstance(node, Mapping) else node
        if isinstance(written, Sequence):
            return "list" in patterns
        if isinstance(written, Mapping) or written is None:
            return False
        if not any(fnmatchcase(written.text.strip(), pattern) for pattern in patterns):
            return False
    return True
