"""The formulas of the sheets: how they refer to cells, and what the checks compare."""
