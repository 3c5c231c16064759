"""What people changed in a workbook, on its way back into the files of the scenario."""
