"""The functions of the language, by name."""

from __future__ import annotations

from bizcase.formula.functions.along_the_row import CARRIED, WHOLE_ROW
from bizcase.formula.functions.defined import DEFINED
from bizcase.formula.functions.pointwise import POINTWISE
from bizcase.formula.functions.record import Function, takes

FUNCTIONS: dict[str, Function] = {
    record.name: record for record in (*POINTWISE, *CARRIED, *WHOLE_ROW, *DEFINED)
}

# Rows that every timeline has, with their units.
TIME_ROWS: dict[str, str] = {
    "t": "year",
    "n": "number",
    "years": "year",
    "period_start": "year",
    "model_year": "year",
    "new_model_year": "number",
    "new_fiscal_year": "number",
    "horizon": "year",
    "periods": "number",
}

__all__ = ["FUNCTIONS", "TIME_ROWS", "Function", "takes"]
