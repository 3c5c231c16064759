"""Puts values of a case, of `--set` or of an extending file over a scenario."""

from __future__ import annotations

import re

from bizcase.problems import Problem, ProblemsFoundError, Source, Span, did_you_mean, listing
from bizcase.scenario.choose import DRIVER_KEYS, is_value
from bizcase.scenario.header import HEADER_KEYS
from bizcase.text import Mapping, Node, Scalar, Sequence, read_text

# What describes a scenario as a whole.
_FIXED = HEADER_KEYS - {"timeline", "growth", "rows"}
# The key inside a mapping that a bare value replaces.
_MAIN_KEYS = ("base", "amount", "by_year", "rate", "fixed")
# Below these stand paths of values that are changed, and no values.
_OVERRIDES = re.compile(r"cases|stages\.[^.]+\.outcomes")


def merged(below: Node, above: Node) -> Node:
    """`above` over `below`: mappings merge, a bare value replaces the base, the rest replaces."""
    if _resolved(above) is not above:
        return _resolved(above)
    if isinstance(above, Mapping):
        if isinstance(below, Mapping):
            return _merged_mappings(below, above)
        if is_value(above) and "base" not in above and "by_year" not in above:
            key = "by_year" if isinstance(below, Sequence) else "base"
            if not any(isinstance(v, Mapping) for v in above.values.values()):
                return Mapping({key: below, **above.values}, above.span, above.keys)
        return above
    if isinstance(below, Mapping):
        for key in _MAIN_KEYS:
            if key in below and (key != "by_year" or isinstance(above, Sequence)):
                inside = merged(below.values[key], above)
                return Mapping({**below.values, key: inside}, below.span, below.keys)
    return above


def _merged_mappings(below: Mapping, above: Mapping) -> Mapping:
    values, keys = dict(below.values), dict(below.keys)
    for key, value in above.items():
        if isinstance(value, Scalar) and value.text in ("null", "~", "") and not value.quoted:
            values.pop(key, None)
            continue
        values[key] = merged(values[key], value) if key in values else _resolved(value)
        keys[key] = above.key_span(key)
    return Mapping(values, below.span, keys, (*below.put, above))


def _resolved(value: Node) -> Node:
    """What `{replace: ..}` puts in place of all that was there; other values as they are."""
    if isinstance(value, Mapping) and list(value.values) == ["replace"]:
        return value.values["replace"]
    return value


def apply_case(top: Mapping, case: str) -> Mapping:
    """The scenario with the values of one of its cases."""
    cases = top.get("cases")
    known = dict(cases.items()) if isinstance(cases, Mapping) else {}
    if case not in known:
        raise ProblemsFoundError(
            [
                Problem(
                    "unknown-case",
                    f"there is no case `{case}`",
                    where=top.span.source.name,
                    help=did_you_mean(case, known) or f"known: {listing(['base', *known])}",
                )
            ]
        )
    overrides = known[case]
    if not isinstance(overrides, Mapping):
        return top
    problems: list[Problem] = []
    for path, value in overrides.items():
        if path not in ("probability", "note", "source"):
            top = put(top, path, value, overrides.key_span(path), problems)
    if problems:
        raise ProblemsFoundError(problems)
    return top


def apply_settings(top: Mapping, settings: dict[str, object]) -> Mapping:
    """The scenario with values set from outside, `products.thermostat.price` -> 159."""
    problems: list[Problem] = []
    for path, value in settings.items():
        text = "null" if value is None else str(value)
        source = Source("--set", f"{path}={text}")
        span = Span(source, 0, len(path))
        node: Node
        if text[:1] in ("[", "{"):
            node = read_text(text, "--set")
        else:
            node = Scalar(text, Span(source, len(path) + 1, len(path) + 1 + max(len(text), 1)))
        top = put(top, path, node, span, problems)
    if problems:
        raise ProblemsFoundError(problems)
    return top


def put(top: Mapping, path: str, value: Node, span: Span, problems: list[Problem]) -> Mapping:
    """The tree with a value merged in at a path; a problem if nothing stands there."""
    if path.split(".")[0] in _FIXED and path.split(".")[0] in top:
        said = f"`{path}` cannot be changed by a case or from outside"
        elsewhere = "write it into the scenario, or into one that `extends:` this one"
        problems.append(Problem("structure-in-case", said, span, elsewhere))
        return top
    whole = resolved(top, path)
    if whole is not None:
        return _put(top, whole.split("."), value)
    known = sorted(all_paths(top))
    ends = [p for p in known if p.endswith("." + path)]
    remedy = did_you_mean(path, known)
    if ends:
        remedy = f"several values end like this: {listing(ends)}"
    problems.append(Problem("unknown-path", f"nothing stands at `{path}`", span, remedy))
    return top


def resolved(top: Mapping, path: str) -> str | None:
    """The whole path of what is meant: `products.` may be left out, or all but a unique end.

    What describes a value may stand beside it: `ore.amount.grows` in `ore: {amount: 5, grows: ..}`.
    """
    for start in (path, f"products.{path}"):
        parts = start.split(".")
        if _exists(top, parts):
            return start
        beside = [*parts[:-2], parts[-1]]
        describes = len(parts) > 2 and parts[-1] in DRIVER_KEYS
        if describes and _exists(top, parts[:-1]) and _exists(top, beside):
            return ".".join(beside)
    ends = [p for p in all_paths(top) if p.endswith("." + path)]
    return ends[0] if len(ends) == 1 else None


def _exists(node: Node, parts: list[str]) -> bool:
    for part in parts:
        if not isinstance(node, Mapping) or part not in node.values:
            return part in _MAIN_KEYS and part == parts[-1] and not isinstance(node, Mapping)
        node = node.values[part]
    return True


def _put(node: Node, parts: list[str], value: Node) -> Mapping:
    assert isinstance(node, Mapping)
    first, *rest = parts
    below = node.values[first]
    deeper = bool(rest) and isinstance(below, Mapping)
    values = dict(node.values)
    if not deeper and isinstance(value, Scalar) and value.text == "null" and not value.quoted:
        del values[first]
    else:
        values[first] = _put(below, rest, value) if deeper else merged(below, value)
    return Mapping(values, node.span, node.keys, node.put)


def all_paths(node: Mapping, prefix: str = "") -> list[str]:
    """The paths of everything in a scenario."""
    found = []
    for key, value in node.items():
        path = f"{prefix}{key}"
        found.append(path)
        if isinstance(value, Mapping) and not _OVERRIDES.fullmatch(path):
            found += all_paths(value, path + ".")
    return found


def case_names(top: Mapping) -> list[str]:
    """The names of the cases of a scenario."""
    cases = top.get("cases")
    return list(cases.values) if isinstance(cases, Mapping) else []
