"""Where something stands: paths in the scenario and the names that formulas use for them."""

from __future__ import annotations

from collections.abc import Iterator

from bizcase.formula.functions import TIME_ROWS

META_KEYS = frozenset(("source", "owner", "note", "doc", "label", "confidence", "shared_with"))


def join(*parts: str) -> str:
    """The parts with dots between them, empty ones left out."""
    return ".".join(part for part in parts if part)


def name_of(path: str) -> str:
    """The name that formulas use: `products.` is left out, spaces become underscores."""
    return identifier(path.removeprefix("products.") if path.count(".") else path)


def identifier(words: str) -> str:
    """`cost of sales` as a name: `cost_of_sales`."""
    return words.strip().replace(" ", "_").replace("-", "_")


def not_a_name(words: str) -> str | None:
    """What to do about a name that formulas cannot use; None where they can."""
    name = identifier(words)
    if name in TIME_ROWS or name == "this":
        return f"`{name}` means something else in every formula; choose another name"
    usable = name.isidentifier() and words.isprintable()
    return None if usable else "use letters, digits and underscores"


def chain(name: str) -> Iterator[str]:
    """The prefixes in which a name is looked up: `a.b.`, `a.`, and the empty one."""
    parts = name.split(".") if name else []
    for count in range(len(parts), -1, -1):
        yield ".".join(parts[:count])
