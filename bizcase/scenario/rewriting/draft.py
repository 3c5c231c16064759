"""Changes of the files of a scenario, collected until all of them are known, then made at once."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeAlias

from bizcase.problems import Span
from bizcase.scenario.rewriting.change import refusal
from bizcase.scenario.rewriting.outline import Outline, Site
from bizcase.scenario.rewriting.wording import as_scalar
from bizcase.text import Mapping, Scalar, Sequence
from bizcase.text.edit import (
    Edit,
    as_mapping,
    edited,
    is_flow,
    pair,
    with_keys,
    without_keys,
    written,
)
from bizcase.text.spell import spelled

# A scalar, a list, a mapping in braces.
Text: TypeAlias = "str | list[str] | dict[str, Text]"
_Place: TypeAlias = tuple[str, int, int]


@dataclass(slots=True)
class Draft:
    """What is to be replaced, added and taken away, by place.

    `moved` tells under which path that stands whose date is another one now.
    """

    outline: Outline
    replaced: dict[_Place, Edit] = field(default_factory=dict)
    added: dict[_Place, tuple[Site, dict[str, Text]]] = field(default_factory=dict)
    removed: dict[_Place, tuple[Site, set[str]]] = field(default_factory=dict)
    moved: dict[str, str] = field(default_factory=dict)

    def replace(self, site: Site, text: Text) -> None:
        """Another text in place of a scalar."""
        whole = as_scalar(text, site) if isinstance(text, str) else _yaml(text, flow=True)
        self.replace_span(self._own(site), written(site.node), whole)

    def replace_span(self, site: Site | None, span: Span, text: str) -> None:
        """Another text, as it is, in place of a stretch of a file."""
        before = self.replaced.setdefault(_place(span), Edit(span, text))
        if before.text != text:
            what = f"`{site.path}`" if site else f"`{span.text}`"
            said = f"{what} cannot be both {before.text} and {text}"
            raise refusal("duplicate-key", said, span, "values that stand once have one value")

    def add(self, site: Site, texts: dict[str, Text]) -> None:
        """Keys for a mapping; a bare value becomes a mapping in braces."""
        _, known = self.added.setdefault(_place(site.node.span), (self._own(site), {}))
        for key, text in texts.items():
            now = known.setdefault(key, text)
            if isinstance(now, dict) and isinstance(text, dict):
                known[key] = {**now, **text}
            elif now != text:
                said = f"`{site.path}` would get `{key}` twice"
                raise refusal("duplicate-key", said, site.node.span, "give it once")

    def remove(self, site: Site) -> None:
        """Takes away a key with its value, and what then has nothing left in it."""
        mapping, around = site.mapping, site.around
        if mapping is None or around is None:
            said = f"`{site.path}` is part of a list and cannot be taken away"
            raise refusal("wrong-shape", said, site.node.span, "change the list in the file")
        _, keys = self.removed.setdefault(_place(mapping.span), (self._own(around), set()))
        keys.add(site.keys[-1])
        # A case, and the file itself, may be empty; what stands in them may not.
        empty = keys >= set(mapping.values) and _place(mapping.span) not in self.added
        if empty and len(around.keys) > (2 if around.case != "base" else 0):
            del self.removed[_place(mapping.span)]
            self.remove(around)

    def texts(self) -> dict[Path, str]:
        """The files that change, with their new texts."""
        edits: dict[str, list[Edit]] = {}
        sources: dict[str, str] = {}
        for edit in self._edits():
            source = edit.span.source
            edits.setdefault(source.name, []).append(edit)
            sources[source.name] = source.text
        try:
            found = {name: edited(text, edits[name]) for name, text in sources.items()}
        except ValueError as error:
            remedy = "make them one after the other"
            raise refusal(
                "wrong-shape", f"changes get in each other's way: {error}", None, remedy
            ) from None
        return {Path(name): text for name, text in found.items() if text != sources[name]}

    def _edits(self) -> list[Edit]:
        wraps, keys, cuts = [], [], []
        for place, (site, texts) in self.added.items():
            node, gone = site.node, set[str]()
            flow = site.in_flow or is_flow(node) or not isinstance(node, Mapping)
            yaml = {key: _yaml(text, flow) for key, text in texts.items()}
            if not isinstance(node, Mapping):
                wraps += as_mapping(node, yaml, "base" if isinstance(node, Scalar) else "by_year")
                continue
            if place in self.removed:
                gone = self.removed[place][1]
            if gone and gone >= set(node.values):  # something must stay for a block to be one
                old, new = gone.pop(), next(iter(yaml))
                cuts.append(Edit(pair(node, old), f"{spelled(new, flow)}: {yaml.pop(new)}"))
            if yaml:
                keys.append(with_keys(node, yaml, gone))
        for site, gone in self.removed.values():
            assert isinstance(site.node, Mapping)
            cuts += without_keys(site.node, gone) if gone else []
        return [*wraps, *self.replaced.values(), *keys, *cuts]

    def _own(self, site: Site) -> Site:
        """The site, unless another value shares its text."""
        if self.outline.is_shared(site):
            said = f"`{site.path}` shares its text with another value (`*name`)"
            remedy = "write the value out in both places, then change one of them"
            raise refusal("wrong-shape", said, site.node.span, remedy)
        return site


def _yaml(text: Text, flow: bool) -> str:
    if isinstance(text, str):
        return spelled(text, flow) if text != "..." else text
    if isinstance(text, list):
        return f"[{', '.join(_yaml(item, True) for item in text)}]"
    return "{" + ", ".join(f"{spelled(k, True)}: {_yaml(t, True)}" for k, t in text.items()) + "}"


def _place(span: Span) -> _Place:
    return span.source.name, span.start, span.end


def text_of(site: Site) -> str:
    """The text of a scalar, as it is read."""
    return site.node.text.strip() if isinstance(site.node, Scalar) else ""


def items_of(site: Site) -> list[str]:
    """The texts of a list."""
    items = site.node.items if isinstance(site.node, Sequence) else ()
    return [item.text if isinstance(item, Scalar) else "" for item in items]
