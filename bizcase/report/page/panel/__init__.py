"""The panel that asks what if: which drivers move, between which values, and the script for it."""
