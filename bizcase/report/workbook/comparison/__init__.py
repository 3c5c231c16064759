"""Options side by side in one workbook: each with its own sheets, and what sets them apart."""
