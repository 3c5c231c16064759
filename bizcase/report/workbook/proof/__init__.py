"""Whether a calculated workbook says what the engine says, and the certificate of it."""
