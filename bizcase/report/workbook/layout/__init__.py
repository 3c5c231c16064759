"""Where everything stands in the workbook, decided from the scenario before a sheet is written."""
