"""Names of cells: they lead to assumptions, and show an import where each one is."""

from __future__ import annotations

import re

_NOT_ALLOWED = re.compile(r"[^a-z0-9_]")
_LONGEST = 200


def name_of(prefix: str, path: str, taken: set[str]) -> str:
    """A name that is not taken yet: `in_products_thermostat_price` for that path."""
    plain = _NOT_ALLOWED.sub("_", path.lower())
    wanted = f"{prefix}_{plain}"[:_LONGEST]
    name, count = wanted, 1
    while name in taken:
        count += 1
        name = f"{wanted}_{count}"
    taken.add(name)
    return name
