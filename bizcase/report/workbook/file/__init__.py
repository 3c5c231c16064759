"""From sheets to the bytes of an .xlsx file, and to its place on the disk."""
