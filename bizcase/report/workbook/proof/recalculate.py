"""Calculates a workbook in IronCalc, a spreadsheet engine: what its formulas really give."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, TypeAlias

from bizcase.report.workbook.addresses import Place

if TYPE_CHECKING:
    from ironcalc import Model


@dataclass(frozen=True, slots=True)
class Fault:
    """What stands in a cell whose formula has no value: `#DIV/0!`."""

    text: str


Result: TypeAlias = float | str | bool | Fault | None
Typed: TypeAlias = float | str | bool | None  # what may be put into a cell
Edits: TypeAlias = Mapping[Place, Typed]


class NotCalculableError(Exception):
    """IronCalc cannot read the file."""


def engine_name() -> str:
    """The engine with its version."""
    import ironcalc

    return f"IronCalc {ironcalc.__version__}"


class Recalculation:
    """A workbook in the engine. Cells may be set and are reset at the end of a `with` block.

    The values that the file says its formulas have play no part: IronCalc always calculates. A
    file with data tables is refused: see `package.without_tables`.
    """

    def __init__(self, xlsx: bytes) -> None:
        self.model = _loaded(xlsx)
        sheets = self.model.get_worksheets_properties()
        self.numbers = {sheet["name"]: number for number, sheet in enumerate(sheets)}
        self._stale = True
        self._formulas: list[Place] | None = None
        self._before: dict[Place, tuple[Result, str | None]] = {}

    def __enter__(self) -> Recalculation:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.reset()

    def set(self, place: Place, value: Typed) -> None:
        """Types a value over a cell; None empties it."""
        if place not in self._before:
            where = self._where(place)
            self._before[place] = self._value(where), self.model.get_cell_formula(*where)
        self._put(place, value)

    def reset(self) -> None:
        """Takes back all that was set."""
        for place, (value, formula) in self._before.items():
            if formula is not None:
                self.model.set_user_input(*self._where(place), formula)
            else:
                self._put(place, None if isinstance(value, Fault) else value)
        self._before.clear()
        self._stale = True

    def read(self, places: Iterable[Place]) -> dict[Place, Result]:
        """The values of cells; None for a blank one."""
        if self._stale:
            self.model.evaluate()
            self._stale = False
        return {place: self._value(self._where(place)) for place in places}

    def formulas(self) -> list[Place]:
        """The cells with a formula in the file, whatever was set over them since."""
        if self._formulas is None:
            names, model = list(self.numbers), self.model
            self._formulas = [
                (names[sheet], row, column)
                for sheet, row, column in model.get_all_cells()
                if model.get_cell_formula(sheet, row, column) is not None
            ]
        return list(self._formulas)

    def _put(self, place: Place, value: Typed) -> None:
        where, self._stale = self._where(place), True
        if value is None:
            self.model.clear_cell_contents(*where)
        elif isinstance(value, bool):
            self.model.update_cell_with_bool(*where, value)
        elif isinstance(value, str):
            self.model.update_cell_with_text(*where, value)
        else:
            self.model.update_cell_with_number(*where, float(value))

    def _where(self, place: Place) -> tuple[int, int, int]:
        sheet, row, column = place
        return self.numbers[sheet], row, column

    def _value(self, where: tuple[int, int, int]) -> Result:
        """The value of a cell; an error is told from a text that looks like one."""
        value = self.model.get_cell_value(*where)
        if isinstance(value, str) and value.startswith("#"):
            from ironcalc import CellType

            if self.model.get_cell_type(*where) == CellType.ErrorValue:
                return Fault(value)
        return value


def recalculated(xlsx: bytes, edits: Sequence[Edits] = ({},)) -> list[dict[Place, Result]]:
    """The values of all formulas after each set of edits, each made to the file as it is."""
    workbook = Recalculation(xlsx)
    places = workbook.formulas()
    found = []
    for each in edits:
        with workbook:
            for place, value in each.items():
                workbook.set(place, value)
            found.append(workbook.read(places))
    return found


def _loaded(xlsx: bytes) -> Model:
    import ironcalc

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "workbook.xlsx"
        path.write_bytes(xlsx)
        try:
            return ironcalc.load_from_xlsx(str(path), "en", "UTC", "en")
        except BaseException as error:  # a panic of the engine is no Exception
            if isinstance(error, KeyboardInterrupt | SystemExit | MemoryError):
                raise
            raise NotCalculableError(str(error).splitlines()[0] if str(error) else "") from error
