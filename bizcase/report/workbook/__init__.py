"""The live workbook: written, proved against the engine, read back."""
