"""The model and its evaluation: rows over a timeline, for one trial or a million."""
