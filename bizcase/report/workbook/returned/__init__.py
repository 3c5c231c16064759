"""A workbook that people had: read, compared with its export, and taken back."""
