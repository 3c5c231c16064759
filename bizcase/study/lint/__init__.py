"""The rules of good business cases: what a finance director would ask; one file for each."""
