"""The sheets of the workbook, one file each: a function from a plan to a sheet."""
