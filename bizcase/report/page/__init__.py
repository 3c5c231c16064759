"""The whole business case as one page that a board can be given, and that recalculates in it."""
