"""The rules in `portfolio.yaml`: what excludes what, what needs what, what must be chosen."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from bizcase.problems import Span, did_you_mean, listing
from bizcase.study.portfolio.reader import Reader
from bizcase.study.portfolio.rules import Rules
from bizcase.text import Mapping as Keys
from bizcase.text import Node, Scalar, Sequence


def rules(reader: Reader, top: Keys, known: Mapping[str, str]) -> Rules:
    """The rules; `known` gives the key of an option for its key and its name."""
    exclude = [names for names in groups(reader, top.get("exclude"), known) if names]
    must = top.get("must")
    requires = {}
    node = top.get("requires")
    if isinstance(node, Keys):
        for key, value in node.items():
            needing = option_named(reader, key, node.key_span(key), known)
            needed = options_named(reader, value, known)
            if needing is not None and needed:
                requires[needing] = needed
    elif node is not None:
        remedy = "requires: {case: phone}: no case without the phone"
        reader.say("wrong-shape", "`requires` says what needs what", node, remedy)
    return Rules(tuple(exclude), requires, options_named(reader, must, known) if must else ())


def groups(
    reader: Reader, node: Node | None, known: Mapping[str, str]
) -> Iterator[tuple[str, ...]]:
    """The groups of which at most one may be chosen; a list of names is one group."""
    if node is None:
        return
    if not isinstance(node, Sequence):
        remedy = "exclude: [[small, large]]: not both"
        reader.say("wrong-shape", "`exclude` has lists of options", node, remedy)
        return
    lists = [item for item in node.items if isinstance(item, Sequence)]
    if lists and len(lists) < len(node.items):
        remedy = "exclude: [[small, large], [north, south]]"
        reader.say("wrong-shape", "names beside lists of names", node, remedy)
    for group in lists or [node]:
        yield options_named(reader, group, known)


def options_named(reader: Reader, node: Node, known: Mapping[str, str]) -> tuple[str, ...]:
    """The keys of options that are named, alone or in a list."""
    items = node.items if isinstance(node, Sequence) else (node,)
    found = []
    for item in items:
        if not isinstance(item, Scalar):
            reader.say(
                "wrong-shape", "the name of an option is meant", item, listing(known.values())
            )
        elif key := option_named(reader, item.text, item.span, known):
            found.append(key)
    return tuple(dict.fromkeys(found))


def option_named(reader: Reader, text: str, span: Span, known: Mapping[str, str]) -> str | None:
    """The key of an option that is named; None after a problem."""
    name = text.strip().removesuffix(".yaml")
    if name not in known:
        keys = list(dict.fromkeys(known.values()))
        remedy = did_you_mean(name, known) or f"the options: {listing(keys)}"
        reader.say("unknown-option", f"there is no option `{name}`", span, remedy)
    return known.get(name)
