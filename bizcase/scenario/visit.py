"""Walks through a scenario and finds the block that stands at every place."""

from __future__ import annotations

from pathlib import Path

from bizcase.library.block import Block
from bizcase.library.read import blocks_at, matches, places
from bizcase.scenario.choose import DRIVER_KEYS, Fit, chosen_by, fit
from bizcase.scenario.complain import complain, first_line, no_choice, unknown_key
from bizcase.scenario.header import HEADER_KEYS
from bizcase.scenario.instance import Instance
from bizcase.scenario.place import META_KEYS, join, name_of, not_a_name
from bizcase.scenario.state import State
from bizcase.text import Mapping, Node, Scalar


class Visitor:
    """Creates the instances of a scenario and reports what stands nowhere."""

    def __init__(self, state: State, folders: tuple[Path, ...]) -> None:
        self.state = state
        self.folders = folders
        self.places = sorted(set(places(folders)))
        state.child_places = self.child_keys_of

    def child_keys_of(self, path: str) -> set[str]:
        """Keys below a path at which blocks may stand."""
        depth = path.count(".") + 1
        return {
            parts[depth]
            for place in self.places
            if len(parts := place.split(".")) > depth and matches(".".join(parts[:depth]), path)
        }

    def visit(self, top: Mapping) -> None:
        """Visits every section of the scenario."""
        known = {place.split(".")[0] for place in self.places}
        for key, node in top.items():
            if key in known:
                self.place(key, node, None)
            elif key not in HEADER_KEYS:
                unknown_key(self.state, top, key, sorted(known | HEADER_KEYS))

    def place(
        self, path: str, node: Node, around: Mapping | None, rows: frozenset[str] = frozenset()
    ) -> set[str]:
        """Visits a node; gives back the keys of the mapping around it that it used.

        `rows` are those of the blocks around it.
        """
        word = node.text.strip() if isinstance(node, Scalar) else None
        candidates = blocks_at(path, self.folders)
        if candidates and word == "":
            remedy = "write a value, or `none`, or take the key away"
            self.state.say("missing-key", f"nothing is written for `{path}`", node.span, remedy)
        if word in ("none", ""):
            return set()
        if candidates:
            return self.block(path, node, candidates, around, rows)
        if not isinstance(node, Mapping):
            self.state.say(
                "wrong-shape",
                f"`{path}` is made of keys with values",
                first_line(node),
                f"{path.rpartition('.')[2]}: {{a_name: ...}}, or one key a line below it, "
                "each with two more spaces",
            )
            return set()
        self.children(path, node)
        return set()

    def children(self, path: str, node: Mapping) -> set[str]:
        """Visits the keys below a mapping; gives back those used by blocks below it."""
        below = self.child_keys_of(path)
        used: set[str] = set()
        nowhere: list[str] = []
        for key, value in node.items():
            if key in META_KEYS:
                continue
            if "*" in below and (remedy := not_a_name(key)):
                self.state.say(
                    "bad-name",
                    f"`{key}` cannot be a name in formulas",
                    node.key_span(key),
                    remedy,
                )
            elif key in below or "*" in below:
                used |= self.place(join(path, key), value, node)
            elif not blocks_at(path, self.folders):
                nowhere.append(key)
        for key in nowhere:
            if key not in used:
                unknown_key(self.state, node, key, sorted(below))
        return used

    def block(
        self, path: str, node: Node, candidates: list[Block], around: Mapping | None,
        rows: frozenset[str],
    ) -> set[str]:  # fmt: skip
        """Chooses the block for a node, and visits the blocks inside it."""
        below = self.child_keys_of(path)
        inside = {
            k
            for k in (node.values if isinstance(node, Mapping) else {})
            if (k in below or "*" in below) and k not in META_KEYS
        }
        if isinstance(node, Mapping) and "life" in node and "depreciation" in below - inside:
            implied = Scalar("straight line", node.key_span("life"))
            node = Mapping({**node.values, "depreciation": implied}, node.span, node.keys)
            inside.add("depreciation")
        outside = set(around.values) if around else set()
        chosen = [b for b in candidates if chosen_by(node, b)]
        if not chosen:
            no_choice(self.state, path, node, candidates)
            return set()
        at_home = [b for b in chosen if rows.issuperset(b.needs)]
        if not at_home:
            written = node.text if isinstance(node, Scalar) else path.rpartition(".")[2]
            self.state.say(
                "no-such-block",
                f"`{written}` does not go with what is written around it",
                first_line(node),
                chosen[0].doc,
            )
            return {name for name in chosen[0].inputs if name in outside}
        parts = {name for b in chosen for name, i in b.inputs.items() if i.kind == "part"}
        own = {b.name: inside - parts.difference(b.inputs) for b in at_home}
        fits = [
            fit(b, node, inner, outside, self.homeless(path, node, inner, rows.union(b.rows)))
            for b in at_home
            for inner in [own[b.name]]
        ]
        best = min(fits, key=lambda f: f.rank)
        inside, below = own[best.block.name], below - parts.difference(best.block.inputs)
        instance = self.instance(path, node, best, around)
        self.state.instances.append(instance)
        used: set[str] = set()
        if isinstance(node, Mapping):
            for key in node.values:
                if key in inside:
                    inner = rows.union(best.block.rows)
                    used |= self.place(join(path, key), node.values[key], node, inner)
        complain(self.state, path, node, best, below, used)
        return {
            name
            for name in best.block.inputs
            if around and name in around.values and not _written(node, name)
        }

    def homeless(self, path: str, node: Node, inside: set[str], rows: frozenset[str]) -> int:
        """How many of the blocks written below need rows that would not be around them."""
        count = 0
        for key, written in node.items() if isinstance(node, Mapping) else ():
            if key not in inside:
                continue
            below = blocks_at(join(path, key), self.folders)
            chosen = [b for b in below if chosen_by(written, b)]
            count += bool(chosen) and not any(rows.issuperset(b.needs) for b in chosen)
        return count

    def instance(self, path: str, node: Node, best: Fit, around: Mapping | None) -> Instance:
        """The block at its place, with what is written for each of its inputs."""
        parent, _, _ = path.rpartition(".")
        named = any(p.endswith("*") and matches(p, path) for p in best.block.at)
        prefix = name_of(path) if named else name_of(parent) if parent else ""
        instance = Instance(best.block, path, prefix, first_line(node))
        mapping = node if isinstance(node, Mapping) else Mapping({}, node.span)
        main = best.block.main
        for name, spec in best.block.inputs.items():
            written = mapping.get(name)
            if written is not None:
                instance.given[name] = (join(path, "" if name == "base" else name), written)
            elif around is not None and name in around.values and not (best.in_place and spec.main):
                instance.given[name] = (join(parent, name), around.values[name])
        if main and best.in_place:
            instance.given[main.name] = (path, _without(node, best.block, main.name))
        elif main and main.name in instance.given:
            main_path, value = instance.given[main.name]
            instance.given[main.name] = (main_path, _with_attached(value, mapping, best.block))
        instance.extra = {k: v for k, v in mapping.items() if k in META_KEYS}
        for name in best.block.inputs:
            input_path = instance.given[name][0] if name in instance.given else join(path, name)
            self.state.names.drivers[name_of(input_path)] = (instance, name)
        return instance


def _written(node: Node, name: str) -> bool:
    return isinstance(node, Mapping) and name in node.values


def _without(node: Node, block: Block, main: str) -> Node:
    """The mapping of a main input written in place, without the block's other keys."""
    if not isinstance(node, Mapping):
        return node
    others = (set(block.inputs) | set(block.where)) - {main}
    return Mapping({k: v for k, v in node.items() if k not in others}, node.span, node.keys)


def _with_attached(value: Node, mapping: Mapping, block: Block) -> Node:
    """The main input with the keys of a single value that stand beside it."""
    attached = {
        k: v
        for k, v in mapping.items()
        if k in DRIVER_KEYS and k not in block.inputs and k not in block.where
    }
    if not attached:
        return value
    if isinstance(value, Mapping):
        inside = dict(value.values)
    else:
        inside = {"base" if isinstance(value, Scalar) else "by_year": value}
    keys = {**mapping.keys, **(value.keys if isinstance(value, Mapping) else {})}
    return Mapping({**attached, **inside}, value.span, keys)
