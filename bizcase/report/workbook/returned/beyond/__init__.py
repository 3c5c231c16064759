"""What no cell holds, and what yet decides what a reader of the workbook sees."""
