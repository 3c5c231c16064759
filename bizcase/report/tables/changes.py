"""The changes that an edited workbook brings, one line each: what, in which case, where."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bizcase.report.workbook.returned.incoming.target import said
from bizcase.report.workbook.returned.incoming.update import Update
from bizcase.report.workbook.returned.incoming.wording import part_of, shown
from bizcase.study.run import Run
from bizcase.units.money import apart, money


@dataclass(frozen=True, slots=True)
class ShownChange:
    """A change in words. `case` is empty for what all cases share.

    `part` is that of the change, such as `values.1`; `of` is what people call it.
    """

    path: str
    part: str
    of: str
    case: str
    old: str
    new: str
    file: str
    line: int | None  # None where nothing stands yet
    cell: str

    @property
    def name(self) -> str:
        """The assumption, with the part that is not its value: `products.lamp.price, low`."""
        return f"{self.path}, {self.of}" if self.of else self.path


def shown_changes(update: Update) -> Iterator[ShownChange]:
    """The changes in the order of the workbook."""
    target = update.target
    for wish in update.wishes:
        change = wish.change
        now = said(target.prepared, wish)
        place = target.place(change, wish.column)
        if place is None and (lines := target.outline.under(("adjustments",))):
            place = lines.node.span
        shared = change.part not in ("base",) and change.index is None
        yield ShownChange(
            change.path,
            change.part,
            part_of(target, wish),
            "" if shared else change.case,
            shown(target, wish, now),
            shown(target, wish, change.value),
            place.source.name if place else str(target.path),
            place.line if place else None,
            wish.address,
        )


def effects(pairs: Sequence[tuple[Run, Run]]) -> list[str]:
    """The NPV of each case that changes: `NPV EUR 4.8M -> EUR 4.6M (base)`."""
    words = [(*_npvs(before, after), after.case) for before, after in pairs]
    moved = [f"NPV {old} -> {new} ({case})" for old, new, case in words if old != new]
    return moved or [f"NPV {words[0][0]}, as before"]


def _npvs(before: Run, after: Run) -> tuple[str, str]:
    """Before and after, so that they differ to the eye where they do."""
    old, new = before.measures["npv"], after.measures["npv"]
    if old is not None and new is not None:
        return apart(old, new, after.model.currency)
    words = ["none" if v is None else money(v, after.model.currency) for v in (old, new)]
    return words[0], words[1]
