"""Walks through a scenario and finds the block that stands at every place."""

from __future__ import annotations

from pathlib import Path

from bizcase.library.block import Block
from bizcase.library.read import blocks_at, matches, places
from bizcase.scenario.choose import Fit, chosen_by, fit
from bizcase.scenario.complain import complain, first_line, no_choice, unknown_key
from bizcase.scenario.header import HEADER_KEYS
from bizcase.scenario.instance import Instance
from bizcase.scenario.place import META_KEYS, join, name_of, not_a_name
from bizcase.scenario.spot import Spot, given_at
from bizcase.scenario.state import State
from bizcase.text import Mapping, Scalar


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
                self.place(Spot(key, node))
            elif key not in HEADER_KEYS:
                unknown_key(self.state, top, key, sorted(known | HEADER_KEYS))

    def place(self, spot: Spot) -> set[str]:
        """Visits a place; gives back the keys of the mapping around it that it used."""
        path, node = spot.path, spot.node
        word = node.text.strip() if isinstance(node, Scalar) else None
        candidates = blocks_at(path, self.folders)
        if candidates and word == "":
            remedy = "write a value, or `none`, or take the key away"
            self.state.say("missing-key", f"nothing is written for `{path}`", node.span, remedy)
        if word in ("none", ""):
            return set()
        if candidates:
            return self.block(spot, candidates)
        if isinstance(node, Mapping):
            self.children(path, node)
        else:
            last = path.rpartition(".")[2]
            self.state.say(
                "wrong-shape",
                f"`{path}` is made of keys with values",
                first_line(node),
                f"{last}: {{a_name: ...}}, or one key a line below it, each with two more spaces",
            )
        return set()

    def children(self, path: str, node: Mapping) -> None:
        """Visits the keys below a mapping that is no block itself."""
        below = self.child_keys_of(path)
        used: set[str] = set()
        nowhere: list[str] = []
        for key, value in node.items():
            if key in META_KEYS:
                continue
            if "*" in below and (remedy := not_a_name(key)):
                said = f"`{key}` cannot be a name in formulas"
                self.state.say("bad-name", said, node.key_span(key), remedy)
            elif key in below or "*" in below:
                # Beside a name of the user's choice stand other names, and no inputs of its block.
                used |= self.place(Spot(join(path, key), value, node if key in below else None))
            else:
                nowhere.append(key)
        for key in nowhere:
            if key not in used:
                unknown_key(self.state, node, key, sorted(below))

    def block(self, spot: Spot, candidates: list[Block]) -> set[str]:
        """Chooses the block for a place, and visits the blocks inside it."""
        below = self.child_keys_of(spot.path)
        spot = spot.with_depreciation(below)
        inside = {k for k in spot.mapping.values if k in below or "*" in below} - META_KEYS
        chosen = [b for b in candidates if chosen_by(spot.node, b)]
        at_home = [b for b in chosen if spot.rows.issuperset(b.needs)]
        if not chosen:
            no_choice(self.state, spot.path, spot.node, candidates)
            return set()
        if not at_home:
            return self.homeless(spot, chosen[0])
        parts = {name for b in chosen for name, i in b.inputs.items() if i.kind == "part"}
        best = min((self.fit(spot, b, inside, parts) for b in at_home), key=lambda f: f.rank)
        not_here = parts.difference(best.block.inputs)
        self.state.instances.append(self.instance(spot, best))
        used: set[str] = set()
        rows = spot.rows.union(best.block.rows)
        for key, value in spot.mapping.items():
            if key in inside - not_here:
                used |= self.place(Spot(join(spot.path, key), value, spot.mapping, rows))
        complain(self.state, spot.path, spot.node, best, below - not_here, used)
        return set(best.block.inputs) & spot.keys_around - set(spot.mapping.values)

    def fit(self, spot: Spot, block: Block, inside: set[str], parts: set[str]) -> Fit:
        """How well a block fits; `parts` are inputs of some blocks and places for others."""
        inner = inside - parts.difference(block.inputs)
        rows = spot.rows.union(block.rows)
        without_home = 0  # blocks written below that need rows which this one does not have
        for key in inner:
            found = blocks_at(join(spot.path, key), self.folders)
            chosen = [b for b in found if chosen_by(spot.mapping.values[key], b)]
            without_home += bool(chosen) and not any(rows.issuperset(b.needs) for b in chosen)
        return fit(block, spot.node, inner, spot.keys_around, without_home)

    def homeless(self, spot: Spot, block: Block) -> set[str]:
        """Reports a block that needs another one around it."""
        node = spot.node
        written = node.text if isinstance(node, Scalar) else spot.path.rpartition(".")[2]
        said = f"`{written}` does not go with what is written around it"
        self.state.say("no-such-block", said, first_line(node), block.doc)
        return set(block.inputs) & spot.keys_around

    def instance(self, spot: Spot, best: Fit) -> Instance:
        """The block at its place, with what is written for each of its inputs."""
        path, block = spot.path, best.block
        parent = path.rpartition(".")[0]
        named = any(place.endswith("*") and matches(place, path) for place in block.at)
        prefix = name_of(path) if named else name_of(parent) if parent else ""
        given = given_at(spot, block, best.in_place)
        extra = {k: v for k, v in spot.mapping.items() if k in META_KEYS}
        instance = Instance(block, path, prefix, first_line(spot.node), given, extra=extra)
        for name in block.inputs:
            input_path = given[name][0] if name in given else join(path, name)
            self.state.names.drivers[name_of(input_path)] = (instance, name)
        return instance
