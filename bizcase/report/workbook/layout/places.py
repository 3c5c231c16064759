"""Places that are the same in every workbook: titles of sheets, their rows and columns."""

from __future__ import annotations

CALC, INPUTS, SERIES, ADJUSTMENTS = "Calc", "Inputs", "Series", "Adjustments"
SENSITIVITY, RETURNS, CHECKS = "Sensitivity", "Returns", "Checks"
SIMULATION = "Simulation"

# Columns that the sheets with periods share: label, key, unit (or reason), total (or owner), a
# blank one, then the opening.
LABEL, KEY, UNIT, TOTAL, OPENING = 1, 2, 3, 4, 6
PERIODS_ON_A_PAGE = 16
HEADER = 4  # the row of headings on every sheet

CASE_ROW = 4  # on Inputs: the drop-down with the case in use
INPUT_HEADINGS = CASE_ROW + 3  # and above the table: among them the names of the cases
TIME_TITLE = HEADER + 2  # on Calc
REASON, OWNER = 2, 3  # on Adjustments
TESTED_DRIVER, TESTED_SIDE = (6, 3), (7, 3)  # on Sensitivity: what the tornado tries out
SIMULATED = (6, 4)  # on Simulation: how many inputs differ from those that were simulated
MASTER_CHECK = "$C$4"  # on Checks, where they say in words whether all pass
FAILING_CHECKS = "$D$4"  # and how many do not
