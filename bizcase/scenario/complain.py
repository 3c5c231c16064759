"""What to say about keys that are missing, unknown or stand for no block."""

from __future__ import annotations

from bizcase.library.block import Block
from bizcase.problems import Span, did_you_mean, listing, not_a_choice
from bizcase.scenario.choose import DRIVER_KEYS, Fit
from bizcase.scenario.place import META_KEYS
from bizcase.scenario.state import State
from bizcase.text import Mapping, Node, Scalar

_SALVAGE = (
    "the book floor is `depreciation: {method: straight line, life: 5 years, to: {}}`, "
    "the selling price is `sold: {for: {}, when: end}`"
)
_TWO_THINGS = {
    "salvage": _SALVAGE,
    "salvage_value": _SALVAGE,
    "residual_value": _SALVAGE,
}


def unknown_key(state: State, node: Mapping, key: str, known: list[str]) -> None:
    """Reports a key that means nothing, with the nearest one that would."""
    special = _TWO_THINGS.get(key)
    if special:
        written = node.values[key]
        amount = written.text if isinstance(written, Scalar) else "500k"
        state.say(
            "salvage-is-two-things",
            f"`{key}` may mean two things",
            node.key_span(key),
            special.replace("{}", amount),
        )
        return
    remedy = did_you_mean(key, known) or f"known here: {listing(known, 16)}"
    state.say("unknown-key", f"unknown key `{key}`", node.key_span(key), remedy)


def complain(
    state: State, path: str, node: Node, best: Fit, below: set[str], used: set[str]
) -> None:
    """Reports keys that are missing or that the block does not know."""
    inputs = best.block.inputs
    if not (isinstance(node, Mapping) or best.in_place or best.block.where):
        keys = f"its keys: {listing([*inputs, *sorted(below - {'*'})], 12)}"
        state.say("wrong-shape", f"`{path}` is made of keys with values", first_line(node), keys)
        return
    unknown = [key for key in best.unknown if key not in used]
    for key in unknown:
        assert isinstance(node, Mapping)
        if key in DRIVER_KEYS and best.block.main:
            beside = f"`{key}` says again what `{best.block.main.name}` says"
            state.say("duplicate-key", beside, node.key_span(key), "keep one of them")
            continue
        known = [*inputs, *best.block.where, *sorted(below - {"*"}), *sorted(META_KEYS)]
        if best.block.main:
            known += sorted(DRIVER_KEYS)
        unknown_key(state, node, key, known)
    for key in best.missing:
        if any(did_you_mean(other, [key]) for other in unknown):
            continue  # misspelt, which has been said
        doc = f" ({inputs[key].doc})" if inputs[key].doc else ""
        state.say(
            "missing-key",
            f"`{path}` needs `{key}`{doc}",
            first_line(node),
            _how(best.block, key),
        )


def no_choice(state: State, path: str, node: Node, candidates: list[Block]) -> None:
    """Reports a word that stands for no block, such as an unknown `model:`."""
    key = next(iter(next(b for b in candidates if b.where).where))
    words = sorted({w for b in candidates for w in b.where.get(key, ()) if w != "list"})
    written = node.get(key) if isinstance(node, Mapping) else node
    if written is None:
        state.say(
            "missing-key",
            f"`{path}` needs `{key}`",
            first_line(node),
            f"one of {listing(words, 20)}",
        )
        return
    text = written.text if isinstance(written, Scalar) else ""
    state.problems.append(not_a_choice(key, text, words, written.span))


def _how(block: Block, key: str) -> str:
    """What to write for a key that is missing; a hint with `{}` is about a value that is there."""
    hint = block.inputs[key].hint
    return hint if hint and "{}" not in hint else _keys_of(block)


def _keys_of(block: Block) -> str:
    """The keys of a block in words, those that are needed first."""
    needed = [name for name, spec in block.inputs.items() if spec.required]
    others = [name for name, spec in block.inputs.items() if not spec.required]
    free = f"; {listing(others, 8)} may be left out" if others else ""
    return f"needed are {listing(needed)}{free}"


def first_line(node: Node) -> Span:
    """Where to point when a whole block is meant: its first line."""
    line = node.span.text.split("\n", 1)[0].rstrip()
    return Span(node.span.source, node.span.start, node.span.start + max(len(line), 1))
